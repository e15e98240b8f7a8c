"""Files for programs: the list of all records with the id of their content, and a map of the site for language models."""

import json

from remit.log.record import Record
from remit.site.view import View, newest_first
from remit.site.when import counted

LOG, MAP = "log.json", "llms.txt"
LISTED = 500


def log_json(view: View) -> str:
    """Every record with git's id of its content, so that anybody can tell later what was published (`remit verify`)."""
    records = [
        {
            "id": record.id,
            "path": record.path,
            "blob": view.blobs.get(record.path),
            "status": record.status or None,
            "landed": _landed(view, record),
            "page": view.where.records[record.path],
        }
        for record in view.log.records
    ]
    return json.dumps({"commit": view.history.tip or None, "records": records}, ensure_ascii=False, indent=1) + "\n"


def _landed(view: View, record: Record) -> str | None:
    """The commit that brought a record to the trusted branch; None where it has not landed, or history is not known."""
    timeline = view.history.of(record.id, record.path)
    added = timeline.added if timeline else None
    return added.landed.id if added and added.landed else None


def llms_txt(view: View) -> str:
    """What the site is and where things stand, as plain text (llmstxt.org)."""
    settings = view.log.settings
    lines = [
        f"# {_line(settings.title)}",
        "",
        f"> A decision log of {counted(len(view.log.records), 'decision')}: what was decided, by whom, why, and who may decide what.",
        "",
        "- [All records as JSON](log.json): id, path, content id and status of each",
        "- [Who decides what](boundaries/index.html)",
        "- [Shared context](context/index.html)",
        "- [Feed](feed.xml)",
        "",
        "## Decisions",
        "",
    ]
    records = newest_first(view.log.records)
    lines += [
        f"- [{_line(record.title)}]({view.where.records[record.path]}): {record.status or 'unknown'}"
        for record in records[:LISTED]
    ]
    if len(records) > LISTED:
        lines.append(f"- and {len(records) - LISTED} older ones, in log.json")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """A title that cannot break out of its line or its brackets."""
    return " ".join(text.split()).replace("[", "(").replace("]", ")")

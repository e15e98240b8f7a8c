"""Files for programs: all records with the id of their content, each record by itself, a map for language models, badges."""

import json
from collections.abc import Iterator

from remit.audits.fields import row
from remit.exporters import tables
from remit.exporters.pages import page_of
from remit.exporters.selected import Selected
from remit.log.record import Record
from remit.site.labels import line
from remit.site.view import View, newest_first

LOG, SCHEMA, MAP = "log.json", "log.schema.json", "llms.txt"
LISTED = 500
"""Decisions in the map."""
_PUBLISHED = {
    "blob": "git's ID of the file's content.",
    "landed": "Commit that brought it to the trusted branch.",
    "page": "Address of its page, from the top of the site.",
}


def data(view: View) -> dict[str, str]:
    """Files for programs, by address: what the fields of a record mean, a map, badges."""
    return {SCHEMA: log_schema(), MAP: llms_txt(view), **badges(view)}


def listed(view: View) -> str:
    """Every record in one file."""
    lines = ",\n".join(_line(entry(view, record)) for record in view.log.records)
    return f'{{"commit": {_line(view.history.tip or None)}, "records": [\n{lines}\n]}}\n'


def log_schema() -> str:
    """The JSON Schema of `log.json`: every record with its published fields, and git's id of its content, so that anybody can
    tell later what was published (`remit verify`).
    """
    listed = tables.schema(_PUBLISHED, tables.JUDGED)
    properties = {
        "commit": {"type": ["string", "null"], "description": "Commit that the site shows."},
        "records": {"type": "array", "items": listed["items"]},
    }
    schema = {
        "$schema": listed["$schema"],
        "title": "Decisions published by Remit, format 1",
        "type": "object",
        "required": [*properties],
        "properties": properties,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


class RecordFiles:
    """Each decision as JSON and as Markdown, beside its page."""

    def __init__(self, view: View) -> None:
        self._view, self._chosen = view, Selected(view.log, list(view.log.records), view.answers, texts=True)
        self._names = {path: f"{page.removesuffix('.html')}.md" for path, page in view.where.records.items()}

    def of(self, record: Record) -> Iterator[tuple[str, str]]:
        """Addresses and contents for one decision."""
        whole, name = self._view.whole(record), self._names[record.path]
        yield name.removesuffix(".md") + ".json", _whole(self._view, whole)
        yield name, page_of(self._chosen, whole, self._names)


def _whole(view: View, record: Record) -> str:
    """Everything that is published of a record."""
    acts = [
        {
            "kind": act.kind,
            "who": act.who,
            "on": act.on.text if act.on else None,
            "path": act.path,
            "body": act.body,
        }
        for act in record.acts
    ]
    whole = entry(view, record) | {"body": record.body, "head": record.head, "acts": acts}
    return f"{_line(whole)}\n"


def entry(view: View, record: Record) -> dict[str, object]:
    """A record with its published fields, and where it is published."""
    fields = row(view.log, record)
    return {key: value for key, value in fields.items() if key not in tables.JUDGED} | {
        "blob": view.blobs.get(record.path),
        "landed": landed(view, record),
        "page": view.where.records[record.path],
    }


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def landed(view: View, record: Record) -> str | None:
    """The commit that brought a record to the trusted branch; None where it is not merged, or history is not known."""
    timeline = view.history.of(record.id, record.path)
    added = timeline.added if timeline else None
    return added.landed.id if added and added.landed else None


def llms_txt(view: View) -> str:
    """What the site is and where things stand, as plain text (llmstxt.org)."""
    records = newest_first(view.log.records)
    listed = [(line(record.title), view.where.records[record.path], record.status) for record in records[:LISTED]]
    made = view.render(MAP, title=line(view.log.settings.title), decisions=listed)
    return f"{made}\n"


def badges(view: View) -> dict[str, str]:
    """Pictures with a number, for a README."""
    numbers = {"decisions": len(view.log.records), "open": sum(record.is_open for record in view.log.records)}
    return {
        f"badges/{label}.svg": f"{view.render('badge.svg', label=label, number=number, left=7 * len(label) + 12, right=7 * len(str(number)) + 12)}\n"
        for label, number in numbers.items()
    }

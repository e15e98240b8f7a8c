"""Files for programs: the feed, the list of all records with the id of their content, a map for language models."""

import json
from hashlib import sha256

from remit.log.record import Record
from remit.site.view import View, dated, newest_first

FEED, LOG, MAP = "feed.xml", "log.json", "llms.txt"
NEWS, LISTED = 50, 500
"""Decisions in the feed, and in the map."""


def feed(view: View) -> str:
    """The newest decisions as an Atom feed (RFC 4287).

    Without `site_url` its links are relative and its ids come from the records alone.
    """
    records = [record for record in newest_first(view.log.records) if dated(record)][:NEWS]
    title, top = view.log.settings.title, (view.log.settings.site_url or "").rstrip("/")
    made = view.render(
        FEED,
        id=f"{top}/" if top else f"urn:remit:{sha256(title.encode()).hexdigest()[:32]}",
        top=f"{top}/" if top else "",
        updated=_instant(view, records[0]) if records else "1970-01-01T00:00:00+00:00",
        entries=[_entry(view, record) for record in records],
    )
    return f"{made}\n"


def _entry(view: View, record: Record) -> dict[str, object]:
    return {
        "record": record,
        "address": view.where.records[record.path],
        "updated": _instant(view, record),
        "authors": [view.names.get(who, who) for who in record.deciders] or [view.log.settings.title],
        "summary": view.convert(record.body, record.title, record.path).text[:500],
    }


def _instant(view: View, record: Record) -> str:
    moment = dated(record)
    return moment.instant(view.log.zone).isoformat() if moment else ""


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
    records = newest_first(view.log.records)
    listed = [(_line(record.title), view.where.records[record.path], record.status) for record in records[:LISTED]]
    made = view.render(MAP, title=_line(view.log.settings.title), decisions=listed)
    return f"{made}\n"


def _line(text: str) -> str:
    """A title that cannot break out of its line or its brackets."""
    return " ".join(text.split()).replace("[", "(").replace("]", ")")

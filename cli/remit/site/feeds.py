"""What readers subscribe to: Atom feeds (RFC 4287) of all decisions and of parts of them, and a calendar (RFC 5545) of reviews."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from remit.log.moment import Moment
from remit.log.record import Record
from remit.site.addresses import flat
from remit.site.due_page import Due
from remit.site.view import View, grouped

FEED, CALENDAR = "feed.xml", "calendar.ics"
NEWS = 50
"""Decisions in a feed, those that changed last."""


class Part(NamedTuple):
    """Decisions that have a feed of their own."""

    kind: str
    """Team, Level, Boundary or Person."""
    name: str
    address: str
    """The address of its feed."""
    records: list[Record]


def parts(view: View) -> list[Part]:
    """The feeds by team, level, boundary and person, in this order."""
    found = {
        "Team": grouped(view.log.records, lambda record: _one(view.teams.get(record.path))),
        "Level": grouped(view.log.records, lambda record: _one(record.tier)),
        "Boundary": grouped(view.log.records, lambda record: _one(record.boundary)),
        "Person": grouped(view.log.records, lambda record: record.deciders),
    }
    out = []
    for kind, groups in found.items():
        addresses = flat(f"feeds/{kind.lower()}", {name: name for name in groups}, ".xml")
        out += [Part(kind, name, addresses[name], groups[name]) for name in sorted(groups)]
    return out


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def name_of(view: View, part: Part) -> str:
    """What a part is called on a page."""
    if part.kind == "Person":
        return view.names.get(part.name, part.name)
    if part.kind == "Boundary":
        return view.boundary(part.name).text
    return view.log.settings.label_of(part.name) if part.kind == "Level" else part.name


def feed_of(view: View, part: Part) -> str:
    """The feed of some decisions."""
    return feed(view, part.records, part.address, f"{view.log.settings.title}: {name_of(view, part)}")


def feed(view: View, records: Iterable[Record], address: str = FEED, title: str = "") -> str:
    """Decisions that changed last. An entry comes again when its decision changes state.

    Without `site_url` links are relative, and ids come from the records alone.
    """
    dated = [(changed, record) for record in records if (changed := _changed(view, record))]
    newest = sorted(dated, key=lambda one: (one[0], one[1].path), reverse=True)[:NEWS]
    named, top = title or view.log.settings.title, (view.log.settings.site_url or "").rstrip("/")
    made = view.render(
        FEED,
        title=named,
        address=address,
        id=f"{top}/{'' if address == FEED else address}"
        if top
        else f"urn:remit:{sha256(named.encode()).hexdigest()[:32]}",
        top=f"{top}/" if top else "../" * address.count("/"),
        updated=newest[0][0].isoformat() if newest else "1970-01-01T00:00:00+00:00",
        entries=[_entry(view, record, changed) for changed, record in newest],
    )
    return f"{made}\n"


def _entry(view: View, record: Record, changed: datetime) -> dict[str, object]:
    return {
        "record": record,
        "address": view.where.records[record.path],
        "updated": changed.isoformat(),
        "authors": [view.names.get(who, who) for who in record.deciders] or [view.log.settings.title],
        "summary": view.text(record).shown[:500],
    }


def _changed(view: View, record: Record) -> datetime | None:
    """When its state changed last: raised, decided, superseded, or somebody did something about it."""
    newer = [
        link.record.decided for link in view.links.get(record.path, ()) if link.kind == "superseded_by" and link.record
    ]
    moments = [record.raised, record.decided, *newer, *(act.on for act in record.acts)]
    return max((_instant(view, moment) for moment in moments if moment), default=None)


def _instant(view: View, moment: Moment) -> datetime:
    return moment.instant(view.log.zone)


def calendar(view: View, due: Iterable[Due]) -> str:
    """Reviews as days of a calendar."""
    from icalendar import Calendar, Event  # it is large, and most builds make none

    made = Calendar()
    made.add("prodid", "-//Remit//Decision log//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{view.log.settings.title}: reviews")
    for one in due:
        made.add_component(_event(view, one, Event()))
    return str(made.to_ical().decode("utf-8")).replace("\r\n", "\n")


def _event(view: View, one: Due, event: Any) -> Any:
    href = (one.what.href or "").removeprefix("../")
    day, top = view.today - timedelta(days=one.days), (view.log.settings.site_url or "").rstrip("/")
    event.add("uid", f"{sha256(f'{one.why} {href} {day}'.encode()).hexdigest()[:32]}@remit")
    event.add("dtstamp", datetime.combine(day, time(), UTC))  # the same in every build
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{one.why}: {one.what.text}")
    if top and href and "//" not in href:
        event.add("url", f"{top}/{href}")
    return event

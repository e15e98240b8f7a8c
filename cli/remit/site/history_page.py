"""The whole log at a glance: a map by topic and boundary, and a timeline by month."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from remit.log.record import TIERS, Record
from remit.site.labels import Link, month_text
from remit.site.page import HISTORY, Page
from remit.site.view import View, grouped, newest_first
from remit.site.words import word

PATH = "history/index.html"
TOPICS, BOUNDARIES, LISTED = 20, 8, 3
"""Rows and columns of the map, and decisions listed of a month; what is less common is added up."""
OTHER = ""


class Place(NamedTuple):
    """A place of the map: the decisions on one topic under one boundary."""

    number: int
    open: int
    radius: float
    """Of its circle, from 0 to 1: its area is the number."""
    href: str | None


class Month(NamedTuple):
    """A month, with its decisions by level."""

    name: str
    """`2026-11`."""
    link: Link
    tiers: tuple[tuple[str, int], ...]
    """Levels, lowest first and those without one last, with the number of decisions."""
    records: list[Record]
    """The newest."""
    number: int


def history_page(view: View) -> Page:
    """The map, then year by year every month."""
    view = view.at(PATH)
    topics, boundaries, places = _map(view)
    months = _months(view)
    body = view.render(
        "history.html",
        topics=topics,
        boundaries=boundaries,
        places=places,
        years=grouped(months, lambda month: (month.name[:4],)),
        any_tier=any(name for month in months for name, _ in month.tiers),
        most=max((month.number for month in months), default=0),
    )
    return Page(PATH, "Map and history", body, HISTORY, "Decisions by topic and boundary, and month by month.")


def _map(view: View) -> tuple[list[tuple[str, Link]], list[tuple[str, Link]], dict[tuple[str, str], Place]]:
    """Topics with most decisions, boundaries with most, and the places where they meet."""
    pairs = [(record, _topic(record), _boundary(record)) for record in view.log.records]
    topics = _common([topic for _, topic, _ in pairs], TOPICS)
    boundaries = _common([boundary for _, _, boundary in pairs], BOUNDARIES)
    found: Counter[tuple[str, str]] = Counter()
    waiting: Counter[tuple[str, str]] = Counter()
    for record, topic, boundary in pairs:
        place = (topic if topic in topics else OTHER, boundary if boundary in boundaries else OTHER)
        found[place] += 1
        waiting[place] += record.is_open
    most = max(found.values(), default=1)
    places = {
        place: Place(number, waiting[place], (number / most) ** 0.5, _address(view, *place))
        for place, number in found.items()
    }
    rows = [(topic, view.filtered(topic, topic=topic)) for topic in topics]
    columns = [(name, view.boundary(name)) for name in boundaries]
    if any(topic == OTHER for topic, _ in places):
        rows.append((OTHER, Link(word("other topics") if rows else word("no topic"))))
    if any(name == OTHER for _, name in places):
        columns.append(
            (OTHER, Link(word("no boundary") if len(boundaries) < BOUNDARIES else word("another or no boundary")))
        )
    return rows, columns, places


def _topic(record: Record) -> str:
    """The first part of its first topic: that is how topics are grouped."""
    return record.topics[0].partition("/")[0] if record.topics else OTHER


def _boundary(record: Record) -> str:
    return record.boundary or OTHER


def _common(names: list[str], most: int) -> list[str]:
    counts = Counter(name for name in names if name)
    return sorted(name for name, _ in counts.most_common(most))


def _address(view: View, topic: str, boundary: str) -> str | None:
    """The table of decisions, filtered to a place; none where several are added up."""
    facets = {key: value for key, value in (("topic", topic), ("boundary", boundary)) if value}
    return view.filtered("", **facets).href if topic and boundary else None


def _months(view: View) -> list[Month]:
    """Every month with a decision, the newest first."""
    found = grouped(newest_first(view.log.records), lambda record: _month(view, record))
    return [_made(view, name, records) for name, records in sorted(found.items(), reverse=True)]


def _made(view: View, name: str, records: list[Record]) -> Month:
    counts = Counter(record.tier if record.tier in TIERS else "" for record in records)
    tiers = tuple((tier, counts[tier]) for tier in (*TIERS, "") if counts[tier])
    words = month_text(date.fromisoformat(f"{name}-01"))
    return Month(name, view.filtered(words, month=name), tiers, records[:LISTED], len(records))


def _month(view: View, record: Record) -> tuple[str, ...]:
    moment = record.dated(view.log.zone)
    return (moment.day_in(view.log.zone).isoformat()[:7],) if moment else ()

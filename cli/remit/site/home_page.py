"""The first page: stops, open decisions, what was decided this week, decisions by level, goals."""

from collections import Counter
from typing import NamedTuple

from remit.log.record import TIERS, Record
from remit.log.stops import Stop, stops_among
from remit.site.labels import Link, counted
from remit.site.load import left_out
from remit.site.page import HOME, Page
from remit.site.view import View, newest_first
from remit.site.words import word

MOST = 10
"""Rows of a list on the home page; the table of decisions has the rest."""
FEW = 5
"""Below this many decisions shares say nothing, and only counts are shown."""


class Tier(NamedTuple):
    """How many decisions one tier made."""

    name: str
    number: int
    share: float | None
    """In percent; None where there are too few decisions for shares."""
    wanted: int | None
    """The share in percent that the organisation wants."""


def home_page(view: View, path: str = "index.html", *, heading: bool = True) -> Page:
    """The home page of a log; without its `heading` if it is part of a hand-written page that has one."""
    view = view.at(path)
    log = view.log
    waiting = sorted((record for record in log.records if record.is_open), key=_oldest_first)
    decided = [record for record in newest_first(log.records) if record.is_decided and record.dated()]
    week = [record for record in decided if record.decided and 0 <= view.days_since(record.decided) < 7]
    serving = Counter(name for record in log.records for name in record.list_of("intent"))
    body = view.render(
        "home.html",
        heading=heading,
        stops=_stops(view),
        left_out=left_out(log),
        waiting=waiting[:MOST],
        waiting_number=len(waiting),
        decided=week[:MOST] or decided[:5],
        this_week=bool(week),
        tiers=_tiers(view) if log.policies else None,
        few=FEW,
        intents=[(view.intent(page.id), serving[page.id]) for page in log.context],
    )
    title = "Home" if path == "index.html" else "Overview"
    said = word("{number}: what was decided, by whom and why.").format(number=counted(len(log.records), "decision"))
    return Page(path, title, body, HOME, said)


def _stops(view: View) -> list[tuple[str, str | Link, Stop]]:
    """Open stops, on a record, then on a topic or a budget: words that come first, what is stopped, the stop."""
    found: list[tuple[str, str | Link, Stop]] = [
        ("", view.record(record), stop) for record in view.log.records for stop in view.stops.get(record.path, ())
    ]
    for stop in stops_among(view.log.stops, view.log.zone):
        if stop.is_open(view.now, view.log.zone):
            topic = stop.topic
            what = view.filtered(topic, topic=topic) if topic else f"the budget {stop.budget}"
            found.append((word("All decisions on "), what, stop))
    return found


def _oldest_first(record: Record) -> tuple[str, str]:
    return (record.raised.day.isoformat() if record.raised else "9999", record.id)


def _tiers(view: View) -> list[Tier]:
    """Decisions by tier, the lowest first; empty if none has a tier."""
    counts = Counter(record.tier for record in view.log.records if record.is_decided and record.tier in TIERS)
    total, targets = counts.total(), dict(view.log.settings.targets)
    return [
        Tier(tier, counts[tier], 100 * counts[tier] / total if total >= FEW else None, targets.get(tier))
        for tier in TIERS
        if total
    ]

"""Which stops on a record are open: pulled, not lifted, not run out."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from remit.log.moment import Moment, parse_moment
from remit.log.record import Act, Record


class Pulled(NamedTuple):
    """One open stop."""

    who: str
    why: str
    on: Moment | None
    path: str
    where: tuple[str | int, ...] = ()
    topic: str = ""
    budget: str = ""


def open_stops(record: Record, now: datetime, zone: tzinfo) -> Iterator[Pulled]:
    """The stops on a record that are open: act files, and those that its head reports."""
    yield from open_acts(record.acts, now, zone)
    for index, entry in enumerate(record.entries_of("stops")):
        if not entry.get("lifted") and not _over(entry.get("until"), now, zone):
            on = parse_moment(str(entry.get("on") or ""), zone)
            yield Pulled(str(entry.get("who") or ""), str(entry.get("why") or ""), on, record.path, ("stops", index))


def open_acts(acts: tuple[Act, ...], now: datetime, zone: tzinfo) -> Iterator[Pulled]:
    """The stops among act files that none of them lifts."""
    lifts = [str(act.head.get("lifts") or "") for act in acts if act.kind == "lift"]
    for act in acts:
        if act.kind == "stop" and not _lifted(act, lifts) and not _over(act.head.get("until"), now, zone):
            first = next((line.strip() for line in act.body.split("\n") if line.strip()), "")
            topic, budget = act.head.get("topic"), act.head.get("budget")
            yield Pulled(act.who, first, act.on, act.path, (), str(topic or ""), str(budget or ""))


def _lifted(act: Act, lifts: list[str]) -> bool:
    name = act.path.rpartition("/")[2].removesuffix(".md")
    return any(
        not lift or lift.rpartition("/")[2].removesuffix(".md") in (name, name.rpartition("-")[2]) for lift in lifts
    )


def _over(until: object, now: datetime, zone: tzinfo) -> bool:
    moment = parse_moment(until, zone) if isinstance(until, str) else None
    return moment is not None and moment.last_instant(zone) < now

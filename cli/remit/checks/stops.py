"""Which stops on a record are open: neither lifted nor expired."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
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
    """The stops on a record that are open: act files, and those reported in its front matter."""
    yield from open_acts(record.acts, now, zone)
    for index, entry in enumerate(record.entries_of("stops")):
        if not entry.get("lifted") and not _over(entry.get("until"), now, zone):
            on = parse_moment(str(entry.get("on") or ""), zone)
            yield Pulled(str(entry.get("who") or ""), str(entry.get("why") or ""), on, record.path, ("stops", index))


def open_acts(acts: tuple[Act, ...], now: datetime, zone: tzinfo) -> Iterator[Pulled]:
    """The stops among act files that none of them lifts."""
    lifted = {stop.path for act in acts if act.kind == "lift" for stop in lifted_by(act, acts)}
    for act in acts:
        if act.kind == "stop" and act.path not in lifted and not _over(act.head.get("until"), now, zone):
            first = next((line.strip() for line in act.body.split("\n") if line.strip()), "")
            topic, budget = act.head.get("topic"), act.head.get("budget")
            yield Pulled(act.who, first, act.on, act.path, (), str(topic or ""), str(budget or ""))


def lifted_by(lift: Act, acts: Iterable[Act]) -> Iterator[Act]:
    """The stops among acts that a lift lifts: the one that it names, or every earlier one."""
    named = str(lift.head.get("lifts") or "").rpartition("/")[2].removesuffix(".md")
    for stop in acts:
        name = stop.path.rpartition("/")[2].removesuffix(".md")
        if stop.kind == "stop" and (named in (name, name.rpartition("-")[2]) if named else _before(stop, lift)):
            yield stop


def _before(stop: Act, lift: Act) -> bool:
    """Whether a stop is older than a lift; False if one of the two has no time."""
    return bool(stop.on and lift.on and stop.on.instant(UTC) <= lift.on.last_instant(UTC))


def _over(until: object, now: datetime, zone: tzinfo) -> bool:
    moment = parse_moment(until, zone) if isinstance(until, str) else None
    return moment is not None and moment.last_instant(zone) < now

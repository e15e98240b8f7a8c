"""Stops: how often, how soon somebody answered, and how many were lifted without a change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from remit.audits.boundaries import in_force
from remit.audits.lead_times import DAY
from remit.audits.report import Report, Table, between, counted, days
from remit.audits.scope import Scope
from remit.audits.statistics import CENSORED, EVENT, Seen, curve, wilson
from remit.audits.velocity import HALF
from remit.log.moment import Moment, Span, parse_moment
from remit.log.record import Act, Record

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": DAY, "wd": DAY * 7 / 5, "w": 7 * DAY}
"""Seconds; of a working day on average, for a share over many stops needs no calendar."""


class Pulled(NamedTuple):
    """One stop."""

    what: str
    """The record, topic or budget that was stopped."""
    who: str
    on: Moment | None
    why: str
    lifted: Moment | None
    changed: bool | None
    """Whether the record changed before it was lifted; None where nobody can tell."""

    def hours(self) -> float | None:
        """From the stop to its end."""
        return (self.lifted.instant() - self.on.instant()).total_seconds() / 3600 if self.on and self.lifted else None


TITLE = "Stops"


def stops(scope: Scope, *, since: float | None = None) -> Report:
    """The audit of the stops pulled from `since` to now."""
    zone = scope.log.zone
    found = [one for one in pulled(scope) if since is None or (one.on and one.on.instant(zone).timestamp() >= since)]
    if not found:
        said = "Nothing to measure: no stops in this period."
        return Report("stops", TITLE, [said], [], {"pulled": 0, "open": []})
    ended, still = [one for one in found if one.lifted], [one for one in found if not one.lifted]
    hours = [hour for one in ended if (hour := one.hours()) is not None]
    waiting = [(scope.now - one.on.instant(zone)).total_seconds() / 3600 for one in still if one.on]
    lead = [f"{counted(len(found), 'stop')}, {len(still)} still open."]
    middle = curve([*(Seen(hour, EVENT) for hour in hours), *(Seen(hour, CENSORED) for hour in waiting)]).quantile(HALF)
    if hours:
        within = f"more than {days(middle.seen / 24)}" if middle.value is None else days(middle.value / 24)
        lead.append(f"The median time to an answer is {within}, open stops counted.")
    allowed = _respond_within(scope)
    in_time = sum(hour * 3600 <= allowed for hour in hours) if allowed else 0
    due = len(hours) + sum(hour * 3600 > allowed for hour in waiting) if allowed else 0
    if due:
        lead.append(f"{in_time} of {due} got a response in time ({between(wilson(in_time, due))}).")
    known = [one.changed for one in ended if one.changed is not None]
    same = known.count(False)
    if known:
        lead.append(f"{same} of {len(known)} were lifted without a change.")
    rows = [
        (one.what, _day(one.on), one.why or "-", "open" if (hour := one.hours()) is None else days(hour / 24))
        for one in found
    ]
    return Report(
        "stops", TITLE, lead, [Table("Stops", ("what", "since", "why", "answered after"), rows)],
        {
            "pulled": len(found), "open": [one.what for one in still], "median_hours": middle.value, "answered_in_time": in_time if allowed else None,
            "answered": len(hours), "due": due, "lifted_without_change": same,
        },
    )  # fmt: skip


def pulled(scope: Scope) -> list[Pulled]:
    """Every stop of the log, oldest first."""
    records = [life.record for life in scope.lives]
    out = [one for record in records for one in (*_acts(record.id, record.acts), *_inline(record))]
    out += _acts("", scope.log.stops)
    return sorted(out, key=lambda one: one.on.instant() if one.on else datetime.min.replace(tzinfo=scope.log.zone))


def _acts(what: str, acts: Sequence[Act]) -> Iterable[Pulled]:
    lifts = {str(act.head.get("lifts") or ""): act for act in acts if act.kind == "lift"}
    for act in acts:
        if act.kind == "stop":
            name = act.path.rsplit("/", 1)[-1]
            lift = lifts.get(name) or lifts.get(name.removesuffix(".md")) or lifts.get(act.path)
            subject = what or str(act.head.get("topic") or act.head.get("budget") or name)
            lifted, why = lift.on if lift else None, act.body.strip().split("\n", 1)[0]
            yield Pulled(subject, act.who, act.on, why, lifted, _changed(acts, act.on, lifted))


def _changed(acts: Iterable[Act], start: Moment | None, end: Moment | None) -> bool | None:
    """Whether somebody acted on a record while it was stopped; None where nobody can tell."""
    if not start or not end:
        return None
    others = (act.on for act in acts if act.kind not in ("stop", "lift") and act.on)
    return any(end.instant() > on.instant() > start.instant() for on in others)


def _inline(record: Record) -> Iterable[Pulled]:
    for entry in record.entries_of("stops"):
        lifted = entry.get("lifted")
        end = parse_moment(str(lifted.get("on") or "")) if isinstance(lifted, dict) else None
        who, why = str(entry.get("who") or ""), str(entry.get("why") or "")
        yield Pulled(record.id, who, parse_moment(str(entry.get("on") or "")), why, end, None)


def _respond_within(scope: Scope) -> float | None:
    spans: list[Span] = [policy.stops.respond_within for policy in in_force(scope) if policy.stops]
    return max(span.count * _UNITS[span.unit] for span in spans) if spans else None


def _day(moment: Moment | None) -> str:
    return moment.day.isoformat() if moment else "?"

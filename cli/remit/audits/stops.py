"""Stops: how often, how soon somebody answered, and how many were lifted without a change."""

from datetime import datetime

from remit.audits.lead_times import DAY
from remit.audits.report import Report, Table, between, counted, days
from remit.audits.scope import Scope
from remit.audits.statistics import CENSORED, EVENT, Seen, curve, wilson
from remit.audits.velocity import HALF
from remit.log.stops import Stop, stops_among, stops_on

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": DAY, "wd": DAY * 7 / 5, "w": 7 * DAY}
"""Seconds; of a working day on average, for a share over many stops needs no calendar."""


TITLE = "Stops"


def stops(scope: Scope, *, since: float | None = None) -> Report:
    """The audit of the stops made from `since` to now."""
    zone = scope.log.zone
    found = [one for one in begun(scope) if since is None or (one.on and one.on.instant(zone).timestamp() >= since)]
    if not found:
        said = "Nothing to measure: no stops in this period."
        return Report("stops", TITLE, [said], [], {"pulled": 0, "open": []})
    ended, still = [one for one in found if one.lifted], [one for one in found if not one.lifted]
    hours = [hour for one in ended if (hour := _hours(one)) is not None]
    waiting = [(scope.now - one.on.instant(zone)).total_seconds() / 3600 for one in still if one.on]
    lead = [f"{counted(len(found), 'stop')}, {len(still)} still open."]
    middle = curve([*(Seen(hour, EVENT) for hour in hours), *(Seen(hour, CENSORED) for hour in waiting)]).quantile(HALF)
    if hours:
        within = f"more than {days(middle.seen / 24)}" if middle.value is None else days(middle.value / 24)
        lead.append(f"The median time to an answer is {within}, open stops counted.")
    spans = [policy.stops.respond_within for policy in scope.in_force if policy.stops]
    allowed = max((span.count * _UNITS[span.unit] for span in spans), default=None)
    in_time = sum(hour * 3600 <= allowed for hour in hours) if allowed else 0
    due = len(hours) + sum(hour * 3600 > allowed for hour in waiting) if allowed else 0
    if due:
        lead.append(f"{in_time} of {due} got a response in time ({between(wilson(in_time, due))}).")
    known = [changed for one in ended if (changed := _changed(scope, one)) is not None]
    same = known.count(False)
    if known:
        lead.append(f"{same} of {len(known)} were lifted without a change.")
    rows = [
        (one.what, one.day, one.reason or "-", "open" if (hour := _hours(one)) is None else days(hour / 24))
        for one in found
    ]
    return Report(
        "stops", TITLE, lead, [Table("Stops", ("what", "since", "why", "answered after"), rows)],
        {
            "pulled": len(found), "open": [one.what for one in still], "median_hours": middle.value, "answered_in_time": in_time if allowed else None,
            "answered": len(hours), "due": due, "lifted_without_change": same,
        },
    )  # fmt: skip


def begun(scope: Scope) -> list[Stop]:
    """Every stop of the log, oldest first."""
    records = [life.record for life in scope.lives]
    out = [
        *(stop for record in records for stop in stops_on(record, scope.log.zone)),
        *stops_among(scope.log.stops, scope.log.zone),
    ]
    return sorted(out, key=lambda one: one.on.instant() if one.on else datetime.min.replace(tzinfo=scope.log.zone))


def _hours(stop: Stop) -> float | None:
    """From the stop to its end; None while it is not lifted."""
    return (stop.lifted.instant() - stop.on.instant()).total_seconds() / 3600 if stop.on and stop.lifted else None


def _changed(scope: Scope, stop: Stop) -> bool | None:
    """Whether somebody acted on the record while it was stopped; None where nobody can tell."""
    if stop.where or not stop.on or not stop.lifted:
        return None
    record = scope.log.by_id.get(stop.record or "")
    others = (act.on for act in (record.acts if record else ()) if act.kind not in ("stop", "lift") and act.on)
    return any(stop.lifted.instant() > on.instant() > stop.on.instant() for on in others)

"""Pulled cords: how often, how soon somebody answered, and how many were lifted without a change."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from remit.audits.boundaries import in_force
from remit.audits.lead_times import DAY
from remit.audits.policy_questions import Ground
from remit.audits.report import Cell, Report, Table, counted, days, percent
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


def stops(ground: Ground, *, since: float | None = None) -> Report:
    """The audit of the stops pulled from `since` to now."""
    found = [
        one
        for one in pulled(ground)
        if since is None or (one.on and one.on.instant(ground.log.zone).timestamp() >= since)
    ]
    if not found:
        return Report(
            "stops",
            "Pulled cords",
            ("Nothing to measure: nobody pulled the cord in this period.",),
            (),
            {"pulled": 0, "open": []},
        )
    ended = [one for one in found if one.lifted]
    hours = [hour for one in ended if (hour := one.hours()) is not None]
    allowed = _respond_within(ground)
    waiting = [hour for one in found if not one.lifted and (hour := _since(one, ground)) is not None]
    lead = [f"{counted(len(found), 'stop')} pulled, {len(found) - len(ended)} still open."]
    middle = curve([*(Seen(hour, EVENT) for hour in hours), *(Seen(hour, CENSORED) for hour in waiting)]).quantile(HALF)
    if hours:
        within = (
            f"within {days(middle.value / 24)}"
            if middle.value is not None
            else f"in more than {days(middle.seen / 24)}"
        )
        lead.append(f"Half are answered {within}, those still open counted.")
    in_time = sum(hour * 3600 <= allowed for hour in hours) if allowed else 0
    due = len(hours) + sum(hour * 3600 > allowed for hour in waiting) if allowed else 0
    if due:
        share = wilson(in_time, due)
        lead.append(f"{in_time} of {due} were answered in time ({percent(share.low)} to {percent(share.high)}).")
    known = [one.changed for one in ended if one.changed is not None]
    same = known.count(False)
    if known:
        lead.append(f"{same} of {len(known)} were lifted without a change.")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.what, _day(one.on), one.why or "-", days(hour / 24) if (hour := one.hours()) is not None else "open")
        for one in found
    )
    return Report(
        "stops", "Pulled cords", tuple(lead), (Table("Stops", ("what", "since", "why", "answered after"), rows),),
        {
            "pulled": len(found), "open": [one.what for one in found if not one.lifted], "median_hours": middle.value, "answered_in_time": in_time if allowed else None,
            "answered": len(hours), "due": due, "lifted_without_change": same,
        },
    )  # fmt: skip


def _since(one: Pulled, ground: Ground) -> float | None:
    """Hours from an open stop to now."""
    return (ground.now - one.on.instant(ground.log.zone)).total_seconds() / 3600 if one.on else None


def pulled(ground: Ground) -> list[Pulled]:
    """Every stop of the log, oldest first."""
    out = [
        one
        for record in (life.record for life in ground.lives)
        for one in (*_acts(record.id, record.acts), *_inline(record))
    ]
    out += _acts("", ground.log.stops)
    return sorted(out, key=lambda one: one.on.instant() if one.on else datetime.min.replace(tzinfo=ground.log.zone))


def _acts(what: str, acts: Iterable[Act]) -> Iterable[Pulled]:
    acts = tuple(acts)
    lifts = {str(act.head.get("lifts") or ""): act for act in acts if act.kind == "lift"}
    for act in acts:
        if act.kind == "stop":
            name = act.path.rsplit("/", 1)[-1]
            lift = lifts.get(name) or lifts.get(name.removesuffix(".md")) or lifts.get(act.path)
            changed = (
                any(
                    lift.on.instant() > one.on.instant() > act.on.instant()
                    for one in acts
                    if one.kind not in ("stop", "lift") and one.on
                )
                if lift and lift.on and act.on
                else None
            )
            subject = what or str(act.head.get("topic") or act.head.get("budget") or name)
            yield Pulled(
                subject, act.who, act.on, act.body.strip().split("\n", 1)[0], lift.on if lift else None, changed
            )


def _inline(record: Record) -> Iterable[Pulled]:
    for entry in record.entries_of("stops"):
        lifted = entry.get("lifted")
        end = parse_moment(str(lifted.get("on") or "")) if isinstance(lifted, dict) else None
        yield Pulled(
            record.id,
            str(entry.get("who") or ""),
            parse_moment(str(entry.get("on") or "")),
            str(entry.get("why") or ""),
            end,
            None,
        )


def _respond_within(ground: Ground) -> float | None:
    spans: list[Span] = [policy.stops.respond_within for policy in in_force(ground) if policy.stops]
    return max(span.count * _UNITS[span.unit] for span in spans) if spans else None


def _day(moment: Moment | None) -> str:
    return moment.day.isoformat() if moment else "?"

"""Several audits on one page: the digest of a week, month or quarter, and all reports of the last year for the site."""

from collections.abc import Sequence
from datetime import datetime

from remit.audits.boundaries import boundaries
from remit.audits.budgets import budgets
from remit.audits.fields import day
from remit.audits.initiative import initiative
from remit.audits.lead_times import DAY, RECORD, Life, lives
from remit.audits.load import load
from remit.audits.outcomes import outcomes, overdue
from remit.audits.policy_questions import Ground, Names, by_policy
from remit.audits.ratio import ratio
from remit.audits.report import Cell, Report, Table, counted, days
from remit.audits.statistics import Curve, curve
from remit.audits.stops import pulled, stops
from remit.audits.velocity import HALF, seen, view_of
from remit.audits.velocity_report import between, speed
from remit.log.log import Log
from remit.log.timeline import NOTHING, History

_SHOWN, _ENOUGH = 12, 5
"""Open records that are listed; decisions on either side from which the pace is compared."""
SPANS = {"week": 7, "month": 30, "quarter": 91}
"""Days that a digest looks back."""


def digest(ground: Ground, span: str = "week", *, since: float | None = None) -> Report:
    """The digest of the last week, month or quarter; or of what was from `since` on."""
    length = SPANS[span] * DAY if since is None else max(ground.at - since, DAY)
    last = f"the last {span}" if since is None else f"these {counted(round(length / DAY), 'day')}"
    since = ground.at - length
    start = datetime.fromtimestamp(since, ground.log.zone)
    decided = ground.decided(since)
    before = [life for life in ground.decided(since - length) if life.end is not None and life.end < since]
    waiting, names = ground.open(), Names(ground)
    stopped = [one for one in pulled(ground) if not one.lifted]
    due = overdue(ground, ground.decided())
    mix = ratio(ground, since=since)
    tables = (
        _decided(decided, ground, names), _open(waiting, ground, names),
        Table("Stopped now", ("what", "since", "why"), tuple((one.what, str(one.on.day) if one.on else "?", one.why or "-") for one in stopped)),
        Table("Review overdue", ("record", "title", "due"), tuple((life.record.id, life.record.title, str(life.record.head.get("review_by"))) for life in due)),
        *(mix.tables[:1] if decided else ()),
    )  # fmt: skip
    lead = [
        f"{counted(len(decided), 'decision')} in {last}, {len(before)} in {'the one' if last.startswith('the last') else 'as many'} before.",
        f"{counted(len(waiting), 'decision')} open." if waiting else "Nothing is open.",
    ]
    if stopped:
        lead.insert(0, f"{counted(len(stopped), 'stop')} open: {', '.join(one.what for one in stopped)}.")
    lead += [*_speed(ground, since), *mix.lead[:1]]
    if due:
        lead.append(f"{counted(len(due), 'review')} overdue.")
    return Report(
        "digest", f"Decisions, {start:%Y-%m-%d} to {ground.now:%Y-%m-%d}", tuple(lead), tuple(table for table in tables if table.rows),
        {
            "from": start.isoformat(), "to": ground.now.isoformat(), "decided": [life.record.id for life in decided], "decided_before": len(before),
            "open": [{"id": life.record.id, "days": life.waited(ground.at), "waits_for": names.waited_for(life, ground)} for life in waiting],
            "stopped": [one.what for one in stopped], "due": [life.record.id for life in due], "ratio": mix.data["tiers"],
        },
    )  # fmt: skip


def _speed(ground: Ground, since: float) -> list[str]:
    """The own pace, now against before: by the day on which something came up."""
    edge, view = since - 83 * DAY, view_of(ground.lives)
    known = [life for life in ground.lives if life.known and life.start is not None]
    recent, past = (
        curve(seen([life for life in known if ((life.start or 0) >= edge) is new], ground.at, view))
        for new in (True, False)
    )
    if min(recent.decided, past.decided) < _ENOUGH:
        return []
    return [
        f"Of the {recent.n:,} that came up in the last three months {_within(recent)}; of the {past.n:,} before, {_within(past)}."
    ]


def _within(found: Curve) -> str:
    half = found.quantile(HALF)
    if half.value is None:
        return f"fewer than half are decided within {days(half.seen)}"
    return f"half are decided within {days(half.value)} (95 %: {between(half)})"


def _decided(decided: Sequence[Life], ground: Ground, names: Names) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            day(life.end, ground.log.zone),
            life.record.id,
            life.record.title,
            life.record.status,
            ground.tier(life) or "-",
            names.of(life.record.decider or "") if life.record.decider else "-",
        )
        for life in sorted(decided, key=lambda life: -(life.end or 0))
    )
    return Table("Decided", ("day", "record", "title", "status", "tier", "by"), rows)


def _open(waiting: Sequence[Life], ground: Ground, names: Names) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            life.record.id,
            life.record.title,
            days(life.waited(ground.at)),
            names.waited_for(life, ground),
        )
        for life in waiting[:_SHOWN]
    )
    return Table(
        "Open" if len(waiting) <= _SHOWN else f"Open longest, {_SHOWN} of {len(waiting)}",
        ("record", "title", "for", "waits for"),
        rows,
    )


_YEAR = 365 * 86400.0


def overview(log: Log, now: datetime, history: History = NOTHING) -> tuple[Report, ...]:
    """Speed, ratio, load, boundaries, budgets, initiative, outcomes and stops of the last twelve months.

    Without a history the records' own dates count alone. Logs that say `people_metrics: off` have no report of load.
    """
    ground = Ground(log, lives(log, history), now, by_policy(log, now))
    since = now.timestamp() - _YEAR
    found = [
        speed(ground, history, clock=RECORD, by=("tier",) if log.judged else (), since=since),
        ratio(ground, since=since),
        boundaries(ground, since=since),
        budgets(ground),
        initiative(ground, since=since),
        outcomes(ground, since=since),
        stops(ground, since=since),
    ]
    if log.settings.people_metrics != "off":
        found.insert(2, load(ground, since=since))
    return tuple(report for report in found if report.tables)

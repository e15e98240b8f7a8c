"""Several audits on one page: the digest of a week, month or quarter, and all reports of the last year for the site."""

from collections.abc import Sequence
from datetime import datetime

from remit.audits.boundaries import boundaries
from remit.audits.budgets import budgets
from remit.audits.fields import day
from remit.audits.initiative import initiative
from remit.audits.lead_times import DAY, RECORD, Life
from remit.audits.load import load
from remit.audits.outcomes import outcomes, overdue, reviews_due
from remit.audits.ratio import ratio
from remit.audits.report import Report, Table, counted, days
from remit.audits.scope import Names, Scope
from remit.audits.statistics import Curve, curve
from remit.audits.stops import begun, stops
from remit.audits.velocity import HALF, interval, seen, speed, view_of
from remit.log.timeline import NOTHING, History

_SHOWN, _ENOUGH = 12, 5
"""Open records that are listed; decisions on either side from which the pace is compared."""
SPANS = {"week": 7, "month": 30, "quarter": 91}
"""Days that a digest looks back."""


def digest(scope: Scope, span: str = "week", *, since: float | None = None) -> Report:
    """The digest of the last week, month or quarter; or of what was from `since` on."""
    length = SPANS[span] * DAY if since is None else max(scope.at - since, DAY)
    last = f"the last {span}" if since is None else f"these {counted(round(length / DAY), 'day')}"
    since = scope.at - length
    start = datetime.fromtimestamp(since, scope.log.zone)
    decided = scope.decided(since)
    before = [life for life in scope.decided(since - length) if life.end is not None and life.end < since]
    waiting, names = scope.open(), Names(scope)
    stopped = [one for one in begun(scope) if not one.lifted]
    due = overdue(scope, scope.decided())
    mix = ratio(scope, since=since)
    lead = [
        f"{counted(len(decided), 'decision')} in {last}, {len(before)} in {'the one' if last.startswith('the last') else 'as many'} before.",
        f"{counted(len(waiting), 'decision')} open." if waiting else "No decision is open.",
    ]
    if stopped:
        lead.insert(0, f"{counted(len(stopped), 'stop')} open: {', '.join(one.what for one in stopped)}.")
    lead += [*_speed(scope, since), *mix.lead[:1]]
    if due:
        lead.append(f"{counted(len(due), 'review')} overdue.")
    return Report(
        "digest", f"Decisions, {start:%Y-%m-%d} to {scope.now:%Y-%m-%d}", lead,
        [
            _decided(decided, scope, names), names.open_table("Open" if len(waiting) <= _SHOWN else f"Open the longest, {_SHOWN} of {len(waiting)}", waiting[:_SHOWN]),
            Table("Stopped", ("what", "since", "why"), [(one.what, one.day, one.reason or "-") for one in stopped]),
            reviews_due(due), *(mix.tables[:1] if decided else ()),
        ],
        {
            "from": start.isoformat(), "to": scope.now.isoformat(), "decided": [life.record.id for life in decided], "decided_before": len(before),
            "open": [{"id": life.record.id, "days": life.waited(scope.at), "waits_for": names.waited_for(life)} for life in waiting],
            "stopped": [one.what for one in stopped], "due": [life.record.id for life in due], "ratio": mix.data["tiers"],
        },
    )  # fmt: skip


def _speed(scope: Scope, since: float) -> list[str]:
    """The own pace, now against before: by the day on which something came up."""
    edge, view = since - 83 * DAY, view_of(scope.lives)
    known = [life for life in scope.lives if life.known and life.start is not None]
    recent, past = (
        curve(seen([life for life in known if ((life.start or 0) >= edge) is new], scope.at, view))
        for new in (True, False)
    )
    if min(recent.decided, past.decided) < _ENOUGH:
        return []
    return [f"Raised in the last three months ({recent.n:,}): {_within(recent)}; before ({past.n:,}): {_within(past)}."]


def _within(found: Curve) -> str:
    half = found.quantile(HALF)
    if half.value is None:
        return f"median time to decide more than {days(half.seen)}"
    return f"median time to decide {days(half.value)} (95 %: {interval(half)})"


def _decided(decided: Sequence[Life], scope: Scope, names: Names) -> Table:
    zone, latest = scope.log.zone, sorted(decided, key=lambda life: -(life.end or 0))
    rows = [
        (day(life.end, zone), life.record.id, life.record.title, life.record.status, scope.tier(life) or "-", names.all(filter(None, [life.record.decider])))
        for life in latest
    ]  # fmt: skip
    return Table("Decided", ("day", "record", "title", "status", "tier", "by"), rows)


_YEAR = 365 * 86400.0


def overview(scope: Scope, history: History = NOTHING) -> tuple[Report, ...]:
    """Speed, ratio, load, boundaries, budgets, initiative, outcomes and stops of the last twelve months.

    Without a history the records' own dates count alone. Logs that say `people_metrics: off` have no report of load.
    """
    log, since = scope.log, scope.at - _YEAR
    found = [
        speed(scope, history, clock=RECORD, by=("tier",) if log.judged else (), since=since),
        ratio(scope, since=since),
        boundaries(scope, since=since),
        budgets(scope),
        initiative(scope, since=since),
        outcomes(scope, since=since),
        stops(scope, since=since),
    ]
    if log.settings.people_metrics != "off":
        found.insert(2, load(scope, since=since))
    return tuple(report for report in found if report.filled)

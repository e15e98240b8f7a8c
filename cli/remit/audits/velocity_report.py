"""`remit audit velocity` as a report: sentences, tables and pictures of how long decisions take and whom they wait for."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any

from remit.audits.fields import day
from remit.audits.lead_times import RECORD, SET, Life
from remit.audits.report import Chart, Line, Report, Row, Table, counted, days, grouped, percent
from remit.audits.scope import Names, Scope
from remit.audits.stages import Approval, Wait, Waited, approvals, by_person, by_stage, external, latency, waits
from remit.audits.statistics import Curve, Quantile, median
from remit.audits.velocity import COMPETE, Velocity, came_up, velocity
from remit.audits.velocity import Row as Group
from remit.log.log import Log
from remit.log.timeline import History

CLOCK_SAID = {
    RECORD: "By the dates in the records; by git's if a record has none.",
    SET: "By the commits that set the status (author's time).",
    "landed": "By the commits that published it on the trusted branch.",
}
_SHOWN = 10
"""So many contradictions are listed."""


def said(quantile: Quantile) -> str:
    """A quantile for people: the days, or how long was watched without reaching it."""
    if quantile.value is None:
        return f"more than {days(quantile.seen)}" if quantile.seen else "-"
    return days(quantile.value)


def interval(quantile: Quantile) -> str:
    """The interval of a quantile for people."""
    if quantile.low is None and quantile.high is None:
        return "too few" if quantile.seen else "-"
    high = "not reached" if quantile.high is None else days(quantile.high)
    return f"{'?' if quantile.low is None else days(quantile.low)} to {high}"


def findings(found: Velocity, given: Sequence[Approval], some: Sequence[Wait], late: Sequence[float]) -> list[str]:
    """What the audit found, a sentence each, the weightiest first."""
    whole = found.all
    if not whole.known:
        nothing = (
            f"the lead time of {counted(whole.of, 'record')} is not known" if whole.of else "no records in this period"
        )
        return [f"Nothing to measure: {nothing}.", *_moved(found)]
    counts = f"{whole.n:,} decided, {found.curve.open:,} open"
    counts, all_ = (f"{counts}, {whole.withdrawn:,} withdrawn", "all") if whole.withdrawn else (counts, "both")
    lead = [f"{_made(whole)} ({counts}, {all_} counted)." if whole.n else f"Not enough to say: {counts}."]
    if whole.open and whole.n:
        lead.append(f"Without the open ones the median would be {days(whole.median)}.")
    lead.append(f"The lead time is known for {whole.known:,} of {counted(whole.of, 'record')}.")
    if found.with_older:
        were, them = ("was", "it") if found.older == 1 else ("were", "them")
        lead.append(
            f"{counted(found.older, 'older record')} {were} still open at the start of this period; "
            f"with {them} the median is {said(found.with_older)}."
        )
    lead += _moved(found)
    needless = sum(one.needed is False for one in given)
    if needless:
        lead.append(f"Not required by any boundary: {needless} of {counted(len(given), 'consent')}.")
    lead += _compared(found)
    outside, waited = external(given, some)
    if outside:
        half = f"; the median wait was {days(waited)}." if waited is not None else "."
        lead.append(f"{outside} of {whole.n} decisions needed consent from outside the team{half}")
    if late:
        lead.append(
            f"From the last advice or consent to the decision, the median is {days(median(late))} ({counted(len(late), 'decision')})."
        )
    return lead


def _moved(found: Velocity) -> list[str]:
    """How many came into git already decided: git cannot say how long they took."""
    if not found.born_decided:
        return []
    came = f"{found.born_decided:,} of {found.all.of:,} were already decided when they were added to git"
    unknown = (
        f"; {found.moved:,} of them do not say when they were decided and have no lead time" if found.moved else ""
    )
    return [f"{came}, which shows nothing of the time before{unknown}."]


def _made(whole: Group) -> str:
    """The median with its interval, and the 80th percentile; open records are counted."""
    half, most = whole.km, whole.km80
    if half.value is None:
        return f"The median time to decide is more than {days(half.seen)}: fewer than half came to a decision"
    more, within = ("more than ", most.seen) if most.value is None else ("", most.value)
    return f"The median time to decide is {days(half.value)} (95 %: {interval(half)}), the 80th percentile {more}{days(within)}"


def _compared(found: Velocity) -> list[str]:
    """Whether two groups differ."""
    if not found.comparison:
        return []
    which = [" ".join(row.group.values()) for row in found.rows]
    p = found.comparison.p
    if p < 0.05 and found.comparison.faster:
        small = "< 0.001" if p < 0.001 else f"= {p:.3f}"
        return [f"{which[found.comparison.faster - 1]} decides faster (p {small})."]
    return [f"No significant difference between {' and '.join(which)} (p = {p:.2f})."]


def notes(found: Velocity, history: History) -> list[str]:
    """How it was counted, and what is not known."""
    out = [CLOCK_SAID[found.clock]]
    if {"year", "month", "week"} & set(found.by):
        out.append("n to p90 count decisions by the date decided; all other columns count records by the date raised.")
    from_git = found.begin_by("git")
    if found.clock == RECORD and from_git:
        out.append(
            f"{found.begin_by('record'):,} start with the record's `raised`, {from_git:,} with the commit that proposed it."
        )
    elsewhere = sum(bool(life.branch) for life in found.lives)
    if elsewhere == 1:
        out.append("1 open record is in a branch and not merged: it counts from its first commit there.")
    elif elsewhere:
        out.append(
            f"{elsewhere} open records are in branches and not merged: they count from their first commit there."
        )
    if unknown := len(found.lives) - len(found.known):
        out.append(f"{counted(unknown, 'record')} without a known start left out.")
    if late := found.late:
        counts = "counts" if late == 1 else "count"
        out.append(f"{counted(late, 'record')} raised before the log begins {counts} from its beginning.")
    if found.all.withdrawn:
        how = "counted as never decided" if found.withdrawn == COMPETE else "counted as open until the withdrawal"
        out.append(f"{counted(found.all.withdrawn, 'withdrawn record')}: {how}.")
    if history.flags:
        commits = ", ".join(flag.commit.id[:10] for flag in history.flags[:5])
        out.append(
            f"{counted(len(history.flags), 'merge')} in the wrong direction ({commits}): the clock `landed` dates the records that they added too late."
        )
    return [*out, *_contradictions(found.contradictions)]


def _unstated(log: Log) -> list[str]:
    """How many records state no status."""
    n = len(log.unstated)
    return [f"Status not stated: {n:,}, which {'is' if n == 1 else 'are'} in no number here."] if n else []


def _contradictions(some: Sequence[Life]) -> list[str]:
    """Records whose dates git contradicts: how many, and which."""
    if not some:
        return []
    shown = [f"{life.record.path}: {life.contradiction}." for life in some[:_SHOWN]]
    more = [f"... and {len(some) - _SHOWN:,} more; --format json lists all."] if len(some) > _SHOWN else []
    return [f"{counted(len(some), 'record')} with dates that contradict git; git's dates are used:", *shown, *more]


def by_group(found: Velocity, tier_name: Callable[[str], str]) -> Table:
    """A row for each group, and one for all together; `tier_name` is what the log calls a tier."""
    cells: list[Row] = []
    for row in (*found.rows, found.all):
        named = {field: tier_name(value) if field == "tier" else value for field, value in row.group.items()}
        group = tuple(named.get(field, "all") for field in found.by) or ("all",)
        spread = (said(row.km), interval(row.km), said(row.km80))
        counts = (row.open, row.withdrawn, f"{row.known}/{row.of}")
        cells.append((*group, row.n, row.median, row.p75, row.p90, *spread, *counts))
    columns = (
        *(found.by or ("",)), "n", "median", "p75", "p90", "median with open", "95 %", "p80 with open", "open", "withdrawn", "known",
    )  # fmt: skip
    return Table("Days from raised to decided", columns, cells)


def consents(given: Sequence[Approval], names: Names) -> Table:
    """Who gave consents, and how many of them no boundary asked for."""
    groups = grouped(given, lambda one: one.as_role or names.of(one.who))
    rows = [(who, len(some), sum(one.needed is False for one in some)) for who, some in sorted(groups.items())]
    return Table("Consents", ("by", "given", "not required"), rows)


def slowest(found: Velocity, zone: tzinfo) -> Table:
    """The slowest decisions with their history."""
    rows = [(life.record.id, life.record.title, life.lead, story(life, zone)) for life in found.slowest]
    return Table("Slowest decisions", ("record", "title", "days", "history"), rows)


def story(life: Life, zone: tzinfo) -> str:
    """What happened to a record, in one line."""
    parts = [f"raised {day(life.start, zone)}"] if life.start_from == "record" else []
    return ", ".join([*parts, *(f"{event.status} {day(event.at, zone)}" for event in life.events)])


def still_open(found: Curve) -> Chart:
    """The share still open after so many days, with its band."""
    points = [(0.0, 1.0, 1.0, 1.0), *((step.time, step.share, step.low, step.high) for step in found.steps)]
    if found.seen > points[-1][0]:
        points.append((found.seen, *points[-1][1:]))
    share, low, high = (tuple((point[0], point[number]) for point in points) for number in (1, 2, 3))
    rows = [
        (step.time, percent(step.share), f"{percent(step.low)} to {percent(step.high)}", step.at_risk)
        for step in found.steps[:: max(1, len(found.steps) // 25)]
    ]
    title, table = (
        "Share of decisions still open, by days since raised",
        Table("Share still open", ("days", "still open", "95 %", "observed"), rows),
    )
    return Chart("steps", title, "days", "share still open", (Line("open", share, low, high),), (), table)


def where_it_waits(title: str, rows: Sequence[Waited], column: str) -> list[Chart]:
    """Days together by stage, or by whom it waited for: across. Nothing where nothing waited."""
    if not rows:
        return []
    points = tuple((float(number), row.days) for number, row in enumerate(rows))
    table = Table(title, (column, "total days"), [(row.name, row.days) for row in rows])
    return [Chart("across", title, "total days", "", (Line("days", points),), tuple(row.name for row in rows), table)]


def speed(
    scope: Scope,
    history: History,
    *,
    clock: str,
    by: Sequence[str] = (),
    since: float | None = None,
    withdrawn: str = "censor",
    rule: str = "nearest",
) -> Report:
    """The whole audit of how long decisions take."""
    names, log = Names(scope), scope.log
    found = velocity(
        scope.lives, log, scope.at, clock=clock, by=by, since=since, withdrawn=withdrawn, rule=rule, call=names.group
    )
    kept = came_up(scope.lives, since)
    some, late = waits(scope, kept), latency(scope, kept)
    stages, people = by_stage(some), [] if names.off else by_person(some, names.person)
    given = approvals(scope, [life for life in kept if life.ended == "decided"])
    columns = ("waits", "median days", "total days")
    return Report(
        "velocity", "How long decisions take", findings(found, given, some, late),
        [
            *([by_group(found, log.settings.label_of)] if found.all.of else []),
            Table("Where the time goes", ("stage", *columns), stages), Table("Who decisions wait for", ("who", *columns), people[:10]),
            consents(given, names), slowest(found, log.zone), names.open_table("Open the longest", found.oldest),
        ],
        {
            **_as_data(found), "unstated": len(log.unstated),
            "open_longest": [
                {"id": life.record.id, "title": life.record.title, "days": life.waited(scope.at), "waits_for": names.waits_for(life), "branch": life.branch or None}
                for life in found.oldest
            ],
            "stages": [_waited("stage", one) for one in stages], "waited_for": [_waited("who", one) for one in people],
            "external": dict(zip(("decisions", "median_days"), external(given, some), strict=True)),
            "approvals": {"given": len(given), "needless": sum(one.needed is False for one in given)},
            "latency": {"n": len(late), "median_days": median(late)},
        },
        (*notes(found, history), *_unstated(log), *names.note),
        (
            still_open(found.curve), *where_it_waits("Where the time goes", stages, "stage"),
            *where_it_waits("Who decisions wait for", people[:8], "who"),
        ) if found.curve.n else (),
    )  # fmt: skip


def _as_data(found: Velocity) -> dict[str, Any]:
    """How long decisions take, for programs."""
    return {
        "clock": found.clock, "withdrawn": found.withdrawn, "by": list(found.by),
        "rows": [*map(_row, found.rows), {**dict.fromkeys(found.by, "all"), **_row(found.all)}], "all": _row(found.all),
        "lead_time_known": {"known": found.all.known, "of": found.all.of, "from_record": found.begin_by("record"), "from_git": found.begin_by("git")},
        "comparison": found.comparison._asdict() if found.comparison else None, "born_decided": found.born_decided, "moved": found.moved,
        "before_the_log": found.late, "older": {"n": found.older, "km_median_days": found.with_older.value if found.with_older else None},
        "contradictions": [{"id": life.record.id, "path": life.record.path, "why": life.contradiction} for life in found.contradictions],
        "oldest_open": [life.record.id for life in found.oldest], "slowest": [life.record.id for life in found.slowest],
    }  # fmt: skip


def _waited(key: str, one: Waited) -> dict[str, Any]:
    return {key: one.name, "n": one.n, "median_days": one.median, "days": one.days}


def _row(row: Group) -> dict[str, Any]:
    return {
        **row.group, "n": row.n, "median_days": row.median, "p75_days": row.p75, "p90_days": row.p90,
        "km_median_days": row.km.value, "km_median_low": row.km.low, "km_median_high": row.km.high,
        "km_p80_days": row.km80.value, "km_p80_low": row.km80.low, "km_p80_high": row.km80.high, "watched_days": row.km.seen,
        "open": row.open, "withdrawn": row.withdrawn, "known": row.known, "of": row.of,
    }  # fmt: skip

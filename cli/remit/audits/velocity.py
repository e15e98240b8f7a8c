"""How long decisions take: from the need to the decision, open ones counted, with the interval, by any field; and whom they wait for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

from remit.audits.fields import NONE, day, period, values_of
from remit.audits.lead_times import CLOCKS, DAY, RECORD, SET, Life
from remit.audits.report import Chart, Line, Report, Row, Table, counted, days, grouped, percent
from remit.audits.scope import Names, Scope
from remit.audits.stages import Approval, Wait, Waited, approvals, by_person, by_stage, external, latency, waits
from remit.audits.statistics import (
    CENSORED,
    EVENT,
    OTHER,
    Comparison,
    Curve,
    Quantile,
    Seen,
    compare,
    curve,
    linear,
    median,
    nearest,
)
from remit.log.log import Log
from remit.log.record import OPEN, TIERS
from remit.log.timeline import History

HALF, P75, P80, P90 = Fraction(1, 2), Fraction(3, 4), Fraction(4, 5), Fraction(9, 10)
CENSOR, COMPETE = "censor", "compete"
NEAREST, LINEAR = "nearest", "linear"
_LISTED, _SHOWN = 5, 10
"""So many of the oldest and slowest, and of the contradictions, are listed."""
Call = Callable[[str, str], str]
"""A field and its value to how the group is called."""


class Group(NamedTuple):
    """One group. Days throughout."""

    group: Mapping[str, str]
    """Field to value; empty for all together."""
    n: int
    """How many were decided, with a lead time that is known."""
    median: float | None
    """Of the decided alone."""
    p75: float | None
    p90: float | None
    km: Quantile
    """By when half are decided, open ones counted."""
    km80: Quantile
    open: int
    withdrawn: int
    known: int
    """For how many the lead time is known."""
    of: int
    """How many records are in the group."""


class Velocity(NamedTuple):
    """The audit."""

    clock: str
    withdrawn: str
    by: tuple[str, ...]
    rows: tuple[Group, ...]
    """By group, in the order of the groups."""
    all: Group
    curve: Curve
    lives: Sequence[Life]
    """Those that came up in the period."""
    view: float
    """When the log begins to tell; seconds since 1970 UTC."""
    comparison: Comparison | None
    """The two groups compared, where there are exactly two."""
    older: int
    """How many had come up before `since` and were open then: they are in none of the rows."""
    with_older: Quantile | None
    """By when half are decided, those older ones counted from `since` on (they come into view late); None without such."""

    @property
    def known(self) -> list[Life]:
        """Those whose lead time is known."""
        return [life for life in self.lives if life.known]

    @property
    def contradictions(self) -> list[Life]:
        """Those whose dates git contradicts."""
        return [life for life in self.lives if life.contradiction]

    @property
    def oldest(self) -> list[Life]:
        """The open ones that have waited longest, oldest first."""
        return sorted((life for life in self.known if not life.ended), key=lambda life: life.start or 0)[:_LISTED]

    @property
    def slowest(self) -> list[Life]:
        """The decided ones that took longest, slowest first."""
        decided = [life for life in self.known if life.ended == "decided"]
        return sorted(decided, key=lambda life: -(life.lead or 0))[:_LISTED]

    @property
    def born_decided(self) -> int:
        """How many had been decided when they first came into git: the stage before it is skipped, or happened elsewhere."""
        return sum(bool(life.events) and life.events[0].status not in OPEN for life in self.lives)

    @property
    def moved(self) -> int:
        """How many of those do not say when they were decided: they have no lead time."""
        return sum(life.moved for life in self.lives)

    @property
    def late(self) -> int:
        """How many came up before the log begins: they come into view then."""
        return sum(life.start is not None and life.start < self.view for life in self.known)

    def begin_by(self, source: str) -> int:
        """How many lead times begin with the record's own `raised` (`record`), or with a commit (`git`)."""
        return sum(life.start_from == source for life in self.known)


def velocity(
    lives: Sequence[Life],
    log: Log,
    now: float,
    *,
    clock: str = RECORD,
    by: Sequence[str] = (),
    since: float | None = None,
    withdrawn: str = CENSOR,
    rule: str = NEAREST,
    call: Call = lambda _field, value: value,
) -> Velocity:
    """The audit of some lives at a moment. `since` keeps those that came up at or after it (and those nobody can date).

    `rule`: how p75 and p90 are read. What `call` names the same is one group.
    """
    assert clock in CLOCKS  # noqa: S101 - the command offers no other
    kept, view = came_up(lives, since), view_of(lives)
    groups = {key: group for key, group in _groups(kept, by, log, call).items() if _is_shown(key, group)}
    order = sorted(groups, key=_from_the_edge)

    def row(group: Mapping[str, str], lives: _Members) -> Group:
        return _row(group, lives, curve(seen(lives.cohort, now, view), compete=withdrawn == COMPETE), rule)

    older, with_older = [], None
    if since is not None:
        older = [life for life in lives if _was_open(life, since)]
        both = [life for life in (*kept, *older) if life.known]
        with_older = curve(seen(both, now, max(view, since)), compete=withdrawn == COMPETE).quantile(HALF)
    return Velocity(
        clock,
        withdrawn,
        tuple(by),
        tuple(row(dict(zip(by, key, strict=True)), groups[key]) for key in order if by),
        row({}, _Members(kept, kept)),
        curve(seen(kept, now, view), compete=withdrawn == COMPETE),
        kept,
        view,
        compare(*(seen(groups[key].cohort, now, view) for key in order)) if len(order) == 2 else None,
        len(older),
        with_older if older else None,
    )


def came_up(lives: Iterable[Life], since: float | None) -> list[Life]:
    """Those that came up at or after `since`; of those that nobody can date, those that did not end before it."""
    if since is None:
        return list(lives)
    dated = ((life, life.end if life.start is None else life.start) for life in lives)
    return [life for life, at in dated if at is None or at >= since]


def view_of(lives: Iterable[Life]) -> float:
    """When the log begins to show what happened: its first commit or, if it holds older decisions, the first of them. Seconds since 1970 UTC.

    What was raised and decided before is not in it, so what was raised before comes into view only then.
    """
    return min(
        (at for life in lives for at in (*(event.at for event in life.events[:1]), life.end) if at is not None),
        default=0.0,
    )


def _was_open(life: Life, since: float) -> bool:
    """Whether it had come up before `since` and was open then."""
    return life.known and life.start is not None and life.start < since and (life.end is None or life.end >= since)


class _Members(NamedTuple):
    decided: list[Life]
    """Those whose end falls into the group."""
    cohort: list[Life]
    """Those whose beginning does: the same, but where the group is a time."""


def _is_shown(key: tuple[str, ...], group: _Members) -> bool:
    """Groups without a value are shown only where they say something."""
    return NONE not in key or any(life.known for life in group.decided)


def _from_the_edge(key: tuple[str, ...]) -> list[tuple[int, str]]:
    """Groups in the order of their names, tiers from the edge to the centre."""
    return [(TIERS.index(value) if value in TIERS else len(TIERS), value) for value in key]


def _groups(lives: Iterable[Life], by: Sequence[str], log: Log, call: Call) -> dict[tuple[str, ...], _Members]:
    out: dict[tuple[str, ...], _Members] = {}

    def keys(life: Life, *, begun: bool) -> Iterable[tuple[str, ...]]:
        values = ((field, _begun(life, field, log) if begun else values_of(life, field, log)) for field in by)
        return product(*(dict.fromkeys(call(field, value) for value in found) for field, found in values))

    for life in lives:
        for key in keys(life, begun=False):
            out.setdefault(key, _Members([], [])).decided.append(life)
        for key in keys(life, begun=True):
            out.setdefault(key, _Members([], [])).cohort.append(life)
    return out


def _begun(life: Life, field: str, log: Log) -> tuple[str, ...]:
    return (period(life.start, field, log.zone),) if field in ("year", "month", "week") else values_of(life, field, log)


def seen(lives: Iterable[Life], now: float, view: float | None = None) -> list[Seen]:
    """What the curve is made of: days, and how each ended. Those whose beginning nobody knows are left out.

    What was raised before `view` comes into view then: it counts among those that wait only from that day of its life on.
    """
    kinds = {"decided": EVENT, "withdrawn": OTHER, "": CENSORED}
    return [
        Seen(max(life.waited(now) or 0.0, 0.0), kinds[life.ended], max(0.0, (view - life.start) / DAY) if view else 0.0)
        for life in lives
        if life.known and life.start is not None
    ]


def _row(group: Mapping[str, str], lives: _Members, found: Curve, rule: str) -> Group:
    leads = [life.lead for life in lives.decided if life.ended == "decided" and life.lead is not None]
    read = linear if rule == LINEAR else nearest
    return Group(
        group, len(leads), median(leads), read(leads, P75), read(leads, P90), found.quantile(HALF), found.quantile(P80),
        sum(not life.ended for life in lives.cohort), sum(life.ended == "withdrawn" for life in lives.cohort),
        sum(life.known for life in lives.decided), len(lives.decided),
    )  # fmt: skip


CLOCK_SAID = {
    RECORD: "By the dates in the records; by git's if a record has none.",
    SET: "By the commits that set the status (author's time).",
    "landed": "By the commits that published it on the trusted branch.",
}


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
        "rows": [*map(_group_data, found.rows), {**dict.fromkeys(found.by, "all"), **_group_data(found.all)}], "all": _group_data(found.all),
        "lead_time_known": {"known": found.all.known, "of": found.all.of, "from_record": found.begin_by("record"), "from_git": found.begin_by("git")},
        "comparison": found.comparison._asdict() if found.comparison else None, "born_decided": found.born_decided, "moved": found.moved,
        "before_the_log": found.late, "older": {"n": found.older, "km_median_days": found.with_older.value if found.with_older else None},
        "contradictions": [{"id": life.record.id, "path": life.record.path, "why": life.contradiction} for life in found.contradictions],
        "oldest_open": [life.record.id for life in found.oldest], "slowest": [life.record.id for life in found.slowest],
    }  # fmt: skip


def _waited(key: str, one: Waited) -> dict[str, Any]:
    return {key: one.name, "n": one.n, "median_days": one.median, "days": one.days}


def _group_data(row: Group) -> dict[str, Any]:
    return {
        **row.group, "n": row.n, "median_days": row.median, "p75_days": row.p75, "p90_days": row.p90,
        "km_median_days": row.km.value, "km_median_low": row.km.low, "km_median_high": row.km.high,
        "km_p80_days": row.km80.value, "km_p80_low": row.km80.low, "km_p80_high": row.km80.high, "watched_days": row.km.seen,
        "open": row.open, "withdrawn": row.withdrawn, "known": row.known, "of": row.of,
    }  # fmt: skip

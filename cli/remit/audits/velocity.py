"""How long decisions take: from the need to the decision, open ones counted, with the interval, by any field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from remit.audits.fields import NONE, period, values_of
from remit.audits.lead_times import CLOCKS, DAY, RECORD, Life
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

HALF, P75, P80, P90 = Fraction(1, 2), Fraction(3, 4), Fraction(4, 5), Fraction(9, 10)
CENSOR, COMPETE = "censor", "compete"
NEAREST, LINEAR = "nearest", "linear"
_LISTED = 5
"""So many of the oldest and slowest are listed."""
Call = Callable[[str, str], str]
"""A field and its value to how the group is called."""


class Row(NamedTuple):
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
    rows: tuple[Row, ...]
    """By group, in the order of the groups."""
    all: Row
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

    def row(group: Mapping[str, str], lives: _Group) -> Row:
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
        row({}, _Group(kept, kept)),
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


class _Group(NamedTuple):
    decided: list[Life]
    """Those whose end falls into the group."""
    cohort: list[Life]
    """Those whose beginning does: the same, but where the group is a time."""


def _is_shown(key: tuple[str, ...], group: _Group) -> bool:
    """Groups without a value are shown only where they say something."""
    return NONE not in key or any(life.known for life in group.decided)


def _from_the_edge(key: tuple[str, ...]) -> list[tuple[int, str]]:
    """Groups in the order of their names, tiers from the edge to the centre."""
    return [(TIERS.index(value) if value in TIERS else len(TIERS), value) for value in key]


def _groups(lives: Iterable[Life], by: Sequence[str], log: Log, call: Call) -> dict[tuple[str, ...], _Group]:
    out: dict[tuple[str, ...], _Group] = {}

    def keys(life: Life, *, begun: bool) -> Iterable[tuple[str, ...]]:
        values = ((field, _begun(life, field, log) if begun else values_of(life, field, log)) for field in by)
        return product(*(dict.fromkeys(call(field, value) for value in found) for field, found in values))

    for life in lives:
        for key in keys(life, begun=False):
            out.setdefault(key, _Group([], [])).decided.append(life)
        for key in keys(life, begun=True):
            out.setdefault(key, _Group([], [])).cohort.append(life)
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


def _row(group: Mapping[str, str], lives: _Group, found: Curve, rule: str) -> Row:
    leads = [life.lead for life in lives.decided if life.ended == "decided" and life.lead is not None]
    read = linear if rule == LINEAR else nearest
    return Row(
        group, len(leads), median(leads), read(leads, P75), read(leads, P90), found.quantile(HALF), found.quantile(P80),
        sum(not life.ended for life in lives.cohort), sum(life.ended == "withdrawn" for life in lives.cohort),
        sum(life.known for life in lives.decided), len(lives.decided),
    )  # fmt: skip

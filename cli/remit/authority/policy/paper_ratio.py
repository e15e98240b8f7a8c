"""The paper ratio: which share of topics and amounts each tier holds by policy, before any record exists.

Topics: every topic counts one, split evenly over the lines of its matrix (steps, limits, deciders), each line for the lowest
tier that decides it. Amounts: of each topic measured in money the range from 0 to the highest amount that the policy names,
each part for the lowest tier that decides it; every such topic counts one. What lies beyond the highest amount named has no
size: it is told apart. Prohibitions and lines that somebody else must consent to are counted with the tier that decides.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from remit.authority.policy.lint import deciders_of
from remit.authority.procedure.chain import Chain, Level
from remit.log.policy import AMOUNT, Boundary

TIERS = ("edge", "functional", "central")
Shares = dict[str, Decimal]
"""Tier to a share from 0 to 1; empty where there is nothing to share."""


class Reach(NamedTuple):
    """How far each tier gets in one boundary that is measured in money."""

    policy: str
    boundary: str
    topics: tuple[str, ...]
    most: tuple[tuple[str, Decimal | None], ...]
    """Tier to the largest amount that it decides; None is unlimited. Tiers that decide nothing are left out."""


class Paper(NamedTuple):
    """The paper ratio of a chain of policies."""

    topics: Shares
    amounts: Shares
    counted: int
    """How many topics."""
    measured: int
    """How many of them by money."""
    reach: tuple[Reach, ...]
    beyond: Shares
    """Of the topics measured by money, which tier decides beyond the highest amount named."""
    otherwise: str | None
    """The tier of what no boundary covers."""


def paper(chain: Chain) -> Paper:
    """The paper ratio. Boundaries of all policies of the chain count; those that only ask or forbid do not."""
    entries = [(level, boundary) for level in chain.levels for boundary in level.policy.boundaries if boundary.grants]
    lines: list[tuple[str, Decimal]] = []
    amounts: list[tuple[str, Decimal]] = []
    beyond: list[tuple[str, Decimal]] = []
    for level, boundary in entries:
        tiers = [level.lowest(names) or "central" for names in deciders_of(boundary)]
        weight = Decimal(len(boundary.topics))
        lines += [(tier, weight / len(tiers)) for tier in tiers]
        if _by_money(boundary):
            parts = list(_parts(level, boundary))
            amounts += [(tier, weight * size) for tier, size in parts]
            beyond += [(tier, weight) for tier in _last(level, boundary)]
    rest = chain.lowest.policy.otherwise
    named = rest.decide or ((rest.escalate,) if rest.escalate else ())
    return Paper(
        _shares(lines),
        _shares(amounts),
        sum(len(boundary.topics) for _, boundary in entries),
        sum(len(boundary.topics) for _, boundary in entries if _by_money(boundary)),
        tuple(_reach(level, boundary) for level, boundary in entries if boundary.measure == AMOUNT and boundary.sized),
        _shares(beyond),
        chain.lowest.lowest(named),
    )


def _by_money(boundary: Boundary) -> bool:
    return boundary.measure == AMOUNT and boundary.sized and any(end > 0 for end in boundary.ends)


def _shares(parts: list[tuple[str, Decimal]]) -> Shares:
    total = sum((size for _, size in parts), Decimal(0))
    if not total:
        return {}
    return {tier: sum((size for name, size in parts if name == tier), Decimal(0)) / total for tier in TIERS}


def _parts(level: Level, boundary: Boundary) -> Iterator[tuple[str, Decimal]]:
    """The range up to the highest amount named, in parts that add up to 1."""
    marks = sorted({end for end in boundary.ends if end > 0})
    low = Decimal(0)
    for mark in marks:
        tier = _tier_at(level, boundary, mark)
        if tier:
            yield tier, (mark - low) / marks[-1]
        low = mark


def _tier_at(level: Level, boundary: Boundary, most: Decimal) -> str | None:
    """The lowest tier that decides just below an amount; None where it is forbidden."""
    for step in boundary.steps:
        if step.end is None or most <= step.end:
            return level.lowest(step.decide)
    return level.lowest(name for name, limit in boundary.limits if limit is None or limit >= most)


def _last(level: Level, boundary: Boundary) -> Iterator[str]:
    """The tier that decides beyond everything; none where that is forbidden."""
    last = boundary.steps[-1] if boundary.steps else None
    if last and last.last:
        if not last.forbid:
            yield level.lowest(last.decide) or "central"
        return
    unlimited = [name for name, most in boundary.limits if most is None]
    names = unlimited or ([boundary.beyond] if boundary.beyond else [])
    yield level.lowest(names) or "central"


def _reach(level: Level, boundary: Boundary) -> Reach:
    most: dict[str, Decimal | None] = {}
    for step in boundary.steps:
        for tier in {level.tier(name) for name in step.decide}:
            most[tier] = step.end
    for name, limit in boundary.limits:
        tier = level.tier(name)
        known = most.get(tier, Decimal(0))
        most[tier] = None if limit is None or known is None else max(known, limit)
    if boundary.beyond:
        most[level.tier(boundary.beyond)] = None
    found = tuple((tier, most[tier]) for tier in TIERS if tier in most)
    return Reach(level.policy.name, boundary.id, boundary.topics, found)

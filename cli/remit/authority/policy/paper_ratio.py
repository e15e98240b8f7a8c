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
from remit.authority.procedure.context import Measured
from remit.authority.procedure.deciding_boundary import apply
from remit.authority.procedure.matching import Match
from remit.log.policy import AMOUNT, CENTRAL, Boundary

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
            last = _tier(level, boundary, max(boundary.ends) + 1)
            beyond += [(last, weight)] if last else []
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


def _tier(level: Level, boundary: Boundary, value: Decimal) -> str | None:
    """The lowest tier that decides a size; None where it is forbidden."""
    decided_by = apply(Match(level, boundary, measured=Measured(value)), level)
    return None if decided_by.forbids else level.lowest(decided_by.deciders) or CENTRAL


def _parts(level: Level, boundary: Boundary) -> Iterator[tuple[str, Decimal]]:
    """The range up to the highest amount named, in parts that add up to 1, each for the tier that decides just below its end."""
    marks = sorted({end for end in boundary.ends if end > 0})
    for low, mark in zip([Decimal(0), *marks], marks, strict=False):
        tier = _tier(level, boundary, (low + mark) / 2)
        if tier:
            yield tier, (mark - low) / marks[-1]


def _reach(level: Level, boundary: Boundary) -> Reach:
    most: dict[str, Decimal | None] = {}
    lines: list[tuple[tuple[str, ...], Decimal | None]] = [(step.decide, step.end) for step in boundary.steps]
    lines += [((name,), limit) for name, limit in boundary.limits]
    lines += [((boundary.beyond,), None)] if boundary.beyond else []
    for names, end in sorted(lines, key=lambda line: (line[1] is None, line[1] or 0)):
        most.update(dict.fromkeys(map(level.tier, names), end))
    found = tuple((tier, most[tier]) for tier in TIERS if tier in most)
    return Reach(level.policy.name, boundary.id, boundary.topics, found)

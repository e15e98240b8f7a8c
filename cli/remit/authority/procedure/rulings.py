"""Who decides: the most specific boundary of each topic and policy, and its step or limits (steps 6 and 7)."""

from decimal import Decimal
from typing import NamedTuple

from remit.authority.procedure.chain import TIER_RANK, Level, is_own
from remit.authority.procedure.context import Case, above
from remit.authority.procedure.matching import Match, Measured, candidates, measure
from remit.log.facts import show
from remit.log.policy import NO_DUTIES, Boundary, Duties, Passes, Step

ZERO = Decimal(0)


class Ruling(NamedTuple):
    """What one boundary says about one decision."""

    level: Level
    boundary: Boundary
    deciders: tuple[str, ...]
    """Roles and bodies of which any may decide."""
    step: Step | None = None
    measured: Measured | None = None
    comparison: str = ""
    missing: tuple[str, ...] = ()
    barred_roles: frozenset[str] = frozenset()
    """Roles whose own limit is too low: neither being above another nor being the last resort lifts it."""
    overlaid: bool = False
    """Whether a lower policy names deciders for every topic that this one does."""
    named_first: tuple[str, ...] = ()
    """Of a default those whom it names before its way up."""
    otherwise: bool = False
    """Whether no boundary covers it and the policy's default applied."""

    @property
    def forbids(self) -> bool:
        """Whether the step forbids it."""
        return bool(self.step and self.step.forbid)

    @property
    def duties(self) -> Duties:
        """The duties of the step alone."""
        return self.step.duties if self.step else NO_DUTIES

    @property
    def passes(self) -> Passes | None:
        """The voting rule of the step or the boundary, where one replaces the body's."""
        return self.duties.passes or self.boundary.duties.passes

    @property
    def strictness(self) -> tuple[int, int, int, str]:
        """Body over central over functional over edge, then more signatures, then higher in the escalation, then by id."""
        level = self.level
        tiers = (3 if name in level.bodies else level.tier_rank(name) for name in self.deciders)
        high = min((level.rank.get(name, -1) for name in self.deciders), default=-1)
        return (min(tiers, default=9), self._signatures, high, self.boundary.id)

    @property
    def _signatures(self) -> int:
        asked = (self.boundary.duties, self.duties)
        return sum(
            sum(consent.any for consent in duties.consent) + (duties.signers.count - 1 if duties.signers else 0)
            for duties in asked
        )


def rule(case: Case, match: Match) -> Ruling:
    """What a boundary that says who decides says about this decision."""
    boundary = match.boundary
    if boundary.decide:
        return Ruling(match.level, boundary, boundary.decide, measured=match.measured)
    if boundary.steps and boundary.steps[0].last:  # the only step: whatever the size
        only = boundary.steps[0]
        return Ruling(match.level, boundary, only.decide, only, match.measured)
    measured = match.measured or measure(case, match.level, boundary)
    if measured.value is None:
        return Ruling(match.level, boundary, (), measured=measured, missing=measured.missing)
    return _ladder(case, match, measured) if boundary.steps else _limits(case, match, measured)


def _ladder(case: Case, match: Match, measured: Measured) -> Ruling:
    boundary, value = match.boundary, measured.value
    before: Step | None = None
    for step in boundary.steps:
        if value is not None and step.holds(value):
            said = f"{boundary.measure} {show(value)} is {_place(step, before)}"
            return Ruling(match.level, boundary, step.decide, step, measured, said)
        before = step
    named = tuple(name for step in boundary.steps for name in step.decide)
    return _beyond(case, match, measured, named, boundary.steps[-1].decide)


def _place(step: Step, before: Step | None) -> str:
    if step.up_to is not None:
        return f"in the step up to {show(step.up_to)}"
    if step.below is not None:
        return f"in the step below {show(step.below)}"
    if before is None:
        return "in the only step"
    if before.up_to is not None:
        return f"in the last step, over {show(before.up_to)}"
    return f"in the last step, from {show(before.below)}" if before.below is not None else "in the last step"


def _limits(case: Case, match: Match, measured: Measured) -> Ruling:
    boundary, value = match.boundary, measured.value
    enough = {name: most for name, most in boundary.limits if most is None or (value is not None and value <= most)}
    short = frozenset(name for name, _ in boundary.limits if name not in enough)
    if not enough:
        highest = max((most for _, most in boundary.limits if most is not None), default=None)
        last = tuple(name for name, most in boundary.limits if most == highest)
        return _beyond(case, match, measured, tuple(name for name, _ in boundary.limits), last)
    said = ", ".join(
        f"{name} {'unlimited' if most is None else 'up to ' + show(most)}" for name, most in enough.items()
    )
    comparison = f"{boundary.measure} {show(value or ZERO)} is within the limits of: {said}"
    return Ruling(match.level, boundary, tuple(enough), None, measured, comparison, barred_roles=short)


def _beyond(case: Case, match: Match, measured: Measured, named: tuple[str, ...], last: tuple[str, ...]) -> Ruling:
    """Beyond the last step or limit: `beyond`, else the next above all deciders, else the default; never a lower tier.

    Where none of them is there, it goes to the last resort, who may not decide it by a limit that it exceeds.
    """
    boundary, level = match.boundary, match.level
    comparison = f"{boundary.measure} {show(measured.value or ZERO)} is beyond every step and limit"
    said = (boundary.beyond,) if boundary.beyond else _next(case, level, named, last)
    deciders = said or last_resort(case.chain.lowest)
    return Ruling(level, boundary, deciders, None, measured, comparison, barred_roles=frozenset(named).difference(said))


def _next(case: Case, level: Level, named: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """The next above all that a boundary names, else whom the default names, of no lower tier than the last step's."""
    least = TIER_RANK[level.lowest(last) or "central"]
    following = above(level, named, least)
    if following:
        return (following[0],)
    lowest = case.chain.lowest
    otherwise = lowest.policy.otherwise
    wanted = (otherwise.escalate,) if otherwise.escalate else otherwise.decide
    return tuple(name for name in wanted if lowest.tier_rank(name) >= least)


def last_resort(level: Level) -> tuple[str, ...]:
    """Who decides where nothing else says: the policy's owner, the last of the escalation, or the roles of the highest tier."""
    if level.policy.owner:
        return (level.policy.owner,)
    if level.escalation:
        return level.escalation[-1:]
    top = max((level.tier_rank(name) for name in level.roles), default=0)
    return tuple(name for name in level.roles if level.tier_rank(name) == top)


class Elected(NamedTuple):
    """Rulings, the one that names the decider first; facts that are missing; boundaries that apply equally."""

    rulings: list[Ruling]
    missing: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()


def elect(case: Case, found: list[Match]) -> Elected:
    """The winners: of the first topic that has one the lowest policy's names the decider, all others bind besides."""
    rulings: dict[int, Ruling] = {}
    missing: list[str] = []
    ties: list[str] = []
    for topic in case.question.topics:
        overlaid = False
        for level in reversed(case.chain.levels):
            winner = _winner(case, found, level, topic, missing, ties)
            if winner:
                known = rulings.get(id(winner.boundary), winner)
                rulings[id(winner.boundary)] = known._replace(overlaid=overlaid and (known is winner or known.overlaid))
                overlaid = True
    return Elected(list(rulings.values()), tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(ties)))


def _winner(
    case: Case, found: list[Match], level: Level, topic: str, missing: list[str], ties: list[str]
) -> Ruling | None:
    best, unknown = candidates(found, level, topic)
    missing += unknown
    if not best:
        return None
    rulings = [rule(case, match) for match in best]
    for ruling in rulings:
        missing += ruling.missing
    winner = max(rulings, key=lambda ruling: ruling.strictness)
    if any(_differs(ruling, winner) for ruling in rulings):
        ties += sorted(case.chain.name(ruling.boundary) for ruling in rulings)
    return winner


def _differs(one: Ruling, other: Ruling) -> bool:
    return (set(one.deciders), one.duties, one.boundary.only, one.boundary.own) != (
        set(other.deciders),
        other.duties,
        other.boundary.only,
        other.boundary.own,
    )


def by_default(case: Case) -> Ruling:
    """Who decides where no boundary says so: `otherwise` of the lowest policy; of Remit's own files the owner."""
    level = case.chain.lowest
    if any(is_own(topic) for topic in case.question.topics):
        boundary = Boundary("", case.question.topics, decide=last_resort(level), policy=level.policy.name)
        return Ruling(level, boundary, boundary.decide, otherwise=True)
    rule_ = level.policy.otherwise
    deciders = tuple(dict.fromkeys((*rule_.decide, *((rule_.escalate,) if rule_.escalate else ()))))
    boundary = Boundary(
        "",
        case.question.topics,
        decide=deciders,
        duties=Duties(advice=rule_.advice),
        clause=rule_.clause,
        policy=level.policy.name,
    )
    return Ruling(level, boundary, deciders, named_first=rule_.decide, otherwise=True)

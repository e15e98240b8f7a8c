"""Who decides: the most specific boundary of each topic and policy, and its step or limits (steps 6, 7 and 14)."""

from decimal import Decimal
from typing import NamedTuple

from remit.authority.procedure.chain import PEOPLE, TIER_RANK, Chain, Level, contains, is_own
from remit.authority.procedure.context import Case, Measured, above
from remit.authority.procedure.matching import Match, candidates
from remit.authority.words import joined
from remit.log.duties import NO_DUTIES, Duties, Passes
from remit.log.facts import show
from remit.log.policy import ANYONE, Boundary, Delegate, Step

ZERO = Decimal(0)


class Winner(NamedTuple):
    """What the boundary that won within its policy says about one decision."""

    match: Match
    deciders: tuple[str, ...]
    """Roles and bodies of which any may decide."""
    step: Step | None = None
    measured: Measured | None = None
    """How large the decision is, where that was looked at."""
    comparison: str = ""
    missing: tuple[str, ...] = ()
    barred_roles: frozenset[str] = frozenset()
    """Roles whose own limit is too low: neither being above another nor being the last resort lifts it."""
    overlaid: bool = False
    """Whether a lower policy names deciders for every topic that this one does."""
    named_first: tuple[str, ...] = ()
    """Of a default those whom it names before its way up."""
    otherwise: str = ""
    """Where no boundary covers it: why these decide, in words; empty where one does."""

    @property
    def level(self) -> Level:
        """The policy that it is of."""
        return self.match.level

    @property
    def boundary(self) -> Boundary:
        """The boundary."""
        return self.match.boundary

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
    def delegate(self) -> Delegate:
        """Whether and how it may be delegated: the step's word, else the boundary's; unsaid, it may, but not onward."""
        return (self.step and self.step.delegate) or self.boundary.delegate or Delegate()

    @property
    def named(self) -> tuple[str, ...]:
        """To whom it goes: those whom the boundary names; of a default with a way up, the way up."""
        escalate = self.level.policy.otherwise.escalate
        return (escalate,) if self.otherwise and escalate and escalate in self.deciders else self.deciders

    def above(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The roles that may decide instead of some: those above them, unless the boundary says `only`."""
        higher = () if self.boundary.only else self.level.superiors(names)
        return tuple(name for name in higher if name not in self.barred_roles)

    @property
    def following(self) -> tuple[str, ...]:
        """Who decides what is larger than its step; nobody where no step of it was chosen, or the last."""
        steps = self.boundary.steps
        if self.step is None or self.step.last:
            return ()
        larger = steps[steps.index(self.step) + 1 :]
        return larger[0].decide if larger else (self.boundary.beyond,) if self.boundary.beyond else ()

    def assigns(self, names: tuple[str, ...]) -> str:
        """That it is given to some of its deciders, and by which comparison, as a sentence that goes on."""
        said = f"{self.otherwise}:" if self.otherwise else f"{self.boundary.id} assigns it to"
        said += f" {joined(names)}"
        return f"{said}: {self.comparison}" if self.comparison else said

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


def apply(match: Match, lowest: Level) -> Winner:
    """What a boundary that says who decides says about this decision; `lowest`: the policy at the end of the chain."""
    boundary, measured = match.boundary, match.measured
    looked_at = measured if match.looks_at_size else None
    if boundary.decide:
        return Winner(match, boundary.decide, measured=looked_at)
    if boundary.steps and boundary.steps[0].last:  # the only step: whatever the size
        return Winner(match, boundary.steps[0].decide, boundary.steps[0], looked_at)
    if measured.value is None:
        return Winner(match, (), measured=measured, missing=measured.missing)
    return (_by_step if boundary.steps else _by_limit)(match, measured.value, lowest)


def _by_step(match: Match, value: Decimal, lowest: Level) -> Winner:
    boundary = match.boundary
    before: Step | None = None
    for step in boundary.steps:
        if step.holds(value):
            said = f"{boundary.measure} {show(value)} is {_place(step, before)}"
            return Winner(match, step.decide, step, match.measured, said)
        before = step
    return _beyond(match, value, lowest)


def _place(step: Step, before: Step | None) -> str:
    if step.up_to is not None:
        return f"in the step up to {show(step.up_to)}"
    if step.below is not None:
        return f"in the step below {show(step.below)}"
    begins = (before and before.end) or ZERO
    return f"in the last step, {'over' if before and before.up_to is not None else 'from'} {show(begins)}"


def _by_limit(match: Match, value: Decimal, lowest: Level) -> Winner:
    boundary = match.boundary
    enough = {name: most for name, most in boundary.limits if most is None or value <= most}
    short = tuple(name for name, _ in boundary.limits if name not in enough)
    if not enough:
        return _beyond(match, value, lowest)
    said = ", ".join(
        f"{name} {'unlimited' if most is None else 'up to ' + show(most)}" for name, most in enough.items()
    )
    comparison = f"{boundary.measure} {show(value)} is within the limits of: {said}"
    return Winner(match, tuple(enough), None, match.measured, comparison, barred_roles=frozenset(short))


def _beyond(match: Match, value: Decimal, lowest: Level) -> Winner:
    """Beyond the last step or limit. Whom it names for less may not decide it by a limit that it exceeds.

    Where nobody else is there it goes to the last resort.
    """
    boundary = match.boundary
    comparison = f"{boundary.measure} {show(value)} is above every step and limit"
    deciders = beyond(match.level, boundary, lowest)
    barred = frozenset(name for names in _by_size(boundary) for name in names).difference(deciders)
    return Winner(match, deciders or last_resort(lowest), None, match.measured, comparison, barred_roles=barred)


def beyond(level: Level, boundary: Boundary, lowest: Level) -> tuple[str, ...]:
    """Who decides beyond the last step or limit: `beyond`, else the next above all that the boundary names, else the default.

    Never a tier lower than the last step's; nobody where none of them is there. `lowest`: the end of the chain.
    """
    if boundary.beyond:
        return (boundary.beyond,)
    named = _by_size(boundary)
    least = TIER_RANK[level.lowest(named[-1]) or "central"]
    following = above(level, tuple(name for names in named for name in names), least)
    if following:
        return (following[0],)
    otherwise = lowest.policy.otherwise
    wanted = (otherwise.escalate,) if otherwise.escalate else otherwise.decide
    return tuple(name for name in wanted if lowest.tier_rank(name) >= least)


def _by_size(boundary: Boundary) -> list[tuple[str, ...]]:
    """Who decides in each step, or up to each limit, the largest last."""
    ends = sorted({most for _, most in boundary.limits if most is not None})
    up_to = [tuple(name for name, most in boundary.limits if most == end) for end in ends]
    return [step.decide for step in boundary.steps] or up_to


def last_resort(level: Level) -> tuple[str, ...]:
    """Who decides where nothing else says: the policy's owner, the last of the escalation, or the roles of the highest tier."""
    if level.policy.owner:
        return (level.policy.owner,)
    if level.escalation:
        return level.escalation[-1:]
    top = max((level.tier_rank(name) for name in level.roles), default=0)
    return tuple(name for name in level.roles if level.tier_rank(name) == top)


class Winners(NamedTuple):
    """The winners (at least one), that which names the decider first; facts that are missing; boundaries that apply equally."""

    all: list[Winner]
    missing: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()


def winners(chain: Chain, topics: tuple[str, ...], found: list[Match]) -> Winners:
    """Of the first topic that has one the lowest policy's winner names the decider, all others bind too; else the default does."""
    out: dict[int, Winner] = {}
    missing: list[str] = []
    ties: list[str] = []
    for topic in topics:
        overlaid = False
        for level in reversed(chain.levels):
            best, unknown = candidates(found, level, topic)
            missing += unknown
            applied = [apply(match, chain.lowest) for match in best]
            missing += [fact for one in applied for fact in one.missing]
            if applied:
                winner = max(applied, key=lambda one: one.strictness)
                if any(_differs(one, winner) for one in applied):
                    ties += sorted(chain.name(one.boundary) for one in applied)
                known = out.get(id(winner.boundary), winner)
                out[id(winner.boundary)] = known._replace(overlaid=overlaid and (known is winner or known.overlaid))
                overlaid = True
    found_or_default = list(out.values()) or [_by_default(chain.lowest, topics)]
    return Winners(found_or_default, tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(ties)))


def _differs(one: Winner, other: Winner) -> bool:
    return (set(one.deciders), one.duties, one.boundary.only, one.boundary.own) != (
        set(other.deciders),
        other.duties,
        other.boundary.only,
        other.boundary.own,
    )


def _by_default(level: Level, topics: tuple[str, ...]) -> Winner:
    """Who decides where no boundary says so: `otherwise` of the lowest policy; of Remit's own files the owner."""
    rest = level.policy.otherwise
    if any(is_own(topic) for topic in topics):
        boundary = Boundary("", topics, decide=last_resort(level), policy=level.policy.name)
        who = "the policy's owner decides" if level.policy.owner else "the highest role decides"
        return Winner(Match(level, boundary), boundary.decide, otherwise=f"no boundary covers it, so {who}")
    deciders = tuple(dict.fromkeys((*rest.decide, *((rest.escalate,) if rest.escalate else ()))))
    boundary = Boundary(
        "",
        topics,
        decide=deciders,
        duties=Duties(advice=rest.advice),
        clause=rest.clause,
        policy=level.policy.name,
    )
    said = "no boundary covers it, so the policy's default applies"
    return Winner(Match(level, boundary), deciders, named_first=rest.decide, otherwise=said)


def unless_ownerless(case: Case, winner: Winner) -> Winner:
    """The same; if nobody is left who may change people.yml, those whom `otherwise` names, so that the log gets an owner again.

    `anyone` is not among them: then an administrator of the repository founds the log again (G07).
    """
    level, lowest = winner.level, case.chain.lowest
    if not all(contains(PEOPLE, topic) for topic in case.question.topics):
        return winner
    if any(case.role_holders.holders(level, name) for name in (*winner.deciders, *winner.above(winner.deciders))):
        return winner
    rest = lowest.policy.otherwise
    named = [name for name in (*rest.decide, rest.escalate) if name and name != ANYONE]
    heirs = tuple(name for name in named if case.role_holders.holders(lowest, name))
    if not heirs:
        return winner
    boundary = Boundary("", case.question.topics, decide=heirs, policy=lowest.policy.name)
    said = f"nobody holds {joined(winner.deciders)}, so the policy's default applies to people.yml"
    return Winner(Match(lowest, boundary), heirs, otherwise=said)

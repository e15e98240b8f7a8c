"""Whether a decision is somebody's: as holder, member, delegate, by a timebox, or from above (steps 9 and 15)."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.authority.answer import Refused
from remit.authority.procedure.chain import TIER_RANK, Level
from remit.authority.procedure.context import Case
from remit.authority.procedure.deciding_boundary import Winner
from remit.authority.procedure.role_holders import DEPUTY, MEMBER, SCRIBE
from remit.log.policy import RAISER, Delegation

SUPERIOR, DELEGATE, TIMEBOX = "superior", "delegation", "timebox"
DEPTH = 4
"""How often a delegation may be passed on, at most."""


class Capacity(NamedTuple):
    """By which role or body somebody may decide, and how they come to it."""

    role: str
    how: str
    tier: str
    body: bool = False
    delegation: str | None = None
    above: bool = False
    """Whether they stand above those whom the boundary names."""
    timebox: bool = False

    @property
    def member(self) -> bool:
        """Whether they act for a body, which decides by its vote."""
        return self.how in (MEMBER, SCRIBE)


class Eligibility:
    """In which capacities the asker of a case may decide it."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._delegations = [(level, entry) for level in case.chain.levels for entry in level.policy.delegations]

    def capacities(self, winner: Winner) -> Iterator[Capacity]:
        """Every one, those that the boundary names first, lowest tier first."""
        yield from (
            sorted(self._direct(winner), key=_order)
            or list(self._delegated(winner))
            or list(self._after_timebox(winner))
        )
        yield from sorted(self._superior(winner), key=_order)

    def acts_as(self, winner: Winner, name: str) -> Capacity | None:
        """The capacity that one role or body gives the asker."""
        level, role_holders, who = winner.level, self._case.role_holders, self._case.asker
        body = name in level.bodies
        how = role_holders.how(level, name, who, winner.boundary)
        if how is None and body and role_holders.is_scribe(who, name):
            how = SCRIBE
        return Capacity(name, how, level.tier(name), body) if how else None

    def holds_one(self, winner: Winner, names: tuple[str, ...]) -> bool:
        """Whether the asker has one of some roles, by which they would decide alone."""
        found = (self.acts_as(winner, name) for name in names)
        return any(capacity is not None and not capacity.body for capacity in found)

    def _direct(self, winner: Winner) -> Iterator[Capacity]:
        for name in winner.deciders:
            found = self.acts_as(winner, name)
            if found and name not in winner.barred_roles:
                yield found

    def _delegated(self, winner: Winner) -> Iterator[Capacity]:
        for name in winner.deciders:
            found = self._delegation(winner, name)
            if found:
                yield Capacity(name, DELEGATE, winner.level.tier(name), delegation=found.id)

    def _after_timebox(self, winner: Winner) -> Iterator[Capacity]:
        case, box = self._case, winner.boundary.decide_within
        raised, raiser = case.question.raised, case.question.raised_by
        if box is None or raised is None:
            return
        if case.calendar.after(raised.last_instant(case.calendar.zone), box.span) > case.at:
            return
        if box.then != RAISER:
            found = self.acts_as(winner, box.then)
            if found:
                yield found._replace(timebox=True)
        elif raiser and case.role_holders.canonical(raiser) == case.asker:
            yield Capacity(RAISER, TIMEBOX, "edge", timebox=True)

    def _superior(self, winner: Winner) -> Iterator[Capacity]:
        for name in winner.above(winner.deciders):
            found, given = self.acts_as(winner, name), self._delegation(winner, name)
            if found:
                yield found._replace(how=SUPERIOR, above=True)
            elif given:
                yield Capacity(name, DELEGATE, winner.level.tier(name), delegation=given.id, above=True)

    def _delegation(self, winner: Winner, decider: str) -> Delegation | None:
        """The valid delegation by which the asker may decide for `decider`."""
        for level, delegation in self._delegations:
            if not self._refusal(winner, delegation, level, self._case.asker) and self._from(
                winner, delegation, decider, DEPTH
            ):
                return delegation
        return None

    def delegates(self, winner: Winner) -> tuple[str, ...]:
        """Everybody to whom the decision is delegated."""
        found = []
        for level, entry in self._delegations:
            to = self._case.role_holders.holders(winner.level, entry.to, winner.boundary)
            given = any(self._from(winner, entry, decider, DEPTH) for decider in winner.deciders)
            found += [who for who in (to or (entry.to,)) if given and not self._refusal(winner, entry, level, who)]
        return tuple(dict.fromkeys(found))

    def refused(self, winner: Winner) -> Iterator[Refused]:
        """Delegations of this boundary to the asker, and why they do not reach."""
        case = self._case
        for level, delegation in self._delegations:
            mine = case.role_holders.canonical(delegation.to) == case.asker
            if mine and self._is_about(winner, delegation, level):
                why = self._refusal(winner, delegation, level, case.asker)
                if why:
                    yield Refused(delegation.id, why)

    def _refusal(self, winner: Winner, delegation: Delegation, level: Level, person: str) -> str:
        """Why a delegation does not let a person decide, in words; empty where it does."""
        allowed = winner.delegate
        if not self._is_about(winner, delegation, level):
            return "it is for other boundaries"
        if not self._received(winner, delegation, person):
            return f"it is for {delegation.to} only"
        if not self._in_area(winner, delegation, person):
            return f"it is for {delegation.of or 'the area of ' + delegation.to} only"
        if not delegation.start <= self._case.day <= delegation.until:
            return f"it ran from {delegation.start} to {delegation.until}"
        if delegation.while_away and not self._is_away(winner, delegation.from_role):
            return f"it holds only while {delegation.from_role} is away"
        if not allowed.allowed:
            return "this may not be delegated"
        if allowed.to and not any(self._holds(winner, role, person) for role in allowed.to):
            return f"it may be delegated to {', '.join(allowed.to)} only"
        return _too_much(winner, delegation)

    def _is_about(self, winner: Winner, delegation: Delegation, level: Level) -> bool:
        """Whether a delegation names the boundary: of its own policy or one below."""
        return any(self._case.chain.reaches(name, level, winner.boundary) for name in delegation.boundaries)

    def _holds(self, winner: Winner, role: str, person: str) -> bool:
        return self._case.role_holders.how(winner.level, role, person, winner.boundary) is not None

    def _is_away(self, winner: Winner, role: str) -> bool:
        """Whether everybody who holds a role is away, whoever stands in."""
        holders, absent = (
            self._case.role_holders.holders(winner.level, role, winner.boundary),
            self._case.role_holders.absent,
        )
        return all(who in absent or how == DEPUTY for who, how in holders.items())

    def _in_area(self, winner: Winner, delegation: Delegation, person: str) -> bool:
        """Whether a delegation of a role that has areas is for the one of the question; a role that receives it has its own."""
        role, receivers = winner.level.roles.get(delegation.from_role), winner.level.roles
        own = delegation.of is None and delegation.to in receivers
        return role is None or own or self._case.role_holders.in_area(role, person, delegation.of)

    def _received(self, winner: Winner, delegation: Delegation, person: str) -> bool:
        if delegation.to in winner.level.roles:
            return self._holds(winner, delegation.to, person)
        return self._case.role_holders.canonical(delegation.to) == person

    def _from(self, winner: Winner, delegation: Delegation, decider: str, left: int) -> bool:
        """Whether the giver may decide: as the deciding role, which somebody holds, or by a delegation that may be passed on."""
        holders = self._case.role_holders.holders(winner.level, delegation.from_role, winner.boundary)
        if delegation.from_role == decider:
            return bool(holders)
        if not winner.delegate.onward or not left:
            return False
        return any(
            not self._refusal(winner, other, level, giver) and self._from(winner, other, decider, left - 1)
            for giver in holders
            for level, other in self._delegations
        )


def _order(capacity: Capacity) -> tuple[int, bool]:
    return (TIER_RANK[capacity.tier], capacity.body)


def _too_much(winner: Winner, delegation: Delegation) -> str:
    limits = [limit for limit in (delegation.limit, winner.delegate.up_to) if limit is not None]
    if not limits:
        return ""
    measured = winner.match.measured
    if measured.value is None:
        return f"its limit of {min(limits):f} depends on {' and '.join(measured.missing)}"
    return f"its limit is {min(limits):f}" if measured.value > min(limits) else ""

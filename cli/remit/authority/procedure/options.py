"""The ways in which somebody may (or may not) decide: their capacity, own interest, budget, duties, emergency (steps 9 to 13)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import BudgetUse
from remit.authority.procedure import emergencies
from remit.authority.procedure.context import Case
from remit.authority.procedure.deciding_boundary import Winner, last_resort
from remit.authority.procedure.duties import Owed, owed, sent_on
from remit.authority.procedure.eligibility import Capacity, Eligibility
from remit.authority.procedure.emergencies import Power
from remit.authority.procedure.matching import Match
from remit.authority.procedure.responses import Responses

_TOLD = (answer.INFORM, answer.INFORM_FIRST)


class Option(NamedTuple):
    """What comes of one way to decide."""

    answer: str
    capacity: Capacity | None
    owed: tuple[Owed, ...]
    """Every duty, met or not."""
    goes_to: tuple[str, ...] = ()
    because: str = ""
    notes: tuple[str, ...] = ()
    level: int = 0
    """The level whose rule it is that it goes to somebody else, or must wait."""
    emergency: Power | None = None

    @property
    def used(self) -> Capacity | None:
        """The capacity in which they decide; None where they do not."""
        return self.capacity if self.answer in (answer.DECIDE, answer.DECIDE_AFTER) else None

    @property
    def waits_for(self) -> list[str]:
        """What is missing, in words."""
        return [entry.duty.text for entry in self.owed if entry.duty.missing]


def after(duties: tuple[Owed, ...]) -> str:
    """Decide, or decide after what is missing."""
    return answer.DECIDE_AFTER if any(entry.duty.missing for entry in duties) else answer.DECIDE


class Options:
    """What the asker of a case may do under the boundaries that apply and the winners, of which the first names the decider."""

    def __init__(self, case: Case, found: list[Match], winners: list[Winner], uses: tuple[BudgetUse, ...]) -> None:
        self._case, self._found, self._winners, self._uses = case, found, winners, uses
        self.eligibility, self._responses = Eligibility(case), Responses(case)
        self._sent_on = sent_on(self._responses, found, winners)

    def best(self, as_role: str | None) -> Option:
        """The one that lets them decide now, else the first, which has the lowest tier: why it escalates no role of theirs changes."""
        best: Option | None = None
        for capacity in self.eligibility.capacities(self._winners[0]):
            if as_role in (None, capacity.role):
                option = self._option(capacity)
                if option.answer == answer.DECIDE:
                    return option
                best = best or option
        return best or self._option(None)

    def _option(self, capacity: Capacity | None) -> Option:
        """What comes of one capacity (None: they have none)."""
        winner, sent = self._winners[0], self._sent_on
        duties = owed(self._responses, self.eligibility, self._found, self._winners, capacity)
        base = Option(answer.ESCALATE, capacity, tuple(duties), notes=sent.notes, level=winner.level.index)
        superior = self._above_requester((capacity.role,) if capacity else winner.named)
        if superior and self._case.asker not in self._case.interested:
            said = f"{self._case.question.requester} requests it, so somebody above them decides"
            return base._replace(goes_to=superior, because=said)
        if capacity is None:
            return base._replace(goes_to=winner.named, because=_not_yours(winner))
        if self._case.asker in self._case.interested and _never_own(self._winners):
            said = "you asked for it, gain from it or declared an interest"
            return base._replace(goes_to=self._without_interest((capacity.role,)), because=said)
        over = next((use for use in self._uses if use.exceeded and not self._may_exceed(use)), None)
        if over:
            said = f"budget {over.id}: spending in {over.period} would be {over.spent + over.this:f}, over {over.cap:f}"
            return base._replace(goes_to=(over.over,), because=said)
        if sent.goes_to:
            return base._replace(goes_to=sent.goes_to, because=sent.because, level=sent.level)
        return base._replace(answer=after(base.owed))

    def _requester_roles(self) -> tuple[str, ...]:
        """The roles of the escalation that the requester holds."""
        level, requester = self._winners[0].level, self._case.question.requester
        who = self._case.role_holders.canonical(requester or "")
        roles = (name for name in level.escalation if name not in level.bodies)
        return tuple(name for name in roles if who in self._case.role_holders.holders(level, name))

    def _above_requester(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The next role above the requester, where a boundary asks for one and none of some is; nothing else."""
        rank, theirs = self._winners[0].level.rank, self._requester_roles()
        if not theirs or all(winner.boundary.own != "above" for winner in self._winners):
            return ()
        is_above = max(rank.get(name, -1) for name in names) > max(rank[name] for name in theirs)
        return () if is_above else self._without_interest(names)

    def _without_interest(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The next role up without an interest; failing that, others in the deciding roles; failing that, who decides last.

        Up from some roles, and from the requester, who may stand above them.
        """
        case, winner = self._case, self._winners[0]
        up = case.next_above(winner.level, (*names, *self._requester_roles()))
        if up:
            return (up,)
        others = (name for name in winner.deciders if set(case.role_holders.holders(winner.level, name)) - case.barred)
        return tuple(others) or last_resort(case.chain.lowest)

    def _may_exceed(self, use: BudgetUse) -> bool:
        """Whether those who decide beyond the budget have decided: the asker is one, one consented, or the body voted."""
        level, winner = self._case.chain.lowest, self._winners[0]
        if use.over in level.bodies:
            return self._responses.voted(level, use.over, unnamed=use.over in winner.deciders)
        if self._case.role_holders.how(level, use.over, self._case.asker):
            return True
        return self._responses.consented(Match(level, winner.boundary), use.over)

    def in_emergency(self, option: Option, powers: list[Power]) -> Option:
        """What the first of some powers that may be used makes of an option; the option where there is none."""
        for power in powers:
            if option.level < power.level.index:
                continue  # a lower policy's power does not lift what a higher one asks
            first = [entry for entry in option.owed if entry.level < power.level.index]
            informs = [entry for entry in option.owed if entry.duty.kind in _TOLD and entry not in first]
            own = [Owed(duty, 0) for duty in emergencies.duties(self._responses, power)]
            duties = (*first, *own, *informs)
            role, level = power.role, power.level
            capacity = Capacity(role, power.how, level.tier(role), role in level.bodies)
            said = f"in an emergency {role} may decide ({power.entry.id})"
            return Option(after(duties), capacity, duties, because=said, notes=option.notes, emergency=power)
        return option


def _not_yours(winner: Winner) -> str:
    return winner.assigns(winner.named) + (f": {winner.comparison}" if winner.comparison else "")


def _never_own(winners: list[Winner]) -> bool:
    """Whether nobody may decide their own: the deciding boundary does not allow it, or one above says never."""
    return winners[0].boundary.own != "allowed" or any(
        winner.boundary.own in ("never", "above") for winner in winners[1:]
    )

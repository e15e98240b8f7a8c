"""The ways in which somebody may (or may not) decide: their capacity, own interest, budget, duties, emergency (steps 9 to 13)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import BudgetUse, Duty
from remit.authority.procedure.chain import Level, contains, is_own
from remit.authority.procedure.context import Case
from remit.authority.procedure.deciding_boundary import Winner, last_resort
from remit.authority.procedure.duties import Owed, owed, sent_on
from remit.authority.procedure.eligibility import Capacity, Eligibility
from remit.authority.procedure.matching import Match, when
from remit.authority.procedure.responses import Responses
from remit.authority.procedure.votes import describe
from remit.authority.words import joined
from remit.log.duties import Advice, Condition
from remit.log.kinds import near
from remit.log.policy import AMOUNT, EVERYTHING, Boundary, Emergency, Ratify

_TOLD = (answer.INFORM, answer.INFORM_FIRST)


class Power(NamedTuple):
    """An emergency power that the asker has here."""

    level: Level
    entry: Emergency
    role: str
    how: str
    missing: tuple[str, ...] = ()
    """The facts that must be known before it can be used."""


def powers(case: Case, as_role: str | None = None) -> list[Power]:
    """The powers under which the asker could decide this now, those of the highest policy first."""
    question, out = case.question, list[Power]()
    if question.emergency is None:
        return out
    for level in case.chain.levels:
        for entry in level.policy.emergency:
            most = () if entry.limit is None else (Condition(AMOUNT, up_to=entry.limit),)
            # It measures nothing, so that its amount is the decision's own, not a sum.
            usable = when(level, Boundary("", (), when=(*most, *entry.when), measure=""), question.facts)
            if question.emergency in ("", entry.id) and usable.value is not False and _reaches(entry, question.topics):
                roles = [name for name in entry.decide if as_role in (None, name)]
                held = [(name, case.role_holders.how(level, name, case.asker)) for name in roles]
                out += [Power(level, entry, name, how, usable.missing) for name, how in held if how]
    return out


def _reaches(entry: Emergency, topics: tuple[str, ...]) -> bool:
    """Whether a power is about all topics; `*` does not reach who may change the rules themselves."""
    return all(
        any(contains(outer, topic) and not (outer == EVERYTHING and is_own(topic)) for outer in entry.topics)
        for topic in topics
    )


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
            return base._replace(goes_to=winner.named, because=winner.assigns(winner.named))
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
            own = [Owed(duty, 0) for duty in _asked_by(self._responses, power)]
            duties = (*first, *own, *informs)
            role, level = power.role, power.level
            capacity = Capacity(role, power.how, level.tier(role), role in level.bodies)
            said = f"in an emergency {role} may decide ({power.entry.id})"
            return Option(after(duties), capacity, duties, because=said, notes=option.notes, emergency=power)
        return option

    def powers_of_others(self) -> tuple[str, ...]:
        """Who has the powers that reach a matter that is said to be an emergency, a sentence each; or that the power named is none."""
        name = self._case.question.emergency
        if name is None:
            return ()
        known = [(level, entry) for level in self._case.chain.levels for entry in level.policy.emergency]
        if name and all(entry.id != name for _, entry in known):
            hint = f"; {near(name, [entry.id for _, entry in known])}" if known else ""
            return (f"`{name}` is not an emergency power of the policy{hint}",)
        reaching = [one for one in known if name in ("", one[1].id) and _reaches(one[1], self._case.question.topics)]
        out = []
        for level, entry in reaching:
            people = joined(self._case.people(level, entry.decide)) or "nobody holds it"
            out.append(f"in an emergency {joined(entry.decide)} may decide ({entry.id}): {people}")
        return tuple(out)


def _never_own(winners: list[Winner]) -> bool:
    """Whether nobody may decide their own: the deciding boundary does not allow it, or one above says never."""
    return winners[0].boundary.own != "allowed" or any(
        winner.boundary.own in ("never", "above") for winner in winners[1:]
    )


def _asked_by(responses: Responses, power: Power) -> list[Duty]:
    """What the power asks: its own consents and advice first; afterwards the ratification, and whom to tell."""
    entry, level = power.entry, power.level
    match = Match(level, Boundary(entry.id, entry.topics, policy=level.policy.name))
    out = responses.consents(match, entry.consent)
    out += [responses.advice(match, Advice(name)) for name in entry.advice]
    body = level.bodies.get(power.role)
    if body:
        voted = responses.voted(level, body.name, unnamed=True)
        text = f"{body.name} voted for it" if voted else f"{body.name} must vote: {describe(body.passes)}"
        out.append(Duty(answer.VOTE, (body.name,), voted, text=text))
    if entry.ratify != Ratify():
        out.append(responses.ratification(match, entry.ratify))
    out += [responses.inform(match, name) for name in entry.inform]
    return [duty._replace(boundary=entry.id) for duty in out]

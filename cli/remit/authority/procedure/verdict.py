"""One way in which somebody may (or may not) decide: standing, own interest, budget, duties (steps 9 to 12)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import BudgetUse, Duty
from remit.authority.procedure.context import Case
from remit.authority.procedure.duties import carried, weigh
from remit.authority.procedure.eligibility import Standing
from remit.authority.procedure.matching import Match
from remit.authority.procedure.responses import Source, counted, speaks_as
from remit.authority.procedure.rulings import Ruling, last_resort

NEVER = "never"


class Verdict(NamedTuple):
    """What comes of one way to decide."""

    answer: str
    standing: Standing | None
    duties: tuple[Duty, ...]
    levels: tuple[int, ...]
    """For every duty the level of the policy that asks for it."""
    goes_to: tuple[str, ...] = ()
    because: str = ""
    notes: tuple[str, ...] = ()
    emergency: str | None = None
    level: int = 0
    """The level whose rule it is that it goes to somebody else, or must wait."""

    @property
    def used(self) -> Standing | None:
        """The standing by which they decide; None where they do not."""
        return self.standing if self.answer in (answer.DECIDE, answer.DECIDE_AFTER) else None


def verdict(
    case: Case, found: list[Match], rulings: list[Ruling], standing: Standing | None, uses: tuple[BudgetUse, ...]
) -> Verdict:
    """Judge one standing (None: they have none) under the rulings, the first of which names the decider."""
    ruling = rulings[0]
    weighed = weigh(case, found, rulings, standing)
    base = Verdict(
        answer.ESCALATE,
        standing,
        weighed.duties,
        weighed.levels,
        notes=weighed.notes,
        level=ruling.level.index,
    )
    if standing is None:
        return base._replace(goes_to=_named(ruling), because=_not_yours(ruling))
    if case.asker in (case.requester, *case.interested) and _never_own(rulings):
        said = "you asked for it, gain from it or declared an interest"
        return base._replace(goes_to=_without_interest(case, ruling, standing), because=said)
    over = next((use for use in uses if use.exceeded and not _may_exceed(case, ruling, use)), None)
    if over:
        said = f"budget {over.id}: {over.spent + over.this:f} would be spent of {over.cap:f} in {over.period}"
        return base._replace(goes_to=(over.over,), because=said)
    if weighed.goes_to:
        return base._replace(goes_to=weighed.goes_to, because=weighed.because, level=weighed.at_level)
    waits = any(duty.missing for duty in weighed.duties)
    return base._replace(answer=answer.DECIDE_AFTER if waits else answer.DECIDE)


def _named(ruling: Ruling) -> tuple[str, ...]:
    """To whom it goes: those whom the boundary names; of a default with a way up, the way up."""
    escalate = ruling.level.policy.otherwise.escalate
    if ruling.otherwise and escalate and escalate in ruling.deciders:
        return (escalate,)
    return ruling.deciders


def _not_yours(ruling: Ruling) -> str:
    names = " or ".join(_named(ruling))
    if ruling.otherwise:
        return f"no boundary covers it, so it goes to {names}"
    return f"{ruling.boundary.id} gives it to {names}" + (f": {ruling.comparison}" if ruling.comparison else "")


def _never_own(rulings: list[Ruling]) -> bool:
    """Whether nobody may decide their own: the deciding boundary does not allow it, or one above says never."""
    return rulings[0].boundary.own != "allowed" or any(ruling.boundary.own == NEVER for ruling in rulings[1:])


def _without_interest(case: Case, ruling: Ruling, standing: Standing) -> tuple[str, ...]:
    """The next role up without an interest; failing that, others in the deciding roles; failing that, who decides last."""
    level, barred = ruling.level, case.barred
    up = case.next_above(level, (standing.role,), barred)
    if up:
        return (up,)
    others = tuple(name for name in ruling.deciders if set(case.offices.holders(level, name)) - barred)
    return others or last_resort(case.chain.lowest)


def _may_exceed(case: Case, ruling: Ruling, use: BudgetUse) -> bool:
    """Whether those who decide beyond the budget have decided: the asker is one, one consented, or the body voted."""
    level = case.chain.lowest
    body = level.bodies.get(use.over)
    if body:
        return carried(case, level, use.over, body.passes, unnamed=use.over in ruling.deciders)
    if case.offices.how(level, use.over, case.asker):
        return True
    source = Source(level, ruling.boundary)
    return any(counted(case, voice) and speaks_as(case, source, voice, use.over) for voice in case.question.consents)

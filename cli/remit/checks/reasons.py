"""Why an answer is not plainly yes: the duties that are not met, and what sends a decision to somebody else."""

from collections.abc import Iterator

from remit.authority.answer import DECIDE, DECIDE_AFTER, ESCALATE, OBJECTION, Answer, Duty
from remit.checks.answers import Judged
from remit.checks.check import Problem

_WEIGHED = (DECIDE, DECIDE_AFTER)
"""Answers under which it was the decider's: only then does what was missing matter."""


def missing(judged: Judged, *kinds: str) -> Iterator[Duty]:
    """The duties of these kinds that stood in the way of a decision that was made all the same."""
    if judged.decided and judged.answer.answer in _WEIGHED:
        yield from (duty for duty in judged.answer.duties if duty.kind in kinds and not duty.met)


def problems_of_missing(judged: Judged, kinds: tuple[str, ...], remedy: str) -> Iterator[Problem]:
    """One sentence for each, in the words of the answer."""
    for duty in missing(judged, *kinds):
        boundary = f"the boundary {duty.boundary} asks for it" if duty.boundary else "the policy asks for it"
        what = duty.text or f"{duty.kind} of {', '.join(duty.who)}"
        yield Problem(judged.record.path, f"{what} ({boundary})", remedy, ("decided",))


BOUNDARY, INTEREST, BUDGET, DELEGATION, ROLE, OBJECTED = (
    "boundary",
    "interest",
    "budget",
    "delegation",
    "role",
    "objection",
)


def reason(judged: Judged) -> str | None:
    """The one reason why a decided record was not the decider's; None where it was, or where nobody decided it."""
    answer, record = judged.answer, judged.record
    if not judged.decided or answer.answer != ESCALATE or not record.decider:
        return None
    if any(use.exceeded for use in answer.budget):
        return BUDGET
    if any(duty.kind == OBJECTION and not duty.met for duty in answer.duties):
        return OBJECTED
    if record.decider == record.head.get("requester") or record.decider in record.list_of("interested"):
        return INTEREST
    if answer.refused:
        return DELEGATION
    return ROLE if record.head.get("as") and record.head["as"] in answer.deciders else BOUNDARY


def gives(answer: Answer) -> str:
    """Who has it, and because of what: `the boundary tools gives it to platform-lead because …`."""
    to = " or ".join(answer.goes_to or answer.deciders) or "nobody"
    source = f"the boundary {answer.boundary} gives it to {to}" if answer.boundary else f"it goes to {to}"
    return f"{source} ({answer.comparison})" if answer.comparison else source

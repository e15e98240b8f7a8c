"""Why an answer sends a decision to somebody else: several checks, each for one reason."""

from remit.authority.answer import ESCALATE, OBJECTION, Answer
from remit.checks.answers import Judged

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

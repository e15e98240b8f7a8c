"""The policy forbids this decision.

Nobody may make it, whatever their role, unless a waiver with a date, or an emergency power that names the boundary, suspends
the prohibition.
"""

from remit.authority.answer import FORBIDDEN
from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems


@Check("P05", "forbidden", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    answer = judged.answer
    if judged.decided and answer.answer == FORBIDDEN:
        boundary = ", ".join(answer.forbidden_by) or answer.boundary
        message = f"the boundary {boundary} forbids this: {answer.because}"
        yield judged.problem(message, "withdraw it, or ask the policy's owner for a waiver", "topic")

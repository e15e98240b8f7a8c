"""The policy forbids this decision.

Nobody may make it, whatever their role, unless a waiver with a date, or an emergency power that names the boundary, suspends
the prohibition.
"""

from collections.abc import Iterator

from remit.authority.answer import FORBIDDEN
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    answer = judged.answer
    if judged.decided and answer.answer == FORBIDDEN:
        boundary = ", ".join(answer.forbidden_by) or answer.boundary
        message = f"the boundary {boundary} forbids this: {answer.because}"
        yield judged.problem(message, "withdraw it, or ask the policy's owner for a waiver", "topic")


CHECK = Check("P05", "forbidden", ERROR, ANSWER, _run)

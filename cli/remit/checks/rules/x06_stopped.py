"""Somebody had pulled the cord when the decision was made.

A stop holds until it is lifted (`remit resume`), or until its own end. Whoever must answer it is named by the policy.
"""

from collections.abc import Iterator

from remit.authority.answer import STOP
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    answer = judged.answer
    if judged.decided and answer.answer == STOP:
        to = " or ".join(answer.goes_to_people or answer.goes_to) or "whoever must answer it"
        message = f"a stop by {answer.stopped_by} was open: {answer.because}"
        yield judged.problem(message, f"{to} can lift it: `remit resume`", "decided")


CHECK = Check("X06", "stopped", ERROR, ANSWER, _run)

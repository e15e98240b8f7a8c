"""Somebody decided under a delegation that does not reach the decision.

It had ended, its limit is lower, the boundary is not among those it names, or it may not be passed on.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import DELEGATION, Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if judged.reason == DELEGATION:
        remedy = f"let {' or '.join(judged.answer.goes_to)} decide it, or have a new delegation written"
        for refused in judged.answer.refused:
            yield judged.problem(f"the delegation {refused.id} does not reach this: {refused.why}", remedy, "decider")


CHECK = Check("P13", "delegation-invalid", ERROR, ANSWER, _run)

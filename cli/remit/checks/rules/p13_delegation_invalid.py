"""Somebody decided under a delegation that does not cover the decision.

The delegation had ended, its limit is lower, it doesn't name the boundary, or it may not be passed on. Ask whoever delegated
it to decide, or for a new delegation.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import DELEGATION, Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if judged.reason == DELEGATION:
        remedy = f"ask {' or '.join(judged.answer.goes_to)} to decide it, or for a new delegation"
        for refused in judged.answer.refused:
            yield judged.problem(f"the delegation {refused.id} does not cover this: {refused.why}", remedy, "decider")


CHECK = Check("P13", "delegation-invalid", ERROR, ANSWER, _run)

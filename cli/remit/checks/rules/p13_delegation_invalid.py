"""Somebody decided under a delegation that does not cover the decision.

The delegation had ended, its limit is lower, it doesn't name the boundary, or it may not be passed on. Ask whoever delegated
it to decide, or for a new delegation.
"""

from remit.checks.check import ANSWER, DELEGATION, ERROR, Check, Judged, Known, Problems


@Check("P13", "delegation-invalid", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    if judged.reason == DELEGATION:
        remedy = f"ask {' or '.join(judged.answer.goes_to)} to decide it, or for a new delegation"
        for refused in judged.answer.refused:
            yield judged.problem(f"the delegation {refused.id} does not cover this: {refused.why}", remedy, "decider")

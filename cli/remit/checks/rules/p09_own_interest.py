"""Somebody decided on their own request, or with a conflict of interest.

The next role up without a conflict of interest must decide. `own: allowed` on a boundary permits it.
"""

from remit.checks.check import ANSWER, ERROR, INTEREST, Check, Judged, Known, Problems


@Check("P09", "own-interest", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    if judged.reason == INTEREST:
        to = " or ".join(judged.answer.goes_to) or "somebody without an interest"
        message = f"{judged.answer.who} requested this or benefits from it, so {to} must decide"
        yield judged.problem(message, f"ask {to} to decide it", "decider")

"""Somebody who may object did so in time, and the decision was made anyway.

An objection made in time moves the decision to the role that the boundary names, unless the objection is withdrawn.
"""

from remit.checks.check import ANSWER, ERROR, OBJECTED, Check, Judged, Known, Problems


@Check("C05", "objection-open", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    if judged.reason == OBJECTED:
        to = " or ".join(judged.answer.goes_to) or "the role that the boundary names"
        message = f"there is an open objection, so {to} decides"
        yield judged.problem(
            message, f"ask {to} to decide it, or ask the objector to withdraw the objection", "decided"
        )

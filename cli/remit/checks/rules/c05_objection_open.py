"""Somebody who may object did so in time, and the decision was made all the same.

An objection in time takes the decision to the role that the boundary names. It is out of the way when it is withdrawn.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import OBJECTED, Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if judged.reason == OBJECTED:
        to = " or ".join(judged.answer.goes_to) or "the role that the boundary names"
        message = f"there is an open objection: it goes to {to}"
        yield judged.problem(message, f"let {to} decide it, or have it withdrawn", "decided")


CHECK = Check("C05", "objection-open", ERROR, ANSWER, _run)

"""Somebody decided under a delegation that does not reach the decision.

It had ended, its limit is lower, the boundary is not among those it names, or it may not be passed on.
"""

from collections.abc import Iterator

from remit.checks.answers import Judged
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.reasons import DELEGATION, reason
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if reason(judged) == DELEGATION:
        for refused in judged.answer.refused:
            to = " or ".join(judged.answer.goes_to)
            yield Problem(
                judged.record.path,
                f"the delegation {refused.id} does not reach this: {refused.why}",
                f"let {to} decide it, or have a new delegation written",
                ("decider",),
            )


CHECK = Check("P13", "delegation-invalid", ERROR, ANSWER, _run)

"""Somebody decided what they asked for themselves, or gain from.

The boundary sends it to the next role up without an interest. `own: allowed` on a boundary permits it.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import INTEREST, Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if judged.reason == INTEREST:
        to = " or ".join(judged.answer.goes_to) or "somebody without an interest"
        message = f"{judged.answer.who} asked for this or gains from it; it goes to {to}"
        yield judged.problem(message, f"let {to} decide it", "decider")


CHECK = Check("P09", "own-interest", ERROR, ANSWER, _run)

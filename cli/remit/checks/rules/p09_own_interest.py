"""Somebody decided what they asked for themselves, or gain from.

The boundary sends it to the next role up without an interest. `own: allowed` on a boundary permits it.
"""

from collections.abc import Iterator

from remit.checks.answers import Judged
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.reasons import INTEREST, reason
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if reason(judged) == INTEREST:
        to = " or ".join(judged.answer.goes_to) or "somebody without an interest"
        yield Problem(
            judged.record.path,
            f"{judged.answer.who} asked for this or gains from it; it goes to {to}",
            f"let {to} decide it",
            ("decider",),
        )


CHECK = Check("P09", "own-interest", ERROR, ANSWER, _run)

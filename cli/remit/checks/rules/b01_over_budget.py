"""A decision draws more on a budget than is left of it.

What is left is the amount of the period, with its tolerance, less everything accepted before. The role that the budget names decides
beyond it, or consents; in an emergency whoever has the power may spend more, and it is ratified afterwards.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.facts import show
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if not judged.decided or judged.theirs:
        return
    for use in judged.answer.budget:
        if use.exceeded:
            sums = f"{show(use.spent)} + {show(use.this)} is over {show(use.cap)}"
            where = "facts" if "facts" in judged.record.head else "decided"
            yield judged.problem(f"the budget {use.id} ({use.period}): {sums}", f"{use.over} decides beyond it", where)


CHECK = Check("B01", "over-budget", ERROR, ANSWER, _run)

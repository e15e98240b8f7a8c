"""A decision spends more than its budget has left.

What is left is the budget of the period with its tolerance, minus everything accepted earlier. To go beyond it, the role that the
budget names (`over`) decides or consents. An emergency power may spend more; that is ratified afterwards.
"""

from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems
from remit.log.facts import show


@Check("B01", "over-budget", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    if not judged.decided or judged.theirs:
        return
    for use in judged.answer.budget:
        if use.exceeded:
            sums = f"{show(use.spent)} + {show(use.this)} is over {show(use.cap)}"
            where = "facts" if "facts" in judged.record.head else "decided"
            yield judged.problem(
                f"the budget {use.id} ({use.period}): {sums}",
                f"ask {use.over} to decide it, or reduce the amount",
                where,
            )

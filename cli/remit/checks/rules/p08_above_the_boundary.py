"""A decision was made higher up than the policy asks for.

Nothing is wrong with the record. Where it happens often, people ask without need, or those who may decide do not know it:
`remit audit boundaries` counts.
"""

from collections.abc import Iterator

from remit.authority.answer import ABOVE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import INFO


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    answer = judged.answer
    if judged.decided and ABOVE in answer.flags:
        roles = " or ".join(answer.deciders)
        message = f"{roles} ({answer.could_be}) could have decided this"
        yield judged.problem(message, "next time it need not go up", "decider")


CHECK = Check("P08", "above-the-boundary", INFO, ANSWER, _run)

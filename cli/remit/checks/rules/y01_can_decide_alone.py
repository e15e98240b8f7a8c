"""The decider of an open proposal can decide it alone, without asking anybody.

Asking is fine, but takes time. `remit decide ID` records the decision.
"""

from collections.abc import Iterator

from remit.authority.answer import DECIDE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import INFO


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    record = judged.record
    if record.is_open and record.decider and judged.answer.answer == DECIDE:
        yield judged.problem(
            f"{record.decider} can decide this alone", f"decide it: `remit decide {record.id}`", "decider"
        )


CHECK = Check("Y01", "can-decide-alone", INFO, ANSWER, _run)

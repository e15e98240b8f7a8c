"""An open proposal waits for nobody: its decider may decide it alone.

Asking is no fault, but it costs days. `remit decide ID` writes the decision.
"""

from collections.abc import Iterator

from remit.authority.answer import DECIDE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import INFO


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    record = judged.record
    if record.is_open and record.decider and judged.answer.answer == DECIDE:
        yield judged.problem(f"{record.decider} may decide this alone", f"`remit decide {record.id}`", "decider")


CHECK = Check("Y01", "needs-nobody", INFO, ANSWER, _run)

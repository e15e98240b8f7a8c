"""The decider of an open proposal can decide it alone, without asking anybody.

Asking is fine, but takes time. `remit decide ID` records the decision.
"""

from remit.authority.answer import DECIDE
from remit.checks.check import ANSWER, INFO, Check, Judged, Known, Problems


@Check("Y01", "can-decide-alone", INFO, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    record = judged.record
    if record.is_open and record.decider and judged.answer.answer == DECIDE:
        yield judged.problem(
            f"{record.decider} can decide this alone", f"decide it: `remit decide {record.id}`", "decider"
        )

"""Somebody must be informed of the decision, and the record does not show that they were.

Inform them, then record it: `remit inform ID WHO`.
"""

from remit.authority.answer import INFORM, INFORM_FIRST
from remit.checks.check import ANSWER, WARNING, Check, Judged, Known, Problems, wanted


@Check("C08", "inform-missing", WARNING, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    for duty in (*judged.missing(INFORM), *judged.missing(INFORM_FIRST)):
        remedy = f"inform them, then run `remit inform {judged.record.id} {wanted(duty)}`"
        yield judged.problem_of(duty, remedy)

"""Somebody must be informed of the decision, and the record does not show that they were.

Inform them, then record it: `remit inform ID WHO`.
"""

from collections.abc import Iterator

from remit.authority.answer import INFORM
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged, wanted
from remit.log.finding import WARNING


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    for duty in judged.missing(INFORM):
        remedy = f"inform them, then run `remit inform {judged.record.id} {wanted(duty)}`"
        yield judged.problem_of(duty, remedy)


CHECK = Check("C08", "inform-missing", WARNING, ANSWER, _run)

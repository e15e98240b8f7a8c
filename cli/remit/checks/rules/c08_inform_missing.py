"""Somebody must be told about the decision, and the record does not say that they were.

Tell them, then `remit inform ID WHO`.
"""

from collections.abc import Iterator

from remit.authority.answer import INFORM
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import WARNING


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    yield from judged.problems_of_missing(f"tell them, then `remit inform {judged.record.id}`", INFORM)


CHECK = Check("C08", "inform-missing", WARNING, ANSWER, _run)

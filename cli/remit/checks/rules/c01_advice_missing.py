"""A boundary requires advice before the decision, and the record does not show it.

Advice is not permission: read it, note whether you followed it (`taken`), and decide. Request it with `remit ask ID WHO`; the
adviser writes it with `remit advise ID`.
"""

from collections.abc import Iterator

from remit.authority.answer import ADVICE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged, wanted
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    id_ = judged.record.id
    for duty in judged.missing(ADVICE):
        remedy = f"request it: `remit ask {id_} {wanted(duty)}`; they answer with `remit advise {id_}`"
        yield judged.problem_of(duty, remedy)


CHECK = Check("C01", "advice-missing", ERROR, ANSWER, _run)

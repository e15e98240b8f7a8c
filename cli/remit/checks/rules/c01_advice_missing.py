"""A boundary requires advice before the decision, and the record does not show it.

Advice is not permission: read it, note whether you followed it (`taken`), and decide. Request it with `remit ask ID WHO`; the
adviser writes it with `remit advise ID`.
"""

from remit.authority.answer import ADVICE
from remit.checks.check import AGAIN, ANSWER, ERROR, Check, Judged, Known, Problems, wanted


@Check("C01", "advice-missing", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    id_ = judged.record.id
    for duty in judged.missing(ADVICE):
        remedy = f'request it: `remit ask {id_} {wanted(duty)}`; they answer: `remit advise {id_} "..."`; {AGAIN}'
        yield judged.problem_of(duty, remedy)

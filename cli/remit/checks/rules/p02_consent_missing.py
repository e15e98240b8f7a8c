"""A boundary requires the consent or signatures of others, and the record does not show them.

Request it with `remit ask ID WHO`; whoever consents runs `remit consent ID`. The consent of the decider, the requester and
people with a conflict of interest doesn't count. Each person counts once.
"""

from remit.authority.answer import CONSENT, SIGNATURE
from remit.checks.check import AGAIN, ANSWER, ERROR, Check, Judged, Known, Problems, wanted


@Check("P02", "consent-missing", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    id_ = judged.record.id
    for duty in judged.missing(CONSENT, SIGNATURE):
        ask = f"`remit ask {id_} {wanted(duty)} --for consent`"
        remedy = f"request it: {ask}; they answer with `remit consent {id_}`; {AGAIN}"
        yield judged.problem_of(duty, remedy)

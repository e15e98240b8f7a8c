"""A boundary requires the consent or signatures of others, and the record does not show them.

Request it with `remit ask ID WHO`; whoever consents runs `remit consent ID`. The consent of the decider, the requester and
people with a conflict of interest doesn't count. Each person counts once.
"""

from collections.abc import Iterator

from remit.authority.answer import CONSENT, SIGNATURE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged, wanted
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    id_ = judged.record.id
    for duty in judged.missing(CONSENT, SIGNATURE):
        remedy = f"request it: `remit ask {id_} {wanted(duty)}`; they answer with `remit consent {id_}`"
        yield judged.problem_of(duty, remedy)


CHECK = Check("P02", "consent-missing", ERROR, ANSWER, _run)

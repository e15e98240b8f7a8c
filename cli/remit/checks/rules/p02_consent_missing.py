"""A boundary asks for the consent, or the signatures, of others, and the record does not show them.

Whoever consents writes it: `remit consent ID`. The decider's own consent counts for nothing, nor does that of who asked for the
decision or gains from it; one person is counted once.
"""

from collections.abc import Iterator

from remit.authority.answer import CONSENT, SIGNATURE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    remedy = f"ask them: `remit ask {judged.record.id}`; they write `remit consent {judged.record.id}`"
    yield from judged.problems_of_missing(remedy, CONSENT, SIGNATURE)


CHECK = Check("P02", "consent-missing", ERROR, ANSWER, _run)

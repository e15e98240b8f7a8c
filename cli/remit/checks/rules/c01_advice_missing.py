"""A boundary asks that somebody is heard before the decision, and the record shows no advice of theirs.

Advice is no permission: hear it, say what you made of it (`taken`), and decide. Whoever advises writes `remit advise ID`.
"""

from collections.abc import Iterator

from remit.authority.answer import ADVICE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    remedy = f"ask for it: `remit ask {judged.record.id}`; they write `remit advise {judged.record.id}`"
    yield from judged.problems_of_missing(remedy, ADVICE)


CHECK = Check("C01", "advice-missing", ERROR, ANSWER, _run)

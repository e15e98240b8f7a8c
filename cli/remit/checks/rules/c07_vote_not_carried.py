"""A body's vote, as the record shows it, did not carry the decision.

The message gives the count and what is needed. Abstentions are not cast.
"""

from collections.abc import Iterator

from remit.authority.answer import VOTE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    yield from judged.problems_of_missing("count again (`remit vote`), or decide otherwise", VOTE)


CHECK = Check("C07", "vote-not-carried", ERROR, ANSWER, _run)

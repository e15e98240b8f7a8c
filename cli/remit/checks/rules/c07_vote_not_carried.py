"""The vote recorded for a decision was not carried.

The message gives the count and what is needed. Abstentions don't count as votes cast. Members vote with `remit vote ID yes`.
"""

from collections.abc import Iterator

from remit.authority.answer import VOTE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    remedy = f"record the votes that are missing: `remit vote {judged.record.id} yes`; or reject the proposal"
    yield from judged.problems_of_missing(remedy, VOTE)


CHECK = Check("C07", "vote-not-carried", ERROR, ANSWER, _run)

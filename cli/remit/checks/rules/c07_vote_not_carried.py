"""The vote recorded for a decision was not carried.

The message gives the count and what is needed. Abstentions don't count as votes cast. Members vote with `remit vote ID yes`.
"""

from remit.authority.answer import VOTE
from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems


@Check("C07", "vote-not-carried", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    id_ = judged.record.id
    remedy = f"set `status: proposed` until it is carried: members vote with `remit vote {id_} yes`; or reject it"
    yield from judged.problems_of_missing(remedy, VOTE)

"""A decision was made while objections could still be raised.

Announce it, wait until the window closes, then decide. The window runs from `announced`.
"""

from collections.abc import Iterator

from remit.authority.answer import DECIDE_AFTER, OBJECTION
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    for duty in judged.missing(OBJECTION):
        if judged.answer.answer == DECIDE_AFTER:
            until = f"objections may be raised until {duty.until}"
            message = until if duty.until else "it was not announced, so nobody could object"
            where = "announced" if "announced" in judged.record.head else "decided"
            yield judged.problem(message, "decide when the window has closed", where)


CHECK = Check("C04", "window-open", ERROR, ANSWER, _run)

"""A decision was made before the time for objections was over.

Announce it (`remit announce ID`), wait until the objection period ends, then decide. The period starts at `announced`.
"""

from remit.authority.answer import DECIDE_AFTER, OBJECTION
from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems


@Check("C04", "window-open", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    for duty in judged.missing(OBJECTION):
        if judged.answer.answer == DECIDE_AFTER:
            until = f"objections may be raised until {duty.until}"
            message = until if duty.until else "it was not announced, so the time for objections never started"
            where = "announced" if "announced" in judged.record.head else "decided"
            announce = "" if duty.until else f", announce it (`remit announce {judged.record.id}`)"
            yield judged.problem(
                message, f"set `status: proposed`{announce}, and decide after the objection period", where
            )

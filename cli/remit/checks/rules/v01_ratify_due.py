"""A decision under an emergency power has not been ratified yet.

The role that the policy names must ratify or refuse it in time: `remit ratify ID`. After the deadline this is an error.
Deciders can't ratify their own decision, unless nobody else could. A refused decision must be reversed: `remit reverse ID`.
"""

from remit.authority.answer import RATIFY, Duty
from remit.authority.procedure.records import question_of
from remit.authority.procedure.responses import in_vain
from remit.authority.words import joined
from remit.checks.check import ANSWER, ERROR, WARNING, Check, Judged, Known, Problems
from remit.log.moment import parse_moment
from remit.log.record import ACCEPTED


@Check("V01", "ratify-due", WARNING, ANSWER, timely=True)
def rule(judged: Judged, known: Known) -> Problems:
    if not judged.decided:
        return
    for duty in judged.answer.duties:
        ended = bool(duty.by) and judged.record.status != ACCEPTED  # refused, and reversed since
        if duty.kind == RATIFY and not duty.met and not ended:
            due = parse_moment(duty.until, known.zone) if duty.until else None
            late = due is not None and due.last_instant(known.zone) < known.now
            until = f" by {due.text}" if due else ""
            message, remedy = _refused(judged, duty) if duty.by else _open(judged, known, duty, until)
            yield judged.problem(message, remedy, "emergency", level=ERROR if late else WARNING)


def _refused(judged: Judged, duty: Duty) -> tuple[str, str]:
    return f"{joined(duty.by)} refused to ratify it", f"reverse it: `remit reverse {judged.record.id}`"


def _open(judged: Judged, known: Known, duty: Duty, until: str) -> tuple[str, str]:
    who = joined(duty.who) or "the committee that the policy names"
    said = [voice.who or voice.role or "" for voice in question_of(judged.record, known.zone).ratifications]
    rest = f"; {in_vain(said, judged.answer.who)}" if said else ""
    return f"it must be ratified by {who}{until}{rest}", f"ask them to run `remit ratify {judged.record.id}`"

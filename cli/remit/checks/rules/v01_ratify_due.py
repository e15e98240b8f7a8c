"""A decision under an emergency power has not been ratified yet.

The role that the policy names must ratify or refuse it in time: `remit ratify ID`. After the deadline this is an error.
Deciders can't ratify their own decision, unless nobody else could. A refused decision must be reversed: `remit reverse ID`.
"""

from remit.authority.answer import Duty
from remit.authority.deadlines import ratifications
from remit.authority.procedure.question import question_of
from remit.authority.procedure.responses import in_vain
from remit.authority.words import joined
from remit.checks.check import ANSWER, ERROR, WARNING, Check, Judged, Known, Problems


@Check("V01", "ratify-due", WARNING, ANSWER, timely=True)
def rule(judged: Judged, known: Known) -> Problems:
    if not judged.decided:
        return
    for duty, due in ratifications(judged.record, judged.answer, known.zone):
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

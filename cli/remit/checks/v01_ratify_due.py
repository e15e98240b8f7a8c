"""A decision under an emergency power has not been ratified yet.

Whoever the policy names ratifies or refuses it within the time that it gives: `remit ratify ID`. Past that day it is an error.
"""

from collections.abc import Iterator

from remit.checks.answers import Judged
from remit.checks.shape import ANSWER, Check, Known, Said
from remit.model.answer import RATIFY
from remit.model.finding import ERROR, WARNING
from remit.model.moment import parse_moment


def _run(judged: Judged, known: Known) -> Iterator[Said]:
    if not judged.decided:
        return
    for duty in judged.answer.duties:
        if duty.kind == RATIFY and not duty.met:
            due = parse_moment(duty.until, known.zone) if duty.until else None
            late = due is not None and due.last_instant(known.zone) < known.now
            who = " or ".join(duty.who) or "the body that the policy names"
            until = f" by {due.text}" if due else ""
            remedy = f"`remit ratify {judged.record.id}`"
            yield Said(
                judged.record.path,
                f"it must be ratified by {who}{until}",
                remedy,
                ("emergency",),
                level=ERROR if late else WARNING,
            )


CHECK = Check("V01", "ratify-due", WARNING, ANSWER, _run, timely=True)

"""The record relies on a waiver that was not in force when it was decided.

A waiver names one boundary and its last day. Ask the policy's owner for a new waiver, or decide within the boundary.
"""

from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems


@Check("P15", "waiver-expired", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    record = judged.record
    waiver = record.head.get("waiver")
    if not judged.decided or not isinstance(waiver, str) or waiver in judged.answer.waivers:
        return
    written = next((entry for policy in known.log.policies for entry in policy.waivers if entry.id == waiver), None)
    message = f"the waiver {waiver} ended on {written.until.isoformat()}" if written else f"there is no waiver {waiver}"
    if written and record.decided and written.start <= record.decided.day <= written.until:
        message = f"the waiver {waiver} does not cover this"
    yield judged.problem(message, "ask the policy's owner for a waiver, or decide within the boundary", "waiver")

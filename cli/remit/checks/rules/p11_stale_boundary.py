"""The `boundary` of the record is not the one that applied on the day of the decision.

Remit writes `boundary` from the policy version of that day. The boundary was renamed, another one is more specific, or
the record was copied. Until the record is merged, correct it as the message says; afterwards it can't be changed.
"""

from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems


@Check("P11", "stale-boundary", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    answer, record = judged.answer, judged.record
    if not judged.placed or record.boundary == answer.boundary or not (record.boundary or judged.decided):
        return
    said = f"`boundary` says {record.boundary}" if record.boundary else "`boundary` is missing"
    day = f" on {record.decided.day.isoformat()}" if record.decided else ""
    judged_by = f"the policy {answer.policy} says {answer.boundary}" if answer.boundary else "no boundary covers it"
    remedy = f"set `boundary: {answer.boundary}`" if answer.boundary else "remove the line"
    yield judged.problem(f"{said};{day} {judged_by}".replace("; ", ": ", 1), remedy, "boundary")

"""A record doesn't say when the decision was raised, so its lead time is unknown.

`raised` is the day on which somebody first raised it. Remit never fills it in: if it is missing, it counts as unknown.
"""

from remit.checks.check import INFO, RECORD, Check, Known, Problem, Problems
from remit.log.record import Record


@Check("Y04", "raised-unknown", INFO, RECORD)
def rule(record: Record, known: Known) -> Problems:
    if record.head.get("raised") or record.head.get("imported"):
        return ()
    message = "`raised` is missing, so the lead time is unknown"
    return (Problem(record.path, message, "add `raised: DAY`, the day on which it was first raised", line=1),)

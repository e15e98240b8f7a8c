"""The boundary that the record names is not the one that judged it that day.

`boundary` is written by the tool from the policy version of the day of the decision. It was renamed, another one is more specific, or
the record was copied. Until the commit has landed write what the message says; afterwards a record is frozen.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    answer, record = judged.answer, judged.record
    if not judged.theirs or record.boundary == answer.boundary:
        return
    said = f"`boundary` says {record.boundary}" if record.boundary else "`boundary` is missing"
    day = f" on {record.decided.day.isoformat()}" if record.decided else ""
    judged_by = f"the policy {answer.policy} says {answer.boundary}" if answer.boundary else "no boundary covers it"
    remedy = f"write `boundary: {answer.boundary}`" if answer.boundary else "take the line out"
    yield judged.problem(f"{said};{day} {judged_by}".replace("; ", ": ", 1), remedy, "boundary")


CHECK = Check("P11", "stale-boundary", ERROR, ANSWER, _run)

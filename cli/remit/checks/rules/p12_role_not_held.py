"""The record says that somebody decided in a role that they did not hold that day.

Roles are dated in `people.yml`. If it is late rather than wrong, mend it there: `remit people holds ROLE WHO`.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import ROLE, Judged
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    record = judged.record
    if judged.reason == ROLE:
        day = f" on {record.decided.day.isoformat()}" if record.decided else ""
        role = record.head["as"]
        remedy = f"mend people.yml (`remit people holds {role} WHO`), or the record"
        yield judged.problem(f"{judged.answer.who} did not hold {role}{day}", remedy, "as")


CHECK = Check("P12", "role-not-held", ERROR, ANSWER, _run)

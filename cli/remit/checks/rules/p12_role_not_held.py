"""The record says that somebody decided in a role that they did not hold that day.

Roles have dates in `people.yml`. If the record is right, correct people.yml: `remit people holds WHO ROLE --from DAY`.
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
        start = f" --from {record.decided.day.isoformat()}" if record.decided else ""
        remedy = f"correct people.yml (`remit people holds {judged.answer.who} {role}{start}`), or correct `as`"
        yield judged.problem(f"{judged.answer.who} did not hold {role}{day}", remedy, "as")


CHECK = Check("P12", "role-not-held", ERROR, ANSWER, _run)

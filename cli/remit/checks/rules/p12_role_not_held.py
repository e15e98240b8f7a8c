"""The record says that somebody decided in a role that they did not hold that day.

Roles have dates in `people.yml`. If the record is right, correct people.yml: `remit people holds WHO ROLE --from DAY`.
"""

from remit.checks.check import ANSWER, ERROR, ROLE, Check, Judged, Known, Problems


@Check("P12", "role-not-held", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    record = judged.record
    if judged.reason == ROLE:
        day = f" on {record.decided.day.isoformat()}" if record.decided else ""
        role = record.head["as"]
        start = f" --from {record.decided.day.isoformat()}" if record.decided else ""
        remedy = f"correct people.yml (`remit people holds {judged.answer.who} {role}{start}`; it is in force once merged), or correct `as`"
        yield judged.problem(f"{judged.answer.who} did not hold {role}{day}", remedy, "as")

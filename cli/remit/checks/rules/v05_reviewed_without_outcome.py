"""A decision was reviewed, or superseded after its review date, and no outcome was recorded.

Record it: `remit review ID --result as-expected` (or `better`, `worse`, `reversed`). Without outcomes nobody learns which
decisions turn out well.
"""

from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.moment import parse_moment
from remit.log.record import ACCEPTED, SUPERSEDED, Record


@Check("V05", "reviewed-without-outcome", WARNING, RECORD, timely=True)
def rule(record: Record, known: Known) -> Problems:
    if "review_by" not in record.head or record.status not in (ACCEPTED, SUPERSEDED):
        return
    due = parse_moment(str(record.head["review_by"]))
    if due is None or due.day >= known.now.date():
        return
    written = record.statements("outcomes", "outcome")
    if any(one.head.get("result") for one in written):
        return
    remedy = f"record the outcome: `remit review {record.id} --result as-expected` (or better, worse, reversed)"
    if written:
        yield Problem(record.path, "it was reviewed, but no result was recorded", remedy, ("review_by",))
    elif record.status == SUPERSEDED and _ended_after(record, due.day.isoformat(), known):
        message = f"its review was due on {due.day.isoformat()}; it was superseded later, without an outcome"
        yield Problem(record.path, message, remedy, ("review_by",))


def _ended_after(record: Record, day: str, known: Known) -> bool:
    """Whether a record that supersedes it was decided after a day."""
    new = [known.log.find(name) for name in record.list_of("superseded_by")]
    return any(found and found.decided and found.decided.day.isoformat() > day for found in new)

"""The review date of a decision has passed.

Review it with the people it affects, then record the outcome: `remit review ID --result as-expected`.
"""

from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.moment import parse_moment
from remit.log.record import ACCEPTED, Record


@Check("V03", "review-overdue", WARNING, RECORD, timely=True)
def rule(record: Record, known: Known) -> Problems:
    written = record.head.get("review_by")
    if record.status != ACCEPTED or not isinstance(written, str):
        return
    due = parse_moment(written)
    if due and due.day < known.now.date() and not _reviewed_since(record, written):
        remedy = f"record the outcome: `remit review {record.id} --result as-expected` (or better, worse, reversed)"
        yield Problem(record.path, f"its review was due on {due.day.isoformat()}", remedy, ("review_by",))


def _reviewed_since(record: Record, day: str) -> bool:
    """Whether an outcome was written on that day or later."""
    dates = [one.head.get("on") for one in record.statements("outcomes", "outcome")]
    return any(isinstance(on, str) and on[:10] >= day[:10] for on in dates)

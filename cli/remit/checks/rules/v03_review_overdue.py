"""The review date of a decision has passed.

Review it with the people it affects, then record the outcome: `remit review ID --result as-expected`.
"""

from remit.authority.deadlines import review
from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.record import Record


@Check("V03", "review-overdue", WARNING, RECORD, timely=True)
def rule(record: Record, known: Known) -> Problems:
    due = review(record, known.zone)
    if due and due.last_instant(known.zone) < known.now:
        remedy = f"record the outcome: `remit review {record.id} --result as-expected` (or better, worse, reversed)"
        yield Problem(record.path, f"its review was due on {due.day.isoformat()}", remedy, ("review_by",))

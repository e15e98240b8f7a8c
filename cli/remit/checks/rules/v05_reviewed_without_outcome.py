"""A decision was reviewed, or superseded after its review date, and no outcome was recorded.

Record it: `remit review ID --result as-expected` (or `better`, `worse`, `reversed`). Without outcomes nobody learns which
decisions turn out well.
"""

from remit.authority.deadlines import outcome
from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.record import SUPERSEDED, Record


@Check("V05", "reviewed-without-outcome", WARNING, RECORD, timely=True)
def rule(record: Record, known: Known) -> Problems:
    due = outcome(record, known.log)
    if due is None or due.last_instant(known.zone) >= known.now:
        return
    remedy = f"record the outcome: `remit review {record.id} --result as-expected` (or better, worse, reversed)"
    message = "it was reviewed, but no result was recorded"
    if record.status == SUPERSEDED and not record.statements("outcomes", "outcome"):
        message = f"its review was due on {due.day.isoformat()}; it was superseded later, without an outcome"
    yield Problem(record.path, message, remedy, ("review_by",))

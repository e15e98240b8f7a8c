"""Advice is dated after the decision, so the decider cannot have known it.

Late advice may be recorded, but it doesn't meet a requirement: if a boundary requires advice, the decision was made too early.
"""

from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.moment import parse_moment
from remit.log.record import Record


@Check("C02", "advice-late", WARNING, RECORD)
def rule(record: Record, known: Known) -> Problems:
    decided = record.moment("decided", known.zone) if record.is_decided else None
    for head, path, where in record.statements("advice", "advice") if decided else ():
        written = head.get("on")
        on = parse_moment(written, known.zone) if isinstance(written, str) else None
        if decided and on and on.instant(known.zone) > decided.last_instant(known.zone):
            message = f"the advice of {head.get('who') or head.get('as')} is dated {on.text}, after the decision"
            yield Problem(
                path, message, "correct the date; next time, ask for advice before deciding", where or ("on",)
            )

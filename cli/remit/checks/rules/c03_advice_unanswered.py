"""The decider has not noted whether advice was followed.

Advice is not binding, but whoever gave it should see that it was read: add `taken: yes`, `partly` or `no`.
"""

from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.record import ACCEPTED, Record

_REMEDY = "add `taken: yes`, `taken: partly` or `taken: no`"


@Check("C03", "advice-unanswered", WARNING, RECORD)
def rule(record: Record, known: Known) -> Problems:
    if record.status != ACCEPTED:
        return
    for head, path, where in record.statements("advice", "advice"):
        if not head.get("taken"):
            message = f"the advice of {head.get('who') or head.get('as')} has no `taken`"
            yield Problem(path, message, _REMEDY, where, line=1)

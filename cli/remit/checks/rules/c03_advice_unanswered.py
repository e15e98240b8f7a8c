"""The decider has not noted whether advice was followed.

Advice is not binding, but whoever gave it should see that it was read: add `taken: yes`, `partly` or `no`.
"""

from collections.abc import Iterator

from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import WARNING
from remit.log.record import ACCEPTED, Record

_REMEDY = "add `taken: yes`, `taken: partly` or `taken: no`"


def _run(record: Record, known: Known) -> Iterator[Problem]:
    if record.status != ACCEPTED:
        return
    for head, path, where in record.statements("advice", "advice"):
        if not head.get("taken"):
            message = f"the advice of {head.get('who') or head.get('as')} has no `taken`"
            yield Problem(path, message, _REMEDY, where, line=1)


CHECK = Check("C03", "advice-unanswered", WARNING, RECORD, _run)

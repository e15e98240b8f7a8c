"""The decider has not said what became of advice.

Advice binds nobody, but whoever gave it should see that it was read: add `taken: yes`, `partly` or `no`.
"""

from collections.abc import Iterator

from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import WARNING
from remit.log.record import ACCEPTED, Record

_REMEDY = "write `taken: yes`, `partly` or `no`"


def _run(record: Record, known: Known) -> Iterator[Problem]:
    if record.status != ACCEPTED:
        return
    for index, entry in enumerate(record.entries_of("advice")):
        if not entry.get("taken"):
            who = entry.get("who") or entry.get("as")
            yield Problem(record.path, f"the advice of {who} has no `taken`", _REMEDY, ("advice", index))
    for act in record.acts_of("advice"):
        if not act.head.get("taken"):
            yield Problem(act.path, f"the advice of {act.who} has no `taken`", _REMEDY, line=1)


CHECK = Check("C03", "advice-unanswered", WARNING, RECORD, _run)

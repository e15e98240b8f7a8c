"""The decider has not said what became of advice.

Advice binds nobody, but whoever gave it should see that it was read: add `taken: yes`, `partly` or `no`.
"""

from collections.abc import Iterable, Iterator

from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import WARNING
from remit.log.record import ACCEPTED, Record


def _run(record: Record, known: Known) -> Iterable[Problem]:
    advised = ("advice" in record.head or record.acts) and record.status == ACCEPTED
    return _problems(record) if advised else ()


def _problems(record: Record) -> Iterator[Problem]:
    for index, entry in enumerate(record.entries_of("advice")):
        if not entry.get("taken"):
            yield Problem(
                record.path,
                f"the advice of {entry.get('who') or entry.get('as')} has no `taken`",
                "write `taken: yes`, `partly` or `no`",
                ("advice", index),
            )
    for act in record.acts_of("advice"):
        if not act.head.get("taken"):
            yield Problem(
                act.path, f"the advice of {act.who} has no `taken`", "write `taken: yes`, `partly` or `no`", line=1
            )


CHECK = Check("C03", "advice-unanswered", WARNING, RECORD, _run)

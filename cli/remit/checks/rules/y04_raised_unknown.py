"""A record does not say when the need came up, so nobody can say how long the decision took.

`raised` is the day on which somebody first met the need. It is never filled in for you: absent means unknown, and is
counted as unknown.
"""

from collections.abc import Iterable

from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import INFO
from remit.log.record import Record


def _run(record: Record, known: Known) -> Iterable[Problem]:
    if record.head.get("raised") or record.head.get("imported"):
        return ()
    message = "`raised` is missing: the lead time cannot be known"
    return (Problem(record.path, message, "add the day on which the need came up", line=1),)


CHECK = Check("Y04", "raised-unknown", INFO, RECORD, _run)

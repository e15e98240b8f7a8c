"""Two boundaries of one policy apply to the same decision, are equally specific, and say different things.

The stricter one decides then, and the answer says so, but nobody who reads the policy can know. Let them exclude each other
in `when`, or make one more specific: a deeper topic, or one fact more.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L02")


CHECK = Check("L02", "policy-overlap", ERROR, GUARDS, _run)

"""A waiver lifts a boundary for longer than three months.

An exception that lasts is a rule that nobody wrote down. End it sooner, or change the boundary in a new version.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import WARNING
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L09")


CHECK = Check("L09", "waiver-too-long", WARNING, GUARDS, _run)

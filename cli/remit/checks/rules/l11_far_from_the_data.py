"""A central role or body decides without having heard anybody at the edge.

Those who meet the matter know most about it. Let the boundary ask for their advice (`advice: [<edge role>]`), or give the
decision to a lower tier.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import INFO
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L11")


CHECK = Check("L11", "far-from-the-data", INFO, GUARDS, _run, timely=True)

"""A role may spend, but no budget says how much there is to spend in all.

Resources go with authority: a limit for one decision says nothing about a hundred of them. Name a budget on the boundary
(`budget: <id>`) and write the sum under `budgets`.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import INFO
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L08")


CHECK = Check("L08", "power-without-budget", INFO, GUARDS, _run, timely=True)

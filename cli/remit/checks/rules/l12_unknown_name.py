"""A policy names a role, a body, a person, a boundary or a budget that is not there: most often a typo.

Nobody holds a role that is not defined, so what is given to it waits for ever. Take the name that was meant, or define it.
A policy that extends one which is not there is found here too.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L12")


CHECK = Check("L12", "unknown-name", ERROR, GUARDS, _run)

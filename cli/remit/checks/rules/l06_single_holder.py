"""Everything about some topics hangs on one person: nobody else holds the role or stands above it, and it has no deputy.

What is theirs waits while they are away. Name a deputy in the policy, or a second holder in people.yml. `remit audit drill
--without WHO` says what would stop.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import WARNING
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L06")


CHECK = Check("L06", "single-holder", WARNING, GUARDS, _run, timely=True)

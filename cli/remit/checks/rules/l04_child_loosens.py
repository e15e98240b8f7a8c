"""A team's policy names deciders whom the policy above does not know, and the one above does not let go.

One of those above must still consent, whatever the team's policy says. Name them, or let the boundary above say
`team_may: loosen`.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L04")


CHECK = Check("L04", "child-loosens", ERROR, GUARDS, _run)

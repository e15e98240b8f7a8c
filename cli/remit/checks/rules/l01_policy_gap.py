"""Between two boundaries there are facts at which neither says who decides, though others on the same topic do.

Found by trying: every threshold at it, a cent below and a cent above, over all values that the policy lists. Say who decides
there: another step, another value in `when`, or a boundary without `when` for the rest. What is meant to go to `otherwise`
is clearer as a boundary of its own.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.checks.linted import said
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    yield from said(log, known, "L01")


CHECK = Check("L01", "policy-gap", ERROR, GUARDS, _run)

"""Between two boundaries there are facts at which neither says who decides, though others on the same topic do.

Found by trying: every threshold at it, a cent below and a cent above, over all values that the policy lists. Say who decides
there: another step, another value in `when`, or a boundary without `when` for the rest. What is meant to go to `otherwise`
is clearer as a boundary of its own.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import ERROR

CHECK = Check("L01", "policy-gap", ERROR, GUARDS, lint_run("L01"))

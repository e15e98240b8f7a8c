"""Two boundaries of one policy apply to the same decision, are equally specific, and say different things.

The stricter one decides then, and the answer says so, but nobody who reads the policy can know. Let them exclude each other
in `when`, or make one more specific: a deeper topic, or one fact more.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import ERROR

CHECK = Check("L02", "policy-overlap", ERROR, GUARDS, lint_run("L02"))

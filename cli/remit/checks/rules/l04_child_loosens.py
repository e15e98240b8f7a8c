"""A team's policy names deciders that the parent policy does not allow.

One of the parent policy's deciders must still consent, whatever the team's policy says. Name those deciders, or write
`team_may: loosen` on the parent's boundary.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import ERROR

CHECK = Check("L04", "child-loosens", ERROR, GUARDS, lint_run("L04"))

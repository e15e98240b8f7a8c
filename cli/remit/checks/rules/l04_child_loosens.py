"""A team's policy names deciders whom the policy above does not know, and the one above does not let go.

One of those above must still consent, whatever the team's policy says. Name them, or let the boundary above say
`team_may: loosen`.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import ERROR

CHECK = Check("L04", "child-loosens", ERROR, GUARDS, lint_run("L04"))

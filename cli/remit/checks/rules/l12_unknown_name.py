"""A policy names a role, a body, a person, a boundary or a budget that is not there: most often a typo.

Nobody holds a role that is not defined, so what is given to it waits for ever. Take the name that was meant, or define it.
A policy that extends one which is not there is found here too.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import ERROR

CHECK = Check("L12", "unknown-name", ERROR, GUARDS, lint_run("L12"))

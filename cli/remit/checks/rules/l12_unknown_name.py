"""A policy names a role, committee, person, boundary, budget or parent policy that doesn't exist: usually a typo.

Nobody can hold an undefined role, so decisions assigned to it wait forever. Correct the name, or define it.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import ERROR

CHECK = Check("L12", "unknown-name", ERROR, GUARDS, lint_run("L12"))

"""A waiver lifts a boundary for longer than three months.

An exception that lasts is a rule that nobody wrote down. End it sooner, or change the boundary in a new version.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import WARNING

CHECK = Check("L09", "waiver-too-long", WARNING, GUARDS, lint_run("L09"))

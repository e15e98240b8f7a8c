"""A role may spend, but no budget says how much there is to spend in all.

Resources go with authority: a limit for one decision says nothing about a hundred of them. Name a budget on the boundary
(`budget: <id>`) and write the sum under `budgets`.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import INFO

CHECK = Check("L08", "power-without-budget", INFO, GUARDS, lint_run("L08"), timely=True)

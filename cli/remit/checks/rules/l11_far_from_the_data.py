"""A central role or body decides without having heard anybody at the edge.

Those who meet the matter know most about it. Let the boundary ask for their advice (`advice: [<edge role>]`), or give the
decision to a lower tier.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import INFO

CHECK = Check("L11", "far-from-the-data", INFO, GUARDS, lint_run("L11"), timely=True)

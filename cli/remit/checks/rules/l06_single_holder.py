"""Everything about some topics hangs on one person: nobody else holds the role or stands above it, and it has no deputy.

What is theirs waits while they are away. Name a deputy in the policy, or a second holder in people.yml. `remit audit drill
--without WHO` says what would stop.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import WARNING

CHECK = Check("L06", "single-holder", WARNING, GUARDS, lint_run("L06"), timely=True)

"""Only one person can decide some topics: nobody else holds the role or a role above it, and there is no deputy.

Their decisions wait while they are away. Name a deputy in the policy, or a second holder in people.yml.
`remit audit drill --without WHO` shows what would be blocked without them.
"""

from remit.checks.check import GUARDS, Check
from remit.checks.lint import lint_run
from remit.log.finding import WARNING

CHECK = Check("L06", "single-holder", WARNING, GUARDS, lint_run("L06"), timely=True)

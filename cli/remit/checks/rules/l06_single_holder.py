"""Only one person can decide some topics: nobody else holds the role or a role above it, and there is no deputy.

Their decisions wait while they are away. Name a deputy in the policy, or a second holder in people.yml.
`remit audit drill --without WHO` shows what would be blocked without them.
"""

from remit.checks.check import GUARDS, WARNING, Check, lint

rule = Check("L06", "single-holder", WARNING, GUARDS, lint("L06"), timely=True)

"""A central role or committee decides without advice from the front line (a role of the tier `edge`).

The people closest to the work know most about it. Require their advice on the boundary (`advice: [ROLE]`), or assign the
decision to a lower tier.
"""

from remit.checks.check import GUARDS, INFO, Check, lint

rule = Check("L11", "no-frontline-advice", INFO, GUARDS, lint("L11"), timely=True)

"""A role may spend money, but no budget limits the total.

A limit for one decision doesn't limit a hundred of them. Name a budget on the boundary (`budget: ID`), and its amount under
`budgets`.
"""

from remit.checks.check import GUARDS, INFO, Check, lint

rule = Check("L08", "power-without-budget", INFO, GUARDS, lint("L08"), timely=True)

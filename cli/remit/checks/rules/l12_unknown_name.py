"""A policy names a role, committee, person, boundary, budget or parent policy that doesn't exist: usually a typo.

Nobody can hold an undefined role, so decisions assigned to it wait forever. Correct the name, or define it.
"""

from remit.checks.check import ERROR, GUARDS, Check, lint

rule = Check("L12", "unknown-name", ERROR, GUARDS, lint("L12"))

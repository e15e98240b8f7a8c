"""For some facts no boundary of a topic says who decides.

Lint tests each threshold, one cent below and one cent above it, with every value that the policy lists. Say who decides in that
case: add a step, a value in `when`, or a boundary without `when` for the rest. If `otherwise` is meant to apply, a separate
boundary makes that clear.
"""

from remit.checks.check import ERROR, GUARDS, Check, lint

rule = Check("L01", "policy-gap", ERROR, GUARDS, lint("L01"))

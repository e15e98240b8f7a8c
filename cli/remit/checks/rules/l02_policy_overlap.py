"""Two boundaries of one policy apply to the same decision, are equally specific, and differ.

The stricter one applies, and the answer says so, but readers of the policy can't see that. Make their `when` exclude each
other, or make one more specific: a deeper topic, or one more fact.
"""

from remit.checks.check import ERROR, GUARDS, Check, lint

rule = Check("L02", "policy-overlap", ERROR, GUARDS, lint("L02"))

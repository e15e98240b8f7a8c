"""The review date of the policy has passed.

Review it with the people it applies to, then write a new version (`remit policy new`) or change `review_by`.
"""

from remit.checks.check import GUARDS, WARNING, Check, lint

rule = Check("L07", "policy-review-overdue", WARNING, GUARDS, lint("L07", "review_by"), timely=True)

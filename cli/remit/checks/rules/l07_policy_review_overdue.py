"""The review date of the policy has passed.

Review it with the people it applies to, then write a new version (`remit policy new`) or change `review_by`.
"""

from remit.checks.check import GUARDS, WARNING, Check, Known, Problem, Problems
from remit.log.log import Log


@Check("L07", "policy-review-overdue", WARNING, GUARDS, timely=True)
def rule(log: Log, known: Known) -> Problems:
    day = known.now.date()
    chain = known.chain(day)
    for policy in [level.policy for level in reversed(chain.levels)] if chain else []:
        if policy.review_by and policy.review_by < day:
            message = f"its review was due on {policy.review_by.isoformat()}"
            remedy = "review it, then write a new version (`remit policy new`) or change `review_by`"
            yield Problem(policy.path, message, remedy, ("review_by",))

"""The day on which the policy was to be looked at again has passed.

Read it with the people whom it binds, then write a new version or move `review_by`.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.log.finding import WARNING
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    day = known.now.date()
    chain = known.chain(day)
    for policy in [level.policy for level in reversed(chain.levels)] if chain else []:
        if policy.review_by and policy.review_by < day:
            message = f"its review was due on {policy.review_by.isoformat()}"
            remedy = "look at it again, then write a new version or move `review_by`"
            yield Problem(policy.path, message, remedy, ("review_by",))


CHECK = Check("L07", "policy-review-overdue", WARNING, GUARDS, _run, timely=True)

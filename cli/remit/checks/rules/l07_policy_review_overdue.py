"""The review date of the policy has passed.

Review it with the people it applies to, then write a new version (`remit policy new`) or change `review_by`.
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
            remedy = "review it, then write a new version (`remit policy new`) or change `review_by`"
            yield Problem(policy.path, message, remedy, ("review_by",))


CHECK = Check("L07", "policy-review-overdue", WARNING, GUARDS, _run, timely=True)

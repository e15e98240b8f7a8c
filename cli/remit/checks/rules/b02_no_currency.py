"""An amount has no currency, and the policy in force names none, so it cannot be compared with the policy's limits.

Without a currency of its own, an amount is in the policy's currency. Write `currency: EUR` in the policy, or next to the
amount: `facts: {amount: 400, currency: EUR}`. On an undecided record this is a warning.
"""

from remit.checks.check import ERROR, RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.facts import to_fact
from remit.log.record import Record


@Check("B02", "no-currency", ERROR, RECORD)
def rule(record: Record, known: Known) -> Problems:
    facts = record.facts
    if "amount" not in facts or facts.get("currency") or record.head.get("imported") or not known.log.judged:
        return
    if all(policy.currency for policy in known.log.policies) or not _is_number(facts["amount"]):
        return
    policy = known.level(record)
    if policy and not policy.currency:
        level = WARNING if record.is_open else ERROR
        remedy = "add `currency:` under `facts:`, or `currency:` to the policy"
        message = "the amount has no currency, and the policy names none"
        yield Problem(record.path, message, remedy, ("facts",), level=level)


def _is_number(written: object) -> bool:
    return isinstance(written, str) and not isinstance(to_fact(written), str | bool)

"""An amount has no currency, and neither has the policy that judges it: nobody can tell what it is compared with.

An amount without a currency is read in the policy's. Write `currency: EUR` in the policy, once for all, or beside the
amount: `facts: {amount: 400, currency: EUR}`. On an undecided record it is a warning.
"""

from collections.abc import Iterable

from remit.authority.procedure.records import policy_for
from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.facts import to_fact
from remit.log.finding import ERROR, WARNING
from remit.log.record import Record


def _run(record: Record, known: Known) -> Iterable[Problem]:
    facts = record.facts
    if "amount" not in facts or facts.get("currency") or record.head.get("imported") or not known.log.judged:
        return ()
    if all(policy.currency for policy in known.log.policies) or not _is_number(facts["amount"]):
        return ()
    if _named(record, known):
        return ()
    level = WARNING if record.is_open else ERROR
    remedy = "write `currency:` beside it under `facts:`, or have the policy name one"
    return (Problem(record.path, "the amount has no currency, nor has the policy", remedy, ("facts",), level=level),)


def _is_number(written: object) -> bool:
    return isinstance(written, str) and not isinstance(to_fact(written), str | bool)


def _named(record: Record, known: Known) -> bool:
    """Whether the policies of the day name a currency; where none judged there is nothing to say."""
    when = record.decided if record.is_decided else None
    day = when.day_in(known.zone) if when else known.today
    chain = known.chain(day, policy_for(known.log, record, when))
    return chain is None or bool(chain.lowest.currency)


CHECK = Check("B02", "no-currency", ERROR, RECORD, _run)

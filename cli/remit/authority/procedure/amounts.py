"""A fact as a number, money in the policy's currency."""

from decimal import Decimal

from remit.authority.procedure.chain import Level
from remit.authority.procedure.earlier_decisions import Entry
from remit.log.facts import FactValue
from remit.log.policy import AMOUNT

CURRENCY, RATE = "currency", "rate"
RATE_DATES = ("rate-date", "rate_date", "rate-on", "rate_on")
"""Spellings of the day of a rate, the documented one first."""


def number(facts: dict[str, FactValue], name: str, currency: str | None) -> Decimal | tuple[str, ...]:
    """A fact as a number, money in the policy's currency; or the facts that are missing.

    The rate (units of the policy's currency for one unit of the amount's) and its day stand in the record.
    """
    value = facts.get(name)
    if not isinstance(value, Decimal):
        return (name,)
    said = facts.get(CURRENCY)
    if name != AMOUNT or not isinstance(said, str) or currency is None or said.upper() == currency:
        return value
    rate = facts.get(RATE)
    dated = any(spelling in facts for spelling in RATE_DATES)
    if not isinstance(rate, Decimal) or rate <= 0:
        return (RATE,) if dated else (RATE, RATE_DATES[0])
    return value * rate if dated else (RATE_DATES[0],)


def entry_amount(entry: Entry, name: str, level: Level) -> Decimal:
    """What an earlier decision adds: its fact in the policy's currency; without a rate as it stands; nothing where it is missing."""
    found = number(entry.facts, name, level.currency)
    if isinstance(found, Decimal):
        return found
    plain = entry.facts.get(name)
    return plain if isinstance(plain, Decimal) else Decimal(0)

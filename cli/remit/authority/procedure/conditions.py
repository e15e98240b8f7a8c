"""What facts say: whether they meet conditions (yes, no, or unknown where one is missing), and amounts in the policy's currency."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from remit.log.duties import Condition
from remit.log.facts import Fact, FactValue
from remit.log.policy import AMOUNT

CURRENCY, RATE = "currency", "rate"
RATE_DATES = ("rate-date", "rate_date", "rate-on", "rate_on")
"""Spellings of the day of a rate, the documented one first."""


class Truth(NamedTuple):
    """Yes, no or (None) unknown, and the facts that would tell."""

    value: bool | None
    missing: tuple[str, ...] = ()


TRUE, FALSE = Truth(True), Truth(False)


def judge_all(conditions: Iterable[Condition], facts: Mapping[str, FactValue]) -> Truth:
    """All conditions together: one that is false makes all false; else one unknown makes all unknown."""
    missing: list[str] = []
    for condition in conditions:
        truth = judge_one(condition, facts.get(condition.fact))
        if truth is False:
            return FALSE
        if truth is None:
            missing.append(condition.fact)
    return Truth(None, tuple(missing)) if missing else TRUE


def judge_one(condition: Condition, value: FactValue | None) -> bool | None:
    """One condition; of a list-valued fact any element will do. None: the fact is missing, or no number where one is compared."""
    if value is None:
        return None
    if isinstance(value, tuple):
        found = {_meets(condition, entry) for entry in value}
        return True if True in found else None if None in found else False
    return _meets(condition, value)


def _meets(condition: Condition, value: Fact) -> bool | None:
    if condition.values and value not in condition.values:
        return False
    if value in condition.excluded:
        return False
    if not condition.numeric:
        return True
    return _compares(condition, value) if isinstance(value, Decimal) else None


def _compares(condition: Condition, value: Decimal) -> bool:
    return (
        (condition.up_to is None or value <= condition.up_to)
        and (condition.below is None or value < condition.below)
        and (condition.over is None or value > condition.over)
        and (condition.at_least is None or value >= condition.at_least)
    )


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

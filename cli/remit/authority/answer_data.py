"""The answer as data for other programs. The keys are published and stay."""

from decimal import Decimal
from typing import Any

from remit.authority.answer import Answer, BudgetUse, Duty

FORMAT_KEYS = {"as_role": "as"}


def to_json(found: Answer) -> dict[str, Any]:
    """The answer as JSON-ready data; absent is null or an empty list, amounts are numbers."""
    out = {FORMAT_KEYS.get(key, key): _plain(value) for key, value in found._asdict().items()}
    out["duties"] = [duty_json(duty) for duty in found.duties]
    out["budget"] = [budget_json(use) for use in found.budget]
    out["refused"] = [refused._asdict() for refused in found.refused]
    return out


def duty_json(duty: Duty) -> dict[str, Any]:
    """A duty: what, of whom, met or not, by whom."""
    return {key: _plain(value) for key, value in duty._asdict().items()}


def budget_json(use: BudgetUse) -> dict[str, Any]:
    """What a decision does to a budget."""
    return {key: _plain(value) for key, value in use._asdict().items()}


def number(value: Decimal) -> int | float:
    """A decimal as JSON writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return None if value == "" else value

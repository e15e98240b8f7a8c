"""Facts: text to the values that boundaries look at. Never a float: 800000 x 1.15 is 920000, exactly."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_WORDS = {"true": "yes", "yes": "yes", "false": "no", "no": "no"}
Fact = str | Decimal
"""A fact's value: a number, or text; `yes` and `no` for what may also be written true and false."""
FactValue = Fact | tuple[Fact, ...]
"""A fact of a decision: one value, or several of which any may match."""


def to_number(text: str) -> Decimal | None:
    """The exact decimal that a text is; None where it is no plain number."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def to_fact(text: str) -> Fact:
    """The value of a text: a number as an exact decimal, `true`/`yes` as yes, `false`/`no` as no, other text as it is."""
    number = to_number(text)
    return _WORDS.get(text.lower(), text) if number is None else number


def to_facts(values: "dict[str, object]") -> dict[str, FactValue]:
    """Typed facts of a mapping as strict YAML reads it; what has no value, or is a mapping, is left out (missing)."""
    out: dict[str, FactValue] = {}
    for name, value in values.items():
        if isinstance(value, str):
            out[name] = to_fact(value)
        elif isinstance(value, (list, tuple)):
            several = tuple(to_fact(entry) for entry in value if isinstance(entry, str))
            if several:
                out[name] = several
    return out


def show(value: FactValue) -> str:
    """A fact as people write it: `400`, `yes`, several with commas between them."""
    if isinstance(value, tuple):
        return ", ".join(show(entry) for entry in value)
    return f"{value:f}" if isinstance(value, Decimal) else value

"""Conditions in words, for answers, tables and prose."""

from remit.log.facts import show
from remit.log.policy import Condition


def condition_words(condition: Condition) -> str:
    """What a fact must be: "yes", "2 or more", "over 10000 and below 50000", "none of dod, nasa"."""
    parts = []
    if condition.values:
        parts.append(" or ".join(map(show, condition.values)))
    if condition.excluded:
        parts.append(
            ("not " if len(condition.excluded) == 1 else "none of ") + ", ".join(map(show, condition.excluded))
        )
    if condition.over is not None:
        parts.append(f"over {show(condition.over)}")
    if condition.at_least is not None:
        parts.append(f"{show(condition.at_least)} or more")
    if condition.up_to is not None:
        parts.append(f"up to {show(condition.up_to)}")
    if condition.below is not None:
        parts.append(f"below {show(condition.below)}")
    return " and ".join(parts)


def when_words(conditions: tuple[Condition, ...]) -> str:
    """Conditions in one line: "agency is none of dod, nasa; amount is over 0"."""
    return "; ".join(f"{condition.fact} is {condition_words(condition)}" for condition in conditions)


def joined(names: tuple[str, ...] | list[str], word: str = "or") -> str:
    """ "a, b or c" """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"

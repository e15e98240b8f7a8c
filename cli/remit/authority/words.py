"""Conditions, requirements, limits and sizes in words, for answers, tables, prose and comparisons."""

from decimal import Decimal

from remit.authority.procedure.votes import describe
from remit.log.duties import Condition, Consent, Duties, Objection, Signers
from remit.log.facts import show
from remit.log.moment import Span
from remit.log.policy import AMOUNT, Boundary, Step


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
    return " and ".join(parts) or "given"


def when_words(conditions: tuple[Condition, ...]) -> str:
    """Conditions in one line: "agency is none of dod, nasa; amount is over 0"."""
    return "; ".join(f"{condition.fact} is {condition_words(condition)}" for condition in conditions)


def joined(names: tuple[str, ...] | list[str], word: str = "or") -> str:
    """ "a, b or c" """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


_UNITS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "wd": "working day", "w": "week"}
_GROUPS_FROM = 10_000


def size(value: Decimal, unit: str = "") -> str:
    """A number as people read it: `500 EUR`, `25 000`, `0.50`; exact, in groups of three from 10 000."""
    whole, dot, rest = show(value).partition(".")
    if abs(value) >= _GROUPS_FROM:
        whole = f"{int(whole):,}".replace(",", " ")
    return f"{whole}{dot}{rest} {unit}".rstrip()


def unit_of(boundary: Boundary, currency: str | None) -> str:
    """What the numbers of a boundary count: the currency, or the measured fact in brackets."""
    return (currency or "") if boundary.measure == AMOUNT else f"({boundary.measure})"


def span_words(span: Span) -> str:
    """`72 hours`, `1 day`, `3 working days`."""
    return f"{span.count} {_UNITS[span.unit]}{'' if span.count == 1 else 's'}"


def range_words(before: Step | None, step: Step, unit: str) -> str:
    """The range of a step: `up to 500 EUR`, `over 500 and up to 5000 EUR`, `10 000 EUR and more`; empty where it holds all."""
    return " and ".join(filter(None, (_start(before, unit if step.last else ""), _end(step, unit))))


def _start(before: Step | None, unit: str) -> str:
    if before is None:
        return ""
    if before.up_to is not None:
        return f"over {size(before.up_to, unit)}"
    return f"from {size(before.below, unit)}" if before.below is not None else ""


def _end(step: Step, unit: str) -> str:
    if step.up_to is not None:
        return f"up to {size(step.up_to, unit)}"
    return f"below {size(step.below, unit)}" if step.below is not None else ""


def limit_words(most: Decimal | None, unit: str) -> str:
    """A limit of a role: `up to 500 EUR`, or that there is none."""
    return "without a limit" if most is None else f"up to {size(most, unit)}"


def consent_words(consent: Consent) -> str:
    """`legal`, `treasurer or board-chair`, `2 of a, b, c`."""
    said = joined(consent.of) if consent.any == 1 else f"{consent.any} of {', '.join(consent.of)}"
    return said + _answer_within(consent.respond_within)


def _answer_within(span: Span | None) -> str:
    return f" (to respond within {span_words(span)})" if span else ""


def signers_words(signers: Signers) -> str:
    """`2 signatures of director or treasurer, treasurer among them`."""
    with_them = f", {joined(signers.including, 'and')} among them" if signers.including else ""
    return f"{signers.count} signature{'' if signers.count == 1 else 's'} of {joined(signers.of)}{with_them}"


def objection_words(objection: Objection) -> str:
    """`72 hours for member to object, then to board`."""
    to = f" ({objection.goes_to} decides after an objection)" if objection.goes_to else ""
    return f"{span_words(objection.within)} for {joined(objection.by)} to object{to}"


def before_words(duties: Duties) -> tuple[str, ...]:
    """What must happen before deciding: consents, signatures, advice, windows, votes, facts."""
    out = [f"consent of {consent_words(consent)}" for consent in duties.consent]
    if duties.signers:
        out.append(signers_words(duties.signers))
    out += [f"advice of {advice.of}{_answer_within(advice.respond_within)}" for advice in duties.advice]
    if duties.objection:
        out.append(objection_words(duties.objection))
    if duties.passes:
        out.append(f"a vote: {describe(duties.passes)}")
    out += [f"{condition.fact} must be {condition_words(condition)}" for condition in duties.require]
    out += [f"{name} is informed" for name in duties.inform_first]
    return tuple(out)

"""What the answers under some policies may depend on: other decisions, days, numbers, facts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from remit.log.log import Log
from remit.log.policy import Condition, Policy
from remit.log.record import Record

_SPECIAL = frozenset((
    "advice", "consents", "objections", "votes", "requester", "interested", "related", "emergency", "waiver", "announced", "budget",
    "asked", "stops",
))  # fmt: skip
"""Keys of a head that make a record unlike any other."""


def adds_up(policies: tuple[Policy, ...]) -> bool:
    """Whether an answer may depend on other decisions."""
    return any(
        policy.budgets or any(boundary.together or boundary.budget for boundary in policy.boundaries)
        for policy in policies
    )


def days(log: Log) -> Iterator[date]:
    """Every day from which an answer may be another one than the day before."""
    for policy in log.policies:
        yield policy.start
        yield from _both(policy.until, inclusive=False)
        for role in policy.roles.values():
            for acting in role.acting:
                yield acting.start
                yield from _both(acting.until)
        for start, until in [(entry.start, entry.until) for entry in policy.delegations]:
            yield start
            yield from _both(until)
        for start, until in [(entry.start, entry.until) for entry in policy.waivers]:
            yield start
            yield from _both(until)
    if log.people:
        spans = [(entry.start, entry.until) for entry in log.people.holds]
        for first, last in [*spans, *((entry.start, entry.until) for entry in log.people.away)]:
            yield from _both(first, inclusive=False)
            yield from _both(last)
        for person in log.people.people:
            yield from _both(person.left)


def _both(day: date | None, *, inclusive: bool = True) -> Iterator[date]:
    if day is not None and day < date.max:
        yield date.fromordinal(day.toordinal() + inclusive)


def numbers(policies: tuple[Policy, ...]) -> Iterator[Decimal]:
    """Every number that a fact is compared with."""
    for policy in policies:
        for boundary in policy.boundaries:
            yield from _of_conditions((*boundary.when, *boundary.duties.require))
            yield from (limit for _, limit in boundary.limits if limit is not None)
            yield from _given(boundary.delegate.up_to if boundary.delegate else None)
            for step in boundary.steps:
                yield from _given(step.up_to, step.below, step.delegate.up_to if step.delegate else None)
                yield from _of_conditions(step.duties.require)
        for power in policy.emergency:
            yield from _of_conditions(power.when)
        yield from _given(*(entry.limit for entry in policy.emergency), *(entry.limit for entry in policy.delegations))


def facts_asked(policies: tuple[Policy, ...]) -> Iterator[str]:
    """Every fact that a boundary or an emergency power looks at."""
    for policy in policies:
        for boundary in policy.boundaries:
            yield boundary.measure
            conditions = [*boundary.when, *boundary.duties.require]
            for step in boundary.steps:
                conditions += step.duties.require
            yield from (condition.fact for condition in conditions)
        yield from (condition.fact for power in policy.emergency for condition in power.when)


def _of_conditions(conditions: tuple[Condition, ...]) -> Iterator[Decimal]:
    for condition in conditions:
        yield from _given(condition.up_to, condition.below, condition.over, condition.at_least)
        yield from (value for value in (*condition.values, *condition.excluded) if isinstance(value, Decimal))


def _given(*numbers: Decimal | None) -> Iterator[Decimal]:
    return (number for number in numbers if number is not None)


def says_more(record: Record) -> bool:
    """Whether others did something to a record, or its head says what makes it unlike any other."""
    return bool(record.acts) or not _SPECIAL.isdisjoint(record.head)

"""Who decides what, up to where, whom they ask first and whom they tell after: the policies in force as rows.

The plain reading of each boundary, for people to look at. Whether somebody may decide one thing is answered by
`remit.authority` alone.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from remit.model.log import Log
from remit.model.policy import Boundary, Condition, Duties, Policy, Step
from remit.model.record import Record


class Grant(NamedTuple):
    """One line of a boundary: who decides, up to where, and what besides."""

    roles: tuple[str, ...]
    """Roles and bodies, any of which decides."""
    holders: tuple[str, ...]
    """Who holds them today."""
    limit: str
    """`up to 500 EUR`, `above that`, or empty where there is no limit."""
    tier: str | None
    ask: tuple[str, ...]
    tell: tuple[str, ...]
    step: Step | None = None

    @property
    def who(self) -> str:
        """The roles in words."""
        return " or ".join(self.roles) if self.roles else "nobody"


class Row(NamedTuple):
    """One boundary of a policy in force."""

    policy: str
    boundary: str
    rule: Boundary
    grants: tuple[Grant, ...]
    conditions: tuple[str, ...]
    """When it applies, in words."""
    ask: tuple[str, ...]
    """What is asked whoever decides."""
    tell: tuple[str, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it is about."""
        return self.rule.topics


def in_force(policies: Iterable[Policy], day: date) -> tuple[Policy, ...]:
    """Of each policy the version that judges on `day`; parents stand before their children."""
    latest: dict[str, Policy] = {}
    for policy in policies:
        older = latest.get(policy.name)
        if policy.start <= day and (older is None or older.start < policy.start):
            latest[policy.name] = policy
    alive = {name: policy for name, policy in latest.items() if policy.until is None or day < policy.until}
    return tuple(sorted(alive.values(), key=lambda policy: (_depth(policy, alive), policy.name)))


def _depth(policy: Policy, alive: dict[str, Policy]) -> int:
    depth = 0
    while policy.extends in alive and depth <= len(alive):
        policy, depth = alive[policy.extends], depth + 1
    return depth


def matrix(log: Log, now: datetime) -> tuple[Row, ...]:
    """A row for each boundary of the policies in force at `now`, in the order of the files."""
    day = now.astimezone(log.zone).date()
    alive = in_force(log.policies, day)
    return tuple(_row(log, day, alive, policy, rule) for policy in alive for rule in policy.boundaries)


def _row(log: Log, day: date, alive: tuple[Policy, ...], policy: Policy, rule: Boundary) -> Row:
    return Row(
        policy.name,
        rule.id,
        rule,
        tuple(_grants(log, day, alive, policy, rule)),
        tuple(condition_words(condition) for condition in rule.when),
        asked(rule.duties),
        rule.duties.inform,
    )


def _grants(log: Log, day: date, alive: tuple[Policy, ...], policy: Policy, rule: Boundary) -> Iterable[Grant]:
    def grant(roles: tuple[str, ...], limit: str, duties: Duties | None = None, step: Step | None = None) -> Grant:
        found = tuple(dict.fromkeys(who for role in roles for who in holders(log, day, alive, role)))
        ask, tell = (asked(duties), duties.inform) if duties else ((), ())
        return Grant(roles, found, limit, _tier(alive, roles), ask, tell, step)

    if rule.decide:
        yield grant(rule.decide, "")
    for step in rule.steps:
        yield grant(() if step.forbid else step.decide, _limit(step, _unit(policy, rule)), step.duties, step)
    for role, most in rule.limits:
        yield grant(
            (role,), "without a limit" if most is None else f"up to {amount(most)} {_unit(policy, rule)}".rstrip()
        )
    if rule.beyond:
        yield grant((rule.beyond,), "above that")


def holders(log: Log, day: date, alive: tuple[Policy, ...], role: str) -> tuple[str, ...]:
    """Who holds a role that day, by the policy and by people.yml."""
    named = [who for policy in alive if role in policy.roles for who in policy.roles[role].held_by]
    held = [hold.who for hold in log.people.holds if hold.role == role and hold.on(day)] if log.people else []
    here = log.people.by_handle if log.people else {}
    return tuple(who for who in dict.fromkeys((*named, *held)) if who not in here or here[who].here_on(day))


def _tier(alive: tuple[Policy, ...], roles: tuple[str, ...]) -> str | None:
    tiers = [policy.roles[role].tier for role in roles for policy in alive if role in policy.roles]
    tiers += [policy.bodies[role].tier for role in roles for policy in alive if role in policy.bodies]
    return tiers[0] if tiers else ("edge" if "anyone" in roles else None)


def _unit(policy: Policy, rule: Boundary) -> str:
    return (policy.currency or "") if rule.measure == "amount" else f"({rule.measure})"


def _limit(step: Step, unit: str) -> str:
    if step.up_to is not None:
        return f"up to {amount(step.up_to)} {unit}".rstrip()
    return f"below {amount(step.below)} {unit}".rstrip() if step.below is not None else "above that"


def amount(value: Decimal) -> str:
    """An exact number with thin groups of three: `25 000`, `0.5`."""
    text = f"{value:,f}"
    whole, dot, rest = text.partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", " ") + (dot + rest if rest else "")


def asked(duties: Duties) -> tuple[str, ...]:
    """What must happen before deciding, in words."""
    out = [f"advice of {advice.of}" for advice in duties.advice]
    for consent in duties.consent:
        many = "" if consent.any == len(consent.of) == 1 else f"{consent.any} of "
        out.append(f"consent of {many}{', '.join(consent.of)}")
    if duties.signers:
        out.append(f"{duties.signers.count} signers of {', '.join(duties.signers.of)}")
    if duties.objection:
        out.append(f"{duties.objection.within.text} for {', '.join(duties.objection.by)} to object")
    if duties.passes:
        out.append("a vote")
    return (*out, *(f"{condition_words(condition)}" for condition in duties.require))


def condition_words(condition: Condition) -> str:
    """A condition on a fact, in words: `customer-data is yes`, `amount up to 500`."""
    parts = []
    if condition.values:
        parts.append("is " + " or ".join(str(value) for value in condition.values))
    if condition.excluded:
        parts.append("is not " + " or ".join(str(value) for value in condition.excluded))
    for name, most in (
        ("up to", condition.up_to),
        ("below", condition.below),
        ("over", condition.over),
        ("at least", condition.at_least),
    ):
        if most is not None:
            parts.append(f"{name} {amount(most)}")
    return f"{condition.fact} {' and '.join(parts) or 'is given'}"


def deciding(rows: tuple[Row, ...], record: Record) -> Grant | None:
    """Who decides an open record in the plainest case: topic and amount, no condition; None where it is not that plain."""
    topic = next(iter(record.topics), "")
    matching = [row for row in rows if row.grants and any(contains(name, topic) for name in row.topics)]
    if not topic or not matching or any(row.conditions for row in matching):
        return None
    best = max(matching, key=lambda row: max(_deep(name) for name in row.topics if contains(name, topic)))
    return _step_for(best, record)


def _step_for(row: Row, record: Record) -> Grant | None:
    if not row.rule.steps:
        return row.grants[0] if row.rule.decide else None
    try:
        value = Decimal(str(record.facts.get(row.rule.measure, "")))
    except InvalidOperation:
        return None
    return next((grant for grant in row.grants if grant.step and grant.step.holds(value)), None)


def contains(topic: str, inner: str) -> bool:
    """Whether a topic is another or contains it; `*` contains all."""
    return topic in ("*", inner) or inner.startswith(topic + "/")


def _deep(topic: str) -> int:
    return 0 if topic == "*" else topic.count("/") + 1

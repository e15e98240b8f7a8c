"""What differs between two versions outside the boundaries: roles, bodies, the order above, defaults, budgets, emergencies."""

from collections.abc import Iterator

from remit.authority.condition_words import joined, when_words
from remit.authority.policy.duty_words import consent_words, size
from remit.authority.procedure.chain import Level
from remit.authority.procedure.votes import describe
from remit.log.policy import Body, Budget, Emergency, Otherwise, Role

Unlike = tuple[str, str, str, str]
_NONE = "nothing"


def unlike_parts(before: Level, after: Level) -> Iterator[Unlike]:
    """(`part`, subject, before, after) of everything that differs."""
    one, other = before.policy, after.policy
    for name in {**one.roles, **other.roles}:
        yield from _differs(f"role {name}", _role(one.roles.get(name)), _role(other.roles.get(name)))
    for name in {**one.bodies, **other.bodies}:
        yield from _differs(f"body {name}", _body(one.bodies.get(name)), _body(other.bodies.get(name)))
    for name in {**one.budgets, **other.budgets}:
        was, now = one.budgets.get(name), other.budgets.get(name)
        yield from _differs(f"budget {name}", _budget(was, before), _budget(now, after))
    powers = {entry.id: entry for entry in one.emergency}, {entry.id: entry for entry in other.emergency}
    for name in {**powers[0], **powers[1]}:
        yield from _differs(f"emergency {name}", _emergency(powers[0].get(name)), _emergency(powers[1].get(name)))
    yield from _differs("escalation", ", ".join(before.escalation), ", ".join(after.escalation))
    yield from _differs("anything else", _otherwise(one.otherwise), _otherwise(other.otherwise))
    yield from _differs("owner", one.owner or "", other.owner or "")
    yield from _differs("extends", one.extends or "", other.extends or "")


def _differs(subject: str, before: str, after: str) -> Iterator[Unlike]:
    if before != after:
        yield "part", subject, before or _NONE, after or _NONE


def _role(role: Role | None) -> str:
    if role is None:
        return ""
    said = role.tier
    if role.held_by:
        said += f", held by {joined(role.held_by, 'and')}"
    if role.deputy:
        said += f", deputy {joined(role.deputy)}"
    for acting in role.acting:
        said += f", {acting.who} acting {acting.start} to {acting.until}"
    return said


def _body(body: Body | None) -> str:
    if body is None:
        return ""
    members = f" of {joined(body.members, 'and')}" if body.members else ""
    return f"{body.tier}{members}, carried by {describe(body.passes)}"


def _budget(budget: Budget | None, level: Level) -> str:
    if budget is None:
        return ""
    more = f" with {budget.tolerance_percent:f} % tolerance" if budget.tolerance_percent else ""
    return f"{size(budget.amount, level.currency or '')} per {budget.per}{more}, beyond it {budget.over}"


def _emergency(entry: Emergency | None) -> str:
    if entry is None:
        return ""
    aside = f", sets aside {joined(entry.sets_aside, 'and')}" if entry.sets_aside else ""
    by = f", ratified by {entry.ratify.by}" if entry.ratify.by else ""
    said = joined([consent_words(consent) for consent in entry.consent], "and")
    yes = f" with the consent of {said}" if said else ""
    most = f" up to {entry.limit:f}" if entry.limit is not None else ""
    where = f" where {when_words(entry.when)}" if entry.when else ""
    heard = f" after advice of {joined(entry.advice, 'and')}" if entry.advice else ""
    return f"{joined(entry.decide)} on {joined(entry.topics, 'and')}{most}{where}{yes}{heard}{aside}{by}"


def _otherwise(rest: Otherwise) -> str:
    first = f" after advice of {joined([advice.of for advice in rest.advice], 'and')}" if rest.advice else ""
    return f"{joined(rest.decide)} decides{first}" if rest.decide else f"ask {rest.escalate}{first}"

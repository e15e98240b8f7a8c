"""Two versions of a policy, compared by their answers: whose authority changes, and which requirements do."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from remit.authority.policy.ranges import NEVER, grid_of
from remit.authority.policy.trials import Facts, case_of
from remit.authority.procedure.chain import Chain, Level, Policies
from remit.authority.procedure.context import Ground
from remit.authority.procedure.deciding_boundary import by_default, winners
from remit.authority.procedure.duties import written
from remit.authority.procedure.matching import matches
from remit.authority.procedure.votes import describe
from remit.authority.words import before_words, consent_words, joined, size, when_words
from remit.log.policy import Body, Budget, Emergency, Otherwise, Role

DECIDES, DUTY, TOLD, FORBIDDEN, PART = "decides", "duty", "told", "forbidden", "part"
Subject = tuple[str, str]
"""What may change on a topic: the kind, and the role or the requirement in words."""


class Change(NamedTuple):
    """One thing that differs between two versions."""

    kind: str
    """decides, duty, told, forbidden; or part: something outside the boundaries."""
    subject: str
    """The role that gains or loses, the requirement, or the part of the policy."""
    topic: str
    before: str
    after: str
    where: str = ""
    """The facts under which it differs, in words; empty: always."""

    @property
    def text(self) -> str:
        """The change in one line."""
        return self.said()

    def said(self, holders: tuple[str, ...] = ()) -> str:
        """The change in one line, with who holds the role that gains or loses."""
        where = f" (if {self.where})" if self.where else ""
        if self.kind == PART:
            return f"{self.subject}: {self.before} -> {self.after}"
        if self.kind == DECIDES:
            people = f" ({', '.join(holders)})" if holders else ""
            return f"{self.subject}{people}: {self.topic}, {self.before} -> {self.after}{where}"
        said = {DUTY: "requires", TOLD: "informs", FORBIDDEN: "is forbidden"}[self.kind]
        return f"{self.topic} {said}{' ' + self.subject if self.subject else ''}: {self.before} -> {self.after}{where}"


def diff(before: Chain, after: Chain, day: date) -> list[Change]:
    """Every difference that a decision could meet, who gains or loses first. `day` is when both are asked."""
    out = [change for topic in _topics(before, after) for change in _topic(before, after, topic, day)]
    for kind, subject, was, now in unlike_parts(before.lowest, after.lowest):
        out.append(Change(kind, subject, "", was, now))
    order = (DECIDES, FORBIDDEN, DUTY, TOLD, PART)
    return sorted(out, key=lambda change: order.index(change.kind))


def _topics(before: Chain, after: Chain) -> list[str]:
    policies = (before.lowest.policy, after.lowest.policy)
    return list(dict.fromkeys(topic for policy in policies for entry in policy.boundaries for topic in entry.topics))


def _topic(before: Chain, after: Chain, topic: str, day: date) -> Iterator[Change]:
    grid = grid_of(topic, before, after)
    grounds = [(chain, Ground(Policies(level.policy for level in chain.levels))) for chain in (before, after)]
    found: dict[tuple[Subject, str, str], list[Facts]] = {}
    for context in grid.contexts:
        was, now = (grid.ranges(context, partial(_holding, *side, topic, day)) for side in grounds)
        for subject in {**was, **now}:
            texts = was.get(subject, NEVER), now.get(subject, NEVER)
            if texts[0] != texts[1]:
                found.setdefault((subject, *texts), []).append(context)
    for (subject, first, second), contexts in found.items():
        yield Change(subject[0], subject[1], topic, first, second, grid.where(contexts))


def _holding(chain: Chain, ground: Ground, topic: str, day: date, facts: Facts) -> set[Subject]:
    case = case_of(ground, chain, topic, facts, day)
    found = [match for match in matches(case) if match.truth.value]
    if any(match.boundary.forbid for match in found):
        return {(FORBIDDEN, "")}
    decided_by = winners(chain, (topic,), found).all or [by_default(chain.lowest, (topic,))]
    if any(winner.forbids for winner in decided_by):
        return {(FORBIDDEN, "")}
    out = {(DECIDES, name) for name in decided_by[0].deciders}
    for entry in written(found, decided_by):
        out |= {(DUTY, words) for words in before_words(entry.duties)}
        out |= {(TOLD, name) for name in entry.duties.inform}
    return out


Unlike = tuple[str, str, str, str]
_NONE = "nothing"


def unlike_parts(before: Level, after: Level) -> Iterator[Unlike]:
    """(`part`, subject, before, after) of everything that differs."""
    one, other = before.policy, after.policy
    for name in {**one.roles, **other.roles}:
        yield from _differs(f"role {name}", _role(one.roles.get(name)), _role(other.roles.get(name)))
    for name in {**one.bodies, **other.bodies}:
        yield from _differs(f"committee {name}", _body(one.bodies.get(name)), _body(other.bodies.get(name)))
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
    aside = f", suspends {joined(entry.sets_aside, 'and')}" if entry.sets_aside else ""
    by = f", ratified by {entry.ratify.by}" if entry.ratify.by else ""
    said = joined([consent_words(consent) for consent in entry.consent], "and")
    yes = f" with the consent of {said}" if said else ""
    most = f" up to {entry.limit:f}" if entry.limit is not None else ""
    where = f" if {when_words(entry.when)}" if entry.when else ""
    heard = f" after advice of {joined(entry.advice, 'and')}" if entry.advice else ""
    return f"{joined(entry.decide)} on {joined(entry.topics, 'and')}{most}{where}{yes}{heard}{aside}{by}"


def _otherwise(rest: Otherwise) -> str:
    first = f" after advice of {joined([advice.of for advice in rest.advice], 'and')}" if rest.advice else ""
    return f"{joined(rest.decide)} decides{first}" if rest.decide else f"ask {rest.escalate}{first}"

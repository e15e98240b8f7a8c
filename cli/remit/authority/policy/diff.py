"""Two versions of a policy, compared by their answers: whose authority changes, and which requirements do."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from remit.authority.policy.prose import body_words, budget_words, otherwise_words, power_words, role_words
from remit.authority.policy.ranges import NEVER, grid_of
from remit.authority.policy.trials import Facts, case_of
from remit.authority.procedure.chain import Chain, Level, Policies
from remit.authority.procedure.context import Ground
from remit.authority.procedure.deciding_boundary import winners
from remit.authority.procedure.duties import written
from remit.authority.procedure.matching import matches
from remit.authority.words import before_words

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
    was, now = _parts(before.lowest), _parts(after.lowest)
    for part in sorted({**was, **now}, key=lambda part: _PARTS.index(part.partition(" ")[0])):
        if was.get(part) != now.get(part):
            out.append(Change(PART, part, "", was.get(part) or NEVER, now.get(part) or NEVER))
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
    decided_by = winners(chain, (topic,), found).all
    if any(winner.forbids for winner in decided_by):
        return {(FORBIDDEN, "")}
    out = {(DECIDES, name) for name in decided_by[0].deciders}
    for entry in written(found, decided_by):
        out |= {(DUTY, words) for words in before_words(entry.duties)}
        out |= {(TOLD, name) for name in entry.duties.inform}
    return out


_PARTS = ("role", "committee", "budget", "emergency", "escalation", "anything", "owner", "extends")


def _parts(level: Level) -> dict[str, str]:
    """What stands outside the boundaries, part by part in the words of the prose."""
    policy = level.policy
    out = {f"role {role.name}": role_words(role) for role in policy.roles.values()}
    out |= {f"committee {body.name}": body_words(body) for body in policy.bodies.values()}
    out |= {f"budget {budget.name}": budget_words(level, budget) for budget in policy.budgets.values()}
    out |= {f"emergency {entry.id}": power_words(level, entry) for entry in policy.emergency}
    return {
        **out,
        "escalation": ", ".join(level.escalation),
        "anything else": otherwise_words(policy.otherwise),
        "owner": policy.owner or "",
        "extends": policy.extends or "",
    }

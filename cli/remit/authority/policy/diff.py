"""Two versions of a policy, compared by what they answer: whose authority changes, and what is asked for besides."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import prod
from typing import NamedTuple

from remit.authority.condition_words import joined
from remit.authority.policy.diff_words import unlike_parts
from remit.authority.policy.duty_words import before_words
from remit.authority.policy.scenario_runner import Facts, merged, plan, plan_of, relevant, scene_of
from remit.authority.procedure.chain import Chain, Policies
from remit.authority.procedure.context import Ground
from remit.authority.procedure.duties import asked
from remit.authority.procedure.matching import matches
from remit.authority.procedure.ranges import range_text
from remit.authority.procedure.specificity import by_default, elect
from remit.log.facts import show
from remit.log.policy import AMOUNT, Fact

DECIDES, DUTY, TOLD, FORBIDDEN, PART = "decides", "duty", "told", "forbidden", "part"
MOST_TOLD = 4
"""How many cases are told one by one where no few words cover them."""
Subject = tuple[str, str]
"""What may change on a topic: the kind, and the role or the duty in words."""


class Change(NamedTuple):
    """One thing that differs between two versions."""

    kind: str
    """decides, duty, told, forbidden; or part: something that stands outside the boundaries."""
    subject: str
    """The role that gains or loses, the duty, or the part of the policy."""
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
        where = f" (where {self.where})" if self.where else ""
        if self.kind == PART:
            return f"{self.subject}: {self.before} -> {self.after}"
        if self.kind == DECIDES:
            people = f" ({', '.join(holders)})" if holders else ""
            return f"{self.subject}{people}: {self.topic}, {self.before} -> {self.after}{where}"
        said = {DUTY: "needs", TOLD: "tells", FORBIDDEN: "is forbidden"}[self.kind]
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
    values = merged(plan(before, topic), plan(after, topic))
    measure = _measure((before, after), topic, values)
    grid = [value for value in values.pop(measure, ()) if isinstance(value, Decimal)] if measure else []
    unit = (after.lowest.currency or "") if measure == AMOUNT else f"({measure})" if measure else ""
    found: dict[tuple[Subject, str, str], list[Facts]] = {}
    contexts = plan_of(topic, values).cases
    grounds = [(chain, Ground(Policies(level.policy for level in chain.levels))) for chain in (before, after)]
    for context in contexts:
        was, now = (_answers(ground, chain, topic, context, measure, grid, day) for chain, ground in grounds)
        for subject in {**was, **now}:
            nowhere = [False] * max(1, len(grid))
            texts = tuple(range_text(grid or [Decimal(0)], side.get(subject, nowhere), unit) for side in (was, now))
            if texts[0] != texts[1]:
                found.setdefault((subject, *texts), []).append(context)  # type: ignore[arg-type]
    for (subject, first, second), where in found.items():
        yield Change(subject[0], subject[1], topic, first, second, _where(where, values, len(contexts)))


def _measure(chains: tuple[Chain, Chain], topic: str, values: dict[str, tuple[Fact, ...]]) -> str:
    for chain in chains:
        for boundary in relevant(chain, topic):
            if boundary.steps or boundary.limits:
                return boundary.measure
    return AMOUNT if any(isinstance(value, Decimal) for value in values.get(AMOUNT, ())) else ""


def _answers(
    ground: Ground, chain: Chain, topic: str, context: Facts, measure: str, grid: list[Decimal], day: date
) -> dict[Subject, list[bool]]:
    """For each subject whether it holds at each value of the grid."""
    out: dict[Subject, list[bool]] = {}
    points: list[Facts] = [{**context, measure: value} for value in grid] if grid else [context]
    for index, facts in enumerate(points):
        for subject in _holding(ground, chain, topic, facts, day):
            out.setdefault(subject, [False] * len(points))[index] = True
    return out


def _holding(ground: Ground, chain: Chain, topic: str, facts: Facts, day: date) -> set[Subject]:
    scene = scene_of(ground, chain, topic, facts, day)
    found = [match for match in matches(scene) if match.truth.value]
    if any(match.boundary.forbid for match in found):
        return {(FORBIDDEN, "")}
    rulings = elect(scene, found).rulings or [by_default(scene)]
    if any(ruling.forbids for ruling in rulings):
        return {(FORBIDDEN, "")}
    out = {(DECIDES, name) for name in rulings[0].deciders}
    for entry in asked(found, rulings):
        out |= {(DUTY, words) for words in before_words(entry.duties)}
        out |= {(TOLD, name) for name in entry.duties.inform}
    return out


def _where(cases: list[Facts], values: dict[str, tuple[Fact, ...]], total: int) -> str:
    """Under which facts: the values of each fact that does not take all of its own; case by case where that would say too much."""
    if len(cases) == total:
        return ""
    seen = {name: list(dict.fromkeys(case[name] for case in cases)) for name in values}
    if prod(len(found) for found in seen.values()) == len(cases):
        return " and ".join(_is(name, found) for name, found in seen.items() if len(found) < len(values[name]))
    told = [" and ".join(_is(name, [value]) for name, value in case.items()) for case in cases[:MOST_TOLD]]
    more = [f"{len(cases) - MOST_TOLD} more cases"] if len(cases) > MOST_TOLD else []
    return "; or ".join([*told, *more])


def _is(name: str, values: list[Fact]) -> str:
    return f"{name} is {joined([show(value) for value in values])}"

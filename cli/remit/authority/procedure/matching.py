"""Which boundaries apply to a decision, and on which budgets it draws (steps 4 and 11)."""

from difflib import get_close_matches
from typing import NamedTuple

from remit.authority.answer import BudgetUse
from remit.authority.procedure.chain import OWN, Level, contains, depth, is_own
from remit.authority.procedure.conditions import TRUE, Truth, judge_all, number
from remit.authority.procedure.context import Case, Measured
from remit.log.facts import FactValue
from remit.log.policy import AMOUNT, EVERYTHING, Boundary, lineage


class Match(NamedTuple):
    """A boundary whose topic fits the decision, not waived, and not ruled out by its facts."""

    level: Level
    boundary: Boundary
    topics: dict[str, int] = {}  # noqa: RUF012 - never written to
    """Each topic of the decision that it is about, to how specifically (0 for `*`)."""
    truth: Truth = TRUE
    measured: Measured = Measured(None)

    @property
    def looks_at_size(self) -> bool:
        """Whether it applies by the fact that it measures."""
        return any(condition.fact == self.boundary.measure for condition in self.boundary.when)

    def specific(self, topic: str) -> tuple[int, int]:
        """How specific it is about a topic: depth, then how many facts it looks at."""
        return (self.topics[topic], len(self.boundary.when))

    def grants(self, topic: str) -> bool:
        """Whether it could say who decides a topic. `*` never gives away who may change the rules themselves."""
        if not self.boundary.grants or topic not in self.topics:
            return False
        return not (is_own(topic) and self.topics[topic] == depth(EVERYTHING))


def matches(case: Case) -> list[Match]:
    """Every boundary of the chain that applies or, for want of a fact, may apply."""
    found: list[Match] = []
    for level in case.chain.levels:
        for boundary, topics in _by_topic(level, case.question.topics):
            if not case.waived(boundary):
                measured = case.measure(level, boundary)
                truth = when(level, boundary, case.question.facts, measured)
                if truth.value is not False:
                    found.append(Match(level, boundary, topics, truth, measured))
    return found


def _by_topic(level: Level, topics: tuple[str, ...]) -> list[tuple[Boundary, dict[str, int]]]:
    found: dict[str, tuple[Boundary, dict[str, int]]] = {}
    for topic in topics:
        for outer in lineage(topic):
            for boundary in level.by_topic.get(outer, ()):
                # The lineage runs upwards, so the first hit is the nearest.
                found.setdefault(boundary.id, (boundary, {}))[1].setdefault(topic, depth(outer))
    return list(found.values())


def when(level: Level, boundary: Boundary, facts: dict[str, FactValue], measured: Measured | None = None) -> Truth:
    """Whether a boundary applies by its facts. The measured fact is the sum; a number that cannot be told is missing."""
    if not boundary.when:
        return TRUE
    known = dict(facts)
    unsure: dict[str, tuple[str, ...]] = {}
    if boundary.measure != AMOUNT:
        _put(known, unsure, AMOUNT, number(facts, AMOUNT, level.currency))
    if measured is not None:
        _put(known, unsure, boundary.measure, measured.missing or measured.value)
    truth = judge_all(boundary.when, known)
    if truth.value is None:
        named = [part for fact in truth.missing for part in unsure.get(fact, (fact,))]
        return Truth(None, tuple(dict.fromkeys(named)))
    return truth


def _put(facts: dict[str, FactValue], unsure: dict[str, tuple[str, ...]], name: str, value: object) -> None:
    if isinstance(value, tuple):
        unsure[name] = value
        facts.pop(name, None)
    else:
        facts[name] = value  # type: ignore[assignment]


def unknown_topics(level: Level, topics: tuple[str, ...]) -> dict[str, str]:
    """Topics of a decision that a policy does not know, each to the known one that was perhaps meant, or to nothing.

    One that is spelt almost like a known one is never taken for another. Any other is unknown where the policy has a list of
    topics; where it has none, `*` and `otherwise` are about whatever nothing names. Remit's own need no list.
    """
    out = {}
    for topic in topics:
        known = is_own(topic) or not level.topics or any(contains(outer, topic) for outer in level.topics)
        meant = _meant(level, topic)
        if meant or not known:
            out[topic] = meant or next(iter(get_close_matches(topic, level.topics, 1)), "")
    return out


ALIKE = 0.8
"""From which ratio on (difflib's, 1 is equal) two words are spellings of one: `shelv` and `shelf` 0.8, `hire` and `fire` 0.75."""


_OWN = {f"{OWN}/": ("policy", "people", "settings")}
"""The topics of Remit's own files; `remit` itself is no spelling of another word, such as `permit`."""


def _meant(level: Level, topic: str) -> str:
    """The known topic that one is a misspelling of, part by part of its path; empty where it is none."""
    above = ""
    for part in topic.split("/"):
        known = (*level.parts.get(above, ()), *_OWN.get(above, ()))
        if part not in known and not (above == "" and part == OWN):
            meant = get_close_matches(part.casefold().replace("_", "-"), known, 1, ALIKE)
            return f"{above}{meant[0]}{topic[len(above) + len(part) :]}" if meant else ""
        above += f"{part}/"
    return ""


def candidates(found: list[Match], level: Level, topic: str) -> tuple[list[Match], tuple[str, ...]]:
    """The most specific boundaries of one policy that say who decides a topic; and the facts of an unknown one that may win."""
    granting = [match for match in found if match.level is level and match.grants(topic)]
    sure = [match for match in granting if match.truth.value]
    best = max((match.specific(topic) for match in sure), default=(-1, -1))
    missing = [fact for match in granting if match.specific(topic) >= best for fact in match.truth.missing]
    return [match for match in sure if match.specific(topic) == best], tuple(dict.fromkeys(missing))


def uses(case: Case, found: list[Match]) -> dict[str, BudgetUse | tuple[str, ...]]:
    """What the decision does to every budget that boundaries name, or it itself; or the facts that are missing."""
    out: dict[str, BudgetUse | tuple[str, ...]] = {}
    for match in found:
        name = match.boundary.budget
        if name and name in match.level.budgets and name not in out:
            out[name] = case.draw(match.level, match.level.budgets[name], match.boundary)
    named, lowest = case.question.budget, case.chain.lowest
    if named and named in lowest.budgets and named not in out:
        out[named] = case.draw(lowest, lowest.budgets[named], None)
    return out

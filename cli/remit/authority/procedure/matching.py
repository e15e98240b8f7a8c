"""Which boundaries apply to a decision, and how large it is by their measure (steps 4 and 7)."""

from decimal import Decimal
from typing import NamedTuple

from remit.authority.procedure.chain import Level, depth, is_own, lineage
from remit.authority.procedure.conditions import TRUE, Truth, judge_all, number
from remit.authority.procedure.context import Case
from remit.authority.procedure.register import Alike, entry_amount
from remit.log.facts import FactValue
from remit.log.policy import AMOUNT, EVERYTHING, Boundary


class Measured(NamedTuple):
    """A value, what went into it, or the facts that are missing."""

    value: Decimal | None
    own: Decimal | None = None
    with_ids: tuple[str, ...] = ()
    """Earlier decisions that were added."""
    missing: tuple[str, ...] = ()


def measure(case: Case, level: Level, boundary: Boundary) -> Measured:
    """The measured fact of a boundary, with `related` decisions and those that `together` names."""
    own = number(case.question.facts, boundary.measure, level.currency)
    if isinstance(own, tuple):
        return Measured(None, missing=own)
    together = _together(case, boundary)
    missing = _unsaid(case, boundary, together) if together else ()
    if missing:
        return Measured(None, own, (), missing)
    register = case.ground.register
    related = [entry for name in case.question.related if (entry := register.find(name)) and entry.key < case.key]
    alike = register.alike(together) if together else ()
    added = {entry.id: entry_amount(entry, boundary.measure, level) for entry in (*related, *alike)}
    return Measured(own + sum(added.values(), Decimal(0)), own, tuple(added))


def _together(case: Case, boundary: Boundary) -> Alike | None:
    """Which decisions are added up: of the span, under the boundary's topics, whose facts may be the same as this one's."""
    if boundary.together is None:
        return None
    same, facts = boundary.together.same, case.question.facts
    start = (case.ground.calendar.before(case.at, boundary.together.within), "")
    said = {fact: facts[fact] for fact in same if fact in facts}
    return Alike(boundary.topics, said, next(iter(said), same[0]), start, case.key, case.question.id)


def _unsaid(case: Case, boundary: Boundary, together: Alike) -> tuple[str, ...]:
    """The facts that this decision leaves out and one that may belong to it says: without them nothing can be added."""
    same = boundary.together.same if boundary.together else ()
    return tuple(fact for fact in same if fact not in together.said and case.ground.register.says(fact, together))


class Match(NamedTuple):
    """A boundary whose topic fits the decision, not waived, and not ruled out by its facts."""

    level: Level
    boundary: Boundary
    topics: dict[str, int]
    """Each topic of the decision that it is about, to how specifically (0 for `*`)."""
    truth: Truth
    measured: Measured | None = None
    """Worked out already where `when` looks at the measured fact."""

    def specific(self, topic: str) -> tuple[int, int]:
        """How specific it is about a topic: depth, then how many facts it looks at."""
        return (self.topics[topic], len(self.boundary.when))


def matches(case: Case) -> list[Match]:
    """Every boundary of the chain that applies or, for want of a fact, may apply."""
    found: list[Match] = []
    for level in case.chain.levels:
        for boundary, topics in _by_topic(level, case.question.topics):
            waiver = waived(case, boundary)
            if waiver:
                case.waivers.append(waiver)
            else:
                measured = _needs_measure(case, level, boundary)
                truth = when(case, level, boundary, measured)
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


def _needs_measure(case: Case, level: Level, boundary: Boundary) -> Measured | None:
    if any(condition.fact == boundary.measure for condition in boundary.when):
        return measure(case, level, boundary)
    return None


def when(case: Case, level: Level, boundary: Boundary, measured: Measured | None) -> Truth:
    """Whether a boundary applies by its facts. The measured fact is the sum; a number that cannot be told is missing."""
    if not boundary.when:
        return TRUE
    facts = dict(case.question.facts)
    unsure: dict[str, tuple[str, ...]] = {}
    if boundary.measure != AMOUNT:
        _put(facts, unsure, AMOUNT, number(facts, AMOUNT, level.currency))
    if measured is not None:
        _put(facts, unsure, boundary.measure, measured.missing or measured.value)
    truth = judge_all(boundary.when, facts)
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


def waived(case: Case, boundary: Boundary) -> str | None:
    """The dated waiver of the same policy or one above that lifts the boundary today, for this decision."""
    for level in case.chain.levels:
        for waiver in level.policy.waivers:
            if (
                waiver.start <= case.day <= waiver.until
                and (
                    waiver.decision is None or waiver.decision == case.question.id or waiver.id == case.question.waiver
                )
                and case.chain.reaches(waiver.boundary, level, boundary)
            ):
                return waiver.id
    return None


def may_grant(match: Match, topic: str) -> bool:
    """Whether a boundary could say who decides a topic. `*` never gives away who may change the rules themselves."""
    if not match.boundary.grants or topic not in match.topics:
        return False
    return not (is_own(topic) and match.topics[topic] == depth(EVERYTHING))


def unknown_topics(case: Case) -> tuple[str, ...]:
    """Topics that a policy with a list of topics does not know. Remit's own are always known."""
    known = case.chain.lowest.topics
    if not known:
        return ()
    return tuple(
        topic
        for topic in case.question.topics
        if not is_own(topic) and not any(outer in known for outer in lineage(topic))
    )


def candidates(found: list[Match], level: Level, topic: str) -> tuple[list[Match], tuple[str, ...]]:
    """The most specific boundaries of one policy that say who decides a topic; and the facts of an unknown one that may win."""
    granting = [match for match in found if match.level is level and may_grant(match, topic)]
    sure = [match for match in granting if match.truth.value]
    best = max((match.specific(topic) for match in sure), default=(-1, -1))
    missing: list[str] = []
    for match in granting:
        if match.specific(topic) >= best:
            missing += match.truth.missing
    return [match for match in sure if match.specific(topic) == best], tuple(dict.fromkeys(missing))

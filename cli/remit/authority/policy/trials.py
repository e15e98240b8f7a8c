"""What may be tried of a policy: every combination of values at which an answer may change, and who may decide at each size."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import combinations, islice, product
from typing import NamedTuple

from remit.authority.answer import ESCALATE, FORBIDDEN, INFORM, INFORM_FIRST, Absence, Answer, BudgetUse, NoAnswer
from remit.authority.procedure.budgets import uses
from remit.authority.procedure.chain import Chain, lineage
from remit.authority.procedure.context import Case, Ground
from remit.authority.procedure.decision import case_at, judge
from remit.authority.procedure.matching import matches
from remit.authority.procedure.question import Question
from remit.log.duties import Condition
from remit.log.facts import Fact, show
from remit.log.moment import Moment
from remit.log.policy import AMOUNT, Boundary

Facts = dict[str, Fact]
CENT = Decimal("0.01")
MOST = 2000
"""How many combinations of values are tried for one topic; beyond it every pair of facts is."""
ANOTHER = "another"
"""A value that no list holds."""


class Plan(NamedTuple):
    """What is tried for one topic."""

    topic: str
    values: dict[str, tuple[Fact, ...]]
    """Every fact that a boundary looks at, with the values worth trying."""
    cases: tuple[Facts, ...]
    total: int
    """How many combinations there are; more than `cases` where that is too many to try."""


def plan(chain: Chain, topic: str, most: int = MOST) -> Plan:
    """What to try for a topic under a chain."""
    return plan_of(topic, _values(relevant(chain, topic)), most)


def plan_of(topic: str, values: dict[str, tuple[Fact, ...]], most: int = MOST) -> Plan:
    """What to try, from the values of each fact."""
    total = 1
    for found in values.values():
        total *= len(found)
    names = list(values)
    if total <= most:
        cases = [dict(zip(names, chosen, strict=True)) for chosen in product(*values.values())]
    else:
        cases = list(islice(_pairs(values), most))
    return Plan(topic, values, tuple(cases), total)


def merged(*plans: Plan) -> dict[str, tuple[Fact, ...]]:
    """The values of several plans together."""
    out: dict[str, dict[Fact, None]] = {}
    for entry in plans:
        for name, values in entry.values.items():
            out.setdefault(name, {}).update(dict.fromkeys(values))
    return {name: tuple(sorted(out[name], key=_order)) for name in sorted(out)}


def _order(value: Fact) -> tuple[bool, Decimal, str]:
    return (True, value, "") if isinstance(value, Decimal) else (False, Decimal(0), value)


def relevant(chain: Chain, topic: str) -> list[Boundary]:
    """Every boundary of a chain that is about a topic."""
    found = [
        boundary for level in chain.levels for outer in lineage(topic) for boundary in level.by_topic.get(outer, ())
    ]
    return list({id(boundary): boundary for boundary in found}.values())


def _values(boundaries: Iterable[Boundary]) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, set[Fact]] = {}
    for boundary in boundaries:
        for condition in boundary.when:
            found.setdefault(condition.fact, set()).update(_of(condition))
        for end in boundary.ends:
            found.setdefault(boundary.measure, set()).update(_around(end))
        if boundary.sized:
            found.setdefault(boundary.measure, {Decimal(0)})
    return {name: _completed(name, values) for name, values in found.items()}


def _of(condition: Condition) -> Iterator[Fact]:
    yield from condition.values
    yield from condition.excluded
    if condition.excluded:
        yield ANOTHER
    for end in condition.ends:
        yield from _around(end)


def _around(end: Decimal) -> tuple[Decimal, ...]:
    return (end - CENT, end, end + CENT)


def _completed(name: str, values: set[Fact]) -> tuple[Fact, ...]:
    """With `no` where `yes` is listed and the other way round; without amounts below nothing."""
    if values & {"yes", "no"}:
        values = values | {"yes", "no"}
    kept = [value for value in values if not (name == AMOUNT and isinstance(value, Decimal) and value < 0)]
    return tuple(sorted(kept, key=_order)) or tuple(values)


def _pairs(values: dict[str, tuple[Fact, ...]]) -> Iterator[Facts]:
    """Every pair of facts with every pair of their values, the other facts at their first."""
    first = {name: found[0] for name, found in values.items()}
    for one, other in combinations(values, 2):
        for left, right in product(values[one], values[other]):
            yield {**first, one: left, other: right}


def case_of(ground: Ground, chain: Chain, topic: str, facts: Facts, day: date) -> Case:
    """The case of nobody in particular who decides a topic with these facts on a day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Case(ground, Question((topic,), dict(facts)), "", noon, day, chain)


def fact_words(facts: Facts) -> str:
    """`amount = 500, urgent = yes`."""
    return ", ".join(f"{name} = {show(value)}" for name, value in facts.items())


def essential(case: Facts, values: dict[str, tuple[Fact, ...]], bad: set[tuple[tuple[str, Fact], ...]]) -> Facts:
    """The facts of a bad case without those that make no difference: bad with every other value of theirs too."""
    kept = dict(case)
    for name in case:
        others = [{**case, name: value} for value in values[name]]
        if all(frozen(other) in bad for other in others):
            kept.pop(name)
    return kept


def frozen(case: Facts) -> tuple[tuple[str, Fact], ...]:
    """A case as a key."""
    return tuple(sorted(case.items(), key=lambda pair: pair[0]))


class SizeRange(NamedTuple):
    """Who decides over one range of the measured fact."""

    measure: str
    """The measured fact; empty where nothing is measured."""
    start: Decimal | None
    """The first value tried in the range; None: from the least."""
    end: Decimal | None
    """The last value tried in the range; None: without end."""
    answer: str
    """escalate (to `deciders`), forbidden, stop or ask."""
    deciders: tuple[str, ...]
    people: tuple[str, ...]
    away: tuple[Absence, ...]
    before: tuple[str, ...]
    """What must happen first, in words."""
    after: tuple[str, ...]
    """Who is told."""
    boundary: str | None
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The range in words: "amount up to 500", "amount from 500.01"; empty where nothing is measured."""
        if self.start is None:
            return "" if self.end is None else f"{self.measure} up to {show(self.end)}"
        if self.end is None:
            return f"{self.measure} from {show(self.start)}"
        if self.start == self.end:
            return f"{self.measure} {show(self.start)}"
        return f"{self.measure} {show(self.start)} to {show(self.end)}"


def who_may(ground: Ground, question: Question, at: Moment) -> list[SizeRange] | NoAnswer:
    """Who may decide a question, range by range where its amount is not given; one range where it is."""
    case = case_at(ground, question, "", at)
    if isinstance(case, NoAnswer):
        return case
    measure, thresholds = _thresholds([match.boundary for match in matches(case)], question)
    if measure not in question.facts:
        thresholds |= set(left_of_budgets(ground, question, measure, at))
    rows: list[SizeRange] = []
    for value in sorted({near for end in thresholds for near in _around(end)}):
        found = judge(ground, question._replace(facts={**question.facts, measure: value}), "", at)
        if not isinstance(found, NoAnswer):
            _append(rows, _reach(measure, value, found))
    if not rows:
        given, found = question.facts.get(measure), judge(ground, question, "", at)
        if isinstance(found, NoAnswer):
            return found
        return [_reach(measure, given if isinstance(given, Decimal) else None, found)]
    rows[0] = rows[0]._replace(start=None)
    rows[-1] = rows[-1]._replace(end=None)
    return rows


def left_of_budgets(
    ground: Ground, question: Question, measure: str, at: Moment, policy: str | None = None
) -> list[Decimal]:
    """What is left of each budget that a decision would draw on: how large it may be before somebody else must agree."""
    case = case_at(ground, question._replace(facts={**question.facts, measure: Decimal(0)}), "", at, policy)
    found = {} if isinstance(case, NoAnswer) else uses(case, matches(case))
    return [max(use.left, Decimal(0)) for use in found.values() if isinstance(use, BudgetUse)]


def _thresholds(boundaries: list[Boundary], question: Question) -> tuple[str, set[Decimal]]:
    """The measured fact that is not given, and every value at which something may change."""
    measures = [boundary.measure for boundary in boundaries if boundary.sized]
    measure = measures[0] if measures else AMOUNT
    if measure in question.facts:
        return measure, set()
    values: set[Decimal] = set()
    for boundary in boundaries:
        for condition in boundary.when:
            values |= set(condition.ends) if condition.fact == measure else set()
        values |= set(boundary.ends) if boundary.measure == measure else set()
    return measure, values


def _reach(measure: str, value: Decimal | None, found: Answer) -> SizeRange:
    before = (
        *(duty.text for duty in found.duties if duty.missing or (duty.kind == INFORM_FIRST and not duty.met)),
        *(use.text for use in found.budget if use.exceeded),
    )
    after = tuple(name for duty in found.duties if duty.kind == INFORM for name in duty.who)
    deciders = found.goes_to if found.answer in (ESCALATE, FORBIDDEN) else ()
    return SizeRange(
        measure,
        value,
        value,
        found.answer,
        deciders,
        found.goes_to_people,
        found.away,
        before,
        after,
        found.boundary,
        found.missing,
    )


def _append(rows: list[SizeRange], row: SizeRange) -> None:
    """A range that differs from the one before, or a longer one."""
    if rows and rows[-1]._replace(start=None, end=None) == row._replace(start=None, end=None):
        rows[-1] = rows[-1]._replace(end=row.end)
    else:
        rows.append(row)

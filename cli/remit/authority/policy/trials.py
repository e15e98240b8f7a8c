"""What may be tried of a policy: every combination of values at which an answer may change, and who may decide at each size."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations, islice, product
from typing import NamedTuple

from remit.authority.procedure.chain import Chain
from remit.authority.procedure.context import Case, Ground
from remit.authority.procedure.question import Question
from remit.log.duties import Condition
from remit.log.facts import Fact, show
from remit.log.moment import Moment
from remit.log.policy import AMOUNT, Boundary, lineage

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
    return Case(ground, Question((topic,), dict(facts)), "", Moment(day, None), chain)


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

"""Over which amounts, and under which facts, something holds: tried on both sides of every threshold, and told in words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from remit.authority.answer import ESCALATE, FORBIDDEN, INFORM, INFORM_FIRST, Absence, Answer, BudgetUse, NoAnswer
from remit.authority.policy.trials import ANOTHER, CENT, MOST, Facts, merged, plan, plan_of, relevant
from remit.authority.procedure.chain import Chain
from remit.authority.procedure.context import Case, Ground, tidy
from remit.authority.procedure.decision import judge
from remit.authority.procedure.matching import matches, uses
from remit.authority.procedure.question import Question
from remit.authority.words import joined, size
from remit.log.facts import Fact, show
from remit.log.moment import Moment
from remit.log.policy import AMOUNT

NEVER, ALWAYS = "nothing", "everything"
MOST_TOLD = 4
"""How many cases are listed one by one if no short description covers them."""
Subject = TypeVar("Subject")
Values = dict[str, tuple[Fact, ...]]


class Grid(NamedTuple):
    """What is tried for one topic."""

    measure: str
    """The fact of which a range is told; empty where nothing is measured."""
    sizes: tuple[Decimal, ...]
    """In order, with a value at, a cent below and a cent above each threshold; beyond its ends nothing changes."""
    unit: str
    values: Values
    """Every other fact, with the values worth trying."""
    contexts: tuple[Facts, ...]

    def ranges(self, context: Facts, holding: Callable[[Facts], Iterable[Subject]]) -> dict[Subject, str]:
        """The range over which each subject holds in a context, in words; `holding`: what holds for some facts."""
        out: dict[Subject, list[bool]] = {}
        points: list[Facts] = [{**context, self.measure: size} for size in self.sizes] or [context]
        for index, facts in enumerate(points):
            for subject in holding(facts):
                out.setdefault(subject, [False] * len(points))[index] = True
        return {subject: range_text(self.sizes, held, self.unit) for subject, held in out.items()}

    def where(self, contexts: list[Facts]) -> str:
        """The facts of some contexts in words: the values of each that does not take all, in as few cases as cover them."""
        if len(contexts) == len(self.contexts):
            return ""
        told = []
        for cube in self._cubes(contexts):
            partly = [(name, found) for name, found in cube.items() if len(found) < len(self.values[name])]
            told.append(" and ".join(self._is(name, found) for name, found in partly))
        more = [f"{len(told) - MOST_TOLD} more cases"] if len(told) > MOST_TOLD else []
        return "; or ".join([*told[:MOST_TOLD], *more])

    def _cubes(self, contexts: list[Facts]) -> Iterator[dict[str, list[Fact]]]:
        """Values of each fact all of whose combinations are among some contexts, as many as possible at once, until all are covered."""
        told = {tuple(case[name] for name in self.values) for case in contexts}
        others = [case for case in self.contexts if tuple(case[name] for name in self.values) not in told]
        left = contexts
        while left:
            cube = {name: [left[0][name]] for name in self.values}
            for name, values in self.values.items():
                for value in values:
                    wider = {**cube, name: [one for one in values if one == value or one in cube[name]]}
                    if not any(all(case[fact] in found for fact, found in wider.items()) for case in others):
                        cube = wider
            yield cube
            left = [case for case in left if any(case[name] not in found for name, found in cube.items())]

    def _is(self, name: str, values: list[Fact]) -> str:
        """`urgent is yes`, `agency is not dod or nasa`, `term-years is over 3`."""
        tried = self.values[name]
        numbers = [value for value in tried if isinstance(value, Decimal)]
        if len(numbers) == len(tried):
            return f"{name} is {range_text(numbers, [value in values for value in numbers])}"
        if ANOTHER in values:
            return f"{name} is not {joined([show(value) for value in tried if value not in values])}"
        return f"{name} is {joined([show(value) for value in values])}"


def grid_of(
    topic: str, *chains: Chain, ends: Iterable[Decimal] = (), more: Values | None = None, most: int = MOST
) -> Grid:
    """What to try for a topic under some chains of policies; `ends`: further thresholds of the measured fact; `more`: facts."""
    values = {**(more or {}), **merged(*(plan(chain, topic) for chain in chains))}
    measure = _measured(chains, topic, values)
    sizes = {value for value in values.pop(measure, ()) if isinstance(value, Decimal)} if measure else set()
    if sizes:
        sizes |= {value for end in ends for value in (end, end + CENT)}
    unit = (chains[-1].lowest.currency or "") if measure == AMOUNT else f"({measure})" if measure else ""
    return Grid(measure, tuple(map(tidy, sorted(sizes))), unit, values, plan_of(topic, values, most).cases)


def _measured(chains: tuple[Chain, ...], topic: str, values: dict[str, tuple[Fact, ...]]) -> str:
    for chain in chains:
        for boundary in relevant(chain, topic):
            if boundary.sized:
                return boundary.measure
    return AMOUNT if any(isinstance(value, Decimal) for value in values.get(AMOUNT, ())) else ""


def range_text(grid: Sequence[Decimal], holds: Sequence[bool], unit: str = "") -> str:
    """`up to 500 EUR`, `over 500 and below 5000 EUR`, `everything`, `nothing`, from what was tried at each value of a grid.

    The grid is sorted and has a value at, a cent below and a cent above each threshold; beyond its ends nothing changes.
    """
    if all(holds):
        return ALWAYS
    parts = [_interval(grid, first, last, unit) for first, last in _runs(holds)]
    return " and ".join(parts) or NEVER


def _runs(holds: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, held in enumerate(holds):
        if held and runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        elif held:
            runs.append((index, index))
    return runs


def _interval(grid: Sequence[Decimal], first: int, last: int, unit: str) -> str:
    open_end = last == len(grid) - 1
    start, end = "", ""
    if first > 0:
        value, after = grid[first], grid[first - 1] + CENT == grid[first]
        is_step = after and not _round_end(grid[first - 1], value)
        start = f"from {size(value, unit if open_end else '')}"
        if is_step:
            start = f"over {size(grid[first - 1], unit if open_end else '')}"
    if not open_end:
        value, following = grid[last], grid[last + 1]
        is_below = value + CENT == following and _round_end(value, following)
        end = f"below {size(following, unit)}" if is_below else f"up to {size(value, unit)}"
    return f"{start} and {end}" if start and end else start or end


def _round_end(low: Decimal, high: Decimal) -> bool:
    """Whether the higher of two neighbouring values is the threshold: it is the rounder number."""
    return _places(high) < _places(low)


def _places(value: Decimal) -> int:
    """How many digits after the point it needs; of a round number less than none."""
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


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


def who_may(ground: Ground, question: Question, at: Moment, policy: str | None = None) -> list[SizeRange] | NoAnswer:
    """Who may decide a question, range by range where its size is not given; one range where it is.

    `policy`: the lowest of the chain (default: the log's).
    """
    chain = ground.chain(at, policy)
    if isinstance(chain, NoAnswer):
        return chain
    ends = left_of_budgets(Case(ground, question, "", at, chain))
    grid = grid_of(next(iter(question.topics), ""), chain, ends=ends)
    given = question.facts.get(grid.measure)
    sizes: list[Decimal | None] = list(grid.sizes) if given is None else []
    rows: list[SizeRange] = []
    for value in sizes or [given if isinstance(given, Decimal) else None]:
        facts = question.facts if value is None else {**question.facts, grid.measure: value}
        found = judge(ground, question._replace(facts=facts), "", at, policy=policy)
        if not isinstance(found, NoAnswer):
            _append(rows, _reach(grid.measure, value, found))
    if sizes:
        rows[0] = rows[0]._replace(start=None)
        rows[-1] = rows[-1]._replace(end=None)
    return rows


def left_of_budgets(case: Case) -> list[Decimal]:
    """What is left of each budget that a case would draw on: how large it may be before somebody else must agree."""
    measures = {boundary.measure for topic in case.question.topics for boundary in relevant(case.chain, topic)}
    facts = {**dict.fromkeys((AMOUNT, *measures), Decimal(0)), **case.question.facts}
    nothing = Case(case.ground, case.question._replace(facts=facts), case.asker, case.moment, case.chain)
    drawn = uses(nothing, matches(nothing))
    return [max(use.left, Decimal(0)) for use in drawn.values() if isinstance(use, BudgetUse)]


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

"""Who may decide a matter, at each size: every threshold of the boundaries that fit is tried."""

from decimal import Decimal
from typing import NamedTuple

from remit.authority.answer import ESCALATE, FORBIDDEN, INFORM, Answer, NoAnswer
from remit.authority.procedure.case import Case
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import answer_in, set_scene
from remit.authority.procedure.matching import matches
from remit.log.facts import show
from remit.log.moment import Moment
from remit.log.policy import AMOUNT, Boundary

CENT = Decimal("0.01")


class Reach(NamedTuple):
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


def who_may(ground: Ground, case: Case, at: Moment, *, policy: str | None = None) -> list[Reach] | NoAnswer:
    """Who may decide a case, range by range where its amount is not given; one range where it is."""
    scene = set_scene(ground, case, "", at, policy)
    if isinstance(scene, NoAnswer):
        return scene
    measure, values = _thresholds([match.boundary for match in matches(scene)], case)
    if not values:
        given = case.facts.get(measure)
        return [_reach(measure, given if isinstance(given, Decimal) else None, answer_in(scene))]
    rows: list[Reach] = []
    for value in _samples(values):
        asked = set_scene(ground, case._replace(facts={**case.facts, measure: value}), "", at, policy)
        if not isinstance(asked, NoAnswer):
            _append(rows, _reach(measure, value, answer_in(asked)))
    return (
        [rows[0]._replace(start=None), *rows[1:-1], rows[-1]._replace(end=None)]
        if len(rows) > 1
        else [rows[0]._replace(start=None, end=None)]
    )


def _thresholds(boundaries: list[Boundary], case: Case) -> tuple[str, list[Decimal]]:
    """The measured fact that is not given, and every value at which something may change."""
    measures = [boundary.measure for boundary in boundaries if boundary.steps or boundary.limits]
    measure = measures[0] if measures else AMOUNT
    if measure in case.facts:
        return measure, []
    values: set[Decimal] = set()
    for boundary in boundaries:
        for condition in boundary.when:
            if condition.fact == measure:
                values |= {
                    value
                    for value in (condition.up_to, condition.below, condition.over, condition.at_least)
                    if value is not None
                }
        if boundary.measure == measure:
            values |= {step.up_to if step.up_to is not None else step.below for step in boundary.steps} - {None}  # type: ignore[arg-type]
            values |= {most for _, most in boundary.limits if most is not None}
    return measure, sorted(values)


def _samples(values: list[Decimal]) -> list[Decimal]:
    """A cent below, at and a cent above every threshold, rising."""
    return sorted({near for value in values for near in (value - CENT, value, value + CENT)})


def _reach(measure: str, value: Decimal | None, found: Answer) -> Reach:
    before = tuple(duty.text for duty in found.duties if duty.missing)
    after = tuple(name for duty in found.duties if duty.kind == INFORM for name in duty.who)
    deciders = found.goes_to if found.answer in (ESCALATE, FORBIDDEN) else ()
    return Reach(
        measure,
        value,
        value,
        found.answer,
        deciders,
        found.goes_to_people,
        before,
        after,
        found.boundary,
        found.missing,
    )


def _append(rows: list[Reach], row: Reach) -> None:
    """A range that differs from the one before, or a longer one."""
    if rows and rows[-1]._replace(start=None, end=None) == row._replace(start=None, end=None):
        rows[-1] = rows[-1]._replace(end=row.end)
    else:
        rows.append(row)

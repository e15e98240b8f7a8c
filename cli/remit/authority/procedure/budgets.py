"""Budgets: what was spent in the period, what this decision adds, what is left (step 11)."""

from datetime import UTC, datetime
from decimal import Decimal

from remit.authority.answer import BudgetUse
from remit.authority.procedure.chain import Chain, Level
from remit.authority.procedure.conditions import number
from remit.authority.procedure.context import Case
from remit.authority.procedure.matching import Match
from remit.authority.procedure.register import Drawing, Key
from remit.log.policy import AMOUNT, Boundary, Budget


def drawn_on(chain: Chain, named: str | None, found: list[Match]) -> dict[str, tuple[Level, Boundary | None]]:
    """The budgets that a decision draws on, each with the level that knows it and the boundary that names it.

    `named`: the one that the decision names itself.
    """
    out: dict[str, tuple[Level, Boundary | None]] = {}
    for match in found:
        name = match.boundary.budget
        if name and name in match.level.budgets:
            out.setdefault(name, (match.level, match.boundary))
    if named and named in chain.lowest.budgets:
        out.setdefault(named, (chain.lowest, None))
    return out


def uses(case: Case, found: list[Match]) -> dict[str, BudgetUse | tuple[str, ...]]:
    """What the decision does to every budget that it draws on; or the facts that are missing."""
    drawn = drawn_on(case.chain, case.question.budget, found)
    return {name: use(case, level, level.budgets[name], boundary) for name, (level, boundary) in drawn.items()}


def use(case: Case, level: Level, budget: Budget, boundary: Boundary | None) -> BudgetUse | tuple[str, ...]:
    """What the decision does to a budget; or the facts that are missing."""
    name = boundary.measure if boundary else AMOUNT
    this = number(case.question.facts, name, level.currency)
    if isinstance(this, tuple):
        this = number(case.question.facts, AMOUNT, level.currency)
    if isinstance(this, tuple):
        return this
    label, start = period(budget, case.at.astimezone(case.calendar.zone))
    first: Key = (start or datetime(1, 1, 2, tzinfo=UTC), "")
    register, drawing = case.ground.register, Drawing(case.chain, level, budget, name)
    spent = register.spent(drawing, first, case.key)
    own = register.find(case.question.id) if case.question.id else None
    if own and first <= own.key < case.key:
        spent -= drawing.amount(own) or Decimal(0)
    spent = tidy(spent)
    left = budget.cap - spent - this
    return BudgetUse(budget.name, budget.amount, budget.cap, spent, this, left, label, budget.over, exceeded=left < 0)


def period(budget: Budget, at: datetime) -> tuple[str, datetime | None]:
    """The name and the first moment of the calendar period that `at` (in the log's zone) is in; None is the beginning."""
    zone = at.tzinfo
    start: datetime | None = None
    label = "total"
    if budget.per == "month":
        label, start = f"{at.year}-{at.month:02d}", datetime(at.year, at.month, 1, tzinfo=zone)
    elif budget.per == "quarter":
        quarter = (at.month - 1) // 3
        label, start = f"{at.year}-Q{quarter + 1}", datetime(at.year, 3 * quarter + 1, 1, tzinfo=zone)
    elif budget.per == "year":
        label, start = str(at.year), datetime(at.year, 1, 1, tzinfo=zone)
    if budget.start:
        begun = datetime(budget.start.year, budget.start.month, budget.start.day, tzinfo=zone)
        start = max(start, begun) if start else begun
    return label, start


def tidy(value: Decimal) -> Decimal:
    """A sum without zeros at its end: how amounts outside the period were written does not show."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()

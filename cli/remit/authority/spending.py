"""Budgets: what was spent in the period, what this decision adds, what is left (step 11)."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from remit.authority.chain import Level
from remit.authority.conditions import judge_all
from remit.authority.ground import Scene
from remit.authority.matching import Match
from remit.authority.measure import entry_amount, number
from remit.authority.register import Entry, Key
from remit.authority.topics import contains
from remit.model.answer import BudgetUse
from remit.model.policy import AMOUNT, Boundary, Budget


def drawn_on(scene: Scene, found: list[Match]) -> dict[str, tuple[Level, Boundary | None]]:
    """The budgets that a decision draws on, each with the level that knows it and the boundary that names it."""
    out: dict[str, tuple[Level, Boundary | None]] = {}
    for match in found:
        name = match.boundary.budget
        if name and name in match.level.budgets and match.truth.value is not False:
            out.setdefault(name, (match.level, match.boundary))
    if scene.case.budget and scene.case.budget in scene.chain.lowest.budgets:
        out.setdefault(scene.case.budget, (scene.chain.lowest, None))
    return out


def use(scene: Scene, level: Level, budget: Budget, boundary: Boundary | None) -> BudgetUse | tuple[str, ...]:
    """What the decision does to a budget; or the facts that are missing."""
    name = boundary.measure if boundary else AMOUNT
    this = number(scene.case.facts, name, level.currency)
    if isinstance(this, tuple) and name != AMOUNT:
        this = number(scene.case.facts, AMOUNT, level.currency)
    if isinstance(this, tuple):
        return this
    label, start = period(budget, scene.at.astimezone(scene.ground.calendar.zone))
    spent = _spent(scene, level, budget, name, start)
    left = budget.cap - spent - this
    return BudgetUse(budget.name, budget.amount, budget.cap, spent, this, left, label, budget.over, exceeded=left < 0)


def period(budget: Budget, at: datetime) -> tuple[str, datetime | None]:
    """The name and the first moment of the calendar period that `at` (in the log's zone) lies in; None is the beginning."""
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


def _spent(scene: Scene, level: Level, budget: Budget, measure: str, start: datetime | None) -> Decimal:
    draws = _drawing(scene, budget)

    def amount(entry: Entry) -> Decimal | None:
        if not draws(entry):
            return None
        return entry_amount(entry, measure if measure in entry.facts else AMOUNT, level)

    # An entry without topics is as the decision that is judged, so it draws on whatever that one draws on.
    sums = scene.ground.register.sums((scene.chain, level.index, budget.name, measure), amount)
    first: Key = (start or datetime(1, 1, 2, tzinfo=UTC), "")
    spent = sums.between(first, scene.key)
    own = scene.ground.register.by_id.get(scene.case.id)
    if own and first <= own.key < scene.key:
        spent -= amount(own) or Decimal(0)
    return spent


def _drawing(scene: Scene, budget: Budget) -> Callable[[Entry], bool]:
    """Whether an entry draws on a budget; the boundaries are looked up once for entries of the same topics."""
    naming = [
        boundary
        for level in scene.chain.levels
        if level.budgets.get(budget.name) is budget
        for boundary in level.policy.boundaries
        if boundary.budget == budget.name
    ]
    known: dict[tuple[str, ...], list[Boundary]] = {}

    def draws(entry: Entry) -> bool:
        if entry.budget is not None:
            return entry.budget == budget.name
        if entry.topics is None:
            return True
        if entry.topics not in known:
            known[entry.topics] = [boundary for boundary in naming if _holds(boundary, entry.topics)]
        return any(
            not found.when or judge_all(found.when, entry.facts).value is not False for found in known[entry.topics]
        )

    return draws


def _holds(boundary: Boundary, topics: tuple[str, ...]) -> bool:
    return any(contains(outer, topic) for outer in boundary.topics for topic in topics)

"""What is drawn on each budget, what is left, and by when it runs out at this pace."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from remit.audits.report import Report, Table
from remit.audits.scope import Scope
from remit.authority.procedure.context import period
from remit.log.policy import Budget


class Spent(NamedTuple):
    """One budget in its present period. Amounts in the policy's currency."""

    budget: Budget
    period: str
    drawn: Decimal
    records: tuple[str, ...]
    runs_out: date | None
    """When the cap is reached at the pace so far; None where that is not before the period ends, or nothing was drawn."""

    @property
    def left(self) -> Decimal:
        """What is left of the cap, tolerance included; negative beyond it."""
        return self.budget.cap - self.drawn


def budgets(scope: Scope) -> Report:
    """The audit of every budget of the policies in force."""
    found = list(spending(scope))
    lead = [f"{one.budget.name} runs out on {one.runs_out} at this pace." for one in found if one.runs_out]
    lead += [f"{one.budget.name} is overdrawn by {-one.left:,f}." for one in found if one.left < 0]
    if not lead:
        nothing = "Nothing to measure: the policy has no budgets."
        lead = ["No budget runs out before its period ends." if found else nothing]
    rows = [
        (one.budget.name, one.period, f"{one.budget.amount:,f}", f"{one.drawn:,f}", f"{one.left:,f}", len(one.records), str(one.runs_out or "-"))
        for one in found
    ]  # fmt: skip
    data = [
        {
            "id": one.budget.name, "period": one.period, "amount": str(one.budget.amount), "cap": str(one.budget.cap), "drawn": str(one.drawn),
            "left": str(one.left), "records": list(one.records), "runs_out": str(one.runs_out) if one.runs_out else None,
        }
        for one in found
    ]  # fmt: skip
    columns = ("budget", "period", "amount", "used", "left", "decisions", "runs out")
    note = "Accepted decisions use the budget; what a tolerance allows counts as left."
    return Report(
        "budget", "Budgets", lead, [Table("Budgets", columns, rows)], {"budgets": data}, [note] if found else []
    )


def spending(scope: Scope) -> Iterable[Spent]:
    """Every budget of the policies in force, with what accepted decisions drew on it in the present period."""
    uses: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    for life in scope.decided():
        answer = scope.ask(life.record) if life.record.status != "rejected" else None
        for use in answer.budget if answer else ():
            uses.setdefault((use.id, use.period), []).append((life.record.id, use.this))
    today = scope.now.date()
    for policy in scope.in_force:
        for budget in policy.budgets.values():
            name, start, end = period(budget, today)
            drawn = uses.get((budget.name, name), [])
            total = sum((amount for _, amount in drawn), Decimal(0))
            records = tuple(record for record, _ in drawn)
            yield Spent(budget, name, total, records, runs_out(budget.cap, total, start or today, today, end))


def runs_out(cap: Decimal, drawn: Decimal, start: date, today: date, end: date | None) -> date | None:
    """The day on which the cap is reached at the pace since `start`; None where it is not reached before `end`."""
    gone = max((today - start).days + 1, 1)
    if drawn <= 0 or drawn >= cap:
        return today if drawn >= cap and drawn > 0 else None
    whole = int(cap / (drawn / gone))
    if whole > 36_500:
        return None
    day = start + timedelta(days=whole)
    return day if end is None or day < end else None

"""Which earlier decisions draw on a budget, and how much each takes."""

from decimal import Decimal

from remit.authority.procedure.amounts import entry_amount
from remit.authority.procedure.chain import Chain, Level
from remit.authority.procedure.conditions import judge_all
from remit.authority.procedure.earlier_decisions import Entry, under
from remit.log.policy import AMOUNT, Boundary, Budget


class Drawing:
    """One budget as one policy of a chain knows it. The boundaries are looked up once for decisions of the same topics."""

    def __init__(self, chain: Chain, level: Level, budget: Budget, measure: str) -> None:
        self.budget, self.measure, self.currency = budget.name, measure, level.currency
        self.key = (chain, level.index, budget.name, measure)
        """What is the same of two drawings that take the same from every decision."""
        self._level = level
        self._naming = [
            boundary
            for found in chain.levels
            if found.budgets.get(budget.name) is budget
            for boundary in found.policy.boundaries
            if boundary.budget == budget.name
        ]
        self._known: dict[tuple[str, ...] | None, list[Boundary]] = {}

    def amount(self, entry: Entry) -> Decimal | None:
        """What a decision took; None where it does not draw on the budget."""
        if not self._draws(entry):
            return None
        return entry_amount(entry, self.measure if self.measure in entry.facts else AMOUNT, self._level)

    def _draws(self, entry: Entry) -> bool:
        drawn = self.draws(entry)
        if drawn is None:
            return any(judge_all(found.when, entry.facts).value is not False for found in self._boundaries(entry))
        return drawn

    def draws(self, entry: Entry) -> bool | None:
        """Whether a decision draws on the budget by what it says of budget and topics; None: its other facts tell.

        A decision without topics is as the one that is judged, so it draws on whatever that one draws on.
        """
        if entry.budget is not None:
            return entry.budget == self.budget
        if entry.topics is None:
            return True
        found = self._boundaries(entry)
        return None if found and all(boundary.when for boundary in found) else bool(found)

    def _boundaries(self, entry: Entry) -> list[Boundary]:
        if entry.topics not in self._known:
            self._known[entry.topics] = [boundary for boundary in self._naming if under(entry, boundary.topics)]
        return self._known[entry.topics]

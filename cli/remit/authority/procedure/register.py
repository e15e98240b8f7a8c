"""Earlier decisions, for sums and budgets. Indexed on first use, so that 10,000 of them cost no more than a few."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from remit.authority.procedure.earlier_decisions import Alike, Entry, Key
from remit.log.facts import FactValue

if TYPE_CHECKING:
    from remit.authority.procedure.budget_draws import Drawing

_KEY = attrgetter("at", "id")


class Sums(NamedTuple):
    """Amounts in order, with running totals."""

    keys: list[Key]
    totals: list[Decimal]

    def between(self, start: Key, end: Key) -> Decimal:
        """The sum of what was decided at or after `start` and before `end`."""
        return self._before(end) - self._before(start)

    def _before(self, key: Key) -> Decimal:
        at = bisect_left(self.keys, key)
        return self.totals[at - 1] if at else Decimal(0)


class Register:
    """All accepted decisions. One that keeps them elsewhere answers the same four questions:

    `find`, `alike`, `says` and `spent`.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """`entries` are read when somebody first asks for one: most answers rest on no other decision."""
        self._unread = entries
        self._by_fact: dict[str, tuple[dict[FactValue, list[Entry]], list[Entry]]] = {}
        self._sums: dict[object, Sums] = {}

    @cached_property
    def entries(self) -> list[Entry]:
        """All of them, in the order in which they were decided."""
        return sorted(self._unread, key=_KEY)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Each by its id."""
        return {entry.id: entry for entry in self.entries}

    def whole(self) -> "Register":
        """The same decisions, for somebody who asks often."""
        return self

    def find(self, record_id: str) -> Entry | None:
        """The accepted decision of an id."""
        return self.by_id.get(record_id)

    def alike(self, asked: Alike) -> list[Entry]:
        """The decisions that belong together with one."""
        found = self.same(asked.first, asked.said.get(asked.first), asked.start, asked.end)
        return [entry for entry in found if asked.holds(entry)]

    def says(self, fact: str, asked: Alike) -> bool:
        """Whether one of the decisions that belong together says a fact."""
        found = self.same(asked.first, asked.said.get(asked.first), asked.start, asked.end)
        return any(fact in entry.facts and asked.holds(entry) for entry in found)

    def spent(self, drawing: "Drawing", start: Key, end: Key) -> Decimal:
        """What the decisions at or after `start` and before `end` took from a budget."""
        return self.sums(drawing.key, drawing.amount).between(start, end)

    def same(self, fact: str, value: FactValue | None, start: Key, end: Key) -> Iterator[Entry]:
        """Entries of a time whose fact equals `value`, or leave it out. Without a value: all of that time."""
        if value is None:
            yield from _slice(self.entries, start, end)
            return
        if fact not in self._by_fact:
            self._by_fact[fact] = self._index(fact)
        found, without = self._by_fact[fact]
        yield from _slice(found.get(value, []), start, end)
        yield from _slice(without, start, end)

    def _index(self, fact: str) -> tuple[dict[FactValue, list[Entry]], list[Entry]]:
        found: dict[FactValue, list[Entry]] = {}
        without: list[Entry] = []
        for entry in self.entries:
            value = entry.facts.get(fact)
            (without if value is None else found.setdefault(value, [])).append(entry)
        return found, without

    def sums(self, key: object, amount: Callable[[Entry], Decimal | None]) -> Sums:
        """Running totals of `amount` (None leaves an entry out), computed once for each key."""
        if key not in self._sums:
            counted = [((entry.at, entry.id), value) for entry in self.entries if (value := amount(entry)) is not None]
            self._sums[key] = Sums([at for at, _ in counted], list(accumulate(value for _, value in counted)))
        return self._sums[key]


def _slice(entries: list[Entry], start: Key, end: Key) -> list[Entry]:
    if not entries:
        return []
    return entries[bisect_left(entries, start, key=_KEY) : bisect_left(entries, end, key=_KEY)]

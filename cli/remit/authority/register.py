"""Earlier decisions, for sums and budgets. Indexed on first use, so that 10,000 of them cost no more than a few."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import accumulate
from operator import attrgetter

from remit.formats.facts import FactValue
from remit.model.tuples import NamedTuple

Key = tuple[datetime, str]
"""The order of decisions: when, then id. A day alone counts as its end."""


class Entry(NamedTuple):
    """An accepted decision. What is None was left out, and is then as in the decision that is judged."""

    id: str
    at: datetime
    """When it was decided (with an offset); of a day alone its last second."""
    facts: dict[str, FactValue]
    topics: tuple[str, ...] | None = None
    budget: str | None = None
    boundary: str | None = None

    @property
    def key(self) -> Key:
        """Its place in the order."""
        return (self.at, self.id)


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
    """All accepted decisions."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = sorted(entries, key=_KEY)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._by_fact: dict[str, tuple[dict[FactValue, list[Entry]], list[Entry]]] = {}
        self._sums: dict[object, Sums] = {}

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

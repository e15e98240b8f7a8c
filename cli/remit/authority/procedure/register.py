"""Earlier decisions, for sums and budgets: which belong together, and which draw on a budget."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from remit.authority.procedure.chain import Chain, Level, contains
from remit.authority.procedure.conditions import judge_all, number
from remit.authority.procedure.question import text
from remit.log.duties import Condition
from remit.log.facts import FactValue, to_facts
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.policy import AMOUNT, Budget
from remit.log.record import ACCEPTED, Record

Key = tuple[datetime, str]
"""The order of decisions: when, then id. A day alone counts as its end."""


class Entry(NamedTuple):
    """An accepted decision. What is None was left out, and is then as in the decision in question."""

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


class Alike(NamedTuple):
    """Which decisions belong together with one: of a time, under some topics, and none of some facts another."""

    topics: tuple[str, ...]
    said: dict[str, FactValue]
    """The facts that must not differ, as far as the decision in question says them."""
    first: str
    """The fact of which a register looks for the value; in `said` where anything is."""
    start: Key
    end: Key
    but: str
    """The id of the decision in question: it is not added to itself."""

    def holds(self, entry: Entry) -> bool:
        """Whether a decision of the time belongs; what it leaves out is as in the one in question."""
        if entry.id == self.but or not under(entry, self.topics):
            return False
        return all(entry.facts.get(fact) in (None, value) for fact, value in self.said.items())


def under(entry: Entry, topics: Iterable[str]) -> bool:
    """Whether a decision is about one of some topics, or leaves out what it is about."""
    return entry.topics is None or any(contains(outer, topic) for outer in topics for topic in entry.topics)


_KEY = attrgetter("at", "id")


def entry_amount(entry: Entry, name: str, level: Level) -> Decimal:
    """What an earlier decision adds: its fact in the policy's currency; without a rate as it stands; nothing where it is missing."""
    found = number(entry.facts, name, level.currency)
    if isinstance(found, Decimal):
        return found
    plain = entry.facts.get(name)
    return plain if isinstance(plain, Decimal) else Decimal(0)


class Drawing:
    """One budget as one policy of a chain knows it. The boundaries are looked up once for decisions of the same topics."""

    def __init__(self, chain: Chain, level: Level, budget: Budget, measure: str) -> None:
        self.budget, self.measure = budget.name, measure
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
        self._known: dict[tuple[str, ...], list[tuple[Condition, ...]]] = {}

    def amount(self, entry: Entry) -> Decimal | None:
        """What a decision took; None where it does not draw on the budget."""
        if not self.draws(entry):
            return None
        return entry_amount(entry, self.measure if self.measure in entry.facts else AMOUNT, self._level)

    def draws(self, entry: Entry) -> bool:
        """Whether a decision draws on the budget: by what it says of budget and topics, else by its other facts.

        A decision without topics is as the one in question, so it draws on whatever that one draws on.
        """
        if entry.budget is not None:
            return entry.budget == self.budget
        if entry.topics is None:
            return True
        if entry.topics not in self._known:
            self._known[entry.topics] = [found.when for found in self._naming if under(entry, found.topics)]
        return any(judge_all(when, entry.facts).value is not False for when in self._known[entry.topics])


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

    def find(self, record_id: str) -> Entry | None:
        """The accepted decision of an id."""
        return self.by_id.get(record_id)

    def alike(self, asked: Alike) -> list[Entry]:
        """The decisions that belong together with one."""
        found = self.same(asked.first, asked.said.get(asked.first), asked.start, asked.end)
        return [entry for entry in found if asked.holds(entry)]

    def says(self, fact: str, asked: Alike) -> bool:
        """Whether one of the decisions that belong together says a fact."""
        return any(fact in entry.facts for entry in self.alike(asked))

    def spent(self, drawing: Drawing, start: Key, end: Key) -> Decimal:
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


def entries_of(log: Log) -> Iterator[Entry]:
    """The accepted decisions of a log, for sums and budgets."""
    for record in log.records:
        if record.status == ACCEPTED and (decided := record.decided):
            yield entry_of(record, decided, log.zone)


def entry_of(record: Record, decided: Moment, zone: tzinfo) -> Entry:
    """One accepted decision as the register keeps it."""
    return Entry(
        record.id,
        decided.last_instant(zone),
        to_facts(record.facts),
        record.topics or None,
        text(record.head.get("budget")),
        record.boundary,
    )

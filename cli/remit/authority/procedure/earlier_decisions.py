"""Earlier decisions, as far as sums look at them, and which of them belong together."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from remit.authority.procedure.topics import contains
from remit.log.facts import FactValue

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


class Alike(NamedTuple):
    """Which decisions belong together with one: of a time, under some topics, and none of some facts another."""

    topics: tuple[str, ...]
    said: dict[str, FactValue]
    """The facts that must not differ, as far as the decision that is judged says them."""
    first: str
    """The fact of which a register looks for the value; in `said` where anything is."""
    start: Key
    end: Key
    but: str
    """The id of the decision that is judged: it is not added to itself."""

    def holds(self, entry: Entry) -> bool:
        """Whether a decision of the time belongs; what it leaves out is as in the one that is judged."""
        return entry.id != self.but and under(entry, self.topics) and all(map(self._may_equal(entry), self.said))

    def _may_equal(self, entry: Entry) -> Callable[[str], bool]:
        return lambda fact: entry.facts.get(fact) in (None, self.said[fact])


def under(entry: Entry, topics: Iterable[str]) -> bool:
    """Whether a decision is about one of some topics, or leaves out what it is about."""
    return entry.topics is None or any(contains(outer, topic) for outer in topics for topic in entry.topics)

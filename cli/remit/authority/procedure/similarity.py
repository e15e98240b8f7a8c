"""Which records have the same answer: those that are alike in all that the policies look at.

Most of ten thousand records are alike: the same people decide the same topics below the same thresholds. So a plain record
is known by what its answer depends on, its numbers reduced to which thresholds of the policies they lie between, its day to
the stretch of time in which neither policies nor holders of roles change.
"""

from bisect import bisect_left, bisect_right
from datetime import date
from decimal import Decimal

from remit.authority.procedure.chain import lineage
from remit.authority.procedure.dependencies import adds_up, days, facts_asked, numbers, says_more
from remit.log.facts import to_fact
from remit.log.log import Log
from remit.log.record import Record


class Alike:
    """What the answers about the records of one log depend on."""

    def __init__(self, log: Log) -> None:
        self._zone = log.zone
        self._any = log.judged and not adds_up(log.policies) and not log.stops
        self._epochs = sorted(set(days(log))) if log.judged else []
        self._currencies = {None, *({policy.currency for policy in log.policies} if len(log.policies) == 1 else ())}
        self._timed = {
            topic for policy in log.policies for one in policy.boundaries if one.decide_within for topic in one.topics
        }
        self._asked = sorted(set(facts_asked(log.policies)))
        self._places: dict[str, object] = {}
        self._thresholds = sorted(set(numbers(log.policies))) if log.judged else []

    def key(self, record: Record) -> object | None:
        """The same for records that have the same answer (but for the amounts that its sentences name); None for one unlike any other."""
        head = record.head
        if not self._any or says_more(record):
            return None
        decided = record.decided
        written = record.facts
        currency = written.get("currency")
        if "rate" in written or not (currency is None or (isinstance(currency, str) and currency in self._currencies)):
            return None
        facts = tuple((name, self._placed(name, written[name])) for name in self._asked if name in written)
        day = decided.day_in(self._zone) if decided else None
        names = tuple(head.get(key) for key in ("decider", "as", "team"))
        if any(name is not None and not isinstance(name, str) for name in names):
            return None
        rest = (record.list_of("informed"), self._waited(record))
        return (self.epoch(day) if day else -1, record.topics, facts, names, *rest)

    def _waited(self, record: Record) -> object:
        """What a timebox looks at: whether others may decide too depends on how long a record waited, and on who met the need."""
        if self._timed.isdisjoint(outer for topic in record.topics for outer in lineage(topic)):
            return None
        return tuple(map(str, map(record.head.get, ("raised", "raised_by", "decided"))))

    def epoch(self, day: date) -> int:
        """The stretch of time of a day in which neither policies nor holders of roles change."""
        return bisect_right(self._epochs, day)

    def _placed(self, name: str, written: object) -> object:
        """A fact as the thresholds that its number lies between; everything else as it is."""
        if not isinstance(written, str):
            return repr(written)
        if written not in self._places:
            value = to_fact(written)
            number = isinstance(value, Decimal)
            here = (bisect_left(self._thresholds, value), bisect_right(self._thresholds, value)) if number else value
            self._places[written] = here
        return self._places[written]

"""The answers about the records of one log, each made once: a decided record at its decision, an open one now.

Ten thousand records are asked about, and most are alike: the same people decide the same topics below the same thresholds.
Such records share an answer, of which only the words may be another's. So a plain record is known by what its answer depends
on, its numbers reduced to which thresholds of the policies they lie between, its day to the stretch of time in which neither
policies nor holders of roles change.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from remit.authority.answer import Answer
from remit.authority.procedure.context import Ground, ground_of
from remit.authority.procedure.decision import judge_record
from remit.authority.procedure.register import Register, entries_of
from remit.authority.procedure.role_holders import turning_days
from remit.log.duties import Condition
from remit.log.facts import to_fact
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.policy import AMOUNT, Boundary, Policy, lineage
from remit.log.record import Record

_SPECIAL = frozenset((
    "advice", "consents", "objections", "votes", "requester", "interested", "related", "emergency", "waiver", "announced", "budget",
    "asked", "stops",
))  # fmt: skip
"""Keys of a head that make a record unlike any other."""


class Similarity:
    """What the answers about the records of one log depend on."""

    def __init__(self, log: Log) -> None:
        self._zone = log.zone
        self._any = log.judged and not adds_up(log.policies) and not log.stops
        self._epochs = sorted(set(_days(log))) if log.judged else []
        self._currencies = {None, *({policy.currency for policy in log.policies} if len(log.policies) == 1 else ())}
        self._timed = {
            topic for policy in log.policies for one in policy.boundaries if one.decide_within for topic in one.topics
        }
        compared = [condition for policy in log.policies for condition in conditions(policy)]
        self._asked = sorted({condition.fact for condition in compared})
        self._thresholds = sorted({number for condition in compared for number in _numbers(condition)})
        self._places: dict[str, object] = {}

    def key(self, record: Record) -> object | None:
        """The same for records that have the same answer (but for the amounts that its sentences name); None for one unlike any other."""
        if not self._any or says_more(record):
            return None
        written = record.facts
        currency = written.get("currency")
        if "rate" in written or not (currency is None or (isinstance(currency, str) and currency in self._currencies)):
            return None
        names = tuple(map(record.head.get, ("decider", "as", "team")))
        if any(name is not None and not isinstance(name, str) for name in names):
            return None
        decided = record.decided
        epoch = self.epoch(decided.day_in(self._zone)) if decided else -1
        facts = tuple((name, self._placed(written[name])) for name in self._asked if name in written)
        return (epoch, record.topics, facts, names, record.list_of("informed"), self._waited(record))

    def _waited(self, record: Record) -> object:
        """What a timebox looks at: whether others may decide too depends on how long a record waited, and on who met the need."""
        if not self._timed or self._timed.isdisjoint(outer for topic in record.topics for outer in lineage(topic)):
            return None
        return tuple(map(str, map(record.head.get, ("raised", "raised_by", "decided"))))

    def epoch(self, day: date) -> int:
        """The stretch of time of a day in which neither policies nor holders of roles change."""
        return bisect_right(self._epochs, day)

    def _placed(self, written: object) -> object:
        """A fact as the thresholds that its number lies between; everything else as it is."""
        if not isinstance(written, str):
            return repr(written)
        if written not in self._places:
            value = to_fact(written)
            number = isinstance(value, Decimal)
            here = (bisect_left(self._thresholds, value), bisect_right(self._thresholds, value)) if number else value
            self._places[written] = here
        return self._places[written]


def adds_up(policies: tuple[Policy, ...]) -> bool:
    """Whether an answer may depend on other decisions."""
    return any(
        policy.budgets or any(boundary.together or boundary.budget for boundary in policy.boundaries)
        for policy in policies
    )


def says_more(record: Record) -> bool:
    """Whether others did something to a record, or its front matter says what makes it unlike any other."""
    return bool(record.acts) or not _SPECIAL.isdisjoint(record.head)


def _days(log: Log) -> Iterator[date]:
    """Every day from which an answer may be another one than the day before."""
    yield from turning_days(log.policies, log.people)
    for policy in log.policies:
        yield policy.start
        if policy.until:
            yield policy.until
        dated = [(entry.start, entry.until) for entry in policy.delegations]
        for start, until in [*dated, *((entry.start, entry.until) for entry in policy.waivers)]:
            yield start
            if until < date.max:
                yield until + timedelta(days=1)


def conditions(policy: Policy) -> Iterator[Condition]:
    """What the answers under a policy compare facts with."""
    for boundary in policy.boundaries:
        yield from conditions_of(boundary)
    yield from (Condition(role.of) for role in policy.roles.values() if role.of)
    for power in policy.emergency:
        yield from (*power.when, Condition(AMOUNT, up_to=power.limit))
    yield from (Condition(AMOUNT, up_to=entry.limit) for entry in policy.delegations)


def conditions_of(boundary: Boundary) -> Iterator[Condition]:
    """What a boundary compares facts with: conditions, and steps and limits as conditions on what they measure."""
    yield from (*boundary.when, *boundary.duties.require, Condition(boundary.measure))
    limits = [limit for _, limit in boundary.limits]
    limits += [entry.up_to for entry in (boundary.delegate, *(step.delegate for step in boundary.steps)) if entry]
    yield from (Condition(boundary.measure, up_to=limit) for limit in limits)
    for step in boundary.steps:
        yield from (*step.duties.require, Condition(boundary.measure, up_to=step.up_to, below=step.below))


def _numbers(condition: Condition) -> Iterator[Decimal]:
    yield from condition.ends
    yield from (value for value in (*condition.values, *condition.excluded) if isinstance(value, Decimal))


class Answers:
    """Answers about the records of one log; None where no policy is in force."""

    def __init__(self, log: Log, now: datetime, absent: Collection[str] = ()) -> None:
        self._log, self._now, self._absent = log, Moment(now.date(), now), absent
        self._keys: dict[str, object] = {}
        self._full: dict[tuple[str, str | None], Answer | None] = {}
        self._shared: dict[tuple[object, str | None], Answer | None] = {}

    def full(self, record: Record, who: str | None = None) -> Answer | None:
        """The answer to this record alone, in its own words: for `who`, else its decider."""
        place = (record.path, who)
        if place not in self._full:
            found = judge_record(self._log, record, self._now, ground=self.ground, who=who)
            self._full[place] = found if isinstance(found, Answer) else None
        return self._full[place]

    def of(self, record: Record, who: str | None = None) -> Answer | None:
        """The answer to a record; its sentences may name the amount of another that is like it."""
        key = self._key(record)
        if key is None:
            return self.full(record, who)
        if (key, who) not in self._shared:
            self._shared[key, who] = self.full(record, who)
        return self._shared[key, who]

    def _key(self, record: Record) -> object | None:
        if record.path not in self._keys:
            self._keys[record.path] = self._similarity.key(record) if record.is_decided else None
        return self._keys[record.path]

    @cached_property
    def ground(self) -> Ground:
        """What all answers stand on. Of a part of a log the whole is read only where a policy adds amounts up."""
        whole = self._log.whole if adds_up(self._log.policies) else self._log
        return ground_of(self._log, absent=self._absent, register=Register(entries_of(whole)))

    @cached_property
    def _similarity(self) -> Similarity:
        return Similarity(self._log)

"""What an answer stands on besides the decision itself: policies, people, earlier decisions, stops, the calendar."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from remit.authority.procedure.chain import Chain, Level, Policies
from remit.authority.procedure.question import Question, Stop
from remit.authority.procedure.register import Key, Register
from remit.authority.procedure.role_holders import Offices, turning_days
from remit.log.moment import Span, parse_day
from remit.log.people import People

_UNITS = {
    "s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1),
    "w": timedelta(days=7),
}  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Calendar(NamedTuple):
    """The log's time zone, working days (Monday is 0) and holidays."""

    zone: tzinfo = UTC
    working: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether people work that day."""
        return day.weekday() in self.working and day not in self.holidays

    def after(self, start: datetime, span: Span) -> datetime:
        """The moment at which a span that begins at `start` is over. Of `3wd` the third working day after, same time."""
        if span.unit != "wd":
            return start + _UNITS[span.unit] * span.count
        here, left = start.astimezone(self.zone), span.count
        if not self.working:
            return here + timedelta(days=span.count)
        while left:
            here += timedelta(days=1)
            left -= self.works(here.date())
        return here

    def before(self, end: datetime, span: Span) -> datetime:
        """The moment at which a span that ends at `end` began."""
        if span.unit != "wd":
            return end - _UNITS[span.unit] * span.count
        here, left = end.astimezone(self.zone), span.count
        if not self.working:
            return here - timedelta(days=span.count)
        while left:
            here -= timedelta(days=1)
            left -= self.works(here.date())
        return here


def calendar_of(zone: tzinfo, working_days: tuple[str, ...], holidays: tuple[str, ...]) -> Calendar:
    """The calendar that the settings give; a holiday that is no day is left out."""
    days = frozenset(WEEKDAYS.index(name) for name in working_days if name in WEEKDAYS)
    return Calendar(zone, days, frozenset(filter(None, map(parse_day, holidays))))


class Ground:
    """Everything that is the same for many answers. Immutable to its users; what it finds out it remembers."""

    def __init__(
        self,
        policies: Policies,
        people: People | None = None,
        register: Register | None = None,
        stops: tuple[Stop, ...] = (),
        calendar: Calendar | None = None,
        absent: frozenset[str] = frozenset(),
    ) -> None:
        self.policies, self.people, self.stops, self.absent = policies, people, stops, absent
        self.register = register or Register()
        self.calendar = calendar or Calendar()
        self._turns = turning_days(policies.versions, people)
        self._offices: dict[int, Offices] = {}

    def offices(self, day: date) -> Offices:
        """Who holds what on a day. Days between which nothing changes share one answer."""
        turn = bisect_right(self._turns, day)
        if turn not in self._offices:
            self._offices[turn] = Offices(self.people, day, self.absent)
        return self._offices[turn]


class Case:
    """One question: who asks about what, when, and on what ground. Facts about amounts are worked out once."""

    def __init__(self, ground: Ground, question: Question, asker: str, at: datetime, day: date, chain: Chain) -> None:
        self.ground, self.question, self.chain, self.at, self.day = ground, question, chain, at, day
        self.offices = ground.offices(day)
        self.asker = self.offices.canonical(asker)
        self.requester = self.offices.canonical(question.requester) if question.requester else None
        self.interested = frozenset(map(self.offices.canonical, question.interested))
        self.key: Key = (at, question.id)
        self.waivers: list[str] = []
        """Waivers found to lift a boundary."""

    @property
    def barred(self) -> frozenset[str]:
        """Whose consent does not count: the decider, who asked for it, who gains from it."""
        asked = {self.requester} if self.requester else set()
        return frozenset({self.asker, *asked, *self.interested})

    def next_above(self, level: Level, names: tuple[str, ...], barred: frozenset[str]) -> str | None:
        """The next role or body of the escalation above `names` that somebody not barred holds."""
        return next((name for name in above(level, names) if set(self.offices.holders(level, name)) - barred), None)


def above(level: Level, names: tuple[str, ...], least: int | None = None) -> list[str]:
    """What the escalation lists above every one of `names`, of tiers from `least` up.

    Above names that it does not list stands only what is of a higher tier than theirs.
    """
    ranks = [level.rank[name] for name in names if name in level.rank]
    if ranks:
        following, floor = level.escalation[max(ranks) + 1 :], least or 0
    else:
        highest = max(level.tier_rank(name) for name in names) if least is None else least
        following, floor = level.escalation, highest + 1
    return [name for name in following if level.tier_rank(name) >= floor]

"""A case: a question as one person asks it at one moment, and what else its answer depends on."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import NamedTuple

from remit.authority.answer import Absence, BudgetUse, Duty, NoAnswer
from remit.authority.procedure.chain import Chain, Level, Policies, policies_of
from remit.authority.procedure.conditions import number
from remit.authority.procedure.question import Question, Voice
from remit.authority.procedure.register import Alike, Drawing, Key, Register, entries_of, entry_amount
from remit.authority.procedure.role_holders import RoleHolders, turning_days
from remit.log.log import Log
from remit.log.moment import Moment, Span, parse_day
from remit.log.people import People
from remit.log.policy import AMOUNT, Boundary, Budget
from remit.log.stops import Stop, stops_of

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
        return self._moved(start, span, 1)

    def before(self, end: datetime, span: Span) -> datetime:
        """The moment at which a span that ends at `end` began."""
        return self._moved(end, span, -1)

    def _moved(self, here: datetime, span: Span, way: int) -> datetime:
        if span.unit != "wd":
            return here + way * _UNITS[span.unit] * span.count
        here, left = here.astimezone(self.zone), span.count
        if not self.working:
            return here + timedelta(days=way * span.count)
        while left:
            here += timedelta(days=way)
            left -= self.works(here.date())
        return here


def calendar_of(zone: tzinfo, working_days: tuple[str, ...], holidays: tuple[str, ...]) -> Calendar:
    """The calendar that the settings give; a holiday that is no day is left out."""
    days = frozenset(WEEKDAYS.index(name) for name in working_days if name in WEEKDAYS)
    return Calendar(zone, days, frozenset(filter(None, map(parse_day, holidays))))


def stamp(at: datetime) -> str:
    """A moment as text, to the minute."""
    return at.isoformat(timespec="minutes")


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
        self._role_holders: dict[int, RoleHolders] = {}

    def role_holders(self, day: date) -> RoleHolders:
        """Who holds what on a day. Days between which nothing changes share one answer."""
        turn = bisect_right(self._turns, day)
        if turn not in self._role_holders:
            self._role_holders[turn] = RoleHolders(self.people, day, self.absent)
        return self._role_holders[turn]

    def chain(self, at: Moment, policy: str | None = None) -> Chain | NoAnswer:
        """The policies in force at a moment, down to `policy` (default: the lowest); or why there is none (step 1)."""
        return self.policies.chain(at.day_in(self.calendar.zone), policy)


def ground_of(log: Log, *, absent: Iterable[str] = (), register: Register | None = None) -> Ground:
    """What all answers about a log stand on. Make it once and ask often; `register` may come from an index."""
    settings = log.settings
    return Ground(
        policies_of(log),
        log.people,
        register or Register(entries_of(log)),
        tuple(stops_of(log)),
        calendar_of(log.zone, settings.working_days, settings.holidays),
        frozenset(absent),
    )


class Measured(NamedTuple):
    """How large a decision is by the fact that a boundary measures; without a value the facts that are missing."""

    value: Decimal | None
    own: Decimal | None = None
    with_ids: tuple[str, ...] = ()
    """Earlier decisions that were added."""
    missing: tuple[str, ...] = ()


class Case:
    """One question: who asks about what, when, under which policies, and on what ground."""

    def __init__(self, ground: Ground, question: Question, asker: str, moment: Moment, chain: Chain) -> None:
        self.ground, self.question, self.moment, self.chain = ground, question, moment, chain
        self.calendar = ground.calendar
        self.at = moment.last_instant(self.calendar.zone)
        self.day = moment.day_in(self.calendar.zone)
        self.role_holders = ground.role_holders(self.day)
        if chain.areas:
            known = {fact: question.facts[fact] for fact in chain.areas if fact in question.facts}
            self.role_holders = self.role_holders.of_areas(known)
        self.asker = self.role_holders.canonical(asker)
        concerned = (*((question.requester,) if question.requester else ()), *question.interested)
        self.interested = frozenset(map(self.role_holders.canonical, concerned))
        """Who asked for it, gains from it or declared an interest."""
        self.barred = self.interested | {self.asker}
        """Whose consent does not count."""
        self.key: Key = (self.at, question.id)
        self.waivers: list[str] = []
        """Waivers found to lift a boundary."""

    def next_above(self, level: Level, names: tuple[str, ...]) -> str | None:
        """The next role or body of the escalation above `names` that somebody not barred holds."""
        return next(
            (name for name in above(level, names) if set(self.role_holders.holders(level, name)) - self.barred), None
        )

    def people(self, level: Level, names: tuple[str, ...]) -> tuple[str, ...]:
        """Who holds some roles; not the asker, and nobody who is away while others are there."""
        return self.role_holders.present(level, names, but=(self.asker,))

    def absences(
        self,
        level: Level,
        goes_to: tuple[str, ...],
        above: Iterable[str] = (),
        delegates: Iterable[str] = (),
        duties: Iterable[Duty] = (),
    ) -> tuple[Absence, ...]:
        """Those among the roles that it goes to, and those that must respond first.

        `above`: the roles that may decide instead; `delegates`: the people to whom it is delegated.
        """
        first = self.role_holders.absence(level, goes_to, above, but=self.interested, delegates=delegates)
        asked = dict.fromkeys(duty.who for duty in duties if duty.missing and duty.who != goes_to)
        rest = (self.role_holders.absence(level, names, but=self.barred) for names in asked)
        return tuple(absence for absence in (first, *rest) if absence)

    def name(self, voice: Voice) -> str:
        """Who spoke; else as what."""
        return self.role_holders.canonical(voice.who) if voice.who else voice.role or ""

    def in_time(self, voice: Voice) -> bool:
        """Whether it was said before the decision."""
        return voice.on is None or voice.on.instant(self.calendar.zone) <= self.at

    def window_end(self, span: Span, announced: Moment | None = None) -> datetime | None:
        """When a window that the announcement (of the vote, else of the decision) opened closes; None where there was none."""
        begun = announced or self.question.announced
        return self.calendar.after(begun.last_instant(self.calendar.zone), span) if begun else None

    def measure(self, level: Level, boundary: Boundary) -> Measured:
        """The measured fact of a boundary, with `related` decisions and those that `together` names (step 7)."""
        own = number(self.question.facts, boundary.measure, level.currency)
        if isinstance(own, tuple):
            return Measured(None, missing=own)
        register = self.ground.register
        added = [entry for name in self.question.related if (entry := register.find(name)) and entry.key < self.key]
        if boundary.together:
            same = boundary.together.same
            said = {fact: self.question.facts[fact] for fact in same if fact in self.question.facts}
            start = (self.calendar.before(self.at, boundary.together.within), "")
            alike = Alike(boundary.topics, said, next(iter(said), same[0]), start, self.key, self.question.id)
            # What this decision leaves out and one that may belong to it says: without it nothing can be added.
            missing = tuple(fact for fact in same if fact not in said and register.says(fact, alike))
            if missing:
                return Measured(None, own, (), missing)
            added += register.alike(alike)
        amounts = {entry.id: entry_amount(entry, boundary.measure, level) for entry in added}
        return Measured(own + sum(amounts.values(), Decimal(0)), own, tuple(amounts))

    def draw(self, level: Level, budget: Budget, boundary: Boundary | None) -> BudgetUse | tuple[str, ...]:
        """What the decision does to a budget (step 11); or the facts that are missing. `boundary`: the one that names it."""
        name = boundary.measure if boundary else AMOUNT
        this = number(self.question.facts, name, level.currency)
        if isinstance(this, tuple):
            this = number(self.question.facts, AMOUNT, level.currency)
        if isinstance(this, tuple):
            return this
        zone = self.calendar.zone
        label, day, _ = period(budget, self.at.astimezone(zone).date())
        first: Key = (datetime.combine(day, time(), zone) if day else datetime(1, 1, 2, tzinfo=UTC), "")
        register, drawing = self.ground.register, Drawing(self.chain, level, budget, name)
        spent = register.spent(drawing, first, self.key)
        own = register.find(self.question.id) if self.question.id else None
        if own and first <= own.key < self.key:
            spent -= drawing.amount(own) or Decimal(0)
        spent = tidy(spent)
        left = budget.cap - spent - this
        return BudgetUse(
            budget.name, budget.amount, budget.cap, spent, this, left, label, budget.over, exceeded=left < 0
        )

    def waived(self, boundary: Boundary) -> bool:
        """Whether a dated waiver of the same policy or one above lifts a boundary today, for this decision."""
        for level in self.chain.levels:
            for waiver in level.policy.waivers:
                mine = (
                    waiver.decision is None or waiver.decision == self.question.id or waiver.id == self.question.waiver
                )
                dated = waiver.start <= self.day <= waiver.until
                if dated and mine and self.chain.reaches(waiver.boundary, level, boundary):
                    self.waivers.append(waiver.id)
                    return True
        return False


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


def period(budget: Budget, day: date) -> tuple[str, date | None, date | None]:
    """The calendar period of a budget that a day is in: its name, its first day and the first day after; None: no beginning, no end."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(budget.per)
    if months is None:
        return "total", budget.start, None
    before = (day.month - 1) // months * months
    years, month = divmod(before + months, 12)
    end = date(day.year + years, month + 1, 1) if day.year + years <= date.max.year else None
    names = {1: f"{day.year}-{day.month:02d}", 3: f"{day.year}-Q{before // 3 + 1}", 12: str(day.year)}
    start = day.replace(month=before + 1, day=1)
    return names[months], max(start, budget.start or start), end


def tidy(value: Decimal) -> Decimal:
    """A sum without zeros at its end: how amounts outside the period were written does not show."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()

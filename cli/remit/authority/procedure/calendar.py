"""Spans of time from a moment: hours and days run through, working days skip weekends and holidays."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from remit.log.policy import Span

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
    return Calendar(zone, days, frozenset(filter(None, map(_day, holidays))))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

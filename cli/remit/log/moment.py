"""Days, times and lengths of time as files give them: a day alone, a time with an offset, a span such as `72h`."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

DAY_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT_PATTERN = rf"{DAY_PATTERN}([T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
"""What `parse_day` and `parse_moment` take, for JSON Schemas."""


class Moment(NamedTuple):
    """When something happened, as exactly as it was written."""

    day: date
    """The calendar day as written."""
    at: datetime | None
    """The time with its offset; None where only a day was written."""

    @property
    def text(self) -> str:
        """ISO 8601: the day, or the time to the minute (to the second where it has seconds) with its offset."""
        if self.at is None:
            return self.day.isoformat()
        return self.at.isoformat(timespec="minutes" if not self.at.second else "seconds")

    def instant(self, zone: tzinfo = UTC) -> datetime:
        """The time; midnight at the start of the day in `zone` where only a day is known."""
        return self.at if self.at is not None else datetime.combine(self.day, time(), zone)

    def last_instant(self, zone: tzinfo = UTC) -> datetime:
        """The time; the last second of the day in `zone` where only a day is known."""
        if self.at is not None:
            return self.at
        return datetime.combine(self.day, time(), zone) + timedelta(days=1, seconds=-1)

    def day_in(self, zone: tzinfo) -> date:
        """The calendar day that it falls on in `zone`; a day alone is that day everywhere."""
        return self.day if self.at is None or self.at.tzinfo is zone else self.at.astimezone(zone).date()


class Span(NamedTuple):
    """A length of time as written: `72h`, `7d`, `3wd` (working days), `2w`."""

    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks a span for
    unit: str
    """s, m, h, d, wd or w."""

    @property
    def text(self) -> str:
        """The span as it was written: `72h`."""
        return f"{self.count}{self.unit}"


def parse_day(text: str) -> date | None:
    """The day that `text` gives, as 2026-01-31; None where it is none: no other form of ISO 8601 is one."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(1024)  # several checks read the dates of one record, one after the other
def parse_moment(text: str, zone: tzinfo = UTC) -> Moment | None:
    """The moment that `text` gives (ISO 8601); a time without an offset is read in `zone`. None where it is none."""
    day = parse_day(text[:10])
    if day is None or 10 < len(text) < 16:
        return None
    if len(text) == 10:
        return Moment(day, None)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Moment(at.date(), at if at.tzinfo is not None else at.replace(tzinfo=zone))


def has_offset(text: str) -> bool:
    """Whether a time in `text` says in which zone; a day alone needs none."""
    return len(text) <= 10 or text.endswith("Z") or "+" in text[10:] or "-" in text[10:]

"""What audits group by: a field of the record, or something computed from its life."""

from datetime import UTC, datetime, tzinfo

from remit.audits.life import Life
from remit.log.log import Log
from remit.log.record import texts

NONE = "(none)"
COMPUTED = (
    "year",
    "month",
    "week",
    "cohort",
    "tier",
    "boundary",
    "team",
    "decider",
    "topic",
    "area",
    "status",
    "deferred",
    "format",
    "tag",
)
"""Fields with a meaning of their own. `cohort` is the year it came up; `area` the first part of its topic."""


def values_of(life: Life, field: str, log: Log) -> tuple[str, ...]:
    """The groups that a record belongs to, by one field; NONE where it has no value. Several where the value is a list."""
    record = life.record
    if field in ("year", "month", "week"):
        return (period(life.end if life.end is not None else life.start, field, log.zone),)
    if field == "cohort":
        return (period(life.start, "year", log.zone),)
    if field == "deferred":
        return ("yes" if life.deferred else "no",)
    if field in ("status", "format"):
        return (getattr(record, field) or NONE,)
    if field == "team":
        return (team_of(life, log),)
    if field == "area":
        return tuple(dict.fromkeys(topic.split("/", 1)[0] for topic in record.topics)) or (NONE,)
    if field == "tag":
        return record.list_of("tags") or (NONE,)
    found = texts(record.head.get(field)) or texts(record.facts.get(field.removeprefix("fact.")))
    return found or (NONE,)


def team_of(life: Life, log: Log) -> str:
    """The team written in the record; else the decider's."""
    record = life.record
    if record.team or not log.people:
        return record.team or NONE
    person = log.people.by_handle.get(record.decider or "")
    return (person.team if person else None) or NONE


def period(at: float | None, unit: str, zone: tzinfo = UTC) -> str:
    """The year, month, week (ISO 8601) or quarter that a time falls in, in a zone."""
    if at is None:
        return NONE
    then = datetime.fromtimestamp(at, zone)
    if unit == "year":
        return f"{then.year:04d}"
    if unit == "quarter":
        return f"{then.year:04d}-Q{(then.month + 2) // 3}"
    if unit == "week":
        year, week, _ = then.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return f"{then.year:04d}-{then.month:02d}"


def periods(first: float, last: float, unit: str, zone: tzinfo = UTC) -> list[str]:
    """Every period from one time to another, those in which nothing happened too."""
    step = {"week": 7, "month": 28, "quarter": 84, "year": 360}[unit] * 86400.0
    count = int((last - first) / step) + 1
    return list(dict.fromkeys(period(min(first + step * number, last), unit, zone) for number in range(count + 1)))


def day(at: float | None, zone: tzinfo) -> str:
    """The day of a time in a zone."""
    return datetime.fromtimestamp(at, zone).date().isoformat() if at is not None else "?"

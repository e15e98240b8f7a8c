"""What an audit counts decisions by: fields of a record, teams, periods; and a record as one row of a table."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from remit.audits.lead_times import Life
from remit.authority.procedure.answers import Answers
from remit.authority.procedure.chain import team_of
from remit.log.log import Log
from remit.log.record import Act, Record, texts

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
        return (team_of_record(log, record) or NONE,)
    if field == "area":
        return tuple(dict.fromkeys(topic.split("/", 1)[0] for topic in record.topics)) or (NONE,)
    if field == "tag":
        return record.list_of("tags") or (NONE,)
    found = texts(record.head.get(field)) or texts(record.facts.get(field.removeprefix("fact.")))
    return found or (NONE,)


def team_of_record(log: Log, record: Record) -> str | None:
    """The team written in the record; else the decider's."""
    return record.team or team_of(log, record.decider)


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


FIELDS = (
    "path", "id", "aliases", "title", "status", "status_raw", "raised", "decided", "decider", "deciders", "consulted",
    "informed", "tier", "boundary", "could_be", "policy", "topic", "intent", "team", "supersedes", "superseded_by",
    "related", "links", "tags", "review_by", "acts",
)  # fmt: skip
"""The fields, in their order. Absent is null or an empty list."""
_WRITTEN = ("aliases", "consulted", "informed", "intent", "supersedes", "superseded_by", "related", "tags")
LISTS = (*_WRITTEN, "deciders", "topic")
"""The fields that are lists of texts; `links` and `acts` are lists of objects; all others are text or null."""


def row(log: Log, record: Record, answers: Answers | None = None) -> dict[str, Any]:
    """One record. With answers `could_be` and `policy` are computed; without they are null."""
    judged = answers.of(record) if answers and record.is_decided and record.decided else None
    out: dict[str, Any] = dict.fromkeys(FIELDS)
    out |= {key: list(record.list_of(key)) for key in _WRITTEN}
    out |= {
        "path": record.path,
        "id": record.id,
        "title": record.title,
        "status": record.status or None,
        "status_raw": _raw_status(record),
        "raised": _moment(record, "raised", log),
        "decided": _moment(record, "decided", log),
        "decider": record.decider,
        "deciders": list(record.deciders),
        "tier": record.tier,
        "boundary": record.boundary,
        "could_be": judged.could_be if judged else None,
        "policy": judged.policy or None if judged else None,
        "topic": list(record.topics),
        "team": team_of_record(log, record),
        "review_by": _moment(record, "review_by", log),
        "links": [{"as": kind, "to": other} for kind, other in record.links],
        "acts": [_act(act) for act in record.acts],
    }
    return out


def _raw_status(record: Record) -> str | None:
    raw = record.raw.get("status", record.head.get("status"))
    return raw if isinstance(raw, str) else None


def _moment(record: Record, key: str, log: Log) -> str | None:
    found = record.moment(key, log.zone)
    return found.text if found else None


def _act(act: Act) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "who": act.who,
        "as": act.as_role,
        "on": act.on.text if act.on else None,
        "path": act.path,
    }

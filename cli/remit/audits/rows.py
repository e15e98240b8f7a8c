"""A record as a row of data: the published fields of `remit list --json` and `remit export`."""

from typing import Any

from remit.authority.answer import Answer
from remit.authority.procedure.context import Ground
from remit.authority.procedure.records import judge_record, team_of
from remit.log.log import Log
from remit.log.record import Act, Record

FIELDS = (
    "path", "id", "aliases", "title", "status", "status_raw", "raised", "decided", "decider", "deciders", "consulted",
    "informed", "tier", "boundary", "could_be", "policy", "topic", "intent", "team", "supersedes", "superseded_by",
    "related", "tags", "review_by", "acts",
)  # fmt: skip
"""The fields, in their order. Absent is null or an empty list."""
_LISTS = ("aliases", "consulted", "informed", "intent", "supersedes", "superseded_by", "related", "tags")


def row(log: Log, record: Record, ground: Ground | None = None) -> dict[str, Any]:
    """One record. With a ground `could_be` and `policy` are computed; without they are null."""
    answer = judge_record(log, record, ground=ground) if ground and record.is_decided else None
    judged = answer if isinstance(answer, Answer) else None
    out: dict[str, Any] = dict.fromkeys(FIELDS)
    out |= {key: list(record.list_of(key)) for key in _LISTS}
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
        "team": record.team or team_of(log, record.decider),
        "review_by": _moment(record, "review_by", log),
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

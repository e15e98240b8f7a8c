"""One record for people: the head in words, the text, and what others did to it."""

from collections.abc import Iterator
from typing import Any

from remit.log.record import Act, Record
from remit.reporting.terminal import safe, safe_line

_LISTS = (
    ("topic", "topic"), ("intent", "serves"), ("supersedes", "supersedes"), ("superseded_by", "superseded by"), ("related", "related"),
    ("informed", "told"), ("tags", "tags"), ("aliases", "also called"),
)  # fmt: skip


def lines(record: Record, row: dict[str, Any], why: str = "", stopped: tuple[str, ...] = ()) -> Iterator[str]:
    """The record as safe lines. `row`: its published fields; `why`: the answer to "may they?", in a sentence. `stopped`: who stopped it."""
    yield safe_line(f"{record.id}  {record.title}")
    yield safe_line(_standing(row))
    if stopped:
        yield safe_line(f"stopped by {', '.join(stopped)}: it is not in effect until the stop is lifted")
    if row["tier"] or row["boundary"]:
        yield safe_line(_tier(row))
    if why:
        yield safe_line(why)
    for key, name in _LISTS:
        if row[key]:
            yield safe_line(f"{name}: {', '.join(row[key])}")
    for kind, other in record.links:
        yield safe_line(f"{kind.replace('-', ' ')}: {other}")
    for key, name in (("raised", "raised"), ("review_by", "review by"), ("team", "team")):
        if row[key]:
            yield safe_line(f"{name}: {row[key]}")
    if record.facts:
        yield safe_line("facts: " + ", ".join(f"{key} {_shown(value)}" for key, value in record.facts.items()))
    yield safe_line(f"file: {record.path}")
    if record.body.strip():
        yield ""
        yield from safe(record.body.strip("\n").replace("\r\n", "\n").replace("\t", "    ")).split("\n")
    for act in record.acts:
        yield ""
        yield from _act(act)


def _standing(row: dict[str, Any]) -> str:
    when = f" {row['decided']}" if row["decided"] else ""
    who = row["decider"] or ", ".join(row["deciders"])
    status = row["status"] or row["status_raw"] or "without a status"
    return f"{status}{when}{f' by {who}' if who else ''}"


def _tier(row: dict[str, Any]) -> str:
    lower = f" (could be {row['could_be']})" if row["could_be"] and row["could_be"] != row["tier"] else ""
    boundary = f"boundary {row['boundary']}" if row["boundary"] else ""
    policy = f" of {row['policy']}" if row["policy"] and boundary else ""
    return ", ".join(part for part in (f"{row['tier']}{lower}" if row["tier"] else "", f"{boundary}{policy}") if part)


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _act(act: Act) -> Iterator[str]:
    role = f" as {act.as_role}" if act.as_role else ""
    when = f", {act.on.text}" if act.on else ""
    yield safe_line(f"{act.kind} by {act.who}{role}{when}")
    for line in act.body.strip("\n").split("\n"):
        if line.strip():
            yield safe_line(f"    {line.rstrip()}")

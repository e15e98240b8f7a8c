"""`remit show`: one decision with everything about it."""

from collections.abc import Iterator
from typing import Any

import click

from remit.audits.fields import row
from remit.authority.answer import DECIDE, DECIDE_AFTER
from remit.authority.procedure.answers import Answers
from remit.commands import options
from remit.commands.session import Session
from remit.log.log import Log
from remit.log.record import Act, Record
from remit.log.stops import stops_on
from remit.reporting.answers import first_line
from remit.reporting.terminal import json_of, safe, safe_line
from remit.workspace import clock


@click.command(epilog="Try:  remit show k3f9")
@options.record
@click.option("--at", metavar="COMMIT", help="Show it as of this commit.")
@options.formats("text", "json")
def show(record: str, at: str | None, form: str) -> int:
    """Show one decision with everything about it.

    ID is any unique part of the ID, the file name or the title, or a number such as ADR-12.
    """
    session = Session(at=at)
    log, found = session.log, session.record(record)
    row, why = _told(log, found)
    now = clock.now(log.zone)
    stopped = tuple(stop.who for stop in stops_on(found, log.zone) if stop.is_open(now, log.zone))
    if form == "json":
        data = row | {"body": found.body, "head": found.head}
        data["acts"] = [entry | {"body": act.body} for entry, act in zip(row["acts"], found.acts, strict=True)]
        click.echo(json_of(data))
    else:
        click.echo("\n".join(_lines(found, row, why, stopped)))
    return 0


def _both_sides(log: Log, record: Record) -> dict[str, list[str]]:
    """The supersessions of a record of another format, those too that only the other record states."""
    out = {}
    for key, converse in (("supersedes", "superseded_by"), ("superseded_by", "supersedes")):
        others = [other.id for other in log.adopted if record.id in other.list_of(converse)]
        if found := list(dict.fromkeys([*record.list_of(key), *others])):
            out[key] = found
    return out


def _told(log: Log, record: Record) -> tuple[dict[str, Any], str]:
    """Its published fields, and the answer of the decision procedure in a sentence."""
    if not record.native:
        return {**row(log, record), **_both_sides(log, record)}, ""
    if not log.judged:
        return row(log, record), ""

    answers = Answers(log.about(record), clock.now(log.zone))
    answer, fields = answers.full(record), row(log, record, answers)
    if answer is None or not record.decider:
        return fields, ""
    if record.is_decided and answer.answer in (DECIDE, DECIDE_AFTER):
        return fields, f"decided as {answer.as_role}" + (f": {answer.comparison}" if answer.comparison else "")
    return fields, first_line(answer)


_LISTS = (
    ("topic", "topic"), ("intent", "serves"), ("supersedes", "supersedes"), ("superseded_by", "superseded by"), ("related", "related"),
    ("informed", "told"), ("tags", "tags"), ("aliases", "also called"),
)  # fmt: skip


def _lines(record: Record, row: dict[str, Any], why: str = "", stopped: tuple[str, ...] = ()) -> Iterator[str]:
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

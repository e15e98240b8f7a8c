"""`remit show`: one decision with everything about it."""

from typing import Any

import click

from remit.audits.fields import row
from remit.authority.answer import DECIDE, DECIDE_AFTER
from remit.authority.procedure.answers import Answers
from remit.commands import options
from remit.commands.session import Session
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.stops import stops_on
from remit.repo import git
from remit.repo.repository import Repository
from remit.reporting import records
from remit.reporting.answers import first_line
from remit.reporting.terminal import json_of
from remit.workspace import clock, logs, resolve


@click.command(epilog="Try:  remit show k3f9")
@options.record
@click.option("--at", metavar="COMMIT", help="Show it as of this commit.")
@options.formats("text", "json")
def show(record: str, at: str | None, form: str) -> int:
    """Show one decision with everything about it.

    ID is any unique part of the ID, the file name or the title, or a number such as ADR-12.
    """
    session = Session()
    log, found = _at(session.repository, record, at) if at else (session.log, session.record(record))
    row, why = _told(log, found)
    now = clock.now(log.zone)
    stopped = tuple(stop.who for stop in stops_on(found, log.zone) if stop.is_open(now, log.zone))
    if form == "json":
        data = row | {"body": found.body, "head": found.head}
        data["acts"] = [entry | {"body": act.body} for entry, act in zip(row["acts"], found.acts, strict=True)]
        click.echo(json_of(data))
    else:
        click.echo("\n".join(records.lines(found, row, why, stopped)))
    return 0


def _at(repository: Repository, text: str, at: str) -> tuple[Log, Record]:
    log = logs.need_log(repository, logs.read_log(repository, git.commit_id(repository.top, at)))
    try:
        return log, resolve.resolve(log, text)
    except CannotProceed as error:
        error.message = f"at {at}, {error.message}"
        raise


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

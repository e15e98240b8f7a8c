"""`remit list`: the decisions of the log, as a table or as JSON."""

import json
import sys
from datetime import datetime

import click

from remit.audits.fields import row
from remit.authority.procedure.answers import Answers
from remit.commands import options
from remit.commands.selection import COLUMNS, Selection, day, selected
from remit.commands.session import Session
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.source import RECORD, kind_of
from remit.log.stops import stops_on
from remit.log.text import counted
from remit.reporting.terminal import escaped, safe_line
from remit.workspace import code_changes

SORTS = ("newest", "path", "id", "title", "status", "tier", "boundary", "decider", "team", "date")


@click.command("list", epilog="Example:  remit list --status accepted --topic tooling --since 2026-01-01")
@selected
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True, help="Sort by this column.")
@click.option("--reverse", is_flag=True, help="Reverse the order.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Show only the first N.")
@options.formats("text", "json")
def list_(selection: Selection, sort: str, reverse: bool, limit: int | None, form: str) -> int:
    """List and search decisions.

    WORDS are searched in titles and texts; all of them must match. An option given several times matches any of its
    values; different options must all match.
    """
    session = Session()
    log, now = session.log, session.now
    found = selection.of(session, log)
    if sort == "newest":
        found.sort(key=lambda record: (_instant(log, record), record.path), reverse=not reverse)
    else:
        found.sort(key=lambda record: (COLUMNS[sort](log, record), record.path), reverse=reverse)
    code_changes.see(session.repository, log, now)
    sys.stdout.write(_json(log, found[:limit], now) if form == "json" else _table(log, found[:limit], now))
    unread = [path for path in log.unread if kind_of(path, log.root) == RECORD]
    if unread:
        sys.stderr.write(
            f"{counted(len(unread), 'record')} cannot be read and {'is' if len(unread) == 1 else 'are'} not shown: `remit check` explains why\n"
        )
    if unread and not log.records:
        raise CannotProceed("no record can be read", "`remit check` explains why")
    return 0


def _instant(log: Log, record: Record) -> float:
    """When it was decided, else raised, to the second (Unix time); before everything where neither is known."""
    found = record.dated(log.zone)
    return found.instant(log.zone).timestamp() if found else float("-inf")


def _is_stopped(log: Log, record: Record, now: datetime) -> bool:
    """Whether somebody stopped the decision, and nobody lifted that."""
    return any(stop.is_open(now, log.zone) for stop in stops_on(record, log.zone))


def _status(log: Log, record: Record, now: datetime) -> str:
    """The status as it is written, and whether the decision is stopped."""
    return f"{record.status}, stopped" if _is_stopped(log, record, now) else record.status


def _json(log: Log, found: list[Record], now: datetime) -> str:
    answers = Answers(log, now)
    data = [{**row(log, record, answers), "stopped": _is_stopped(log, record, now)} for record in found]
    rows = [escaped(json.dumps(entry, ensure_ascii=False)) for entry in data]
    text = "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")  # a file's name may be no text


def _deciders(record: Record) -> str:
    """Who decided, in a column: of many the first."""
    first, *others = record.deciders or ("",)
    return f"{first} and {len(others)} more" if len(others) > 1 else ", ".join((first, *others))


def _table(log: Log, found: list[Record], now: datetime) -> str:
    if not found:
        return "No decisions found\n"
    cells = [
        (record.id, _status(log, record, now), day(log, record), _deciders(record), record.tier or "", record.title)
        for record in found
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)][:-1]
    form = "  ".join(f"%-{width}s" for width in widths) + "  %s"
    return "".join([safe_line((form % row).rstrip()) + "\n" for row in cells])

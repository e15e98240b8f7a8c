"""`remit list`: the decisions of the log, as a table or as JSON."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime

import click

from remit.audits.fields import row, team_of_record
from remit.audits.precedents import holds, searched
from remit.authority.procedure.answers import Answers
from remit.authority.procedure.chain import contains
from remit.checks.stops import open_stops
from remit.commands import options, types
from remit.commands.session import Session
from remit.commands.types import When
from remit.log.globs import matches
from remit.log.log import Log
from remit.log.problem import CannotProceed, Usage
from remit.log.record import STATUSES, TIERS, Record
from remit.log.source import RECORD, kind_of
from remit.reporting.findings import counted
from remit.reporting.terminal import escaped, safe_line
from remit.workspace import stopped_paths

SORTS = ("newest", "path", "id", "title", "status", "tier", "boundary", "decider", "team", "date")
_EQUAL = ("status", "tier", "boundary", "decider", "team")


def _many(name: str, words: str) -> Callable[[options.F], options.F]:
    return click.option(f"--{name}", multiple=True, metavar="WORD", help=words)


@click.command("list", epilog="Example:  remit list --status accepted --topic tooling --since 2026-01-01")
@click.argument("words", nargs=-1)
@_many("status", "Status: proposed, accepted, superseded ….")
@_many("tier", "Tier: edge, functional or central.")
@_many("boundary", "Boundary it was decided under.")
@_many("decider", "Person who decided.")
@_many("team", "Team it belongs to.")
@_many("topic", "Topic, with everything below it.")
@_many("intent", "Context page (goal) it serves.")
@_many("tag", "Tag.")
@click.option("--since", type=types.since, metavar="DAY", help="Decided (or raised) on that date or later.")
@click.option("--until", type=types.until, metavar="DAY", help="Decided (or raised) on that date or earlier.")
@click.option(
    "--governs", metavar="PATH", help="File of the repository: list the decisions that apply to it (`affects`)."
)
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True, help="Sort by this column.")
@click.option("--reverse", is_flag=True, help="Reverse the order.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Show only the first N.")
@options.formats("text", "json")
def list_(words: tuple[str, ...], since: When | None, until: When | None, governs: str | None, sort: str, reverse: bool, limit: int | None,
    form: str, **columns: tuple[str, ...]) -> int:  # fmt: skip
    """List and search decisions.

    WORDS are searched in titles and texts; all of them must match. An option given several times matches any of its
    values; different options must all match.
    """
    for column in ("status", "tier"):
        _need_known(column, columns[column])
    session = Session()
    log, now = session.log, session.now
    first, last = (when.at(now).day.isoformat() if when else "" for when in (since, until))
    wanted = [word.casefold() for word in words]
    governed = _from_top(session.repository.top, governs) if governs is not None else None
    found = [
        record
        for record in log.records
        if _fits(log, record, columns)
        and _in_time(_day(log, record), first, last)
        and (governed is None or any(matches(glob, governed) for glob in record.list_of("affects")))
        and (not wanted or holds(wanted, searched(record)))
    ]
    if sort == "newest":
        found.sort(key=lambda record: (_instant(log, record), record.path), reverse=not reverse)
    else:
        found.sort(key=lambda record: (_COLUMNS[sort](log, record), record.path), reverse=reverse)
    stopped_paths.see(session.repository, log, now)
    sys.stdout.write(_json(log, found[:limit], now) if form == "json" else _table(log, found[:limit], now))
    unread = [path for path in log.unread if kind_of(path, log.root) == RECORD]
    if unread:
        sys.stderr.write(
            f"{counted(len(unread), 'record')} cannot be read and {'is' if len(unread) == 1 else 'are'} not shown: `remit check` explains why\n"
        )
    if unread and not log.records:
        raise CannotProceed("no record can be read", "`remit check` explains why")
    return 0


def _need_known(column: str, words: tuple[str, ...]) -> None:
    """Raises Usage for a status or tier that no record can have: an empty table would look like an answer."""
    known = {"status": STATUSES, "tier": TIERS}.get(column, words)
    for word in words:
        if word not in known:
            raise Usage(f"{word!r} is not a valid {column}", f"use one of {', '.join(known)}")


def _from_top(top: str, path: str) -> str:
    """The path of a file from the repository's top: relative to here if it exists, else relative to the top."""
    here = os.path.abspath(path)  # noqa: PTH100 - a text is wanted
    from_here = os.path.relpath(here, top).replace(os.sep, "/")
    outside = from_here.startswith("../")
    return os.path.normpath(path) if outside or not os.path.exists(here) else from_here  # noqa: PTH110


def _day(log: Log, record: Record) -> str:
    """The day on which it was decided, else raised; empty where neither is known."""
    found = record.moment("decided", log.zone) or record.moment("raised", log.zone)
    return found.text[:10] if found else ""


def _instant(log: Log, record: Record) -> float:
    """When it was decided, else raised, to the second (Unix time); before everything where neither is known."""
    found = record.moment("decided", log.zone) or record.moment("raised", log.zone)
    return found.instant(log.zone).timestamp() if found else float("-inf")


def _status(log: Log, record: Record, now: datetime) -> str:
    """The status as it is written, and whether somebody stopped the decision."""
    return f"{record.status}, stopped" if any(open_stops(record, now, log.zone)) else record.status


_COLUMNS: dict[str, Callable[[Log, Record], str]] = {
    "path": lambda _log, record: record.path,
    "id": lambda _log, record: record.id,
    "title": lambda _log, record: record.title,
    "status": lambda _log, record: record.status,
    "tier": lambda _log, record: record.tier or "",
    "boundary": lambda _log, record: record.boundary or "",
    "decider": lambda _log, record: record.decider or "",
    "team": lambda log, record: team_of_record(log, record) or "",
    "date": _day,
}
"""What can be filtered and sorted by."""


def _fits(log: Log, record: Record, columns: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a record has one of the values that each option allows."""
    for column in _EQUAL:
        if columns[column] and _COLUMNS[column](log, record) not in columns[column]:
            return False
    for column, key in (("intent", "intent"), ("tag", "tags")):
        if columns[column] and not set(columns[column]) & set(record.list_of(key)):
            return False
    return not columns["topic"] or any(contains(topic, own) for topic in columns["topic"] for own in record.topics)


def _in_time(day: str, first: str, last: str) -> bool:
    return not (first or last) or bool(day and first <= day and (not last or day <= last))


def _json(log: Log, found: list[Record], now: datetime) -> str:
    answers = Answers(log, now)
    rows = [escaped(json.dumps(row(log, record, answers), ensure_ascii=False)) for record in found]
    text = "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")  # a file's name may be no text


def _table(log: Log, found: list[Record], now: datetime) -> str:
    if not found:
        return "No decisions found\n"
    cells = [
        (record.id, _status(log, record, now), _day(log, record), record.decider or "", record.tier or "", record.title)
        for record in found
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)][:-1]
    form = "  ".join(f"%-{width}s" for width in widths) + "  %s"
    return "".join([safe_line((form % row).rstrip()) + "\n" for row in cells])

"""Which decisions a command is about: the words and options of `remit list` and `remit export`."""

import os
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import click

from remit.audits.fields import team_of_record
from remit.audits.precedents import holds, searched
from remit.authority.procedure.chain import contains
from remit.commands import options, types
from remit.commands.session import Session
from remit.commands.types import When
from remit.log.globs import matches
from remit.log.log import Log
from remit.log.problem import Usage
from remit.log.record import STATUSES, TIERS, Record

_EQUAL = ("tier", "boundary", "decider", "team")


class Selection(NamedTuple):
    """What was asked for. An option given several times means any of its values; different options must all match."""

    words: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    since: When | None
    until: When | None
    governs: str | None

    def of(self, session: Session, log: Log) -> list[Record]:
        """The records of a log that match, by path."""
        self._need_known(log)
        first, last = (when.at(session.now).day.isoformat() if when else "" for when in (self.since, self.until))
        wanted = [word.casefold() for word in self.words]
        governed = _from_top(session.repository.top, self.governs) if self.governs is not None else None
        return [
            record
            for record in log.records
            if _fits(log, record, self.columns)
            and _in_time(day(log, record), first, last)
            and (governed is None or any(matches(glob, governed) for glob in record.list_of("affects")))
            and (not wanted or holds(wanted, searched(record)))
        ]

    def _need_known(self, log: Log) -> None:
        """Raises Usage for a status or tier that no record has: an empty table would look like an answer."""
        for column, known in (("status", (*STATUSES, NOT_STATED)), ("tier", TIERS)):
            for word in self.columns[column]:
                written = column == "status" and any(as_written(record) == word.casefold() for record in log.adopted)
                if word not in known and not written:
                    raise Usage(f"{word!r} is not a valid {column}", f"use one of {', '.join(known)}")


NOT_STATED = "none"
"""How `--status` calls records that state no status."""


def as_written(record: Record) -> str:
    """The status as a record of another format writes it, in lower case."""
    raw = record.raw.get("status")
    return raw.casefold() if isinstance(raw, str) else ""


def _selection(words: tuple[str, ...], since: When | None, until: When | None, governs: str | None, **columns: tuple[str, ...]) -> Selection:  # fmt: skip
    return Selection(words, columns, since, until, governs)


def _many(name: str, words: str, complete: options.Complete | None = None) -> Callable[[Any], Any]:
    return click.option(f"--{name}", multiple=True, metavar="WORD", help=words, shell_complete=complete)


selected = options.gathered(
    "selection",
    _selection,
    click.argument("words", nargs=-1),
    _many("status", "Status: proposed, accepted …; as an adopted log writes it (`Final`); `none`: not stated."),
    _many("tier", "Tier: edge, functional or central."),
    _many("boundary", "Boundary it was decided under.", options.boundaries),
    _many("decider", "Person who decided.", options.people),
    _many("team", "Team it belongs to."),
    _many("topic", "Topic, with everything below it.", options.topics),
    _many("intent", "Context page (goal) it serves."),
    _many("tag", "Tag."),
    click.option("--since", type=types.since, metavar="DAY", help="Decided (or raised) on that date or later."),
    click.option("--until", type=types.until, metavar="DAY", help="Decided (or raised) on that date or earlier."),
    click.option(
        "--governs", metavar="PATH", help="File of the repository: list the decisions that apply to it (`affects`)."
    ),
)
"""The options; the command gets a `selection`."""


def _from_top(top: str, path: str) -> str:
    """The path of a file from the repository's top: relative to here if it exists, else relative to the top."""
    here = os.path.abspath(path)  # noqa: PTH100 - a text is wanted
    from_here = os.path.relpath(here, top).replace(os.sep, "/")
    outside = from_here.startswith("../")
    return os.path.normpath(path) if outside or not os.path.exists(here) else from_here  # noqa: PTH110


def day(log: Log, record: Record) -> str:
    """The day on which it was decided, else raised (ISO 8601); empty where neither is known."""
    found = record.dated(log.zone)
    return found.text[:10] if found else ""


COLUMNS: dict[str, Callable[[Log, Record], str]] = {
    "path": lambda _log, record: record.path,
    "id": lambda _log, record: record.id,
    "title": lambda _log, record: record.title,
    "status": lambda _log, record: record.status,
    "tier": lambda _log, record: record.tier or "",
    "boundary": lambda _log, record: record.boundary or "",
    "decider": lambda _log, record: record.decider or "",
    "team": lambda log, record: team_of_record(log, record) or "",
    "date": day,
}
"""What can be filtered and sorted by."""


def _fits(log: Log, record: Record, columns: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a record has one of the values that each option allows."""
    states = {record.status or NOT_STATED, as_written(record)}
    if columns["status"] and states.isdisjoint(word.casefold() for word in columns["status"]):
        return False
    for column in _EQUAL:
        if columns[column] and COLUMNS[column](log, record) not in columns[column]:
            return False
    for column, key in (("intent", "intent"), ("tag", "tags")):
        if columns[column] and not set(columns[column]) & set(record.list_of(key)):
            return False
    return not columns["topic"] or any(contains(topic, own) for topic in columns["topic"] for own in record.topics)


def _in_time(day: str, first: str, last: str) -> bool:
    return not (first or last) or bool(day and first <= day and (not last or day <= last))

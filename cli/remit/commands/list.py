"""`remit list`: the decisions of the log, as a table or as JSON."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from remit.audits.precedents import holds, text_of
from remit.commands import options, types
from remit.commands.session import Session
from remit.commands.types import When
from remit.log.globs import matches
from remit.log.problem import Usage
from remit.log.record import STATUSES, TIERS
from remit.repo import repository as place
from remit.reporting.terminal import safe_line
from remit.workspace import record_index

SORTS = ("path", "id", "title", "status", "tier", "boundary", "decider", "team", "date")
_EQUAL = ("status", "tier", "boundary", "decider", "team")
_WITHIN = ("intent", "tag")
_SHOWN = ("id", "status", "day", "decider", "tier", "title")
_SELECTED = (*_SHOWN, "path", "affects", "json")
_PATH, _AFFECTS, _JSON = (_SELECTED.index(column) for column in ("path", "affects", "json"))
Row = tuple[str, ...]


def _many(name: str, words: str) -> Callable[[options.F], options.F]:
    return click.option(f"--{name}", multiple=True, metavar="WORD", help=words)


@click.command("list", epilog="Try:  remit list --status accepted --topic tooling --since 2026-01-01")
@click.argument("words", nargs=-1)
@_many("status", "proposed, accepted, superseded ….")
@_many("tier", "edge, functional or central.")
@_many("boundary", "The boundary it was decided under.")
@_many("decider", "Who decided.")
@_many("team", "The team it belongs to.")
@_many("topic", "A topic, with all below it.")
@_many("intent", "The context page that it serves.")
@_many("tag", "A tag.")
@click.option("--since", type=types.since, metavar="DAY", help="Decided (or raised) on that day or later.")
@click.option("--until", type=types.until, metavar="DAY", help="Decided (or raised) on that day or earlier.")
@click.option("--governs", metavar="PATH", help="Decisions that govern a file of the repository (their `affects`).")
@click.option("--sort", type=click.Choice(SORTS), default="path", show_default=True, help="By what.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="The first N only.")
@options.formats("text", "json")
def list_(words: tuple[str, ...], since: When | None, until: When | None, governs: str | None, sort: str, reverse: bool, limit: int | None,
    form: str, **columns: tuple[str, ...]) -> int:  # fmt: skip
    """List and search decisions.

    WORDS are searched in titles and texts; every one must be there. An option that is given several times means any of its
    values; different options must all hold.
    """
    for column in ("status", "tier"):
        _need_known(column, columns[column])
    clauses, values = _where(columns)
    for sign, when in ((">=", since), ("<=", until)):
        if when:
            clauses.append(f"day != '' and day {sign} ?")
            values.append(when.at(Session().now).day.isoformat())
    if governs is not None:
        clauses.append("affects != ''")
    repository = place.find()
    current = record_index.current(repository)
    record_index.need_any(current)
    whole = bool(words) or governs is not None or form == "json"
    found: list[Row] = list(current.table.execute(_select(clauses, sort, reverse=reverse, whole=whole), values))
    if governs is not None:
        governed = _from_top(repository.top, governs)
        found = [row for row in found if _governs(row[_AFFECTS], governed)]
    if words:
        found = _holding(repository, found, words)
    sys.stdout.write((_json if form == "json" else _table)(found[:limit]))
    if current.unread:
        sys.stderr.write(f"{len(current.unread)} records cannot be read and are not shown: `remit check` says why\n")
    return 0


def _need_known(column: str, words: tuple[str, ...]) -> None:
    """Raises Usage for a status or tier that no record can have: an empty table would look like an answer."""
    known = {"status": STATUSES, "tier": TIERS}.get(column, words)
    for word in words:
        if word not in known:
            raise Usage(f"{word!r} is no {column}", f"it is one of {', '.join(known)}")


def _from_top(top: str, path: str) -> str:
    """The path of a file from the repository's top: as typed from here where it is there, else as typed from the top."""
    here = os.path.abspath(path)  # noqa: PTH100 - a text is wanted
    from_here = os.path.relpath(here, top).replace(os.sep, "/")
    outside = from_here.startswith("../")
    return os.path.normpath(path) if outside or not os.path.exists(here) else from_here  # noqa: PTH110


def _where(columns: Mapping[str, tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """What the options ask of the columns, as SQL and its values."""
    clauses, values = ["1"], list[str]()
    for column in _EQUAL:
        if columns[column]:
            clauses.append(f"{column} in ({', '.join('?' * len(columns[column]))})")
            values += columns[column]
    for column in _WITHIN:
        if columns[column]:
            clauses.append("(" + " or ".join(f"instr({column}, ?)" for _ in columns[column]) + ")")
            values += [f"|{word}|" for word in columns[column]]
    for topic in columns["topic"]:
        clauses.append("(instr(topic, ?) or instr(topic, ?))")
        values += [f"|{topic}|", f"|{topic}/"]
    return clauses, values


def _select(clauses: list[str], sort: str, *, reverse: bool, whole: bool) -> str:
    """The query; `whole`: with the columns that only some calls look at."""
    shown = [f"coalesce({column}, '')" for column in _SHOWN]
    columns = [*shown, *_SELECTED[len(_SHOWN) :]] if whole else shown
    order = "desc" if reverse else "asc"
    orders = [f"{key} {order}" for key in dict.fromkeys(("day" if sort == "date" else sort, "path"))]
    return f"select {', '.join(columns)} from record where {' and '.join(clauses)} order by {', '.join(orders)}"  # noqa: S608 - columns and signs are ours


def _governs(affects: str, path: str) -> bool:
    return any(matches(glob, path) for glob in affects.strip("|").split("|"))


def _holding(repository: Any, found: list[Row], words: tuple[str, ...]) -> list[Row]:
    """The rows whose record holds every word, whatever the case, as `remit.audits.precedents` looks for them."""
    wanted = [word.casefold() for word in words]
    out = []
    for row in found:
        try:
            content = Path(repository.top, row[_PATH]).read_bytes().decode("utf-8", "replace")
        except OSError:
            content = ""
        likely = content.casefold() + row[_JSON].casefold()
        if holds(wanted, likely) and holds(wanted, _searched(row, content)):
            out.append(row)
    return out


def _searched(row: Row, content: str) -> str:
    """What is searched of a record: of a native one not the names of its fields."""
    fields = json.loads(row[_JSON])
    names = [fields["id"], *fields["aliases"], *fields["topic"], *fields["tags"], *fields["deciders"]]
    body = content[content.find("\n---", 3) + 4 :] if fields["id"].startswith("D-") else content
    return text_of(fields["title"], names, body)


def _json(found: list[Row]) -> str:
    return "[\n" + ",\n".join(row[_JSON] for row in found) + "\n]\n" if found else "[]\n"


def _table(found: list[Row]) -> str:
    if not found:
        return "no decision\n"
    cells = [row[: len(_SHOWN)] for row in found]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)][:-1]
    form = "  ".join(f"%-{width}s" for width in widths) + "  %s"
    return "".join([safe_line((form % row).rstrip()) + "\n" for row in cells])

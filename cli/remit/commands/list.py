"""`remit list`: the decisions of the log, as a table or as JSON."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from remit.audits.precedents import holds, text_of
from remit.log.globs import matches
from remit.log.moment import parse_moment
from remit.log.problem import Usage
from remit.log.record import STATUSES, TIERS
from remit.repo import repository as place
from remit.reporting.terminal import safe_line
from remit.workspace import record_index

SORTS = ("path", "id", "title", "status", "tier", "boundary", "decider", "team", "date")
FORMATS = ("text", "json")
_EQUAL = ("status", "tier", "boundary", "decider", "team")
_WITHIN = ("intent", "tag")
_SHOWN = ("id", "status", "day", "decider", "tier", "title")


class Asked(NamedTuple):
    """The words of one call."""

    words: tuple[str, ...] = ()
    equal: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Column to the values of which it must have one."""
    topics: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    governs: str | None = None
    sort: str = "path"
    reverse: bool = False
    limit: int | None = None
    as_json: bool = False


def asked(found: dict[str, Any], words: list[str]) -> Asked:
    """Options as they were read, and the words to search for."""
    return Asked(
        tuple(words),
        tuple((key, tuple(found[key])) for key in (*_EQUAL, *_WITHIN) if found.get(key)),
        tuple(found.get("topic") or ()),
        found.get("since"),
        found.get("until"),
        found.get("governs"),
        found.get("sort") or "path",
        bool(found.get("reverse")),
        int(found["limit"]) if found.get("limit") is not None else None,
        found.get("format") == "json",
    )


def _show(wanted: Asked) -> int:
    """Print the records that were asked for; 0 also where there are none."""
    for day in (wanted.since, wanted.until):
        _need_day(day)
    for key, words in wanted.equal:
        _need_known(key, words)
    repository = place.find()
    current = record_index.current(repository)
    record_index.need_any(current)
    found = _found(current.table, wanted)
    if wanted.governs is not None:
        governed = _from_top(repository.top, wanted.governs)
        found = [row for row in found if _governs(row[_AFFECTS], governed)]
    if wanted.words:
        found = _holding(repository, found, wanted.words)
    if wanted.limit is not None:
        found = found[: wanted.limit]
    sys.stdout.write(_json(found) if wanted.as_json else _table(found))
    if current.unread:
        sys.stderr.write(f"{len(current.unread)} records cannot be read and are not shown: `remit check` says why\n")
    return 0


_SELECTED = (*_SHOWN, "path", "affects", "json")
_PATH, _AFFECTS, _JSON = (_SELECTED.index(column) for column in ("path", "affects", "json"))


def _need_day(day: str | None) -> None:
    if day is not None and not (len(day) == 10 and parse_moment(day)):
        raise Usage(f"{day!r} is no day", "write it as 2026-11-21")


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


def _found(table: Any, wanted: Asked) -> list[tuple[str, ...]]:
    clauses, values = ["1"], list[str]()
    for column, allowed in wanted.equal:
        if column in _WITHIN:
            clauses.append("(" + " or ".join(f"instr({column}, ?)" for _ in allowed) + ")")
            values += [f"|{word}|" for word in allowed]
        else:
            clauses.append(f"{column} in ({', '.join('?' * len(allowed))})")
            values += allowed
    for topic in wanted.topics:
        clauses.append("(instr(topic, ?) or instr(topic, ?))")
        values += [f"|{topic}|", f"|{topic}/"]
    for sign, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day:
            clauses.append(f"day != '' and day {sign} ?")
            values.append(day)
    if wanted.governs is not None:
        clauses.append("affects != ''")
    column = {"date": "day"}.get(wanted.sort, wanted.sort)
    order = "desc" if wanted.reverse else "asc"
    orders = [f"{key} {order}" for key in dict.fromkeys((column, "path"))]
    return list(
        table.execute(
            f"select {', '.join(_columns(wanted))} from record where {' and '.join(clauses)} order by {', '.join(orders)}",  # noqa: S608 - columns and signs are ours
            values,
        )
    )


def _columns(wanted: Asked) -> list[str]:
    """The columns that are needed: an empty text where a shown one has none, and others only where something looks at them."""
    shown = [f"coalesce({column}, '')" for column in _SHOWN]
    others = wanted.as_json or wanted.words or wanted.governs is not None
    return [*shown, *_SELECTED[len(_SHOWN) :]] if others else shown


def _governs(affects: str, path: str) -> bool:
    return any(matches(glob, path) for glob in affects.strip("|").split("|"))


def _holding(repository: Any, found: list[tuple[str, ...]], words: tuple[str, ...]) -> list[tuple[str, ...]]:
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


def _searched(row: tuple[str, ...], content: str) -> str:
    """What is searched of a record: of a native one not the names of its fields."""
    fields = json.loads(row[_JSON])
    names = [fields["id"], *fields["aliases"], *fields["topic"], *fields["tags"], *fields["deciders"]]
    body = content[content.find("\n---", 3) + 4 :] if fields["id"].startswith("D-") else content
    return text_of(fields["title"], names, body)


def _json(found: list[tuple[str, ...]]) -> str:
    return "[\n" + ",\n".join(row[_JSON] for row in found) + "\n]\n" if found else "[]\n"


def _table(found: list[tuple[str, ...]]) -> str:
    if not found:
        return "no decision\n"
    cells = [row[: len(_SHOWN)] for row in found]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)][:-1]
    form = "  ".join(f"%-{width}s" for width in widths) + "  %s\n"
    text = "".join([form % row for row in cells])
    plain = text.isascii() and not text.encode("ascii").translate(None, _PLAIN) and text.count("\n") == len(cells)
    if plain and " \n" not in text:
        return text

    return "".join([safe_line((form % row).rstrip()) + "\n" for row in cells])


_PLAIN = bytes((10, *range(32, 127)))
"""What a table of plain texts is made of: ten thousand lines are looked at in one go."""


F = TypeVar("F", bound=Callable[..., Any])


def _many(name: str, words: str) -> Callable[[F], F]:
    return click.option(f"--{name}", multiple=True, metavar="WORD", help=words)


@click.command(
    "list",
    epilog="Try:  remit list --status accepted --topic tooling --since 2026-01-01",
    help="""List and search decisions.

    WORDS are searched in titles and texts; every one must be there. An option that is given several times means any of its
    values; different options must all hold.""",
)
@click.argument("words", nargs=-1)
@_many("status", "proposed, accepted, superseded ….")
@_many("tier", "edge, functional or central.")
@_many("boundary", "The boundary it was decided under.")
@_many("decider", "Who decided.")
@_many("team", "The team it belongs to.")
@_many("topic", "A topic, with all below it.")
@_many("intent", "The context page that it serves.")
@_many("tag", "A tag.")
@click.option("--since", metavar="DAY", help="Decided (or raised) on that day or later.")
@click.option("--until", metavar="DAY", help="Decided (or raised) on that day or earlier.")
@click.option("--governs", metavar="PATH", help="Decisions that govern a file of the repository (their `affects`).")
@click.option("--sort", type=click.Choice(SORTS), default="path", show_default=True, help="By what.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="The first N only.")
@click.option("--format", type=click.Choice(FORMATS), default="text", show_default=True, help="How.")
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
def list_(words: tuple[str, ...], *, json_: bool, **found: Any) -> int:
    """List and search decisions."""
    if json_:
        found["format"] = "json"
    return _show(asked(found, [*words]))

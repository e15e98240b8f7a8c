"""The history kept between runs: one SQLite file below the directory that all work trees share.

It is a cache and nothing else: it may be deleted at any time, a damaged or older one is made anew, and where it cannot
be written the run goes on without. Every write is one transaction, so a reader sees the old state or the new one.
"""

import json
import os
import sqlite3
import zlib
from typing import NamedTuple

from remit.files.cache import Table
from remit.history.timelines import Row
from remit.log.timeline import Commit, Flag, Identity

SCHEMA = 4
_WAIT = 5.0
"""Seconds to wait for another run that is writing."""


class Kept(NamedTuple):
    """What the index holds."""

    tip: str
    rows: dict[str, Row]
    """By key."""
    flags: tuple[Flag, ...]
    people: list[Identity]
    """The identities that the packed timelines number."""
    final: bool = False
    """Whether it cannot be carried on, only used at its tip."""


def location(common: str, name: str = "") -> str:
    """Where the index of a repository's log lies, below the directory that its work trees share; adopted logs have their own."""
    return os.path.join(
        common, "remit", f"history-{zlib.crc32(name.encode()):08x}.sqlite" if name else "history.sqlite"
    )


def load(path: str, view: str) -> Kept | None:
    """What is kept for a view (which paths, which reader, which branch); None where nothing fits."""
    if not os.path.exists(path):
        return None
    try:
        with _Connection(path) as db:
            db.execute("begin")
            found = dict(db.execute("select name, value from about").fetchall())
            if found.get("view") != f"{SCHEMA} {view}":
                return None
            rows = {
                key: Row(where, bool(there), packed, steps)
                for key, where, there, packed, steps in db.execute(
                    "select key, path, there, packed, steps from timelines"
                )
            }
            people = [Identity(*row) for row in json.loads(found["people"])]
            return Kept(found["tip"], rows, _flags(found["flags"]), people, bool(found["final"]))
    except (sqlite3.Error, KeyError, ValueError, TypeError):
        return None


def save(path: str, view: str, kept: Kept, changed: set[str] | None, *, was: str = "") -> bool:
    """Keep a state: all of it, or where `changed` is given only those keys, on top of the tip `was`. Whether it worked."""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with _Connection(path) as db:
            db.execute("begin immediate")
            db.execute("create table if not exists about (name text primary key, value text not null)")
            if changed is not None and not _still_at(db, was, kept.people):
                changed = None
            if changed is None:
                _begin_anew(db)
            keys = kept.rows if changed is None else changed
            db.executemany(
                "insert or replace into timelines values (?, ?, ?, ?, ?)", ((key, *kept.rows[key]) for key in keys)
            )
            about = {
                "view": f"{SCHEMA} {view}",
                "tip": kept.tip,
                "flags": json.dumps(kept.flags),
                "people": json.dumps(kept.people),
                "final": "yes" if kept.final else "",
            }
            db.executemany("insert or replace into about values (?, ?)", about.items())
            db.execute("commit")
        return True
    except sqlite3.DatabaseError as error:
        if not isinstance(error, sqlite3.OperationalError):
            _discard(path)
        return False
    except OSError:
        return False


def _begin_anew(db: sqlite3.Connection) -> None:
    """An empty table, whatever an older version left."""
    db.execute("drop table if exists timelines")
    db.execute(
        "create table timelines "
        "(key text primary key, path text not null, there integer not null, packed text not null, steps text not null)"
    )


def _still_at(db: sqlite3.Connection, tip: str, people: list[Identity]) -> bool:
    """Whether the rows that are kept are those that a state grew from: of the same tip, and with the same numbers of people.

    Two runs may reach one tip in different ways and number people in another order.
    """
    found = dict(db.execute("select name, value from about where name in ('tip', 'people')").fetchall())
    known = json.loads(found.get("people", "[]"))
    return found.get("tip") == tip and known == [list(identity) for identity in people[: len(known)]]


def _discard(path: str) -> None:
    """A file that is no database any more makes room for a new one."""
    try:
        os.unlink(path)
    except OSError:
        return


def _flags(text: str) -> tuple[Flag, ...]:
    return tuple(
        Flag(kind, Commit(row[0], Identity(*row[1]), row[2], Identity(*row[3]), row[4], row[5]), brought)
        for kind, row, brought in json.loads(text)
    )


class _Connection:
    """A connection that is closed at the end, whatever happened; what was not committed is undone."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, factory=Table)
        self._db.execute("pragma synchronous = off")

    def __enter__(self) -> sqlite3.Connection:
        return self._db

    def __exit__(self, *_: object) -> None:
        self._db.close()

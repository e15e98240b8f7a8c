"""The history of a log kept in the cache between runs."""

import json
from sqlite3 import Connection
from typing import NamedTuple

from remit.history.timelines import Row
from remit.log.timeline import Commit, Flag, Identity
from remit.repo.cache import Cache

SCHEMA = 5


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


def load(cache: Cache, view: str) -> Kept | None:
    """What is kept for a view (which paths, which reader, which branch); None where nothing fits."""

    def read(db: Connection) -> Kept | None:
        about = db.execute("select tip, flags, people, final from history where view = ?", (_name(view),)).fetchone()
        if about is None:
            return None
        rows = db.execute("select key, path, there, packed, steps from timeline where view = ?", (_name(view),))
        timelines = {key: Row(path, bool(there), packed, steps) for key, path, there, packed, steps in rows}
        people = [Identity(*row) for row in json.loads(about[2])]
        return Kept(about[0], timelines, _flags(about[1]), people, bool(about[3]))

    return cache.read(read)


def save(cache: Cache, view: str, kept: Kept, changed: set[str] | None, *, was: str = "") -> bool:
    """Keep a state: all of it, or where `changed` is given only those keys, on top of the tip `was`. Whether it worked."""

    def write(db: Connection) -> None:
        name = _name(view)
        anew = changed is None or not _still_at(db, name, was, kept.people)
        if anew:
            db.execute("delete from timeline where view = ?", (name,))
        keys = kept.rows if anew else changed or ()
        rows = ((name, key, *kept.rows[key]) for key in keys)
        db.executemany("insert or replace into timeline values (?, ?, ?, ?, ?, ?)", rows)
        about = (name, kept.tip, json.dumps(kept.flags), json.dumps(kept.people), "yes" if kept.final else "")
        db.execute("insert or replace into history values (?, ?, ?, ?, ?)", about)

    return cache.write(write)


def _name(view: str) -> str:
    return f"{SCHEMA} {view}"


def _still_at(db: Connection, view: str, tip: str, people: list[Identity]) -> bool:
    """Whether the rows that are kept are those that a state grew from: of the same tip, and with the same numbers of people.

    Two runs may reach one tip in different ways and number people in another order.
    """
    found = db.execute("select tip, people from history where view = ?", (view,)).fetchone()
    known = json.loads(found[1]) if found else []
    return bool(found) and found[0] == tip and known == [list(identity) for identity in people[: len(known)]]


def _flags(text: str) -> tuple[Flag, ...]:
    return tuple(
        Flag(kind, Commit(row[0], Identity(*row[1]), row[2], Identity(*row[3]), row[4], row[5]), brought)
        for kind, row, brought in json.loads(text)
    )

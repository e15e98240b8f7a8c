"""The cache: one SQLite file below the git directory that all working trees share. Nothing else is kept between runs.

It may be deleted at any time, a damaged or older one is made again, and where it cannot be read or written the run goes on
without it. Every write is one transaction, so a reader sees the old state or the new one.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from sqlite3 import Connection
from typing import Any, TypeVar

NAME = "index.sqlite"
_VERSION = 2
"""Of the tables below: a file with another number is made anew."""
_TABLES = """
create table document (top text, path text, stamp text, head text, body text, body_line integer, primary key (top, path));
create table stopped (glob text primary key);
create table history (view text primary key, tip text, flags text, people text, final text);
create table signature (signers text, commit_id text, state text, who text, key text, primary key (signers, commit_id));
create table timeline (view text, key text, path text, there integer, packed text, steps text, primary key (view, key));
"""
"""document: files of a working tree as they were read (`remit.workspace.logs`) · stopped: the paths that stopped decisions
govern (`remit.workspace.code_changes`) · history, timeline: what git shows of a log (`remit.history.reader`) ·
signature: what was verified for pages and audits (`remit.workspace.log_history`)."""
_WAIT = 5.0
"""Seconds to wait for another run that is writing."""
T = TypeVar("T")


class Table(sqlite3.Connection):
    """A connection to an SQLite file that closes itself: from Python 3.13 on one that is forgotten open is a warning."""

    def __init__(self, path: str, **options: Any) -> None:
        """Open. Nobody shares a connection, but Python may let go of one in whichever thread it tidies up."""
        super().__init__(path, **options | {"check_same_thread": False})

    def __del__(self) -> None:
        """Close."""
        self.close()


class Cache:
    """The cache of one repository."""

    def __init__(self, common: str) -> None:
        """`common`: the git directory that all working trees share."""
        self.path = os.path.join(common, "remit", NAME)

    def read(self, work: Callable[[Connection], T]) -> T | None:
        """What `work` reads, in one transaction; None where there is nothing that fits."""
        if not os.path.exists(self.path):
            return None
        try:
            with closing(_opened(self.path)) as db:
                db.execute("begin")
                return work(db) if _version(db) == _VERSION else None
        except (sqlite3.Error, ValueError, TypeError, KeyError):
            return None

    def write(self, work: Callable[[Connection], object]) -> bool:
        """Run `work` in one transaction; False where nothing can be written, and then nothing was changed."""
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            with closing(_opened(self.path)) as db:
                db.execute("pragma synchronous = off")
                db.execute("begin immediate")
                if _version(db) != _VERSION:
                    _begin_anew(db)
                work(db)
                db.execute("commit")
            return True
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError):
                _discard(self.path)
            return False
        except (OSError, ValueError):  # nowhere to write, or a text that no table can hold
            return False

    def stopped(self) -> tuple[str, ...]:
        """The globs of the paths that stopped decisions govern, as far as the last look at the log knows."""
        found = self.read(lambda db: db.execute("select glob from stopped order by glob").fetchall())
        return tuple(glob for (glob,) in found or ())


def common_dir_of(top: str) -> str:
    """The git directory that all working trees of the one at `top` share, without asking git."""
    at = os.path.join(top, ".git")
    if os.path.isfile(at):
        at = os.path.join(top, _line(at).removeprefix("gitdir:").strip())
        shared = _line(os.path.join(at, "commondir"))
        at = os.path.join(at, shared) if shared else at
    return at


def _line(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return file.read().strip()
    except OSError:
        return ""


def _opened(path: str) -> Connection:
    return sqlite3.connect(path, timeout=_WAIT, isolation_level=None, factory=Table)


def _version(db: Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _begin_anew(db: Connection) -> None:
    """Empty tables, whatever another version left."""
    for (name,) in db.execute("select name from sqlite_schema where type = 'table'").fetchall():
        db.execute(f'drop table "{name}"')
    for statement in filter(str.strip, _TABLES.split(";")):
        db.execute(statement)
    db.execute(f"pragma user_version = {_VERSION}")


def _discard(path: str) -> None:
    """A file that is no database any more makes room for a new one."""
    try:
        os.unlink(path)
    except OSError:
        return

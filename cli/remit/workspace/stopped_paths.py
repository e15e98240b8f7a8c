"""The paths that stopped decisions govern, kept in the cache: so a hook knows when to look closely.

It only says where to look. Whether a path is stopped is checked in the log that is staged (G20), so a list that is out of date
costs time and refuses nothing. What it does not hold, such as a stop that came with the last pull, is found in CI.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from sqlite3 import Connection

from remit.log.log import Log
from remit.log.record import Record
from remit.log.stops import stops_on
from remit.repo.cache import Cache, common_dir_of
from remit.repo.repository import Repository


def globs_of(records: Iterable[Record], now: datetime, zone: tzinfo) -> set[str]:
    """What the decisions govern that somebody stopped."""
    return {
        glob
        for record in records
        if any(stop.is_open(now, zone) for stop in stops_on(record, zone))
        for glob in record.list_of("affects")
    }


def keep(repository: Repository, globs: Iterable[str]) -> None:
    """Remember these paths and no others. Where it cannot be written nothing is remembered and nothing fails."""
    wanted = sorted(set(globs))
    if repository.bare or wanted == list(Cache(common_dir_of(repository.top)).stopped()):
        return
    rows = [(glob,) for glob in wanted]

    def put(db: Connection) -> None:
        db.execute("delete from stopped")
        db.executemany("insert into stopped values (?)", rows)

    Cache(common_dir_of(repository.top)).write(put)


def add(repository: Repository, globs: Iterable[str]) -> None:
    """Remember these paths too."""
    keep(repository, {*Cache(common_dir_of(repository.top)).stopped(), *globs})


def see(repository: Repository, log: Log, now: datetime) -> None:
    """Remember what a log says that was read: all of it, or a part that takes nothing back."""
    globs = globs_of(log.records, now, log.zone)
    if log.is_part:
        add(repository, globs)
    else:
        keep(repository, globs)

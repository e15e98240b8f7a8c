"""Records and acts of a working tree as they were read last, so that a question about ten thousand of them reads those that changed.

A file is known by a stamp: mtime and ctime (both in ns), size, inode and mode. One that was written in the same tick of the
clock as it was looked at might change again without its stamp changing; it has no stamp, and is read each time.
"""

import json
import os
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from sqlite3 import Connection

from remit.log import ids
from remit.log.record import Act, Head, Record, act_of, record_of
from remit.repo.cache import Cache
from remit.repo.trees import WorkTree

_TICK = 20_000_000
"""The coarsest clock of a usual file system, ns."""
_SECONDS = 2_000_000_000
"""File systems that keep whole seconds, or two of them, ns."""


class Documents:
    """What is known of the files of one working tree."""

    def __init__(self, common_dir: str, tree: WorkTree) -> None:
        """`common_dir`: the git directory that holds the cache."""
        self._cache, self._tree, self._top = Cache(common_dir), tree, _storable(tree.repository.top)

    @cached_property
    def _stamps(self) -> dict[str, str]:
        """What tells each file's content from another, by path; taken before the file is read."""
        now = time.time_ns()
        return {path: stamp for path, seen in self._tree.stats().items() if (stamp := _stamp(seen, now))}

    def recall(self) -> dict[str, Record | Act]:
        """The files that did not change since they were read, by path."""
        return self._cache.read(self._unchanged) or {}

    def keep(self, read: Iterable[Record | Act]) -> None:
        """Keep files that were read, and forget those that are gone."""
        rows = [
            (self._top, one.path, self._stamps[one.path], json.dumps(one.head), one.body, one.body_line)
            for one in read
            if one.path in self._stamps and one.path.isprintable()
        ]
        if rows:
            self._cache.write(lambda db: self._put(db, rows))

    def _unchanged(self, db: Connection) -> dict[str, Record | Act]:
        rows = db.execute("select path, stamp, head, body, body_line from document where top = ?", (self._top,))
        kept = [row for row in rows if self._stamps.get(row[0]) == row[1]]
        heads = json.loads(f"[{','.join(row[2] for row in kept)}]")
        return {
            path: _document(path, head, body, body_line)
            for (path, _, _, body, body_line), head in zip(kept, heads, strict=True)
        }

    def _put(self, db: Connection, rows: Sequence[tuple[object, ...]]) -> None:
        known = db.execute("select path from document where top = ?", (self._top,))
        gone = [(self._top, path) for (path,) in known.fetchall() if path not in self._stamps]
        db.executemany("delete from document where top = ? and path = ?", gone)
        db.executemany("insert or replace into document values (?, ?, ?, ?, ?, ?)", rows)


def _document(path: str, head: Head, body: str, body_line: int) -> Record | Act:
    if ids.id_of_record(path):
        return record_of(path, head, body, body_line)
    return act_of(path, head, body, body_line)


def _stamp(seen: os.stat_result, now: int) -> str:
    """What tells a file's content from another; empty where it may change once more without telling."""
    latest = max(seen.st_mtime_ns, seen.st_ctime_ns)
    racy = latest > now - _TICK or (latest > now - _SECONDS and not seen.st_mtime_ns % 1_000_000_000)
    return "" if racy else f"{seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_size} {seen.st_ino} {seen.st_mode}"


def _storable(text: str) -> str:
    """A path as a table can hold it: bytes that are no UTF-8 are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

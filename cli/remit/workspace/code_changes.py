"""What changes outside the log and concerns it all the same: hook and CI files, and paths that stopped decisions govern.

The stopped paths are kept in the cache, so that a hook knows when to look closely. The list only says where to look. Whether a
path is stopped is checked in the log that is staged (G20), so a list that is out of date costs time and refuses nothing. What
it does not hold, such as a stop that came with the last pull, is found in CI.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from sqlite3 import Connection
from typing import NamedTuple

from remit.log import ids
from remit.log.log import Log
from remit.log.meaning import of_file
from remit.log.protected_files import guard_of, may_run_checks
from remit.log.record import Record
from remit.log.source import GITLINK
from remit.log.stops import stops_on
from remit.repo import git, raw
from remit.repo.cache import Cache, common_dir_of
from remit.repo.raw import ABSENT, Difference
from remit.repo.repository import Repository, merging
from remit.repo.trees import INDEX, Contents
from remit.workspace import clock


class Outside(NamedTuple):
    """Staged paths outside the log."""

    paths: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    """Those that are protected files: what they held before runs Remit."""
    stopped: tuple[Record, ...] = ()
    """The records with a stop, as they are staged."""

    @property
    def matters(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.gates or any(record.list_of("affects") for record in self.stopped))


NOTHING = Outside()


def look(repository: Repository, staged: Log, differences: list[Difference]) -> Outside:
    """What there is to check in staged differences outside the log; what is stopped is remembered for the next hook."""
    if not differences:
        return NOTHING
    paths = tuple(entry.path for entry in _own(repository, differences))
    found = stopped(reporting(repository, INDEX, differences), staged, paths)
    if paths:
        now = clock.now()
        keep(repository, globs_of(found, now, now.tzinfo))  # type: ignore[arg-type]
    return Outside(paths, tuple(_gates(repository, differences)), found)


def _gates(repository: Repository, differences: list[Difference]) -> list[str]:
    """Hook and CI files whose content ran Remit, and that say something else now."""
    found = [entry for entry in differences if may_run_checks(entry.path) and not entry.new]
    contents = Contents(repository).of(
        {blob for entry in found for mode, blob in entry.sides if mode not in (GITLINK, ABSENT)}
    )

    def said(path: str, blob: str) -> object:
        return of_file(path, contents.get(blob, b""), typed=True)

    return [
        entry.path
        for entry in found
        if guard_of(entry.path, repository.root, contents.get(entry.old_blob, b""))
        and said(entry.path, entry.old_blob) != said(entry.path, entry.new_blob)
    ]


def _own(repository: Repository, differences: list[Difference]) -> list[Difference]:
    """The differences without what a merge brings from the other side: somebody else changed it, and was judged."""
    kept = differences
    for head in merging(repository):
        others = {entry.path for entry in raw.staged(repository.top, (), base=head, hook=repository.hook)}
        kept = [entry for entry in kept if entry.path in others]
    return kept


def stopped(reporting: Iterable[str], after: Log, paths: Iterable[str]) -> tuple[Record, ...]:
    """The records with a stop, as they are after the change; none where it touches no path outside the log."""
    if all(path.startswith(f"{after.root}/") for path in paths):
        return ()
    found = {ids.id_of_path(file.path) for file in after.tree.files if ".acts/stop-" in file.path}
    found |= {ids.id_of_record(path) for path in reporting}
    return after.some(sorted(filter(None, found)))


def reporting(repository: Repository, commit: str, brought: Iterable[Difference]) -> list[str]:
    """The records of a commit (or the index) whose front matter reports a stop, where the change touches paths outside the log.

    Where contents are not here (a partial clone): none; stops of act files are known by their names. git reads a commit's
    objects one after the other, so more threads only cost more.
    """
    root = repository.root
    if not commit or all(entry.path.startswith(root + "/") for entry in brought):
        return []
    where = "--cached" if commit == INDEX else commit
    words = ("-l", "-z", "-G", "--threads=1", "--no-color", "--no-textconv", "-e", "^stops:", where, "--", root)
    code, out, _ = git.run_raw(repository.top, "grep", *words, hook=repository.hook)
    names = [] if code else git.names(out)
    return names if commit == INDEX else [name.partition(":")[2] for name in names]


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
    if log.whole is not log:
        add(repository, globs)
    else:
        keep(repository, globs)

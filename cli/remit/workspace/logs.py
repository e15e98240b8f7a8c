"""The logs of a repository: of its working tree, its index or a commit, with the logs of other formats that it adopted.

Records and acts of a working tree are kept as they were read last, so that a question about ten thousand of them reads those
that changed. A file is known by a stamp: mtime and ctime (both in ns), size, inode and mode. One that was written in the same
tick of the clock as it was looked at might change again without its stamp changing; it has no stamp, and is read each time.
"""

import json
import os
import shlex
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from sqlite3 import Connection

from remit.log import ids
from remit.log.files import Memory
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Act, Head, Record, act_of, record_of
from remit.log.settings import ForeignSource, Settings, read_settings
from remit.log.source import File, Source
from remit.repo import git, trees
from remit.repo.cache import Cache
from remit.repo.repository import Repository
from remit.repo.trees import Tree, WorkTree


def read_log(repository: Repository, at: str = trees.WORK_TREE) -> Log:
    """The log in the working tree, the index or a commit (40 hex digits), with the logs that it adopted."""
    log = log_in(repository, trees.tree(repository, at))
    return (
        log_in(repository, trees.tree(repository, at, *folders(repository, log.settings)))
        if log.settings.sources
        else log
    )


def log_in(repository: Repository, tree: Tree, memory: Memory | None = None) -> Log:
    """The log that a tree holds."""
    return Log(tree, root=repository.root, adopted=adopted, memory=memory)


def work_log(repository: Repository) -> Log:
    """The log in the working tree, for somebody who asks about it: records that did not change are not read again."""
    repository.need_work_tree()
    tree = WorkTree(repository, *folders(repository, settings_on_disk(repository)))
    return log_in(repository, tree, Documents(repository.common_dir, tree))


def adopted(source: ForeignSource, files: list[Source]) -> tuple[list[Record], str]:
    """The records in files of an adopted log, and how well they could be read, in one line."""
    from remit.importers import read_folder, records_of, told  # a large room, and most logs adopted none

    read = read_folder(files, source)
    return records_of(read), told(read)


def folders(repository: Repository, settings: Settings) -> tuple[str, ...]:
    """The log's folder and the folders of the logs that it adopted."""
    return (repository.root, *(source.path for source in settings.sources))


def need_log(repository: Repository, log: Log) -> Log:
    """The log itself. Raises CannotProceed where there is nothing that could be one."""
    if not (log.guard_files() or log.files.by_kind):
        _need_none_committed(repository)
        message = f"there is no log here: {repository.root}/ holds no settings, policy or record"
        raise CannotProceed(message, "run `remit init`")
    return log


def _need_none_committed(repository: Repository) -> None:
    """Raises CannotProceed if the log's folder is not on disk, and the last commit holds it: nobody starts a second log."""
    root, top = repository.root, repository.top
    if repository.bare or os.path.lexists(os.path.join(top, root)):
        return
    code, out, _ = git.run_raw(top, "ls-tree", "--name-only", "HEAD", f"{root}/")
    if code and git.run_raw(top, "rev-parse", "--verify", "--quiet", "HEAD")[0]:
        return  # there is no commit yet
    if code:
        message = (
            f"this is a partial clone, and its files are not checked out: nobody can tell whether it holds {root}/"
        )
        raise CannotProceed(message, "check it out first: `git checkout`")
    if out:
        message = f"the last commit holds a log in {root}/, and it is not in the working tree"
        raise CannotProceed(message, f"run `git checkout HEAD -- {root}`, then this again")


def settings_on_disk(repository: Repository) -> Settings:
    """The settings in the working tree: enough to find the adopted logs and the trusted branch."""
    path = f"{repository.root}/remit.yml"
    read = [] if repository.bare else WorkTree(repository, path).read([File(path)])
    return read_settings(read[0].data.decode("utf-8", "replace"), path)[0] if read else Settings(path=path)


def settings_at(repository: Repository, commit: str) -> Settings:
    """The settings of a commit (its full id)."""
    return log_in(repository, trees.tree(repository, commit, f"{repository.root}/remit.yml")).settings


def need_checked_out(repository: Repository) -> None:
    """Raises CannotProceed where git keeps files of the log off the disk: nobody writes to half a log."""
    missing = sorted(WorkTree(repository, repository.root).left_out)
    if not missing:
        _need_none_committed(repository)
        return
    sparse = git.run_raw(repository.top, "config", "--type=bool", "core.sparseCheckout")[1].strip() == b"true"
    names = " ".join(map(shlex.quote, missing))
    fix = f"`git update-index --no-skip-worktree {names}`, then `git restore {names}`"
    raise CannotProceed(
        f"part of the log is not on disk ({'sparse checkout' if sparse else 'marked skip-worktree'}): {missing[0]}"
        f"{f' and {len(missing) - 1} more' if missing[1:] else ''}; nothing was written",
        f"run `git sparse-checkout add {repository.root}`, then this again" if sparse else fix,
    )


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
        return {path: found for path, seen in self._tree.stats().items() if (found := stamp(seen, now))}

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


def stamp(seen: os.stat_result, now: int) -> str:
    """What tells a file's content from another, looked at at `now` (ns); empty where it may change once more without telling."""
    latest = max(seen.st_mtime_ns, seen.st_ctime_ns)
    racy = latest > now - _TICK or (latest > now - _SECONDS and not seen.st_mtime_ns % 1_000_000_000)
    return "" if racy else f"{seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_size} {seen.st_ino} {seen.st_mode}"


def _storable(text: str) -> str:
    """A path as a table can hold it: bytes that are no UTF-8 are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

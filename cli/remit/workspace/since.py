"""What changed in the work tree since the last run, and what git is asked about it while Python imports what judges.

Of ten thousand files of the trusted branch a few records are looked at. To list all costs more than to judge those, so git is
asked for the paths at which they can lie: those of the work tree, and those that the work tree has no more.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from remit.log import ids
from remit.repo import git
from remit.repo.repository import Repository
from remit.workspace import stamps
from remit.workspace.ahead import GUARD_FILES, GUARD_FOLDERS
from remit.workspace.memory import Memory

MANY = 200
"""More changed files than this, and judging everything is as fast."""


class Since(NamedTuple):
    """A few changed files, and what git says of those that they are about."""

    changed: set[str]
    touched: set[str]
    """The ids of what changed, of what it named, and of what names it."""
    stamps: str
    """Of the work tree as it is now."""
    landed: str
    """The commit that holds what has landed as far as HEAD knows."""
    gone: tuple[str, ...]
    """Paths that the commit may hold and the work tree does not."""
    guards: Callable[[], bytes]
    """What git lists of the trusted tip: settings, people and policies."""
    listed: Callable[[], bytes]
    """What git lists of the commit: the files of the touched records, and stops."""


def ask(repository: Repository, kept: Memory, now: str, tip: str) -> Since | None:
    """What changed since a run, with git begun; None where nothing did, or so much that everything must be judged anew."""
    changed = stamps.changed(kept.stamps, now)
    if not changed or len(changed) > MANY or not tip:
        return None
    touched = _touched(changed, kept.links)
    went = [path for path in changed if f"\n{path}\t" not in f"\n{now}"]
    landed, gone = kept.landed, tuple(dict.fromkeys([*kept.gone, *went]))
    guards = [f"{repository.root}/{name}" for name in (*GUARD_FILES, *GUARD_FOLDERS)]
    records = [f"{repository.root}/stops", *(path for one in sorted(touched) for path in paths(now, gone, one))]
    if tip == landed:
        listed = begin(repository, landed, *guards, *records)
        return Since(changed, touched, now, landed, gone, listed, listed)
    return Since(
        changed, touched, now, landed, gone, begin(repository, tip, *guards), begin(repository, landed, *records)
    )


def begin(repository: Repository, commit: str, *wanted: str) -> Callable[[], bytes]:
    """The files of a commit at some paths: git lists them once, however often the outcome is asked for."""
    outcome = git.begin(repository.top, "ls-tree", "-r", "-z", commit, "--", *wanted, hook=repository.hook)
    kept: list[bytes] = []

    def listed() -> bytes:
        if not kept:
            kept.append(outcome())
        return kept[0]

    return listed


def paths(taken: str, gone: Iterable[str], record_id: str) -> Iterator[str]:
    """Where the files of a record lie, and where they lay."""
    part = f"/{record_id}"
    yield from holding(taken, part)
    yield from (path for path in gone if part in path)


def holding(taken: str, part: str) -> Iterator[str]:
    """The stamped paths that hold `part`."""
    at = taken.find(part)
    while at >= 0:
        start, end = taken.rfind("\n", 0, at) + 1, taken.find("\n", at)
        line = taken[start:end] if end >= 0 else taken[start:]
        path = line.partition("\t")[0]
        if part in path:
            yield path
        at = taken.find(part, end) if end >= 0 else -1


def id_of(path: str) -> str | None:
    """The id of the record that a file belongs to: its own, or that of its acts."""
    parts = path.split("/")
    return ids.id_of_file(parts[-1]) or (ids.id_of_acts(parts[-2]) if len(parts) > 1 else None)


def _touched(changed: set[str], links: dict[str, tuple[str, ...]]) -> set[str]:
    own = {mark for path in changed if (mark := id_of(path))}
    named = {other for record_id in own for other in links.get(record_id, ())}
    naming = {record_id for record_id, others in links.items() if not own.isdisjoint(others)}
    return own | {other for other in named if ids.is_id(other)} | naming

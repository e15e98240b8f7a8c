"""The guards of the trusted branch's tip, for an answer: files that lie in the work tree as they landed are not asked of git.

Nothing that judges a change reads them so: there git itself says what landed.
"""

from collections.abc import Iterator

from remit.log.log import Log
from remit.log.log_file import assemble
from remit.log.settings import Settings
from remit.log.source import EXECUTABLE, REGULAR, Source
from remit.repo.repository import Repository
from remit.workspace import reading, trees
from remit.workspace.trees import Listed


def trusted_guards(repository: Repository, settings: Settings) -> tuple[Log, reading.Trusted] | None:
    """The same as `reading.trusted_guards`: settings, people and policy of the trusted branch's tip, and that tip."""
    tip = reading.trusted(repository, settings)
    if tip is None:
        return None
    names = (f"{repository.root}/{name}" for name in reading.GUARDS)
    listed = trees.list_commit(repository, tip.commit, *names)
    return (assemble(_read(repository, listed), root=repository.root), tip) if listed else None


def _read(repository: Repository, listed: list[Listed]) -> list[Source]:
    here = {} if repository.bare else dict(_unchanged(repository, listed))
    others = trees.read_listed(repository, [entry for entry in listed if entry.path not in here])
    there = {source.path: source for source in others} if len(here) < len(listed) else {}
    return [here.get(entry.path) or there[entry.path] for entry in listed if entry.path in here or entry.path in there]


def _unchanged(repository: Repository, listed: list[Listed]) -> Iterator[tuple[str, Source]]:
    for entry in listed:
        source = trees.read_path(repository.top, entry.path) if entry.mode in (REGULAR, EXECUTABLE) else None
        if source and source.mode in (REGULAR, EXECUTABLE) and _name_of(source.data, entry.blob) == entry.blob:
            yield entry.path, Source(entry.path, source.data, entry.mode)


def _name_of(data: bytes, like: str) -> str:
    """What git calls a content."""
    content = b"blob %d\0" % len(data) + data
    if len(like) > 40:
        import hashlib

        return hashlib.sha256(content).hexdigest()
    try:
        from _sha1 import sha1  # type: ignore[import-not-found]  # the whole of hashlib takes longer than git
    except ImportError:
        from hashlib import sha1
    return str(sha1(content, usedforsecurity=False).hexdigest())

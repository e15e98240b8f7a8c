"""Adopted logs by the names of their files, and a few of their records read without the others."""

import os
from collections.abc import Iterable, Iterator

from remit.importers import read_source
from remit.importers.formats import can_be_read
from remit.log.record import Record
from remit.log.settings import ForeignSource
from remit.repo import trees
from remit.repo.repository import Repository

SETTINGS = ".log4brains.yml"
"""What tells more of a folder's records than their own files do."""


def paths(repository: Repository, adopted: Iterable[ForeignSource]) -> list[str]:
    """The files of adopted logs that can be read, by their names alone, in no order; none of the log's own."""
    found = {path for source in adopted for path in _names(repository, _below(source.path))}
    return [path for path in found if can_be_read(path)]


def _below(folder: str) -> str:
    return "" if folder.strip("./") == "" else folder.removeprefix("./").rstrip("/") + "/"


def _names(repository: Repository, below: str) -> Iterator[str]:
    try:
        found = list(os.scandir(os.path.join(repository.top, below)))
    except OSError:
        return
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            yield below + entry.name
        elif entry.name not in (".git", "node_modules") and below + entry.name != repository.root:
            yield from _names(repository, f"{below}{entry.name}/")


def records(repository: Repository, adopted: Iterable[ForeignSource], wanted: Iterable[str]) -> tuple[Record, ...]:
    """The records in some files of adopted logs, each read in its own right: links between them are not followed."""
    left, out = list(wanted), []
    for source in adopted:
        below = _below(source.path)
        inside = [path for path in left if path.startswith(below)]
        left = [path for path in left if not path.startswith(below)]
        if inside:
            files = (trees.read_path(repository.top, path) for path in (*inside, below + SETTINGS))
            out += read_source(filter(None, files), source)[0]
    return tuple(out)

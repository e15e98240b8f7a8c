"""Adopted logs by the names of their files, and a few of their records read without the others."""

import os
from collections.abc import Iterable, Iterator

from remit.formats.foreign import read_source
from remit.formats.foreign.what import can_be_read
from remit.model.record import Record
from remit.model.settings import ForeignSource
from remit.workspace import trees
from remit.workspace.place import Workspace

SETTINGS = ".log4brains.yml"
"""What tells more of a folder's records than their own files do."""


def paths(workspace: Workspace, adopted: Iterable[ForeignSource]) -> list[str]:
    """The files of adopted logs that can be read, by their names alone, in no order; none of the log's own."""
    found = {path for source in adopted for path in _names(workspace, _below(source.path))}
    return [path for path in found if can_be_read(path)]


def _below(folder: str) -> str:
    return "" if folder.strip("./") == "" else folder.removeprefix("./").rstrip("/") + "/"


def _names(workspace: Workspace, below: str) -> Iterator[str]:
    try:
        found = list(os.scandir(os.path.join(workspace.top, below)))
    except OSError:
        return
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            yield below + entry.name
        elif entry.name not in (".git", "node_modules") and below + entry.name != workspace.root:
            yield from _names(workspace, f"{below}{entry.name}/")


def records(workspace: Workspace, adopted: Iterable[ForeignSource], wanted: Iterable[str]) -> tuple[Record, ...]:
    """The records in some files of adopted logs, each read in its own right: links between them are not followed."""
    left, out = list(wanted), []
    for source in adopted:
        below = _below(source.path)
        inside = [path for path in left if path.startswith(below)]
        left = [path for path in left if not path.startswith(below)]
        if inside:
            files = (trees.read_path(workspace.top, path) for path in (*inside, below + SETTINGS))
            out += read_source(filter(None, files), source)[0]
    return tuple(out)

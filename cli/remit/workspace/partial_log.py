"""A log without its records: what most questions need. And one record found by its file's name, without the others."""

import os
import re
from collections.abc import Iterable, Iterator

from remit.importers import read_source
from remit.importers.formats import can_be_read
from remit.log import ids
from remit.log.log import Log, read
from remit.log.record import Record
from remit.log.settings import ForeignSource
from remit.log.source import Source
from remit.repo import trees
from remit.repo.repository import Repository
from remit.repo.trees import WorkTree

BESIDES = ("policy", "context", "stops")
"""Folders of a log that hold no records."""
MANY = 500
"""So many records are not all read where an answer needs a few: it stays instant."""
_MARK = re.compile(r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{4,6}")


def read_frame(repository: Repository) -> Log:
    """Settings, people, policies, context and stops as they lie in the work tree; no record is read."""
    repository.need_work_tree()
    root = repository.root
    return read(_sources(repository, root), root=root)


def _sources(repository: Repository, root: str) -> Iterator[Source]:
    for name in ("people.yml", "remit.yml"):
        source = trees.read_path(repository.top, f"{root}/{name}")
        if source:
            yield source
    tree = WorkTree(repository, *(f"{root}/{folder}" for folder in BESIDES))
    yield from tree.read(tree.files)


def record_paths(repository: Repository) -> list[str]:
    """The paths of all native records in the work tree, by their names alone, in no order."""
    return _names(repository, repository.root, BESIDES)


def _names(repository: Repository, folder: str, besides: tuple[str, ...] = ()) -> list[str]:
    try:
        names = os.listdir(os.path.join(repository.top, folder))
    except OSError:
        return []
    out = [f"{folder}/{name}" for name in names if name[:2] == "D-" and name[-3:] == ".md"]
    for name in names:
        if "." not in name and name not in besides:
            out += _names(repository, f"{folder}/{name}")
    return out


def read_records(repository: Repository, paths: list[str]) -> tuple[Record, ...]:
    """Some records with their acts, as they lie in the work tree; those that cannot be read are left out."""
    return read(_with_acts(repository, paths), root=repository.root).records


def _with_acts(repository: Repository, paths: list[str]) -> Iterator[Source]:
    for path in paths:
        source = trees.read_path(repository.top, path)
        if source is None:
            continue  # gone since, or a name that is no text
        yield source
        folder, _, name = path.rpartition("/")
        acts = WorkTree(repository, f"{folder}/{ids.id_of_file(name)}.acts")
        yield from acts.read(acts.files)


def by_mark(repository: Repository, text: str) -> Record | None:
    """The record that an id, or a part of its random letters, can only mean; None where the whole log must be asked.

    A part counts where it holds a letter and a digit: what could be a word of a title or an alias is left to the log.
    """
    wanted = text.strip()
    if not (ids.is_id(wanted) or _MARK.fullmatch(wanted)):
        return None
    found = [path for path in record_paths(repository) if wanted in path.rpartition("/")[2]]
    if len(found) != 1 or wanted not in found[0].rpartition("/")[2][:17]:
        return None
    records = read_records(repository, found)
    return records[0] if len(records) == 1 and (records[0].id == wanted or wanted in records[0].id) else None


SETTINGS = ".log4brains.yml"
"""What tells more of a folder's records than their own files do."""


def paths(repository: Repository, adopted: Iterable[ForeignSource]) -> list[str]:
    """The files of adopted logs that can be read, by their names alone, in no order; none of the log's own."""
    found = {path for source in adopted for path in _adopted_names(repository, _below(source.path))}
    return [path for path in found if can_be_read(path)]


def _below(folder: str) -> str:
    return "" if folder.strip("./") == "" else folder.removeprefix("./").rstrip("/") + "/"


def _adopted_names(repository: Repository, below: str) -> Iterator[str]:
    try:
        found = list(os.scandir(os.path.join(repository.top, below)))
    except OSError:
        return
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            yield below + entry.name
        elif entry.name not in (".git", "node_modules") and below + entry.name != repository.root:
            yield from _adopted_names(repository, f"{below}{entry.name}/")


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

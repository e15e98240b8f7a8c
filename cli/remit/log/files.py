"""The files of a log in one tree: which there are, by their names alone, and what they hold, read when it is asked for."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

from remit.log import ids
from remit.log.log_file import ACT, CONTEXT, OTHER, PEOPLE, POLICY, RECORD, SCENARIOS, SETTINGS, STOP, Reader, kind_of
from remit.log.source import File, Source

GUARDS = (SETTINGS, PEOPLE, POLICY, SCENARIOS)
"""Kinds of files that say who may decide, and how that is checked."""


class Tree(Protocol):
    """Files by path: their names at once, their contents when somebody asks."""

    @property
    def files(self) -> Sequence[File]:
        """Every file, by path."""

    def read(self, files: Iterable[File]) -> list[Source]:
        """Files with their contents, in the order asked for."""


class SourceTree:
    """Files that somebody read already."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._sources = {source.path: source for source in sources}
        self.files = tuple(File(source.path, source.mode, source.blob) for source in self._sources.values())

    def read(self, files: Iterable[File]) -> list[Source]:
        """The files as they were given."""
        return [self._sources[file.path] for file in files]


class Files:
    """The files of one tree, sorted by what they are."""

    def __init__(self, tree: Tree, root: str) -> None:
        self.tree, self.root = tree, root

    @cached_property
    def by_path(self) -> dict[str, File]:
        """Every file of the tree by its path; of a conflict the first side."""
        return {file.path: file for file in reversed(self.tree.files)}

    @cached_property
    def by_kind(self) -> dict[str, list[File]]:
        """The files below the log's folder by their kind."""
        found: dict[str, list[File]] = {}
        below = f"{self.root}/"
        for file in self.tree.files:
            if file.path.startswith(below):
                found.setdefault(kind_of(file.path, self.root), []).append(file)
        return found

    @cached_property
    def by_id(self) -> dict[str, list[File]]:
        """The files of each record: its own (more than one where the id is not unique) and its acts'."""
        found: dict[str, list[File]] = {}
        for file in self.tree.files:
            record_id = ids.id_of_path(file.path) if file.path.endswith(".md") else None
            if record_id:
                found.setdefault(record_id, []).append(file)
        return found

    @cached_property
    def guards(self) -> Reader:
        """Settings, people, policies and scenarios."""
        return self.read(self.of(*GUARDS))

    @cached_property
    def pages(self) -> Reader:
        """Shared context, and stops on topics and budgets."""
        return self.read(self.of(CONTEXT, STOP))

    @cached_property
    def records(self) -> Reader:
        """Records and acts, and every file that has no place in a log."""
        return self.read(self.of(RECORD, ACT, OTHER))

    def of(self, *kinds: str) -> list[File]:
        """The files of some kinds."""
        return [file for kind in kinds for file in self.by_kind.get(kind, ())]

    def read(self, files: Iterable[File]) -> Reader:
        """What some files hold."""
        reader = Reader(self.root)
        reader.add(self.tree.read(files))
        return reader

"""The files of a log in one tree: which there are, by their names alone, and what they hold, read when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from remit.log import ids, text
from remit.log.context import ContextPage, page_of
from remit.log.finding import ERROR, Finding
from remit.log.people import People, read_people
from remit.log.policy import Policy, Unreadable, read_policy, unreadable
from remit.log.record import Act, Record, act_of, conflict_line, read_parts, record_of, unresolved
from remit.log.settings import Settings, read_settings
from remit.log.source import (
    ACT,
    CONTEXT,
    NAMED,
    OTHER,
    PEOPLE,
    POLICY,
    RECORD,
    SCENARIOS,
    SETTINGS,
    STOP,
    File,
    Source,
    Tree,
    is_astray,
    kind_of,
    unsafe,
    unsafe_file,
)

GUARDS = (SETTINGS, PEOPLE, POLICY, SCENARIOS)
"""Kinds of files that say who may decide, and how that is checked."""


class Reader:
    """Files read one by one, each on its own, so that none can hide another; and what was read."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.settings = Settings(path=f"{root}/remit.yml")
        self.people: People | None = None
        self.policies: list[Policy] = []
        self.unreadable: list[Unreadable] = []
        """Versions of policies that could not be read."""
        self.scenarios: list[tuple[str, str]] = []
        self.context: list[ContextPage] = []
        self.stops: list[Act] = []
        self.unread: list[str] = []
        """Paths of files that could not be read."""
        self.in_conflict: set[str] = set()
        """Paths of files with the marks of a merge."""
        self._records: list[Record] = []
        self._acts: list[Act] = []
        self._findings: list[Finding] = []

    def add(self, files: Iterable[Source]) -> None:
        """Read more files; what cannot be read becomes a finding and a path in `unread`."""
        for file in files:
            kind, path = kind_of(file.path, self.root), file.path
            content = self._content(file, kind)
            if content is None:
                continue
            if kind in GUARDS:
                self._add_guard(kind, path, content)
                continue
            parts = read_parts(path, content)
            if isinstance(parts, Finding):
                self._findings.append(parts)
                self.unread.append(path)
                continue
            if kind == CONTEXT:
                self.context.append(page_of(path, *parts))
            elif kind == RECORD:
                self._records.append(record_of(path, *parts))
            else:
                (self.stops if kind == STOP else self._acts).append(act_of(path, *parts))
            line = conflict_line(content)
            if line:
                self._findings.append(unresolved(path, line))
                self.in_conflict.add(path)

    def records(self) -> list[Record]:
        """The records that were read, each with its acts."""
        acts = self._acts_by_id
        return [_with_acts(record, acts) for record in self._records] if acts else list(self._records)

    @property
    def findings(self) -> list[Finding]:
        """What could not be read, and acts whose record is not there (G04)."""
        return [*self._findings, *self._left_behind()]

    @property
    def _acts_by_id(self) -> dict[str, list[Act]]:
        out: dict[str, list[Act]] = {}
        for act in self._acts:
            out.setdefault(act.record, []).append(act)
        return out

    def _left_behind(self) -> Iterator[Finding]:
        there = {ids.id_of_record(path) for path in (*self.unread, *(record.path for record in self._records))}
        for record_id, acts in self._acts_by_id.items():
            if record_id not in there:
                remedy = "restore the record; if it was a draft, remove its acts too"
                message = f"acts on {record_id} are here, and the record is not"
                yield Finding("G04", "nothing-deleted", ERROR, acts[0].path, message, remedy)

    def recall(self, known: Iterable[Record | Act]) -> None:
        """Take records and acts that were read before."""
        for one in known:
            if isinstance(one, Record):
                self._records.append(one)
            else:
                self._acts.append(one)

    @property
    def clean(self) -> list[Record | Act]:
        """The records and acts of which there is nothing to say."""
        found: list[Record | Act] = [*self._records, *self._acts]
        return [one for one in found if one.path not in self.in_conflict]

    def _add_guard(self, kind: str, path: str, content: str) -> None:
        found: list[Finding] = []
        if kind == SETTINGS:
            self.settings, found = read_settings(content, path)
        elif kind == PEOPLE:
            self.people, found = read_people(content, path)
        elif kind == SCENARIOS:
            self.scenarios.append((path, content))
        else:
            policy, found = read_policy(content, path)
            if policy:
                self.policies.append(policy)
            else:
                self.unreadable.append(unreadable(found[0], content))
        self._findings += found

    def _content(self, file: Source, kind: str) -> str | None:
        """The text of a file that is safe to read; a finding (G14) and None otherwise. Other files are not read."""
        problem = unsafe(file, kind)
        if problem is None and kind != OTHER:
            try:
                return text.decode(file.data)
            except text.NotText as error:
                problem = unsafe_file(file.path, f"is {error}", "save it as UTF-8 text; the file was not changed")
        astray = problem is None and is_astray(file)
        if astray:
            problem = unsafe_file(file.path, "has the front matter of a record, but not a record's file name", NAMED)
        if problem:
            self._findings.append(problem)
            if astray or kind != OTHER:
                self.unread.append(file.path)
            if kind == POLICY:
                self.unreadable.append(unreadable(problem))
        return None


def _with_acts(record: Record, acts: dict[str, list[Act]]) -> Record:
    """A record with the acts of the folder that its file's name, and so its id, names."""
    found = acts.get(ids.id_of_record(record.path) or record.id)
    return record._replace(acts=tuple(sorted(found, key=lambda act: act.path))) if found else record


class Memory(Protocol):
    """What is known of a tree's records and acts without reading them again."""

    def recall(self) -> Mapping[str, Record | Act]:
        """Those that did not change since they were kept, by path."""

    def keep(self, read: Iterable[Record | Act]) -> None:
        """Keep records and acts that were read now, for the next `recall`."""


class Files:
    """The files of one tree, sorted by what they are."""

    def __init__(self, tree: Tree, root: str, memory: Memory | None = None) -> None:
        """`memory`: what is known of the tree's records and acts already."""
        self.tree, self.root, self._memory = tree, root, memory

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

    def of_record(self, record_id: str) -> list[File]:
        """The files of a record: its own (more than one where the id is not unique) and its acts'."""
        first, others = self._by_id
        found = (first[record_id], *others.get(record_id, ())) if record_id in first else ()
        return [file for file in found if ids.id_of_path(file.path) == record_id]

    @cached_property
    def _by_id(self) -> tuple[dict[str, File], dict[str, list[File]]]:
        """The files whose name, or whose folder's, begins like an id: the first of each id, which is mostly all, and the others."""
        first: dict[str, File] = {}
        others: dict[str, list[File]] = {}
        for file in self.tree.files:
            start = file.path.rfind("/D-") + 1
            if start and file.path.endswith(".md"):
                name = file.path[start : start + ids.LENGTH]
                if first.setdefault(name, file) is not file:
                    others.setdefault(name, []).append(file)
        return first, others

    @cached_property
    def guard_files(self) -> list[File]:
        """The files of settings, people, policies and scenarios."""
        return self._kinds(GUARDS, "remit.yml", "people.yml", "policy")

    @cached_property
    def page_files(self) -> list[File]:
        """The files of shared context, and of stops on topics and budgets."""
        return self._kinds((CONTEXT, STOP), "context", "stops")

    @cached_property
    def guards(self) -> Reader:
        """Settings, people, policies and scenarios."""
        return self.read(self.guard_files)

    @cached_property
    def pages(self) -> Reader:
        """Shared context, and stops on topics and budgets."""
        return self.read(self.page_files)

    @cached_property
    def records(self) -> Reader:
        """Records and acts, and every file that has no place in a log."""
        files = self.of(RECORD, ACT, OTHER)
        if self._memory is None:
            return self.read(files)
        known = self._memory.recall()
        reader = self.read(file for file in files if file.path not in known)
        self._memory.keep(reader.clean)
        reader.recall(known[file.path] for file in files if file.path in known)
        return reader

    def of(self, *kinds: str) -> list[File]:
        """The files of some kinds (RECORD, ACT, OTHER …), kind by kind, each by path."""
        return [file for kind in kinds for file in self.by_kind.get(kind, ())]

    def _kinds(self, kinds: tuple[str, ...], *inside: str) -> list[File]:
        """The files of some kinds, which stand in these places of the log."""
        found = self.tree.under(*(f"{self.root}/{name}" for name in inside))
        return [file for file in found if kind_of(file.path, self.root) in kinds]

    def read(self, files: Iterable[File]) -> Reader:
        """What some files hold; git is asked for their contents in one call."""
        reader = Reader(self.root)
        reader.add(self.tree.read(files))
        return reader

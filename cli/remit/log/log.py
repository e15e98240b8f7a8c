"""A log: records, people, policies and shared context, as one tree of files holds them.

A log is lazy: each part of it is read when somebody first asks for it, and the names of the files alone say which records
there are. Whoever asks does not know whether the tree is the working tree, the index or a commit, nor how large it is.
"""

from collections.abc import Callable, Container, Iterable
from datetime import UTC, tzinfo
from functools import cached_property
from typing import Any, Self

from remit.log import ids
from remit.log.context import ContextPage
from remit.log.files import Files, Memory, Reader
from remit.log.finding import Finding
from remit.log.people import People, Person
from remit.log.policy import Policy, Unreadable
from remit.log.record import LINKS, Act, Record
from remit.log.settings import ForeignSource, Settings, zone_of
from remit.log.source import CONTEXT, RECORD, File, Source, SourceTree, Tree, kind_of

_MOST = 5000
"""How many files are read for what a change names; a chain longer than that is left to the run of the whole log."""


Adopted = Callable[[ForeignSource, list[Source]], tuple[list[Record], str]]
"""Reads the records in files of a log of another format."""


class Log:
    """What one tree holds. Nothing changes a log: `replace`, `under` and `part` give another one."""

    _PARTS = (
        "settings", "people", "policies", "unreadable_policies", "scenarios", "records", "context", "stops", "findings", "unread", "zone",
    )  # fmt: skip

    def __init__(
        self,
        tree: Tree | None = None,
        *,
        root: str = "decisions",
        adopted: Adopted | None = None,
        memory: Memory | None = None,
        **parts: Any,
    ) -> None:
        """`parts` by name stand for what the tree holds; what is not given is read.

        `adopted` reads logs of other formats; `memory` knows records and acts that did not change.
        """
        self.files = Files(tree or SourceTree(), root, memory)
        self._adopted = adopted
        self._whole: Log | None = None
        self.told: dict[str, str] = {}
        """How well each adopted log could be read, by its path, once it was read."""
        self.__dict__.update(parts)

    @property
    def tree(self) -> Tree:
        """The tree of files that holds it: the working tree, the index or a commit."""
        return self.files.tree

    @property
    def root(self) -> str:
        """Its folder, from the top of the repository."""
        return self.files.root

    @cached_property
    def settings(self) -> Settings:
        """The settings; the defaults where there is no remit.yml."""
        return self.files.guards.settings

    @cached_property
    def people(self) -> People | None:
        """None where there is no people.yml: everything is then only claimed."""
        return self.files.guards.people

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """Every version of every policy that could be read."""
        return tuple(self.files.guards.policies)

    @cached_property
    def unreadable_policies(self) -> tuple[Unreadable, ...]:
        """Every version of every policy that could not be read: what it covers has no answer."""
        return tuple(self.files.guards.unreadable)

    @cached_property
    def scenarios(self) -> tuple[tuple[str, str], ...]:
        """Path and text of every scenario file: what the policies of this tree are to answer."""
        return tuple(self.files.guards.scenarios)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every record, those of adopted logs too, by path."""
        records = [*self.files.records.records(), *self.adopted]
        return tuple(sorted(records, key=lambda record: record.path))

    @cached_property
    def adopted(self) -> tuple[Record, ...]:
        """Every record of the adopted logs in its tree; of a part of a log too, for a record may name any of them."""
        return tuple(self._foreign())

    @cached_property
    def context(self) -> tuple[ContextPage, ...]:
        """The pages of shared context."""
        return tuple(self.files.pages.context)

    @cached_property
    def stops(self) -> tuple[Act, ...]:
        """Stops on a topic or a budget (and what lifted them), from `decisions/stops/`."""
        return tuple(self.files.pages.stops)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be read, with the place."""
        return tuple(sorted((found for one in self._readers for found in one.findings), key=lambda found: found.path))

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Paths of records and pages that could not be read: no page, no answer, but never forgotten."""
        return tuple(sorted(path for one in self._readers for path in one.unread))

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of days and times that name none."""
        return zone_of(self.settings.time_zone) or UTC

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Records by id; of two with one id the first by path."""
        out: dict[str, Record] = {}
        for record in self.records:
            out.setdefault(record.id, record)
        return out

    @cached_property
    def by_handle(self) -> dict[str, Person]:
        """Everybody of people.yml by handle, those used before included."""
        return self.people.by_handle if self.people else {}

    @property
    def unstated(self) -> tuple[Record, ...]:
        """The records whose status is not stated: neither open nor decided, so in no queue and no measure."""
        return tuple(record for record in self.records if not record.status)

    @cached_property
    def judged(self) -> bool:
        """Whether this log has a policy in force."""
        return self.settings.policy != "none" and bool(self.policies)

    @cached_property
    def page_ids(self) -> frozenset[str]:
        """The ids of the pages of shared context, by the names of their files."""
        found = (file.path for file in self.files.page_files if kind_of(file.path, self.root) == CONTEXT)
        return frozenset(path.rpartition("/")[2].removesuffix(".md") for path in found)

    def files_of(self, record_id: str) -> list[File]:
        """The files of a record: its own (more than one where the id is not unique) and its acts'."""
        return self.files.of_record(record_id)

    def paths(self, record_id: str) -> tuple[str, ...]:
        """The files whose record has this id: by their names, which begin with it; of a foreign one its path."""
        if not ids.is_id(record_id):
            found = {record.path for record in (*self.records, *self.adopted) if record.id == record_id}
            return tuple(sorted(found))
        return tuple(file.path for file in self.files_of(record_id) if kind_of(file.path, self.root) == RECORD)

    def find(self, record_id: str) -> Record | None:
        """The record whose file is named by an id, where it could be read; of two the first by path."""
        if record_id not in self._found:
            found = self.some([record_id]) if self.files_of(record_id) else ()
            self._found[record_id] = found[0] if found else None
        return self._found[record_id]

    def some(self, record_ids: Iterable[str]) -> tuple[Record, ...]:
        """The records of some ids, in that order; no other is read."""
        files = [file for record_id in record_ids for file in self.files_of(record_id)]
        return tuple(self.files.read(files).records()) if files else ()

    def text(self, path: str) -> str:
        """The text of a file of this tree; empty where it is none."""
        file = self.files.by_path.get(path)
        read = self.tree.read([file]) if file else []
        return read[0].data.decode("utf-8", "replace") if read else ""

    def lacks(self, path: str) -> bool:
        """Whether a path of the repository is certainly neither a file nor a folder of this tree."""
        folders = (self.root, *(source.path for source in self.settings.sources))
        if not any(path == folder or path.startswith(f"{folder.rstrip('/')}/") for folder in folders):
            return self.tree.lacks(path)
        return path not in self.files.by_path and not any(other.startswith(f"{path}/") for other in self.files.by_path)

    def replace(self, **parts: Any) -> Self:
        """A log with other parts in place of these; the parts are named as the properties are."""
        known = {name: self.__dict__[name] for name in self._PARTS if name in self.__dict__}
        other = type(self)(adopted=self._adopted, **{**known, **parts})
        other.files, other._whole = self.files, self._whole
        return other

    def under(self, guards: "Log") -> Self:
        """This log under the settings, people and policies of another; its own settings say which logs it adopted."""
        return self.replace(
            settings=guards.settings._replace(sources=self.settings.sources),
            people=guards.people,
            policies=guards.policies,
            unreadable_policies=guards.unreadable_policies,
            scenarios=guards.scenarios,
            zone=guards.zone,
        )

    def part(self, files: Iterable[File]) -> Self:
        """This log with some of its files, and the records that those name, and so on: what a change is about."""
        reader = Reader(self.root)
        wanted = {file.path: file for file in files}
        have: set[str] = set()
        while wanted and len(have) < _MOST:
            reader.add(self.tree.read(wanted.values()))
            have |= wanted.keys()
            others = {other for record in reader.records() for key in LINKS for other in record.list_of(key)}
            named = (file for other in others if ids.is_id(other) for file in self.files_of(other))
            wanted = {file.path: file for file in named if file.path not in have}
        records = [*reader.records(), *(self._foreign(have) if self.settings.sources else ())]
        part = self.replace(
            records=tuple(sorted(records, key=lambda record: record.path)),
            context=tuple(reader.context),
            stops=tuple(reader.stops),
            findings=tuple(reader.findings),
            unread=tuple(reader.unread),
        )
        part._whole = self
        return part

    def about(self, *records: Record) -> Self:
        """This log with some of its records, that somebody has or writes; the others are read where sums ask for them."""
        part = self.replace(records=records)
        part._whole = self.whole
        return part

    @property
    def whole(self) -> "Log":
        """The log with every record of its tree, under the same settings, people and policies."""
        return self._whole.under(self) if self._whole else self

    def guard_files(self) -> list[File]:
        """The files that say who may decide."""
        return self.files.guard_files

    @cached_property
    def governing(self) -> Self:
        """Its settings, people and policies alone, and what could not be read of them."""
        read = self.files.guards
        findings, unread = tuple(read.findings), tuple(read.unread)
        return self.replace(records=(), context=(), stops=(), findings=findings, unread=unread)

    @cached_property
    def _found(self) -> dict[str, Record | None]:
        """Records by the id that names their files; of two with one id the first by path."""
        out: dict[str, Record | None] = {}
        for record in self.__dict__.get("records", ()):
            out.setdefault(ids.id_of_record(record.path) or record.id, record)
        return out

    @property
    def _readers(self) -> tuple[Reader, ...]:
        return self.files.guards, self.files.pages, self.files.records

    def _foreign(self, among: Container[str] | None = None) -> list[Record]:
        """The records of adopted logs in files of this tree, or in some of them."""
        out: list[Record] = []
        for source in self.settings.sources if self._adopted else ():
            inside = [file for file in self.tree.files if file.path.startswith(source.below)]
            inside = [file for file in inside if among is None or file.path in among]
            if inside and self._adopted:
                records, self.told[source.path] = self._adopted(source, self.tree.read(inside))
                out += records
        return out


def read(sources: Iterable[Source], *, root: str = "decisions") -> Log:
    """The log that files hold which somebody read already."""
    return Log(SourceTree(sources), root=root)

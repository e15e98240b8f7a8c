"""Reading a change: the records that it touches, before and after, and what they name. Never the whole log."""

from collections.abc import Iterable
from typing import NamedTuple

from remit.checks.check import Names
from remit.log import ids
from remit.log.log import Log
from remit.log.log_file import assemble
from remit.log.record import LINKS, Record
from remit.log.settings import ForeignSource, Settings
from remit.log.source import Source
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import File, Tree, id_of

GUARD_FILES, GUARD_FOLDERS = ("remit.yml", "people.yml"), ("policy",)
"""What in a log says who may decide, and how that is checked."""
FOLLOWED = LINKS
"""Keys whose records are read along."""
_MOST = 5000
"""How many files are read for what a change names; a chain longer than that is left to the run of the whole log."""


class Side(NamedTuple):
    """One side of a change: the touched records with what they name, and the names of all others."""

    log: Log
    names: Tree
    files: dict[str, Source]
    """What was read, by path."""


class Loaded(NamedTuple):
    """A change, read."""

    differences: tuple[Difference, ...]
    before: Side
    """What the change is measured against: it brought what is not wrong here."""
    after: Side
    landed: Side
    """What the trusted branch holds, as far as this change knows: what was decided there is frozen."""
    guards: Log | None
    """Settings, people and policies that judge, as a log without records; None where the trusted branch holds none."""
    proposed: Log | None
    """The change's own settings, people and policies, where it changes any or brings the first ones."""
    against: str
    """The commit whose guards judge."""


def undone(differences: Iterable[Difference]) -> list[Difference]:
    """The differences the other way round."""
    return [
        Difference(entry.path, entry.new_mode, entry.old_mode, entry.new_blob, entry.old_blob) for entry in differences
    ]


def wanted_of(names: Tree, touched: Iterable[str], differences: Iterable[Difference]) -> dict[str, File]:
    """The files of one side that a change is about: of the touched records all, every other that differs, and every stop."""
    wanted = {entry.path: entry for entry in names.holding("/stops/") if entry.path.endswith(".md")}
    wanted.update((entry.path, entry) for record_id in touched for entry in names.of_id(record_id))
    for difference in differences:
        found = names.at(difference.path)
        if found:
            wanted[found.path] = found
    return wanted


def load(names: Tree, wanted: dict[str, File], root: str, sources: tuple[ForeignSource, ...] = ()) -> Side:
    """One side: the wanted files, and those of the records that they name, and so on."""
    files: dict[str, Source] = {}
    log = assemble((), root=root)
    while wanted:
        files.update((source.path, source) for source in names.read(wanted.values()))
        log = assemble((files[path] for path in sorted(files)), root=root)
        wanted = _named(log, names, files) if len(files) < _MOST else {}
    foreign = _foreign(files, sources) if sources else []
    if foreign:
        log = assemble((files[path] for path in sorted(files)), root=root, foreign=foreign)
    return Side(log, names, files)


def _named(log: Log, names: Tree, have: dict[str, Source]) -> dict[str, File]:
    """The files of the records that those of a log name and that are not read yet."""
    others = {
        other for record in log.records for key in FOLLOWED if key in record.head for other in record.list_of(key)
    }
    missing = others - {record.id for record in log.records}
    found = (entry for other in missing if ids.is_id(other) for entry in names.of_id(other))
    return {entry.path: entry for entry in found if entry.path not in have}


def _foreign(files: dict[str, Source], sources: tuple[ForeignSource, ...]) -> list[Record]:
    out: list[Record] = []
    for source in sources:
        below = [file for path, file in files.items() if path.startswith(source.path + "/")]
        if below:
            from remit.importers import read_source

            out.extend(read_source(below, source)[0])
    return out


def guard_files(names: Tree, root: str) -> list[File]:
    """The files of a tree that hold settings, people and policies."""
    found = [names.at(f"{root}/{name}") for name in GUARD_FILES]
    found += [entry for name in GUARD_FOLDERS for entry in names.holding(f"{root}/{name}/")]
    return [entry for entry in found if entry]


def is_guard(path: str, root: str) -> bool:
    """Whether a path holds settings, people or a policy."""
    return path in {f"{root}/{name}" for name in GUARD_FILES} or path.startswith(
        tuple(f"{root}/{name}/" for name in GUARD_FOLDERS)
    )


def under(log: Log, guards: Log) -> Log:
    """A log under other settings, people and policies."""
    return log._replace(
        settings=guards.settings,
        people=guards.people,
        policies=guards.policies,
        scenarios=guards.scenarios,
        zone=guards.zone,
    )


def folders_of(repository: Repository, settings: Settings) -> tuple[str, ...]:
    """The log's folder and the folders of adopted logs."""
    return (repository.root, *(source.path for source in settings.sources))


def touched_by(differences: Iterable[Difference], root: str) -> set[str]:
    """The ids of the native records whose file or acts differ."""
    inside = (entry.path for entry in differences if entry.path.startswith(f"{root}/"))
    return {record_id for path in inside if (record_id := id_of(path))}


class TreeNames(Names):
    """Which records a tree holds, by the names of its files; what the loaded ones say."""

    def __init__(self, log: Log, tree: Tree) -> None:
        super().__init__(log)
        self._tree = tree
        folder = f"{log.root}/context/"
        self.context = frozenset(
            entry.path.rpartition("/")[2].removesuffix(".md")
            for entry in tree.holding(folder)
            if entry.path.endswith(".md")
        )

    def paths(self, record_id: str) -> tuple[str, ...]:
        """The files whose record has this id: by their names, which begin with it; of a foreign one its path."""
        if not record_id.startswith("D-"):
            return super().paths(record_id)
        named = (entry.path for entry in self._tree.of_id(record_id))
        return tuple(path for path in named if not path.rpartition("/")[0].endswith(".acts"))

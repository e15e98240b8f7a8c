"""What git is asked of a staged change before anything that judges is imported: it works while Python reads our modules.

Of ten thousand staged files a change is about a few: those of the records that it touches, and those that judge. git finds
them in the time that it takes to list all, and Python has a hundredth to look through.
"""

import os
from collections.abc import Callable, Iterable, Sequence

from remit.log import ids
from remit.repo import git, names
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.workspace import midway

_MANY = 20
"""With more differences than this a list of all files is looked through faster than git compares each with each."""
_MAGIC = frozenset("*?[]\\:")

GUARD_FILES, GUARD_FOLDERS = ("remit.yml", "people.yml"), ("policy",)
_FOLDERS = (*GUARD_FOLDERS, "stops", "context")
_TREES = ("policy", "policy/tests", "stops", "context")
_TREE = "040000"


class Asked:
    """The names of the staged files that a change is about.

    Where no other staged file can be one of its records' they are in a few trees of HEAD, and who reads contents reads those
    along. Otherwise git is listing them.
    """

    def __init__(self, repository: Repository, folders: tuple[str, ...], differences: list[Difference]) -> None:
        root, below = repository.root, tuple(f"{folder}/" for folder in folders)
        self._workspace = repository
        self._differences = differences = [entry for entry in differences if entry.path.startswith(below)]
        self.ids = frozenset(touched_by(differences, root))
        """The records whose files are among them."""
        self._root = f"{root}/"
        others = [entry.path for entry in differences if not self._is_of_record(entry.path)]
        fixed = (*(f"{root}/{name}" for name in GUARD_FILES), *(f"{root}/{name}/" for name in _FOLDERS))
        self.places = frozenset((*fixed, *others))
        """Files, and folders with everything below, that are among them."""
        self.everything = not differences or len(differences) > _MANY or not _MAGIC.isdisjoint(root)
        self.trees: tuple[str, ...] = ()
        """The trees that hold the names, for `git.begin_objects`; none where git lists them."""
        if self.everything:
            self.ids = self.places = frozenset()
            self._listed = self._list([f":(literal){folder}" for folder in folders])
        elif self._is_alone():
            self.trees = tuple(f"HEAD:{root}{below}" for below in ("", *(f"/{name}" for name in _TREES)))
        else:
            self._listed = self._list(self._patterns())

    def _list(self, wanted: list[str]) -> Callable[[], bytes]:
        words = ("ls-files", "-s", "-z", "--", *wanted)
        return git.begin(self._workspace.top, *words, hook=self._workspace.hook, patterns=True)

    def _patterns(self) -> list[str]:
        places = [f":(literal){place.rstrip('/')}" for place in sorted(self.places)]
        return [*places, *(f"{self._root}*{record_id}*" for record_id in sorted(self.ids))]

    def _is_of_record(self, path: str) -> bool:
        return path.startswith(self._root) and any(f"/{record_id}" in path for record_id in self.ids)

    def _is_alone(self) -> bool:
        """Whether the staged files with the touched ids are all among the differences."""
        if not all(entry.path.startswith(self._root) for entry in self._differences):
            return False
        known = [entry.path for entry in self._differences if not entry.gone]
        wanted = sorted(self.ids)
        folder = midway.git_dir(self._workspace)
        own = os.environ.get("GIT_INDEX_FILE") if self._workspace.hook else None
        found = names.counts(folder, os.path.join(self._workspace.top, own or os.path.join(folder, "index")), wanted)
        return found == [sum(path.count(record_id) for path in known) for record_id in wanted]

    def listed(self, trees: Sequence[git.Object] = ()) -> bytes:
        """The files as git lists them (`ls-files -s -z`). `trees`: what git has under the names of `trees`."""
        if not self.trees:
            return self._listed()
        found = self._in_trees(trees) if len(trees) == len(self.trees) else None
        if found is None:
            return self._list(self._patterns())()
        gone = {entry.path for entry in self._differences}
        kept = [line for path, line in found.items() if path not in gone]
        kept += [f"{entry.new_mode} {entry.new_blob} 0\t{entry.path}" for entry in self._differences if not entry.gone]
        return "".join(f"{line}\0" for line in kept).encode("utf-8", "surrogateescape")

    def _in_trees(self, trees: Sequence[git.Object]) -> dict[str, str] | None:
        """The files by path; None where there are folders that nobody asked for."""
        out: dict[str, str] = {}
        folders = {name.partition(":")[2] for name in self.trees}
        for name, found in zip(self.trees, trees, strict=True):
            folder = name.partition(":")[2]
            if found.kind not in ("", "tree"):
                return None
            for entry in names.tree(found.data, len(found.id) // 2):
                path = f"{folder}/{entry.name}"
                if folder + "/" == self._root and entry.name not in (*GUARD_FILES, *_FOLDERS):
                    continue
                if entry.mode != _TREE:
                    out[path] = f"{entry.mode} {entry.id} 0\t{path}"
                elif path not in folders:
                    return None
        return out

    def covers(self, path: str) -> bool:
        """Whether a path is among what was asked for."""
        below = path[: path.find("/", path.find("/") + 1) + 1]
        return path in self.places or below in self.places or self._is_of_record(path)

    def covers_below(self, part: str) -> bool:
        """Whether all files whose folder ends in `part` (`/stops/`, `decisions/policy/`) were asked for, as far as they are the log's."""
        return part.endswith("/") and any(place.endswith(part) for place in self.places)


def touched_by(differences: Iterable[Difference], root: str) -> set[str]:
    """The ids of the native records whose file or acts differ."""
    found = set()
    for entry in differences:
        parts = entry.path.split("/")
        touched = ids.id_of_file(parts[-1]) or (ids.id_of_acts(parts[-2]) if len(parts) > 1 else None)
        if touched and entry.path.startswith(root + "/"):
            found.add(touched)
    return found

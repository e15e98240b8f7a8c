"""What git is asked of a staged change before anything that judges is imported: it works while Python reads our modules.

Of ten thousand staged files a change is about a few: those of the records that it touches, and those that judge. git finds
them in the time that it takes to list all, and Python has a hundredth to look through.
"""

from collections.abc import Callable, Iterable

from remit.formats import ids
from remit.repo import git
from remit.repo.raw import Difference
from remit.workspace.place import Workspace

_MANY = 20
"""With more differences than this a list of all files is looked through faster than git compares each with each."""
_MAGIC = frozenset("*?[]\\:")

GUARD_FILES, GUARD_FOLDERS = ("remit.yml", "people.yml"), ("policy",)
_FOLDERS = (*GUARD_FOLDERS, "stops", "context")


class Asked:
    """The names of the staged files that a change is about, which git is listing."""

    def __init__(self, workspace: Workspace, folders: tuple[str, ...], differences: list[Difference]) -> None:
        root, below = workspace.root, tuple(f"{folder}/" for folder in folders)
        differences = [entry for entry in differences if entry.path.startswith(below)]
        self.ids = frozenset(touched_by(differences, root))
        """The records whose files are among them."""
        self.places = frozenset(
            (*(f"{root}/{name}" for name in GUARD_FILES), *(f"{root}/{name}/" for name in _FOLDERS))
        )
        """Files, and folders with everything below, that are among them."""
        if not differences or len(differences) > _MANY or not _MAGIC.isdisjoint(root):
            self.ids = self.places = frozenset()
            self.everything, wanted = True, [f":(literal){folder}" for folder in folders]
        else:
            others = [entry.path for entry in differences if not id_in(entry.path, self.ids)]
            self.places |= frozenset(others)
            self.everything, wanted = False, [f":(literal){place.rstrip('/')}" for place in sorted(self.places)]
            wanted += [f"{root}/*{record_id}*" for record_id in sorted(self.ids)]
        self.listed: Callable[[], bytes] = git.begin(
            workspace.top, "ls-files", "-s", "-z", "--", *wanted, hook=workspace.hook, patterns=True
        )
        """What git prints."""

    def covers(self, path: str) -> bool:
        """Whether a path is among what was asked for."""
        below = path[: path.find("/", path.find("/") + 1) + 1]
        return path in self.places or below in self.places or id_in(path, self.ids)

    def covers_below(self, part: str) -> bool:
        """Whether all files whose folder ends in `part` (`/stops/`, `decisions/policy/`) were asked for, as far as they are the log's."""
        return part.endswith("/") and any(place.endswith(part) for place in self.places)


def id_in(path: str, wanted: Iterable[str]) -> bool:
    """Whether a path is a file of one of these records."""
    return any(f"/{record_id}" in path for record_id in wanted)


def touched_by(differences: Iterable[Difference], root: str) -> set[str]:
    """The ids of the native records whose file or acts differ."""
    found = set()
    for entry in differences:
        parts = entry.path.split("/")
        touched = ids.id_of_file(parts[-1]) or (ids.id_of_acts(parts[-2]) if len(parts) > 1 else None)
        if touched and entry.path.startswith(root + "/"):
            found.add(touched)
    return found

"""A tree of files and a file as read, whoever read it: what a file is in the log, and whether it is safe to read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from remit.log import ids, text
from remit.log.finding import ERROR, Finding

REGULAR = "100644"
EXECUTABLE = "100755"
SYMLINK = "120000"
GITLINK = "160000"


class File(NamedTuple):
    """A file of a tree, not read yet."""

    path: str
    """From the top of the repository, with `/`."""
    mode: str = ""
    """As git writes it."""
    blob: str = ""
    """git's id of the content; empty in the working tree."""


class Source(NamedTuple):
    """One file of the tree that is checked."""

    path: str
    """From the top of the repository, with `/`."""
    data: bytes
    """The content; empty where `size` says that it was too large to read."""
    mode: str = REGULAR
    """As git writes it: 100644, 100755, 120000 (symlink), 160000 (another repository)."""
    size: int = -1
    """Bytes of the file where it was not read for its size; -1 where `data` is all of it."""
    blob: str = ""
    """git's id of the content, where it is known."""
    start: bytes = b""
    """The first START_BYTES of a file that was not read for its size."""


class Tree(Protocol):
    """Files by path: their names at once, their contents when somebody asks."""

    @property
    def files(self) -> Sequence[File]:
        """Every file of the tree, sorted by path; contents are not read."""

    def under(self, *paths: str) -> Sequence[File]:
        """The files at or below some paths; of a working tree no other folder is listed."""

    def read(self, files: Iterable[File]) -> list[Source]:
        """Files with their contents, in the order asked for."""

    def lacks(self, path: str) -> bool:
        """Whether there is nothing at a path of the repository, in its folders or outside; only a working tree can say that."""


def under(files: Iterable[File], paths: tuple[str, ...]) -> list[File]:
    """The files that are at or below one of some paths."""
    folders = tuple(f"{path}/" for path in paths)
    return [file for file in files if file.path in paths or file.path.startswith(folders)]


class SourceTree:
    """Files that somebody read already."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._sources = {source.path: source for source in sources}
        self.files = tuple(File(source.path, source.mode, source.blob) for source in self._sources.values())

    def under(self, *paths: str) -> list[File]:
        """The files at or below some paths."""
        return under(self.files, paths)

    def read(self, files: Iterable[File]) -> list[Source]:
        """The files as they were given."""
        return [self._sources[file.path] for file in files]

    def lacks(self, _path: str) -> bool:
        """Nobody knows what is beside these files."""
        return False


SETTINGS, PEOPLE, POLICY, SCENARIOS, CONTEXT, STOP, RECORD, ACT, OTHER = (
    "settings", "people", "policy", "scenarios", "context", "stop", "record", "act", "other",
)  # fmt: skip


def kind_of(path: str, root: str = "decisions") -> str:
    """What a path inside the log is, by its name and folder alone."""
    inside = path[len(root) + 1 :]
    if "/" not in inside:
        special = {"remit.yml": SETTINGS, "people.yml": PEOPLE}.get(inside)
        if special:
            return special
    folder, _, name = inside.rpartition("/")
    if inside.startswith("policy/"):
        if inside.startswith("policy/tests/"):
            return SCENARIOS if name.endswith((".yml", ".yaml")) else OTHER
        return POLICY if name.endswith((".yml", ".yaml")) else OTHER
    if not name.endswith(".md"):
        return OTHER
    if folder.endswith(".acts") and ids.id_of_acts(folder.rpartition("/")[2]):
        return ACT
    if name.startswith("D-"):
        return RECORD
    if inside.startswith("context/"):
        return CONTEXT
    if inside.startswith("stops/"):
        return STOP
    return OTHER


NAMED = "name it `<id>.md` or `<id>-<slug>.md`, with the id of its front matter"


def is_astray(source: Source) -> bool:
    """Whether a file that is not looked at begins as a record does: a copy, or a record that was renamed."""
    if not (source.path.endswith(".md") and source.data.startswith(b"---")):
        return False
    head = source.data[:4096].partition(b"\n---")[0].split(b"\n")
    return any(line.startswith(b"id: D-") and ids.is_id(line[4:].strip().decode("ascii", "replace")) for line in head)


def unsafe_file(path: str, what: str, remedy: str) -> Finding:
    """The finding for a file that is not read (G14)."""
    return Finding("G14", "unsafe-file", ERROR, path, f"this file {what}", remedy)


_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)))
)


def unsafe(source: Source, kind: str) -> Finding | None:
    """What makes a file of the log unsafe to read: its mode, its size or its name (G14); None if nothing does."""
    path = source.path
    name = path.rpartition("/")[2]
    if source.mode == SYMLINK:
        return unsafe_file(path, "is a symbolic link", "put the text itself here")
    if source.mode == GITLINK:
        return unsafe_file(path, "is another git repository", "remove it from the log: records are plain files")
    if source.mode == EXECUTABLE:
        return unsafe_file(path, "is executable", f"run `chmod -x {path}` (and `git update-index --chmod=-x`)")
    if source.size > text.FILE_BYTES:
        said = f"is {source.size:,} bytes; at most {text.FILE_BYTES:,} are read"
        return unsafe_file(path, said, "keep large files elsewhere and link to them")
    if not path.isprintable() or name.startswith("-") or name[-1] in ". " or "\\" in name or _is_reserved(name):
        remedy = "rename it: letters, digits, dashes and one suffix"
        return unsafe_file(path, "has a name that is not safe on every system", remedy)
    if kind == RECORD and ids.id_of_file(name) is None:
        return unsafe_file(path, "doesn't have a record's file name", NAMED)
    if name == "HEAD" or path.endswith(".git/config"):
        return unsafe_file(path, "belongs to a git repository inside the log", "remove that repository from the log")
    return None


def _is_reserved(name: str) -> bool:
    return name.split(".", maxsplit=1)[0].lower() in _RESERVED

"""The names of all files of a tree, kept as git printed them: ten thousand cost 3 ms, and few are ever looked at."""

from collections.abc import Iterable, Iterator

from remit.checks.shape import Names
from remit.model.log import Log
from remit.repo import git
from remit.repo.raw import Difference
from remit.workspace.place import Workspace
from remit.workspace.trees import INDEX, Listed


class Listing:
    """The files of the log's folder in the index or a commit, found by a part of their path."""

    def __init__(self, raw: bytes) -> None:
        self._raw = b"\0" + raw

    def holding(self, part: str) -> Iterator[Listed]:
        """The files whose path holds `part`."""
        raw, wanted = self._raw, part.encode("utf-8", "surrogateescape")
        at = raw.find(wanted)
        while at >= 0:
            start, end = raw.rfind(b"\0", 0, at) + 1, raw.find(b"\0", at)
            entry = _listed(raw[start:end])
            if part in entry.path:
                yield entry
            at = raw.find(wanted, end)

    def at(self, path: str) -> Listed | None:
        """The file at a path."""
        return next((entry for entry in self.holding(path) if entry.path == path), None)

    def of_id(self, record_id: str) -> list[Listed]:
        """The files of a record: its own (more than one where the id is not unique) and its acts'."""
        return [entry for entry in self.holding(f"/{record_id}") if entry.path.endswith(".md")]

    def overlaid(self, differences: Iterable[Difference]) -> "Listing":
        """The files after differences were applied."""
        raw = self._raw
        for entry in differences:
            path = b"\t" + entry.path.encode("utf-8", "surrogateescape") + b"\0"
            at = raw.find(path)
            if at >= 0:
                raw = raw[: raw.rfind(b"\0", 0, at) + 1] + raw[at + len(path) :]
            if not entry.gone:
                raw += f"{entry.new_mode} blob {entry.new_blob}".encode("ascii") + path
        return Listing(raw[1:])


def _listed(line: bytes) -> Listed:
    facts, _, path = line.partition(b"\t")
    words = facts.decode("ascii").split(" ")
    blob = words[2] if words[1] in ("blob", "commit") else words[1]
    return Listed(path.decode("utf-8", "surrogateescape"), words[0], blob)


def of(workspace: Workspace, at: str, *folders: str) -> Listing:
    """The listing of the log's folder (or of `folders`) in the index or a commit (40 hex digits)."""
    wanted = folders or (workspace.root,)
    if at == INDEX:
        return Listing(git.run(workspace.top, "ls-files", "-s", "-z", "--", *wanted, hook=workspace.hook))
    return Listing(git.run(workspace.top, "ls-tree", "-r", "-z", at, "--", *wanted, hook=workspace.hook))


class ListedNames(Names):
    """Which records a tree holds, by the names of its files; what the loaded ones say."""

    def __init__(self, log: Log, listing: Listing) -> None:
        super().__init__(log)
        self._listing = listing
        folder = f"{log.root}/context/"
        self.context = frozenset(
            entry.path.rpartition("/")[2].removesuffix(".md")
            for entry in listing.holding(folder)
            if entry.path.endswith(".md")
        )

    def paths(self, record_id: str) -> tuple[str, ...]:
        """The files whose record has this id: by their names, which begin with it; of a foreign one its path."""
        if not record_id.startswith("D-"):
            return super().paths(record_id)
        named = (entry.path for entry in self._listing.of_id(record_id))
        return tuple(path for path in named if not path.rpartition("/")[0].endswith(".acts"))

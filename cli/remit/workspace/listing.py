"""The names of all files of a tree, kept as git printed them: ten thousand cost 3 ms, and few are ever looked at."""

from collections.abc import Iterable, Iterator

from remit.checks.check import Names
from remit.log.log import Log
from remit.repo import git
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.workspace.trees import INDEX, Listed

_OFTEN = 40
_ID_LENGTH = 17


class Listing:
    """The files of the log's folder in the index or a commit, found by a part of their path."""

    def __init__(self, raw: bytes) -> None:
        self._raw = b"\0" + raw
        self._found: dict[str, tuple[Listed, ...]] = {}
        self._asked = 0
        self._by_id: dict[bytes, list[bytes]] | None = None

    def _of_record(self, key: bytes) -> list[bytes] | None:
        """The lines with an id; None while a search is cheaper: it costs 0.1 ms and an index of 10,000 files 8 ms."""
        self._asked += 1
        if self._by_id is None and self._asked > _OFTEN:
            by_id: dict[bytes, list[bytes]] = {}
            self._by_id = by_id
            for line in self._raw.split(b"\0"):
                at = line.find(b"/D-") + 1
                if at:
                    by_id.setdefault(line[at : at + _ID_LENGTH], []).append(line)
        return None if self._by_id is None else self._by_id.get(key, [])

    def holding(self, part: str) -> Iterable[Listed]:
        """The files whose path holds `part`. A search costs 0.2 ms and is asked for again: what it finds is kept."""
        if part not in self._found:
            self._found[part] = tuple(self._search(part))
        return self._found[part]

    def _search(self, part: str) -> Iterator[Listed]:
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
        wanted = path.encode("utf-8", "surrogateescape")
        start = wanted.find(b"/D-") + 1
        lines = self._of_record(wanted[start : start + _ID_LENGTH]) if start else None
        if lines is not None:
            return next((_listed(line) for line in lines if line[line.find(b"\t") + 1 :] == wanted), None)
        return next((entry for entry in self.holding(path) if entry.path == path), None)

    def of_id(self, record_id: str) -> list[Listed]:
        """The files of a record: its own (more than one where the id is not unique) and its acts'."""
        lines = self._of_record(record_id.encode("utf-8", "replace")) if len(record_id) == _ID_LENGTH else None
        if lines is not None:
            return [_listed(line) for line in lines if line.endswith(b".md")]
        return [entry for entry in self.holding(f"/{record_id}") if entry.path.endswith(".md")]

    def overlaid(self, differences: Iterable[Difference]) -> "Listing":
        """The files after differences were applied."""
        return _Overlaid(self, {entry.path: entry for entry in differences})


class _Overlaid(Listing):
    """The files of a listing after some were changed. Several of one listing search it together, once."""

    def __init__(self, below: Listing, changed: dict[str, Difference]) -> None:
        super().__init__(b"")
        self._below, self._changed = below, changed
        self._new = Listing(b"".join(_line(entry) for entry in changed.values() if not entry.gone))

    def holding(self, part: str) -> Iterable[Listed]:
        """The files whose path holds `part`."""
        return (*self._kept(self._below.holding(part)), *self._new.holding(part))

    def at(self, path: str) -> Listed | None:
        """The file at a path."""
        return (self._new if path in self._changed else self._below).at(path)

    def of_id(self, record_id: str) -> list[Listed]:
        """The files of a record."""
        return [*self._kept(self._below.of_id(record_id)), *self._new.of_id(record_id)]

    def _kept(self, entries: Iterable[Listed]) -> Iterator[Listed]:
        return (entry for entry in entries if entry.path not in self._changed)


def _line(entry: Difference) -> bytes:
    facts = f"{entry.new_mode} blob {entry.new_blob}\t".encode("ascii")
    return facts + entry.path.encode("utf-8", "surrogateescape") + b"\0"


def _listed(line: bytes) -> Listed:
    facts, _, path = line.partition(b"\t")
    words = facts.decode("ascii").split(" ")
    blob = words[2] if words[1] in ("blob", "commit") else words[1]
    return Listed(path.decode("utf-8", "surrogateescape"), words[0], blob)


def of(repository: Repository, at: str, *folders: str) -> Listing:
    """The listing of the log's folder (or of `folders`) in the index or a commit (40 hex digits)."""
    wanted = folders or (repository.root,)
    if at == INDEX:
        return Listing(git.run(repository.top, "ls-files", "-s", "-z", "--", *wanted, hook=repository.hook))
    return Listing(git.run(repository.top, "ls-tree", "-r", "-z", at, "--", *wanted, hook=repository.hook))


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

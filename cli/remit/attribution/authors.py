"""Who is the author of each statement that a range of commits brings: the first sentence of the law.

Each commit has a difference of its own: against its parent, and of a merge against git's own merge of its parents. Whatever
that difference states again is its author's, whether or not some parent states it too. What a commit leaves alone was stated
by whoever stated it in the parents that state the same; where none does, because git joined two texts, by all of them.
The content of a file that is no record and no act is by everybody who had a hand in it since it was as the range found it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from remit.attribution.statements import CONTENT
from remit.log.ids import name_of
from remit.repo.commits import Node
from remit.repo.raw import Difference

Stated = Mapping[str, object]
"""What a file states: kind of statement to value. Empty where there is no file."""
Home = Mapping[str, Collection[object]]
Read = Callable[[str, str], Stated]
"""What the file of a path and a blob states."""
Authors = Mapping[str, frozenset[str]]
"""Kind of statement to the commits of the range that stated it; absent where none did."""
_NOBODY: frozenset[str] = frozenset()
_NOTHING: Mapping[str, Authors] = {}


class Entries:
    """The differences between two trees, by path. A file that went and came under another path was moved."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        self.by_path = {entry.path: entry for entry in differences}
        self._gone = {name_of(entry.path): entry for entry in self.by_path.values() if entry.gone}
        self._came = {name_of(entry.path): entry.path for entry in self.by_path.values() if entry.new}

    def now(self, path: str) -> str:
        """Where the file of a path is on the younger side; the path itself where it was not moved."""
        entry = self.by_path.get(path)
        return self._came.get(name_of(path), path) if entry and entry.gone else path

    def before(self, path: str) -> tuple[str, str] | None:
        """Path and blob of a file on the older side; None where it was not there, or does not differ."""
        entry = self.by_path.get(path)
        if entry is not None and entry.new:
            entry = self._gone.get(name_of(path))
        return (entry.path, entry.old_blob) if entry else None

    def after(self, path: str) -> tuple[str, str] | None:
        """Path and blob of a file on the younger side; None where it is not there, or does not differ."""
        entry = self.by_path.get(path)
        return (path, entry.new_blob) if entry and not entry.gone else None


def authors(
    nodes: Sequence[Node],
    against: Mapping[tuple[str, str], Entries],
    own: Mapping[str, Entries],
    read: Read,
    home: Home,
) -> Mapping[str, Authors]:
    """Path to the authors of what its file states in the last of `nodes` (parents come first).

    `against`: what each commit has otherwise than each of its parents. `own`: what it has otherwise than git's own merge of them.
    `home`: the contents of each file that is no record and no act where nobody of the range had a hand in it.
    """
    stated: dict[str, Mapping[str, Authors]] = {}
    for node in nodes:
        sides = [(stated.get(parent, _NOTHING), against[node.id, parent]) for parent in node.parents]
        stated[node.id] = _commit(node.id, own[node.id], sides, read, home)
    return stated[nodes[-1].id] if nodes else _NOTHING


Side = tuple[Mapping[str, Authors], Entries]
"""What a parent states, and what the commit has otherwise."""


def _commit(commit: str, own: Entries, parents: list[Side], read: Read, home: Home) -> Mapping[str, Authors]:
    """The authors of what each file states in a commit."""
    paths = {path for path in own.by_path if own.now(path) == path}
    kept: Mapping[str, Authors] = {}
    if len(parents) == 1:
        stated = parents[0][0]
        kept = {path: known for path, known in stated.items() if own.now(path) == path} if own.by_path else stated
    else:
        paths.update(differing.now(path) for stated, differing in parents for path in stated)
    return {**kept, **{path: _file(commit, path, own, parents, read, home) for path in paths}}


def _file(commit: str, path: str, own: Entries, parents: list[Side], read: Read, home: Home) -> Authors:
    differs = [entries for entries in (own, *(differing for _, differing in parents)) if path in entries.by_path]
    here = differs[0].after(path) if differs else None
    now = read(*here) if here else {}
    merged = now if path not in own.by_path else _stated(own.before(path), read)
    sides = [_parent(path, stated, differing, now, read) for stated, differing in parents]
    kinds = {*now, *merged, *(kind for _, known in sides for kind in known)}
    out = {
        kind: frozenset((commit,)) if now.get(kind) != merged.get(kind) else _inherited(kind, now.get(kind), sides)
        for kind in kinds
    }
    if CONTENT in kinds and differs:
        hands = out[CONTENT].union(*(authors.get(CONTENT, _NOBODY) for _, authors in sides))
        out[CONTENT] = _NOBODY if now.get(CONTENT) in home.get(path, (None,)) else hands
    return out


def _parent(
    path: str, stated: Mapping[str, Authors], differing: Entries, now: Stated, read: Read
) -> tuple[Stated, Authors]:
    """What a parent's file states, and who stated it."""
    if path not in differing.by_path:
        return now, stated.get(path, {})
    before = differing.before(path)
    return _stated(before, read), stated.get(before[0] if before else path, {})


def _stated(spot: tuple[str, str] | None, read: Read) -> Stated:
    return read(*spot) if spot else {}


def _inherited(kind: str, value: object, sides: list[tuple[Stated, Authors]]) -> frozenset[str]:
    """The authors of what a commit did not state itself."""
    same = [known for states, known in sides if states.get(kind) == value]
    return _NOBODY.union(*(known.get(kind, _NOBODY) for known in same or [known for _, known in sides]))

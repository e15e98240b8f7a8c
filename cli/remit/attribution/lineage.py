"""Who made what a range of commits brings: from HEAD back, along whichever parent already has the same value.

A merge that has a value none of its parents has made it itself (an "evil" merge); one that took it from any parent did
not. A record is the same record under another name: its id begins the file's name.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from remit.log import ids
from remit.log.change import Made
from remit.repo.commits import Node
from remit.repo.raw import Difference


class Spot(NamedTuple):
    """Where a file stands in one commit."""

    path: str
    blob: str


Value = Callable[[Spot], object]
"""What is followed, of the file at a spot: equal values are the same thing."""


def key_of(path: str) -> str:
    """What stays the same when a file is moved: a record's id, an act's folder and name, else the path."""
    folder, _, name = path.rpartition("/")
    record = ids.id_of_file(name)
    if record:
        return record
    acts = folder.rpartition("/")[2]
    return f"{acts}/{name}" if ids.id_of_acts(acts) else path


class Lineage:
    """The commits of a range, what each changed against each parent, and how old each is at least."""

    def __init__(
        self,
        nodes: Iterable[Node],
        changes: Mapping[tuple[str, str], Iterable[Difference]],
        outside: Mapping[str, int],
    ) -> None:
        """`outside`: committer's times of the parents that are not in the range."""
        self.nodes = {node.id: node for node in nodes}
        self._changes = {pair: _by_key(found) for pair, found in changes.items()}
        self._touched: dict[str, set[str]] = {}
        for (commit, _), found in self._changes.items():
            for key in found:
                self._touched.setdefault(key, set()).add(commit)
        self._onward = {
            node.id: next((parent for parent in node.parents if parent in self.nodes), "")
            for node in self.nodes.values()
        }
        self._written: dict[str, int] = dict(outside)
        for node in self.nodes.values():
            older = [self._written.get(parent, 0) for parent in node.parents]
            self._written[node.id] = max([node.commit.committed, *older])

    def made(self, commit_id: str, *, merge: bool = False) -> Made:
        """One commit of the range as a maker."""
        return Made(self.nodes[commit_id].commit, self._written[commit_id], merge)

    def maker(self, head: str, spot: Spot, value: Value) -> Made | None:
        """The commit that gave the file at `spot` of `head` its value; None where `head` is not in the range."""
        if head not in self.nodes:
            return None
        at, start = head, spot
        touched: set[str] | frozenset[str] = self._touched.get(key_of(spot.path), frozenset())
        while True:
            while at not in touched and self._onward[at]:
                at = self._onward[at]
            node = self.nodes[at]
            step = self._same(node, spot, start, value)
            if step is None or step[0] not in self.nodes:
                # A value that only history before the range has was still chosen here, over the one that BASE has.
                return self.made(at, merge=len(node.parents) > 1 and step is None)
            at, spot = step

    def _same(self, node: Node, spot: Spot, start: Spot, value: Value) -> tuple[str, Spot] | None:
        """The parent that has the value already (one inside the range where there is one), and where it has it."""
        found = None
        for parent in node.parents:
            before = self._before(node.id, parent, spot)
            if before is not None and (before.blob == spot.blob or value(before) == value(start)):
                if parent in self.nodes:
                    return parent, before
                found = found or (parent, before)
        return found

    def _before(self, commit: str, parent: str, spot: Spot) -> Spot | None:
        """Where the file stood in a parent; None where it was not there."""
        entries = self._changes.get((commit, parent), {}).get(key_of(spot.path), ())
        here = next((entry for entry in entries if entry.path == spot.path), None)
        if here is None:
            return spot
        if not here.new:
            return Spot(here.path, here.old_blob)
        moved = next((entry for entry in entries if entry.gone), None)
        return Spot(moved.path, moved.old_blob) if moved else None

    def touching(self, path: str) -> tuple[Made, ...]:
        """The commits that changed a path in a way that none of their parents has, in the range's order."""
        key = key_of(path)
        out = []
        for node in self.nodes.values():
            parents = node.parents or ("",)
            if all(
                any(entry.path == path for entry in self._changes.get((node.id, parent), {}).get(key, ()))
                for parent in parents
            ):
                out.append(self.made(node.id, merge=len(parents) > 1))
        return tuple(out)


def _by_key(found: Iterable[Difference]) -> dict[str, list[Difference]]:
    out: dict[str, list[Difference]] = {}
    for entry in found:
        out.setdefault(key_of(entry.path), []).append(entry)
    return out

"""Timelines in their compact form: built change by change, kept in the index, unpacked when somebody looks."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from remit.log.timeline import FILE, STATUS, Change, Commit, Identity, Step, Timeline, Value, Values


class Row(NamedTuple):
    """A timeline as the index keeps it."""

    path: str
    there: bool
    """Whether the file is there."""
    packed: str
    """JSON: the commits, and the changes by commit."""
    steps: str
    """JSON: the statuses alone (null where the file went away), when and by whom each was set, when it was merged."""


class Packed:
    """One timeline while it is built or kept: commits named once, changes as short rows."""

    def __init__(self, key: str, path: str) -> None:
        self.key, self.path = key, path
        self.state: Values | None = None
        """The values now; None where there is no file."""
        self.commits: list[Commit] = []
        self.rows: list[tuple[str, Value, Value, int, int]] = []
        self._number: dict[str, int] = {}

    def add_all(self, differences: Iterable[tuple[str, Value, Value]], made: Commit, landed: Commit | None) -> None:
        """Changes that one commit made and one published."""
        number = self._of(made)
        end = number if landed is made else self._of(landed) if landed else -1
        self.rows += [(field, old, new, number, end) for field, old, new in differences]

    def tell(self, steps: Iterable[tuple[str, Value, Commit]], landed: Commit | None) -> None:
        """Changes that came in together: field, new value and who made it, oldest first. What changes nothing is left out."""
        end = self._of(landed) if landed else -1
        running: Values = {} if self.state is None else {FILE: self.path, **self.state}
        for field, new, made in steps:
            old = _step(running, field, new)
            if old != new:
                self.rows.append((field, old, new, self._of(made), end))

    def _of(self, commit: Commit) -> int:
        number = self._number.get(commit.id)
        if number is None:
            number = self._number[commit.id] = len(self.commits)
            self.commits.append(commit)
        return number

    def row(self, people: "People") -> "Row":
        """What the index keeps: commits once, changes by commit; what a value was before follows from the order."""
        commits: list[tuple[Any, ...]] = []
        for commit in self.commits:
            author = people.number(commit.author)
            plain = commit.author == commit.committer and commit.authored == commit.committed
            rest = () if plain else (people.number(commit.committer), commit.committed)
            commits.append((commit.id, author, commit.authored, int(commit.signed), *rest))
        groups: list[tuple[int, int, dict[str, Value]]] = []
        steps: list[tuple[str | None, int, int, int | None]] = []
        for field, _, new, made, landed in self.rows:
            if not groups or groups[-1][:2] != (made, landed) or field in groups[-1][2]:
                groups.append((made, landed, {}))
            groups[-1][2][field] = new
            if (field == STATUS and isinstance(new, str)) or (field == FILE and new is None):
                _, author, at, *_ = commits[made]
                steps.append((new, at, author, self.commits[landed].committed if landed >= 0 else None))
        return Row(self.path, self.state is not None, _COMPACT((commits, groups)), _COMPACT(steps))

    @classmethod
    def read(cls, key: str, path: str, text: str, people: "People") -> "Packed":
        """What :meth:`row` packed."""
        out = cls(key, path)
        commits, groups = json.loads(text)
        out.commits = [_commit(row, people.known) for row in commits]
        out._number = {commit.id: number for number, commit in enumerate(out.commits)}
        running: Values = {}
        for made, landed, values in groups:
            out.rows += [(field, _step(running, field, new), new, made, landed) for field, new in values.items()]
        if FILE in running:
            del running[FILE]
            out.state = running
        return out

    def timeline(self) -> Timeline:
        """The timeline as everybody else sees it."""
        path = self.path
        changes = []
        for field, old, new, made, landed in self.rows:
            if field == FILE:
                path = new or old
            changes.append(
                Change(field, old, new, path, self.commits[made], self.commits[landed] if landed >= 0 else None)
            )
        return Timeline(self.key, self.path, tuple(changes))


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def _step(running: Values, field: str, new: Value) -> Value:
    """Set a field; what it was before. Where the file goes away everything goes with it."""
    old = running.get(field)
    if field == FILE and new is None:
        running.clear()
    elif new is None:
        running.pop(field, None)
    else:
        running[field] = new
    return old


class People:
    """The identities of all commits, named once."""

    def __init__(self, known: list[Identity]) -> None:
        self.known = known
        self._numbers = {identity: number for number, identity in enumerate(known)}

    def number(self, identity: Identity) -> int:
        """Where an identity stands; a new one is added."""
        number = self._numbers.get(identity)
        if number is None:
            number = self._numbers[identity] = len(self.known)
            self.known.append(identity)
        return number


class Steps(Mapping[str, tuple[Step, ...]]):
    """The statuses of all records by key, read in one go when the first is looked at; the path of a file is a key too."""

    def __init__(self, kept: Mapping[str, Row], people: list[Identity]) -> None:
        self._kept, self._people = kept, people

    @cached_property
    def _raw(self) -> dict[str, list[tuple[str | None, int, int, int | None]]]:
        """As JSON gives them; only those that somebody asks for become steps."""
        read = json.loads("[" + ",".join(row.steps for row in self._kept.values()) + "]")
        return dict(zip(self._kept, read, strict=True))

    @cached_property
    def _where(self) -> dict[str, str]:
        return {row.path: key for key, row in self._kept.items() if row.there}

    def __getitem__(self, key: str) -> tuple[Step, ...]:
        found = self._raw.get(key)
        if found is None:
            found = self._raw[self._where[key]]
        people = self._people
        return tuple(Step(status, at, people[by].email, landed) for status, at, by, landed in found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def _commit(row: list[Any], people: list[Identity]) -> Commit:
    commit_id, author, authored, signed, *other = row
    committer, committed = other or (author, authored)
    return Commit(commit_id, people[author], authored, people[committer], committed, bool(signed))


class TimelineStore:
    """All timelines by key; those that were kept are unpacked only when they are needed."""

    def __init__(self, kept: Mapping[str, Row], people: list[Identity] | None = None) -> None:
        self._kept = kept
        self.people = People(people or [])
        self.open_ones: dict[str, Packed] = {}
        """Those that were built or looked at in this run."""
        self.changed: set[str] = set()
        self.where: dict[str, str] = {row.path: key for key, row in kept.items() if row.there}
        """Path to key, of the files that are there."""
        self._past: dict[str, str] | None = None if kept else {}

    def get(self, key: str) -> Packed | None:
        """The timeline of a key, unpacked; None where there is none."""
        known = self.open_ones.get(key)
        if known is None and key in self._kept:
            row = self._kept[key]
            known = self.open_ones[key] = Packed.read(key, row.path, row.packed, self.people)
        return known

    def open(self, key: str) -> Packed:
        """The timeline of a key, to be carried on; a new one where there is none."""
        known = self.get(key)
        if known is None:
            known = self.open_ones[key] = Packed(key, key)
        self.changed.add(key)
        return known

    def had(self, key: str, field: str, wanted: Value) -> bool:
        """Whether the trusted branch ever published this value."""
        known = self.get(key)
        return known is not None and any(row[0] == field and row[2] == wanted for row in known.rows)

    def names(self) -> Iterator[str]:
        """Every key."""
        yield from self._kept
        yield from (key for key in self.open_ones if key not in self._kept)

    def key_of(self, path: str) -> str | None:
        """The key of the file that is, or was last, at a path: where the path is the identity."""
        if path in self.where:
            return self.where[path]
        if self._past is None:
            self._past = {}
            for key in self.names():
                known = self.get(key)
                for row in known.rows if known else ():
                    if row[0] == FILE:
                        self._past[row[1] or row[2]] = key
        found = self._past.get(path)
        known = self.get(found) if found else None
        return found if known and known.state is None else None

    def leave(self, path: str, key: str) -> None:
        """The file of a key is no longer at a path."""
        self.where.pop(path, None)
        if self._past is not None:
            self._past[path] = key

    def fresh(self, path: str) -> str:
        """A key for a file that comes to a path: the path, with a number where another file bears it."""
        key, number = path, 1
        while self.get(key) is not None:
            number += 1
            key = f"{path} #{number}"
        return key

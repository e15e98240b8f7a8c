"""Timelines in their compact form: built change by change, kept in the index, unpacked when somebody looks."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from remit.history.heads import Values
from remit.model.history import FILE, Change, Commit, Identity, Timeline, Value


class Packed:
    """One timeline while it is built or kept: commits named once, changes as short rows."""

    def __init__(self, key: str, path: str) -> None:
        self.key, self.path = key, path
        self.state: Values | None = None
        """The values now; None where there is no file."""
        self.commits: list[Commit] = []
        self.rows: list[tuple[str, Value, Value, int, int]] = []
        self._number: dict[str, int] = {}

    def add(self, field: str, old: Value, new: Value, made: Commit, landed: Commit | None) -> None:
        """One more change."""
        self.rows.append((field, old, new, self._of(made), self._of(landed) if landed else -1))

    def _of(self, commit: Commit) -> int:
        number = self._number.get(commit.id)
        if number is None:
            number = self._number[commit.id] = len(self.commits)
            self.commits.append(commit)
        return number

    def text(self) -> str:
        """The JSON that the index keeps."""
        return json.dumps([self.commits, self.rows], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, key: str, path: str, text: str) -> "Packed":
        """What :meth:`text` wrote."""
        out = cls(key, path)
        commits, rows = json.loads(text)
        out.commits = [_commit(row) for row in commits]
        out.rows = [tuple(row) for row in rows]
        out._number = {commit.id: number for number, commit in enumerate(out.commits)}
        out.state = _state(out.rows)
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


def _commit(row: list[Any]) -> Commit:
    commit_id, author, authored, committer, committed, signed = row
    return Commit(commit_id, Identity(*author), authored, Identity(*committer), committed, signed)


def _state(rows: list[tuple[str, Value, Value, int, int]]) -> Values | None:
    state: Values | None = None
    for field, _, new, _, _ in rows:
        if field == FILE:
            state = None if new is None else (state or {})
        elif state is not None:
            state[field] = new
    return state


class Shelf:
    """All timelines by key; those that were kept are unpacked only when they are needed."""

    def __init__(self, kept: Mapping[str, tuple[str, bool, str]]) -> None:
        self._kept = kept
        """Key to path, whether the file is there, and JSON."""
        self.open_ones: dict[str, Packed] = {}
        """Those that were built or looked at in this run."""
        self.changed: set[str] = set()
        self.where: dict[str, str] = {path: key for key, (path, there, _) in kept.items() if there}
        """Path to key, of the files that are there."""
        self._past: dict[str, str] | None = None if kept else {}

    def get(self, key: str) -> Packed | None:
        """The timeline of a key, unpacked; None where there is none."""
        known = self.open_ones.get(key)
        if known is None and key in self._kept:
            path, _, text = self._kept[key]
            known = self.open_ones[key] = Packed.read(key, path, text)
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

    def keys(self) -> Iterator[str]:
        """Every key."""
        yield from self._kept
        yield from (key for key in self.open_ones if key not in self._kept)

    def key_of(self, path: str) -> str | None:
        """The key of the file that is, or was last, at a path: where the path is the identity."""
        if path in self.where:
            return self.where[path]
        if self._past is None:
            self._past = {}
            for key in self.keys():
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

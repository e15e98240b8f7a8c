"""Who set a value that a merge brought: blame by field, through the commits that the merge brought.

The trusted branch shows *that* a value came with a merge (its first-parent difference). Who set it stands in the commits
behind the merge's other parents. A merge set a value itself only if none of its other parents had it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from remit.model.history import FILE, Value, Values
from remit.repo.walk import Touch


class State(NamedTuple):
    """One file at one commit."""

    path: str
    values: Values


Move = tuple[State | None, State | None]
"""Before and after."""
Step = tuple[str, Value, Value]
"""Commit id, old value, new value."""

Event = tuple[str, State | None, dict[str, tuple[Value, Value]]]
"""Commit id, the file after it, and what it changed: field to values before and after."""

_UNKNOWN = object()


def value(state: State | None, field: str) -> Value:
    """The value of a field; None where there is none, or no file."""
    if state is None:
        return None
    return state.path if field == FILE else state.values.get(field)


def differences(old: State | None, new: State | None) -> list[tuple[str, Value, Value]]:
    """Field, value before and value after of what differs, the file itself first."""
    if new is None:
        return [(FILE, old.path, None)] if old else []
    if old is None:
        return [(FILE, None, new.path), *((field, None, now) for field, now in new.values.items() if now is not None)]
    was, now = old.values, new.values
    out: list[tuple[str, Value, Value]] = [(FILE, old.path, new.path)] if old.path != new.path else []
    out += [(field, was.get(field), value) for field, value in now.items() if was.get(field) != value]
    out += [(field, value, None) for field, value in was.items() if field not in now and value is not None]
    return out


def _stays(differences: list[tuple[str, Value, Value]]) -> bool:
    """Whether the file is there in the end: that it was away in between, on the side alone, is not told."""
    return not any(field == FILE and new is None for field, _, new in differences)


class Side:
    """The commits that one merge brought to the trusted branch."""

    def __init__(
        self,
        touches: Mapping[str, Touch],
        brought: frozenset[str] | set[str],
        moves: Callable[[Touch], dict[str, Move]],
        published: Callable[[str, str, Value], bool],
    ) -> None:
        self._touches, self._brought, self._moves_of, self._published = touches, brought, moves, published
        self._known: dict[str, dict[str, Move]] = {}

    def story(self, merge: Touch, key: str, differences: list[tuple[str, Value, Value]]) -> list[tuple[str, Step]]:
        """How each field that differs across the merge came to be: field and step, oldest first within a field."""
        line = self._line(merge, key)
        out: list[tuple[str, Step]] = []
        for field, old, new in differences:
            steps = (
                self.steps(merge, key, field, old, new)
                if line is None
                else _along(line, field, old, new) or [(merge.id, old, new)]
            )
            out += [(field, step) for step in steps]
        return [one for one in out if one[0] != FILE or one[1][2] is not None] if _stays(differences) else out[-1:]

    def _line(self, merge: Touch, key: str) -> list[Event] | None:
        """What happened to a file behind the merge, newest first, where that is one line without merges; else None."""
        if len(merge.parents) != 2:
            return None
        out = []
        at = merge.parents[1]
        while at in self._brought:
            if len(self._touches[at].parents) > 1:
                return None
            move = self._moves(at).get(key)
            if move:
                changed = {field: (before, after) for field, before, after in differences(*move)}
                out.append((at, move[1], changed))
            at = self._first_parent(at)
        return out

    def steps(self, merge: Touch, key: str, field: str, old: Value, new: Value) -> list[Step]:
        """How `field` came from `old` (at the merge's first parent) to `new` (at the merge), oldest first."""
        at = self._behind(merge, key, field, new)
        if not at:
            return [(merge.id, old, new)]
        out: list[Step] = []
        target = new
        while at:
            before = value(self._moves(at)[key][0], field)
            out.append((at, before, target))
            target = before
            at = self._origin(self._first_parent(at), key, field, target)
        out.reverse()
        return _continuous([step for step in out if not self._went_with_file(step, key, field)], old)

    def _went_with_file(self, step: Step, key: str, field: str) -> bool:
        """Whether a value went away because the file did: that is told by the file alone."""
        return step[2] is None and field != FILE and self._moves(step[0])[key][1] is None

    def _behind(self, merge: Touch, key: str, field: str, wanted: Value) -> str:
        for parent in merge.parents[1:]:
            if self._value(parent, key, field) == wanted:
                found = self._origin(parent, key, field, wanted)
                if found:
                    return found
        return ""

    def _moves(self, commit: str) -> dict[str, Move]:
        known = self._known.get(commit)
        if known is None:
            known = self._known[commit] = self._moves_of(self._touches[commit])
        return known

    def _first_parent(self, commit: str) -> str:
        parents = self._touches[commit].parents
        return parents[0] if parents else ""

    def _value(self, at: str, key: str, field: str) -> Value:
        """The value at a commit, where the commits that were brought tell; _UNKNOWN otherwise."""
        while at in self._brought:
            move = self._moves(at).get(key)
            if move:
                return value(move[1], field)
            at = self._first_parent(at)
        return _UNKNOWN

    def _origin(self, at: str, key: str, field: str, wanted: Value) -> str:
        """The commit, at or before `at`, that set `field` to `wanted`; empty where it came from the trusted branch."""
        while at in self._brought:
            move = self._moves(at).get(key)
            if move and value(move[0], field) != value(move[1], field):
                return self._set_here(at, key, field, wanted) if value(move[1], field) == wanted else ""
            at = self._first_parent(at)
        return ""

    def _set_here(self, at: str, key: str, field: str, wanted: Value) -> str:
        for parent in self._touches[at].parents[1:]:
            there = self._value(parent, key, field)
            if there is _UNKNOWN:
                if self._published(key, field, wanted):
                    return ""
            elif there == wanted:
                return self._origin(parent, key, field, wanted)
        return at


def _along(line: list[Event], field: str, old: Value, new: Value) -> list[Step]:
    """The steps of a field along one line; none where the line does not end at `new`."""
    if not line or value(line[0][1], field) != new:
        return []
    steps = [(commit, *changed[field]) for commit, _, changed in reversed(line) if field in changed]
    return _continuous(steps, old) if steps else []


def _continuous(steps: list[Step], old: Value) -> list[Step]:
    """The steps from `old` on: what the trusted branch already had is not counted again."""
    start = max((number for number, step in enumerate(steps, 1) if step[2] == old), default=0)
    out = []
    for commit, _, new in steps[start:]:
        if new != old:
            out.append((commit, old, new))
        old = new
    return out

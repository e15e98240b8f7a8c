"""Who set a value that a merge brought: blame by field, through the commits that the merge brought.

The trusted branch shows *that* a value came with a merge (its first-parent difference). Who set it stands in the commits
behind the merge's other parents. A merge set a value itself only if none of its other parents had it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from remit.log.timeline import FILE, Value, Values
from remit.repo.walk import Touch


class State(NamedTuple):
    """One file at one commit."""

    path: str
    values: Values


Move = tuple[State | None, State | None]
"""Before and after."""
Differences = list[tuple[str, Value, Value]]
"""Field, value before and value after of what differs."""
Step = tuple[str, Value, Value]
"""Commit id, old value, new value."""

_UNKNOWN = object()


def value(state: State | None, field: str) -> Value:
    """The value of a field; None where there is none, or no file."""
    if state is None:
        return None
    return state.path if field == FILE else state.values.get(field)


def differences(old: State | None, new: State | None) -> Differences:
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


def _stays(found: Differences) -> bool:
    """Whether the file is there in the end: that it was away in between, on the side alone, is not told."""
    return not any(field == FILE and new is None for field, _, new in found)


def _same(one: State | None, other: State | None) -> bool:
    """Whether two states say the same; a key without a value is as good as none."""
    return one == other or (one is not None and other is not None and not differences(one, other))


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

    def line(self, merge: Touch, key: str, move: Move) -> list[tuple[str, Differences]] | None:
        """What each commit changed, oldest first, where one line without merges leads from before the merge to after it.

        That is how most files come: on a branch of their own. None where it is not so simple; `story` then tells it.
        """
        if len(merge.parents) != 2:
            return None
        out: list[tuple[str, Differences]] = []
        at, wanted = merge.parents[1], move[1]
        while at in self._brought:
            if len(self._touches[at].parents) > 1:
                return None
            here = self._moves(at).get(key)
            if here:
                if here[1] is None or not _same(here[1], wanted):
                    return None
                out.append((at, differences(*here)))
                wanted = here[0]
            at = self._first_parent(at)
        out.reverse()
        return out if out and _same(wanted, move[0]) else None

    def story(self, merge: Touch, key: str, found: Differences) -> list[tuple[str, Step]]:
        """How each field that differs across the merge came to be: field and step, oldest first within a field."""
        out = [(field, step) for field, old, new in found for step in self.steps(merge, key, field, old, new)]
        return [one for one in out if one[0] != FILE or one[1][2] is not None] if _stays(found) else out[-1:]

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


def _continuous(steps: list[Step], old: Value) -> list[Step]:
    """The steps from `old` on: what the trusted branch already had is not counted again."""
    start = max((number for number, step in enumerate(steps, 1) if step[2] == old), default=0)
    out = []
    for commit, _, new in steps[start:]:
        if new != old:
            out.append((commit, old, new))
        old = new
    return out

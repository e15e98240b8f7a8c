"""Timelines from the commits of a walk: the first-parent chain says what was published when, its merges' sides who set it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from remit.history.file_values import Kind
from remit.history.merged_branches import Move, Side, State, Step, differences
from remit.history.timelines import TimelineStore
from remit.log.timeline import Commit, Flag, Value, Values
from remit.repo.walk import Entry, Touch

Contents = Mapping[str, Values | None]
"""The values of every blob of the walk, by blob id."""

_FOXTROT = 5
"""More commits by a Git host than this behind a merge: it brought the trusted branch itself, not a branch of a proposal."""
_TRUNKS = ("main", "master", "trunk")
"""What the trusted branch is called, or was called before."""
_BACKWARDS = (
    "Merge branch '{}' of ",
    "Merge remote-tracking branch 'origin/{}'",
    "Merge remote-tracking branch 'upstream/{}'",
)
"""How git words a merge of the trusted branch into somebody's copy of it."""
_FORGES = ("noreply@github.com", "noreply@gitlab.com", "noreply@bitbucket.org")


class Found(NamedTuple):
    """What a run over new commits found."""

    shelf: TimelineStore
    flags: tuple[Flag, ...]
    twins: bool
    """Whether two files bear one id now: which of them counts later can only be told from the start."""


def build(
    kind: Kind,
    shelf: TimelineStore,
    touches: Mapping[str, Touch],
    chain: Iterable[str],
    contents: Contents,
    *,
    trunk: str = "",
) -> Found:
    """Timelines of `shelf` carried on by `chain` (oldest first), whose commits and sides are in `touches`.

    `trunk` is the short name of the trusted branch, by which merges of it into something else are recognised.
    """
    builder = _Builder(kind, shelf, touches, contents)
    flags = [flag for commit in chain if commit in touches for flag in builder.land(touches[commit], trunk)]
    return Found(shelf, tuple(flags), any(builder.twins.values()))


def unlanded(kind: Kind, touches: Mapping[str, Touch], whole: Touch, contents: Contents) -> TimelineStore:
    """Timelines of what a branch would bring: `whole` is its difference against the merge base, as if it were a merge."""
    shelf = TimelineStore({})
    builder = _Builder(kind, shelf, touches, contents)
    builder.bring(whole)
    return shelf


class _Builder:
    def __init__(self, kind: Kind, shelf: TimelineStore, touches: Mapping[str, Touch], contents: Contents) -> None:
        self.kind, self.shelf, self.touches, self.contents = kind, shelf, touches, contents
        self.landed: set[str] = set()
        self.commits: dict[str, Commit] = {}
        self.twins: dict[str, dict[str, State]] = {}
        """Further files with the id of a record that is already there, by id and path."""

    def commit(self, commit_id: str) -> Commit:
        known = self.commits.get(commit_id)
        if known is None:
            known = self.commits[commit_id] = self.touches[commit_id].commit
        return known

    def land(self, touch: Touch, trunk: str) -> list[Flag]:
        """Publish one commit of the chain; the flags that it raises."""
        brought = self._brought(touch)
        moves = self._chain_moves(touch)
        if moves:
            self._publish(touch, brought, moves, landed=True)
        if len(brought) > 1 and self._is_foxtrot(touch, brought, trunk):
            return [Flag("foxtrot", self.commit(touch.id), len(brought) - 1)]
        return []

    def bring(self, whole: Touch) -> None:
        """Note what a branch would bring, not merged anywhere."""
        self._publish(whole, self._topological(whole)[:-1], self._side_moves(whole, {}), landed=False)

    def _publish(self, touch: Touch, brought: list[str], moves: dict[str, Move], *, landed: bool) -> None:
        side = self._side(brought) if len(brought) > 1 or not landed else None
        order = {commit: number for number, commit in enumerate(brought)} if side else {}
        end = self.commit(touch.id) if landed else None
        for key, (old, new) in moves.items():
            into = self.shelf.open(key)
            found = differences(old, new)
            if side is None and end:
                into.add_all(found, end, end)
            elif side:
                if not landed and old:
                    into.path, into.state = old.path, old.values
                line = side.line(touch, key, (old, new))
                if line:
                    for commit, changed in line:
                        into.add_all(changed, self.commit(commit), end)
                else:
                    into.tell(self._told(side.story(touch, key, found), touch, order), end)
            into.path = new.path if new else into.path
            into.state = new.values if new else None

    def _told(
        self, steps: list[tuple[str, Step]], touch: Touch, order: dict[str, int]
    ) -> Iterator[tuple[str, Value, Commit]]:
        """Field, new value and who made it, in the order of the commits. What no commit did is laid to the tip."""
        for field, (commit, _, new) in sorted(steps, key=lambda one: order.get(one[1][0], len(order))):
            yield field, new, self.commit(commit if commit in self.touches else touch.parents[-1])

    def _brought(self, touch: Touch) -> list[str]:
        """The commits that this one brought to the chain, itself included, parents before children."""
        if all(parent in self.landed or parent not in self.touches for parent in touch.parents):
            self.landed.add(touch.id)
            return [touch.id]
        out = self._topological(touch)
        self.landed.update(out)
        return out

    def _topological(self, touch: Touch) -> list[str]:
        out: list[str] = []
        seen = {touch.id}
        stack = [(touch.id, iter(touch.parents))]
        while stack:
            commit, parents = stack[-1]
            for parent in parents:
                if parent not in seen and parent not in self.landed and parent in self.touches:
                    seen.add(parent)
                    stack.append((parent, iter(self.touches[parent].parents)))
                    break
            else:
                out.append(commit)
                stack.pop()
        return out

    def _side(self, brought: list[str]) -> Side:
        names: dict[str, str] = {}
        if self.kind.key is None:
            names = self._names(brought)
        return Side(self.touches, set(brought), lambda touch: self._side_moves(touch, names), self.shelf.had)

    def _names(self, brought: list[str]) -> dict[str, str]:
        """Where the path is the identity: the keys of the paths that the side used, followed back through its renames."""
        names = dict(self.shelf.where)
        for commit in reversed(brought):
            for entry in self.touches[commit].entries:
                if entry.old_path != entry.new_path and entry.new_path in names:
                    names.setdefault(entry.old_path, names[entry.new_path])
        return names

    def _values(self, blob: str, path: str) -> Values | None:
        return self.contents.get(blob) if blob and self.kind.wants(path) else None

    def _side_moves(self, touch: Touch, names: Mapping[str, str]) -> dict[str, Move]:
        """What a commit did to each file, from its own two sides alone."""
        before: dict[str, State] = {}
        after: dict[str, State] = {}
        for entry in touch.entries:
            for states, blob, path in (
                (before, entry.old_blob, entry.old_path),
                (after, entry.new_blob, entry.new_path),
            ):
                values = self._values(blob, path)
                if values is not None:
                    key = (
                        self.kind.key(path, values)
                        if self.kind.key
                        else names.get(path) or self.shelf.key_of(path) or path
                    )
                    states.setdefault(key, State(path, values))
        return {
            key: (before.get(key), after.get(key)) for key in (*before, *(key for key in after if key not in before))
        }

    def _chain_moves(self, touch: Touch) -> dict[str, Move]:
        """What a commit of the chain did to each file, carried on from what the chain holds."""
        gone: dict[str, str] = {}
        came: dict[str, State] = {}
        for entry in touch.entries:
            old_key = self.shelf.where.get(entry.old_path)
            values = self._values(entry.new_blob, entry.new_path)
            if values is None:
                if old_key and not entry.new_blob:
                    gone[old_key] = entry.old_path
                elif not entry.new_blob:
                    self._drop_twin(entry.old_path)
                continue  # a version that cannot be read is passed over: whoever mends it set what then differs
            new_key = self._chain_key(entry, old_key, values)
            if old_key and old_key != new_key:
                gone[old_key] = entry.old_path
            if new_key in came:
                self.twins.setdefault(new_key, {})[entry.new_path] = State(entry.new_path, values)
            else:
                came[new_key] = State(entry.new_path, values)
        return self._settle(gone, came)

    def _chain_key(self, entry: Entry, old_key: str | None, values: Values) -> str:
        if self.kind.key:
            return self.kind.key(entry.new_path, values)
        return old_key or self.shelf.key_of(entry.new_path) or self.shelf.fresh(entry.new_path)

    def _settle(self, gone: dict[str, str], came: dict[str, State]) -> dict[str, Move]:
        moves: dict[str, Move] = {}
        for key in gone:
            if key not in came and self.twins.get(key):
                came[key] = self.twins[key].pop(min(self.twins[key]))
        for key, path in gone.items():
            self.shelf.leave(path, key)
            if key not in came:
                moves[key] = (self._state(key), None)
        for key, state in came.items():
            old = self._state(key)
            if old and old.path != state.path and key not in gone and old.path in self.shelf.where:
                if self.kind.key:
                    self.twins.setdefault(key, {})[state.path] = state
                    continue
                self.shelf.leave(old.path, key)
            self.shelf.where[state.path] = key
            moves[key] = (old, state)
        return moves

    def _drop_twin(self, path: str) -> None:
        for states in self.twins.values():
            states.pop(path, None)

    def _state(self, key: str) -> State | None:
        packed = self.shelf.get(key)
        return State(packed.path, packed.state) if packed and packed.state is not None else None

    def _is_foxtrot(self, touch: Touch, brought: list[str], trunk: str) -> bool:
        """Whether the side of a merge is the trusted branch, so that its first parent is a branch of somebody's own."""
        if len(touch.parents) < 2:
            return False
        subject = touch.subject
        if any(subject.startswith(said.format(name)) for name in {trunk, *_TRUNKS} - {""} for said in _BACKWARDS):
            return True
        forged = sum(self.commit(commit).committer.email in _FORGES for commit in brought if commit != touch.id)
        return forged > _FOXTROT and not subject.startswith("Merge pull request")

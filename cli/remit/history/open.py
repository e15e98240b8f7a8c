"""The history of a log: from the index where it is current, carried on where commits came, from scratch otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from remit.history import build, index
from remit.history.heads import Kind, Values, native
from remit.history.shelf import Shelf
from remit.model.history import Flag, History, Timeline
from remit.repo import git, objects, walk
from remit.repo.walk import Touch


def history_of(
    root: str, trusted: str, paths: Sequence[str], *, kind: Kind | None = None, keep: bool = True, fetch: bool = False
) -> History:
    """Everything that git shows about the log below `paths` up to `trusted` (a branch or commit), both views in one.

    `kind` says how files are read (Remit's own log below the first path by default). `keep` lets the index be read and
    written; `fetch` lets a partial clone get what it lacks. Raises CannotProceed for a shallow clone, Usage for an
    unknown branch.
    """
    kind = kind or native(paths[0])
    common = objects.require_full(root)
    tip = git.commit_id(root, trusted)
    view = "\0".join((trusted, kind.name, *paths))
    where = index.location(common)
    kept = index.load(where, view) if keep else None
    if kept and kept.tip == tip:
        return History(tip, Timelines(Shelf(kept.rows)), kept.flags)
    since = kept.tip if kept and _continues(root, tip, kept.tip) else ""
    shelf = Shelf(kept.rows if kept and since else {})
    found = _carry_on(root, tip, paths, kind, shelf, since, fetch=fetch, trunk=trusted.rsplit("/", 1)[-1])
    flags = (*(kept.flags if kept and since else ()), *found.flags)
    if keep:
        _keep(where, view, tip, shelf, flags, kept.rows if kept and since else {}, since)
    return History(tip, Timelines(shelf), flags)


def _continues(root: str, tip: str, old: str) -> bool:
    """Whether `old` is on the first-parent chain of `tip`: otherwise history was rewritten, or came in sideways."""
    try:
        chain = walk.first_parents(root, tip, old)
        return (
            bool(chain)
            and git.run(root, "rev-parse", "--verify", "--quiet", f"{chain[-1]}^1").decode("ascii").strip() == old
        )
    except git.GitFailed:
        return False


def _carry_on(
    root: str, tip: str, paths: Sequence[str], kind: Kind, shelf: Shelf, since: str, *, fetch: bool, trunk: str
) -> build.Found:
    touches = {touch.id: touch for touch in walk.walk(root, tip, paths, since=since, renames=kind.key is None)}
    contents = read_contents(root, touches.values(), kind, fetch=fetch)
    return build.build(kind, shelf, touches, reversed(walk.first_parents(root, tip, since)), contents, trunk)


def read_contents(root: str, touches: Iterable[Touch], kind: Kind, *, fetch: bool = False) -> dict[str, Values | None]:
    """The values of every version of every file that the touches name, by blob id."""
    wanted: dict[str, str] = {}
    for touch in touches:
        for entry in touch.entries:
            if entry.new_blob and kind.wants(entry.new_path):
                wanted.setdefault(entry.new_blob, entry.new_path)
            if entry.old_blob and kind.wants(entry.old_path):
                wanted.setdefault(entry.old_blob, entry.old_path)
    objects.fetch_missing(root, wanted, allowed=fetch)
    return {
        blob: kind.values(wanted[blob], data) if data is not None else None
        for blob, data in objects.stream(root, wanted)
    }


def _keep(
    where: str,
    view: str,
    tip: str,
    shelf: Shelf,
    flags: tuple[Flag, ...],
    rows: dict[str, tuple[str, bool, str]],
    since: str,
) -> None:
    rows = dict(rows)
    for key in shelf.changed:
        packed = shelf.get(key)
        if packed:
            rows[key] = (packed.path, packed.state is not None, packed.text())
    index.save(where, view, index.Kept(tip, rows, flags), shelf.changed if since else None, since)


class Timelines(Mapping[str, Timeline]):
    """Timelines by key; each is unpacked when it is looked at. A file whose path is its identity is found by its present path."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._seen: dict[str, Timeline] = {}

    def __getitem__(self, key: str) -> Timeline:
        found = self._seen.get(key)
        if found is None:
            packed = self._shelf.get(self._shelf.where.get(key, key))
            if packed is None:
                raise KeyError(key)
            found = self._seen[key] = packed.timeline()
        return found

    def __iter__(self) -> Iterator[str]:
        return self._shelf.keys()

    def __len__(self) -> int:
        return sum(1 for _ in self._shelf.keys())


def branch_history(
    root: str, trusted: str, branch: str, paths: Sequence[str], *, kind: Kind | None = None, fetch: bool = False
) -> History:
    """What `branch` would bring to `trusted` and has not: the timelines of the files that it changed, landed nowhere."""
    kind = kind or native(paths[0])
    objects.require_full(root)
    base, tip = git.commit_id(root, trusted), git.commit_id(root, branch)
    code, out, _ = git.run_raw(root, "merge-base", base, tip)
    fork = out.decode("ascii").split()[0] if not code else git.EMPTY_TREE
    touches = {touch.id: touch for touch in walk.walk(root, tip, paths, since=base, renames=kind.key is None)}
    whole = walk.difference(root, fork, tip, paths, nearest=next(iter(touches), ""), renames=kind.key is None)
    contents = read_contents(root, [*touches.values(), whole], kind, fetch=fetch)
    shelf = build.unlanded(kind, touches, whole, contents)
    return History(tip, Timelines(shelf), ())

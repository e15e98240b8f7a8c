"""The history of a log: from the index where it is current, carried on where commits came, from scratch otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from remit.history import index
from remit.history.shelf import Shelf, Steps
from remit.log.timeline import History, Timeline
from remit.repo import git, objects

if TYPE_CHECKING:
    from remit.history.heads import Kind


def history_of(
    root: str,
    trusted: str,
    paths: Sequence[str],
    *,
    branch: str = "",
    kind: "Kind | None" = None,
    keep: bool = True,
    fetch: bool = False,
) -> History:
    """Everything that git shows about the log below `paths` up to `trusted` (a branch or commit), both views in one.

    `branch` names the trusted branch where `trusted` is a commit. `kind` says how files are read (Remit's own log below
    the first path by default). `keep` lets the index be read and written; `fetch` lets a partial clone get what it lacks.
    Raises CannotProceed for a shallow clone, Usage for an unknown branch.
    """
    branch = branch or trusted
    common = objects.require_full(root)
    tip = git.commit_id(root, trusted)
    view = "\0".join((branch, kind.name if kind else "remit", *paths))
    where = index.location(common, kind.name if kind else "")
    kept = (index.load(where, view) if keep else None) or NOTHING
    if kept.tip == tip:
        return History(tip, Timelines(Shelf(kept.rows, kept.people)), kept.flags, Steps(kept.rows, kept.people))
    from remit.history import read

    if kept.tip and (kept.final or not read.continues(root, tip, kept.tip)):
        kept = NOTHING
    shelf = Shelf(kept.rows, kept.people)
    found = read.carry_on(root, tip, paths, kind, shelf, since=kept.tip, fetch=fetch, trunk=branch.rsplit("/", 1)[-1])
    now = index.Kept(tip, {}, (*kept.flags, *found.flags), shelf.people.known, found.twins)
    if keep:
        with read.without_collector():
            _keep(where, view, shelf, kept, now)
    return History(tip, Timelines(shelf), now.flags)


NOTHING = index.Kept("", {}, (), [])


def _keep(where: str, view: str, shelf: Shelf, was: index.Kept, now: index.Kept) -> None:
    changed = {key: packed.row(shelf.people) for key in shelf.changed if (packed := shelf.get(key))}
    rows = {**was.rows, **changed}
    index.save(where, view, now._replace(rows=rows), set(changed) if was.tip else None, was=was.tip)


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
        return self._shelf.names()

    def __len__(self) -> int:
        return sum(1 for _ in self._shelf.names())


def branch_history(
    root: str, trusted: str, branch: str, paths: Sequence[str], *, kind: "Kind | None" = None, fetch: bool = False
) -> History:
    """What `branch` would bring to `trusted` and has not: the timelines of the files that it changed, landed nowhere."""
    from remit.history import read

    objects.require_full(root)
    base, tip = git.commit_id(root, trusted), git.commit_id(root, branch)
    return History(tip, Timelines(read.branch_shelf(root, base, tip, paths, kind, fetch=fetch)), ())

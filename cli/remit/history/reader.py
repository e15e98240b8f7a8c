"""The history of a log: from the index where it is current, carried on where commits came, from scratch otherwise."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from remit.history import build
from remit.history.file_values import Kind, native
from remit.history.timelines import Row, Steps, TimelineStore
from remit.log.timeline import Commit, Flag, History, Identity, Timeline, Values
from remit.repo import commits, git, objects, walk
from remit.repo.cache import Cache
from remit.repo.walk import Entry, Touch

SCHEMA = 5


class Kept(NamedTuple):
    """What the index holds."""

    tip: str
    rows: dict[str, Row]
    """By key."""
    flags: tuple[Flag, ...]
    people: list[Identity]
    """The identities that the packed timelines number."""
    final: bool = False
    """Whether it cannot be carried on, only used at its tip."""


def history_of(
    root: str,
    trusted: str,
    paths: Sequence[str],
    *,
    branch: str = "",
    kind: Kind | None = None,
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
    where = Cache(common)
    kept = (load(where, view) if keep else None) or NOTHING
    if kept.tip == tip:
        return History(tip, Timelines(TimelineStore(kept.rows, kept.people)), kept.flags, Steps(kept.rows, kept.people))
    if kept.tip and (kept.final or not continues(root, tip, kept.tip)):
        kept = NOTHING
    if kind and kind.key is None:
        earlier = walk.came_from(root, tip, paths, since=kept.tip)
        if earlier and kept.tip:
            kept, earlier = NOTHING, walk.came_from(root, tip, paths)
        paths, kind = (*paths, *earlier), kind.also(earlier)
    shelf = TimelineStore(kept.rows, kept.people)
    found = carry_on(root, tip, paths, kind, shelf, since=kept.tip, fetch=fetch, trunk=branch.rsplit("/", 1)[-1])
    now = Kept(tip, {}, (*kept.flags, *found.flags), shelf.people.known, found.twins)
    if keep:
        _keep(where, view, shelf, kept, now)
    return History(tip, Timelines(shelf), now.flags)


NOTHING = Kept("", {}, (), [])


def _keep(where: Cache, view: str, shelf: TimelineStore, was: Kept, now: Kept) -> None:
    changed = {key: packed.row(shelf.people) for key in shelf.changed if (packed := shelf.get(key))}
    rows = {**was.rows, **changed}
    save(where, view, now._replace(rows=rows), set(changed) if was.tip else None, was=was.tip)


class Timelines(Mapping[str, Timeline]):
    """Timelines by key; each is unpacked when it is looked at. A file whose path is its identity is found by its present path."""

    def __init__(self, shelf: TimelineStore) -> None:
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


def branch_history(root: str, trusted: str, branch: str, paths: Sequence[str], *, fetch: bool = False) -> History:
    """What `branch` would bring to `trusted` and has not: the timelines of the files that it changed, not merged anywhere."""
    objects.require_full(root)
    base, tip, kind = git.commit_id(root, trusted), git.commit_id(root, branch), native(paths[0])
    touches = {touch.id: touch for touch in walk.walk(root, tip, paths, since=base)}
    walk.mend(root, touches, paths)
    whole = walk.difference(root, commits.fork(root, base, tip), tip, paths, nearest=next(iter(touches), ""))
    contents = read_contents(root, [*touches.values(), whole], kind, fetch=fetch)
    return History(tip, Timelines(build.unlanded(kind, touches, whole, contents)), ())


def carry_on(
    root: str,
    tip: str,
    paths: Sequence[str],
    kind: Kind | None,
    shelf: TimelineStore,
    *,
    since: str,
    fetch: bool,
    trunk: str,
) -> build.Found:
    """`shelf`, which stands at `since` (empty: at nothing), carried on to `tip`."""
    renames = kind is not None and kind.key is None
    touches = {touch.id: touch for touch in walk.walk(root, tip, paths, since=since, renames=renames)}
    if kind is None:
        earlier = _earlier_folders(root, touches.values(), paths[0])
        kind, paths = native(paths[0], earlier), (*paths, *earlier)
        if earlier:
            touches = {touch.id: touch for touch in walk.walk(root, tip, paths, since=since)}
    mended = walk.mend(root, touches, paths, renames=renames)
    whole = not since and not mended
    chain = walk.main_line(root, tip, touches, paths) if whole else walk.first_parents(root, tip, since)
    contents = read_contents(root, touches.values(), kind, fetch=fetch)
    return build.build(kind, shelf, touches, reversed(chain), contents, trunk=trunk)


def _earlier_folders(root: str, touches: Iterable[Touch], folder: str) -> list[str]:
    """The folders that held the log before: where its settings were renamed from."""
    out: list[str] = []
    settings, at = f"{folder}/remit.yml", list(touches)
    while added := next((touch for touch in at if any(_adds(entry, settings) for entry in touch.entries)), None):
        moved = [old for old, new in walk.renames_in(root, added.id) if new == settings and old.endswith("/remit.yml")]
        if not moved or moved[0].rpartition("/")[0] in (folder, *out):
            break
        settings = moved[0]
        out.append(settings.rpartition("/")[0])
        at = list(walk.walk(root, added.id, [settings]))
    return out


def _adds(entry: Entry, path: str) -> bool:
    return entry.new_path == path and bool(entry.new_blob) and not entry.old_blob


def continues(root: str, tip: str, old: str) -> bool:
    """Whether `old` is on the first-parent chain of `tip`: otherwise history was rewritten, or came in sideways."""
    try:
        chain = walk.first_parents(root, tip, old)
        return (
            bool(chain)
            and git.run(root, "rev-parse", "--verify", "--quiet", f"{chain[-1]}^1").decode("ascii").strip() == old
        )
    except git.GitFailed:
        return False


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
        for blob, _, data in objects.stream(root, wanted)
    }


def load(cache: Cache, view: str) -> Kept | None:
    """What is kept for a view (which paths, which reader, which branch); None where nothing fits."""

    def read(db: Connection) -> Kept | None:
        about = db.execute("select tip, flags, people, final from history where view = ?", (_name(view),)).fetchone()
        if about is None:
            return None
        rows = db.execute("select key, path, there, packed, steps from timeline where view = ?", (_name(view),))
        timelines = {key: Row(path, bool(there), packed, steps) for key, path, there, packed, steps in rows}
        people = [Identity(*row) for row in json.loads(about[2])]
        return Kept(about[0], timelines, _flags(about[1]), people, bool(about[3]))

    return cache.read(read)


def save(cache: Cache, view: str, kept: Kept, changed: set[str] | None, *, was: str = "") -> bool:
    """Keep a state: all of it, or where `changed` is given only those keys, on top of the tip `was`. Whether it worked."""

    def write(db: Connection) -> None:
        name = _name(view)
        anew = changed is None or not _still_at(db, name, was, kept.people)
        if anew:
            db.execute("delete from timeline where view = ?", (name,))
        keys = kept.rows if anew else changed or ()
        rows = ((name, key, *kept.rows[key]) for key in keys)
        db.executemany("insert or replace into timeline values (?, ?, ?, ?, ?, ?)", rows)
        about = (name, kept.tip, json.dumps(kept.flags), json.dumps(kept.people), "yes" if kept.final else "")
        db.execute("insert or replace into history values (?, ?, ?, ?, ?)", about)

    return cache.write(write)


def _name(view: str) -> str:
    return f"{SCHEMA} {view}"


def _still_at(db: Connection, view: str, tip: str, people: list[Identity]) -> bool:
    """Whether the rows that are kept are those that a state grew from: of the same tip, and with the same numbers of people.

    Two runs may reach one tip in different ways and number people in another order.
    """
    found = db.execute("select tip, people from history where view = ?", (view,)).fetchone()
    known = json.loads(found[1]) if found else []
    return bool(found) and found[0] == tip and known == [list(identity) for identity in people[: len(known)]]


def _flags(text: str) -> tuple[Flag, ...]:
    return tuple(
        Flag(kind, Commit(row[0], Identity(*row[1]), row[2], Identity(*row[3]), row[4], row[5]), brought)
        for kind, row, brought in json.loads(text)
    )

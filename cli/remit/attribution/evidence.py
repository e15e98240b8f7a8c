"""What git shows about who brought a change: BASE..HEAD to Evidence."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from remit.attribution.authors import Entries, authors
from remit.attribution.grades import PROVEN, asks_for_signatures, wanted_for
from remit.attribution.statements import CONTENT, DECIDING, LOCATED, SAID, WORDING, of_document, stated_by
from remit.log import ids, protected_files, text
from remit.log.change import FETCH_ALL, Evidence, Made, Signature, Step
from remit.log.ids import name_of
from remit.log.log import Log
from remit.log.people import People, read_people
from remit.log.problem import CannotProceed
from remit.log.protected_files import guard_of, may_run_checks
from remit.log.record import Act, Record, read_record
from remit.log.source import GITLINK
from remit.log.timeline import Commit
from remit.repo import commits, git, merges, raw
from remit.repo.commits import Node
from remit.repo.raw import ABSENT, Difference
from remit.repo.repository import Repository
from remit.repo.signatures import verify
from remit.repo.trees import Contents


class Walked(NamedTuple):
    """A range as git shows it, and what it would make of the target."""

    base: str
    """In full; empty where there is no commit to compare with (the first push of a repository)."""
    head: str
    nodes: list[Node]
    tree: str
    """The target as it would be after git merged the change; where history is `cut`, HEAD as it is."""
    brought: list[Difference]
    """What differs between the target and that."""
    cut: bool
    """Whether a shallow clone lacks part of the range, so that nobody can say who made what, nor what git would merge."""


class Reader:
    """What the file of a path and a blob states, read once."""

    def __init__(
        self, root: str, contents: Contents, known: Mapping[tuple[str, str], Record | Act] | None = None
    ) -> None:
        """`known`: records and acts that were read before, by path and blob."""
        self._root, self.contents, self._known = root, contents, known or {}
        self._data: dict[str, bytes] = {}
        self._read: dict[tuple[str, str], dict[str, object]] = {}

    def ahead(self, several: Iterable[Entries], names: set[str]) -> None:
        """Read every version of the files of these names in one call of git."""
        found = [entry for entries in several for path, entry in entries.by_path.items() if name_of(path) in names]
        sides = ((mode, blob) for entry in found for mode, blob in entry.sides)
        self._data.update(self.contents.of({blob for mode, blob in sides if mode not in (GITLINK, ABSENT)}))

    def __call__(self, path: str, blob: str) -> dict[str, object]:
        """What it states; of a file that was not read ahead its bytes alone."""
        if (path, blob) not in self._read:
            known = self._known.get((path, blob))
            data = self._data.get(blob, b"")
            self._read[path, blob] = of_document(known) if known else stated_by(path, blob, data, self._root)
        return self._read[path, blob]

    def people(self, side: tuple[str, str], path: str) -> People | None:
        """The people that a version of people.yml (mode and blob) names; None where there is none."""
        mode, blob = side
        if mode == ABSENT:
            return None
        return read_people(self._data.get(blob, b"").decode("utf-8", "replace"), path)[0]

    def record(self, path: str, blob: str) -> Record | None:
        """The record that a file holds; None where it cannot be read."""
        known = self._known.get((path, blob))
        if isinstance(known, Record):
            return known
        try:
            found = read_record(path, text.decode(self._data.get(blob, b"")))
        except text.NotText:
            return None
        return found if isinstance(found, Record) else None


class Past:
    """What was done before a range, on the target. git is asked when somebody wants to know: few answers depend on it.

    Raises CannotProceed where a shallow clone lacks the commit that did it: the oldest one that it has seems to have done all.
    """

    def __init__(self, top: str, tip: str, common_dir: str) -> None:
        self._top, self._tip, self._cut = top, tip, commits.cut_commits(common_dir)
        self._versions: dict[str, list[tuple[Commit, str, str]]] = {}
        self._written: dict[str, int] = {}

    def adding(self, paths: Iterable[str]) -> dict[str, Commit]:
        """The commit that brought the file of each path."""
        found = commits.adding(self._top, self._tip, paths)
        for path, commit in found.items():
            self._need(path, commit)
        return found

    def since(self, path: str, says: Callable[[str], bool]) -> int:
        """When a file began to say what it says, in seconds since 1970 UTC; 0 where it does not say it."""
        if path not in self._versions:
            self._versions[path] = commits.versions(self._top, self._tip, path)
        commit = next((one for one, old, new in self._versions[path] if says(new) and not says(old)), None)
        if commit is None:
            return 0
        self._need(path, commit)
        if commit.id not in self._written:
            self._written[commit.id] = commits.written(self._top, commit.id)
        return self._written[commit.id]

    def _need(self, path: str, commit: Commit) -> None:
        if commit.id in self._cut:
            message = (
                f"this shallow clone lacks the commit that wrote {path}, so who wrote it and when can't be checked"
            )
            raise CannotProceed(message, FETCH_ALL)


class Writers(Mapping[str, Commit]):
    """Who had brought each of some records to the target."""

    def __init__(self, past: Past, paths: Mapping[str, str]) -> None:
        """`paths`: where each record was on the target."""
        self._past, self._paths = past, paths

    @cached_property
    def _found(self) -> dict[str, Commit]:
        added = self._past.adding(self._paths.values())
        return {path: added[was] for path, was in self._paths.items() if was in added}

    def __getitem__(self, path: str) -> Commit:
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def walk(repository: Repository, common_dir: str, base: str, head: str) -> Walked:
    """Merge a range as git itself would. `repository` is one that borrows the objects of the one with `common_dir`.

    Raises CannotProceed where it does not merge, and where grafts rewrite history.
    """
    top = repository.top
    commits.refuse_grafts(common_dir)
    nodes = commits.nodes(top, base, head)
    shallow = commits.cut_commits(common_dir)
    cut = bool(shallow) and (
        any(node.id in shallow for node in nodes) or bool(base and not commits.merge_bases(top, base, head))
    )
    tree = head if cut or not base else _merged(top, base, head)
    brought = raw.between(top, base or git.EMPTY_TREE, tree)
    return Walked(base, head, nodes, tree, [entry for entry in brought if not (cut and entry.gone)], cut)


def _merged(top: str, base: str, head: str) -> str:
    merged = merges.merge(top, base, head)
    if merged.conflicts:
        names = ", ".join(merged.conflicts[:10])
        more = f" and {len(merged.conflicts) - 10} more" if len(merged.conflicts) > 10 else ""
        raise CannotProceed(
            f"{head[:8]} does not merge into {base[:8]}: conflicts in {names}{more}",
            "merge the target branch into this one, resolve the conflicts, and check again",
        )
    return merged.tree


def gather(
    repository: Repository, walked: Walked, judging: Log, contents: Contents, *,
    landed: bool = False, sides: tuple[Log, Log] | None = None,
) -> Evidence:  # fmt: skip
    """The evidence for a range, under the settings, people and policies of `judging` (the target's).

    Where the range is cut off, nothing is guessed. `landed`: HEAD is merged into the trusted branch already. `sides`: what is
    read of the target, before the range and after it.
    """
    found = Evidence(
        walked.base, walked.head, paths=tuple(entry.path for entry in walked.brought), landed=landed, cut_off=walked.cut
    )
    if walked.cut:
        return found
    made = _made(repository.top, walked.nodes)
    read = Reader(repository.root, contents, _read_before(walked.brought, *sides) if sides else {})
    found = found._replace(commits=tuple(one.commit for one in made.values()))
    found = _authored(repository, found, walked, made, read)
    return found._replace(signatures=_signatures(walked, found, judging, read))


def _read_before(brought: Iterable[Difference], before: Log, after: Log) -> dict[tuple[str, str], Record | Act]:
    """The records and acts that differ as they were read on both sides, by path and blob."""
    was, now = _documents(before), _documents(after)
    known = (
        (path, blob, side.get(path))
        for path, _, _, *blobs in brought
        for blob, side in zip(blobs, (was, now), strict=True)
    )
    return {(path, blob): document for path, blob, document in known if document}


def _documents(log: Log) -> dict[str, Record | Act]:
    records = [record for record in log.records if record.native]
    acts = [act for record in records for act in record.acts]
    return {record.path: record for record in records} | {act.path: act for act in (*acts, *log.stops)}


def _made(top: str, nodes: list[Node]) -> dict[str, Made]:
    """Each commit of the range, with the latest time of all that it builds on."""
    outside = {parent for node in nodes for parent in node.parents} - {node.id for node in nodes}
    times = {commit: Node(commit, (), raw).commit.committed for commit, raw in git.blobs(top, outside)}
    out: dict[str, Made] = {}
    for node in nodes:
        commit = node.commit
        times[node.id] = max([commit.committed, *(times.get(parent, 0) for parent in node.parents)])
        out[node.id] = Made(commit, times[node.id], len(node.parents) > 1)
    return out


def changed_by(top: str, walked: Walked, paths: Collection[str]) -> dict[str, tuple[Made, ...]]:
    """Every commit of a range that changed each of some paths, whatever they are."""
    _, own = _differences(top, walked.nodes, ())
    made = _made(top, walked.nodes)
    return {path: tuple(made[commit] for commit, entries in own.items() if path in entries.by_path) for path in paths}


def _authored(
    repository: Repository, found: Evidence, walked: Walked, made: Mapping[str, Made], read: Reader
) -> Evidence:
    """Who stated each thing that differs, and who changed each protected file."""
    top, root = repository.top, repository.root
    guards = _protected(walked.brought, root, read.contents)
    below = f"{root}/"
    brought = Entries(entry for entry in walked.brought if entry.path.startswith(below))
    folders = (root, *protected_files.FILES, *protected_files.FOLDERS)
    against, own = _differences(top, walked.nodes, folders)
    fork = _fork(top, walked) if guards else ""
    forked = Entries(raw.between(top, fork, walked.base, folders) if fork else ())
    everywhere = Entries(walked.brought)
    names = {name_of(path) for path in (*brought.by_path, *guards)}
    read.ahead([everywhere, forked, *against.values(), *own.values()], names)
    guards = {path: blob for path, blob in guards.items() if _changed(everywhere, path, read)}
    home = {path: _home(path, everywhere, forked, read) for path in guards}
    known = authors(walked.nodes, against, own, read, home)
    moved = {name_of(path): stated_in for path, stated_in in known.items()}
    everybody = tuple(made.values())

    def makers(path: str, kind: str) -> tuple[Made, ...]:
        """Who stated it; a difference that no commit shows is everybody's. Who took a copy away moved the other there."""
        ids_of = (known.get(path) or moved.get(name_of(path), {})).get(kind, frozenset())
        old = brought.before(path) if kind == LOCATED else None
        if old:
            ids_of |= known.get(old[0], {}).get(kind, frozenset())
        return tuple(one for commit, one in made.items() if commit in ids_of) or everybody

    differs = dict(differing(brought, read))
    stated = {path: {kind: makers(path, kind) for kind in kinds} for path, kinds in differs.items() if kinds}
    touched = {path: makers(path, CONTENT) for path in guards}
    handled = {
        path: tuple(made[commit] for commit, entries in own.items() if path in entries.by_path)
        for path, kinds in differs.items()
        if not kinds
    }
    old = {path: spot[0] for path in stated if ids.id_of_record(path) and (spot := brought.before(path))}
    steps = [
        (made[commit], entry) for commit, entries in own.items() if (entry := entries.by_path.get(f"{below}people.yml"))
    ]
    people = tuple(
        Step(one, *(read.people(side, f"{below}people.yml") for side in entry.sides)) for one, entry in steps
    )
    blobs = {path: _blobs(path, blob, own.values(), read) for path, blob in guards.items()}
    past = Past(top, walked.base, repository.common_dir)
    return found._replace(
        stated=stated,
        touched=touched,
        handled=handled,
        blobs=blobs,
        wrote=Writers(past, old),
        since=past.since if walked.base else found.since,
        people=people,
    )


def _fork(top: str, walked: Walked) -> str:
    """Where the range left the target's branch; empty where it did at several places, or nowhere."""
    found = commits.merge_bases(top, walked.base, walked.head) if walked.base else []
    return found[0] if len(found) == 1 else ""


def _changed(entries: Entries, path: str, read: Reader) -> bool:
    """Whether a protected file says something else than before."""
    before, after = entries.before(path), entries.after(path)
    return _said(before, read) != _said(after, read)


def _said(spot: tuple[str, str] | None, read: Reader) -> object:
    return read(*spot).get(CONTENT) if spot else None


def _home(path: str, brought: Entries, forked: Entries, read: Reader) -> tuple[object, ...]:
    """What a protected file says on the target, and said where the range left it: there nobody of the range had a hand in it."""
    target = _said(brought.before(path), read)
    return (target, _said(forked.before(path), read) if path in forked.by_path else target)


def _blobs(path: str, blob: str, several: Iterable[Entries], read: Reader) -> tuple[str, ...]:
    """git's ids of what a protected file is now, and of every version in the range that says the same."""
    spots = {spot for entries in several if (spot := entries.after(path))}
    same = (other for _, other in spots if read(path, other).get(CONTENT) == read(path, blob).get(CONTENT))
    return tuple(dict.fromkeys((blob, *same)))


def _protected(brought: Iterable[Difference], root: str, contents: Contents) -> dict[str, str]:
    """The protected files that differ, each with its new blob; empty where it is gone."""
    entries = {entry.path: entry for entry in brought}
    gates = {
        entry.old_blob
        for entry in entries.values()
        if may_run_checks(entry.path) and entry.old_mode not in (GITLINK, ABSENT)
    }
    old = contents.of(gates)
    return {
        path: "" if entry.gone else entry.new_blob
        for path, entry in entries.items()
        if guard_of(path, root, None if entry.new else old.get(entry.old_blob))
    }


def _differences(
    top: str, nodes: list[Node], folders: tuple[str, ...]
) -> tuple[dict[tuple[str, str], Entries], dict[str, Entries]]:
    """What each commit has otherwise than each of its parents, and than git's own merge of them."""
    pairs = [(node.id, parent) for node in nodes for parent in node.parents or ("",)]
    against = {pair: Entries(found) for pair, found in commits.differences_of(top, pairs, folders).items()}
    own = {}
    for node in nodes:
        sides = [against[node.id, parent] for parent in node.parents or ("",)]
        if len(sides) > 1 and any(side.by_path for side in sides):
            joined = merges.own_merge(top, node.parents)
            own[node.id] = Entries(raw.between(top, joined, node.id, folders))
        else:
            own[node.id] = sides[0]
    return against, own


def differing(brought: Entries, read: Reader) -> Iterable[tuple[str, list[str]]]:
    """Each path that differs, with the kinds of statement that do."""
    for path in brought.by_path:
        if brought.now(path) != path:
            continue
        before, after = brought.before(path), brought.after(path)
        old, new = read(*before) if before else {}, read(*after) if after else {}
        yield path, [kind for kind in {**old, **new} if old.get(kind) != new.get(kind)]


def _signatures(walked: Walked, found: Evidence, judging: Log, read: Reader) -> dict[str, Signature]:
    """What the signatures prove of the commits that decided or acted, where the policy asks for a signature."""
    if not asks_for_signatures(judging):
        return {}
    wanted = _to_be_signed(found, walked.brought, judging, read)
    made = {one.commit.id for path in wanted for kind in (DECIDING, WORDING, SAID) for one in found.by(path, kind)}
    keys = {person.handle: person.keys for person in (judging.people or People()).people}
    return verify([node for node in walked.nodes if node.id in made], keys)


def _to_be_signed(found: Evidence, brought: Iterable[Difference], judging: Log, read: Reader) -> list[str]:
    """The records that need signatures, and the acts on them; an act on a record that does not differ may."""
    needs: dict[str | None, bool] = {}
    for entry in brought:
        record = ids.id_of_record(entry.path)
        if record and not entry.gone:
            known = read.record(entry.path, entry.new_blob)
            needs[record] = needs.get(record, False) or known is None or wanted_for(judging, known) == PROVEN
    return [path for path in found.stated if needs.get(ids.id_of_path(path), True)]

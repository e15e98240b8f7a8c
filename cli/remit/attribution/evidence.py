"""What git shows about who brought a change: BASE..HEAD to Evidence."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from remit.attribution.grades import PROVEN, asks_for_signatures, wanted_for
from remit.attribution.lineage import Lineage, Spot, key_of
from remit.log import ids, text
from remit.log.change import Evidence, Made, Signature
from remit.log.log import Log
from remit.log.log_file import ACT, RECORD, STOP, kind_of
from remit.log.people import People
from remit.log.protected_files import guard_of, may_run_checks
from remit.log.record import (
    DEPRECATED,
    SUPERSEDED,
    Act,
    Record,
    body_words,
    deciding_of,
    head_words,
    read_act,
    read_record,
    words_of,
)
from remit.repo import commits, git, merging
from remit.repo.commits import Node
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import Contents

ENDED = (SUPERSEDED, DEPRECATED)
"""Statuses that end a decision: whoever set them did not decide it."""


class Span(NamedTuple):
    """BASE..HEAD, and where the two parted."""

    base: str
    """In full; empty where there is no commit to compare with (the first push of a repository)."""
    head: str
    fork: str
    """The best common ancestor: BASE itself where HEAD builds on it; the empty tree where they have none."""


def span_of(repository: Repository, base: str, head: str) -> Span:
    """The span of two commits (40 hex digits)."""
    return Span(base, head, (commits.merge_base(repository.top, base, head) if base else "") or git.EMPTY_TREE)


class Walked(NamedTuple):
    """What git shows of a span: its commits, what each changed, and what all of it comes to."""

    nodes: list[Node]
    changes: dict[tuple[str, str], list[Difference]]
    """By commit and parent: what differs below the log's folder, and in gates that were there before."""
    brought: list[Difference]
    """What differs between where the two parted and HEAD."""
    times: dict[str, int]
    """Committer's times of the commits that the span builds on."""
    cut: bool
    """Whether a shallow clone lacks part of it."""


def walk(repository: Repository, span: Span, brought: list[Difference] | None = None) -> Walked:
    """Ask git about a span; everything here waits for git. Raises CannotProceed where grafts rewrite history."""
    top = repository.top
    commits.refuse_grafts(repository.common_dir)
    nodes = commits.nodes(top, span.base, span.head)
    if brought is None:
        brought = commits.differences(top, span.fork, span.head)
    cut = commits.cut_commits(repository.common_dir)
    if cut and any(node.id in cut for node in nodes):
        return Walked(nodes, {}, brought, {}, cut=True)
    own = {node.id for node in nodes}
    pairs = [(node.id, parent) for node in nodes for parent in node.parents or ("",)]
    gates = [entry.path for entry in brought if may_run_checks(entry.path) and not entry.new]
    changes = commits.differences_of(top, pairs, (repository.root, *gates))
    outside = [parent for _, parent in pairs if parent and parent not in own]
    return Walked(nodes, changes, brought, _times(top, outside), cut=False)


def gather(
    repository: Repository,
    span: Span,
    judging: Log,
    walked: Walked | None = None,
    *,
    contents: Contents | None = None,
    read: Mapping[str, Record] | None = None,
    landed: bool = False,
) -> Evidence:
    """The evidence for a span, under the settings, people and policies of `judging` (BASE's).

    In a shallow clone that lacks part of BASE..HEAD the evidence is `cut_off`, and nothing is guessed. `read`: records
    that were read already, by blob. `landed`: HEAD is on the trusted branch already.
    """
    walked = walked or walk(repository, span)
    nodes = walked.nodes
    paths = tuple(entry.path for entry in walked.brought)
    if walked.cut:
        return Evidence(span.base, span.head, paths=paths, landed=landed, cut_off=True)
    found = _Found(repository, span, walked, contents or Contents(repository), read or {})
    decided, content, ended = found.records()
    evidence = Evidence(
        span.base,
        span.head,
        tuple(node.commit for node in nodes),
        paths,
        decided,
        content,
        ended,
        found.acts(),
        found.guards(),
        landed=landed,
    )
    return evidence._replace(signatures=_signatures(repository, nodes, evidence, found, judging))


class _Found:
    def __init__(
        self, repository: Repository, span: Span, walked: Walked, contents: Contents, read: Mapping[str, Record]
    ) -> None:
        self.top, self.root, self.head = repository.top, repository.root, span.head
        brought, changes = walked.brought, walked.changes
        self.kept = [entry for entry in brought if not entry.gone and entry.path.startswith(self.root + "/")]
        gates = [entry for entry in brought if may_run_checks(entry.path) and not entry.new]
        self.lineage = Lineage(walked.nodes, changes, walked.times)
        wanted = {entry.path for entry in self.kept if kind_of(entry.path, self.root) in (RECORD, ACT, STOP)}
        blobs = _versions(wanted, changes, self.kept) | {entry.old_blob for entry in gates}
        self.data = contents.of(blobs)
        self.read: dict[str, Record | None] = dict(read)
        self.guarding = [
            entry.path
            for entry in brought
            if guard_of(entry.path, self.root, self.data.get(entry.old_blob) if not entry.new else None)
        ]

    def record(self, spot: Spot) -> Record | None:
        """The record at a spot; None where it cannot be read."""
        if spot.blob not in self.read:
            try:
                found = read_record(spot.path, text.decode(self.data.get(spot.blob, b"")))
            except text.NotText:
                found = None
            self.read[spot.blob] = found if isinstance(found, Record) else None
        return self.read[spot.blob]

    def deciding(self, spot: Spot) -> object:
        """Status, decider and time: what the act of deciding sets. Whoever ends it later did not decide it."""
        record = self.record(spot)
        return deciding_of(record) if record else spot.blob

    def ending(self, spot: Spot) -> object:
        """The status alone."""
        record = self.record(spot)
        return record.status if record else spot.blob

    def words(self, spot: Spot) -> object:
        """What is frozen once it is decided."""
        record = self.record(spot)
        return words_of(record) if record else spot.blob

    def said(self, spot: Spot) -> object:
        """The words of an act, without what the decider made of it (`taken`)."""
        try:
            act = read_act(spot.path, text.decode(self.data.get(spot.blob, b"")), "")
        except text.NotText:
            return spot.blob
        if not isinstance(act, Act):
            return spot.blob
        return tuple(pair for pair in head_words(act.head) if pair[0] != "taken"), body_words(act.body)

    def records(self) -> tuple[dict[str, Made], dict[str, Made], dict[str, Made]]:
        """Who decided, who worded and who ended each record that the change brings or changes, by path."""
        decided: dict[str, Made] = {}
        content: dict[str, Made] = {}
        ended: dict[str, Made] = {}
        for entry in self.kept:
            if kind_of(entry.path, self.root) != RECORD:
                continue
            spot = Spot(entry.path, entry.new_blob)
            for into, value in ((decided, self.deciding), (content, self.words), (ended, self.ending)):
                if into is ended and self.ending(spot) not in ENDED:
                    continue
                made = self.lineage.maker(self.head, spot, value)
                if made:
                    into[entry.path] = made
        return decided, content, ended

    def to_be_signed(self, judging: Log) -> set[str]:
        """The paths of the records that need signatures, and of the acts on them; an act on a record not seen here may."""
        records: dict[str, bool] = {}
        for entry in self.kept:
            if kind_of(entry.path, self.root) == RECORD:
                record, key = self.record(Spot(entry.path, entry.new_blob)), _record_of(entry.path)
                records[key] = records.get(key, False) or record is None or wanted_for(judging, record) == PROVEN
        return {entry.path for entry in self.kept if records.get(_record_of(entry.path), True)}

    def acts(self) -> dict[str, Made]:
        """Who worded each act and stop that the change brings or changes, by path."""
        out = {}
        for entry in self.kept:
            if kind_of(entry.path, self.root) in (ACT, STOP):
                made = self.lineage.maker(self.head, Spot(entry.path, entry.new_blob), self.said)
                if made:
                    out[entry.path] = made
        return out

    def guards(self) -> dict[str, tuple[Made, ...]]:
        """Who changed each guard, by path."""
        return {
            path: tuple(filter(partial(self._by_hand, path), self.lineage.touching(path))) for path in self.guarding
        }

    def _by_hand(self, path: str, made: Made) -> bool:
        """Whether somebody changed a guard: a merge that only joins what two sides changed did not."""
        if not made.merge:
            return True
        node = self.lineage.nodes[made.commit.id]
        result = merging.content(self.top, node.id, path)
        return result is None or not merging.merged_cleanly(self.top, node.parents, path, result)


def _record_of(path: str) -> str:
    """The id of the record that a file is, or that it is an act on; else the path."""
    folder, _, name = path.rpartition("/")
    return ids.id_of_file(name) or ids.id_of_acts(folder.rpartition("/")[2]) or path


def _times(top: str, outside: list[str]) -> dict[str, int]:
    """The committer's time of the commits on which the range builds."""
    raw = git.blobs(top, dict.fromkeys(outside))
    return {commit: commits.Node(commit, (), data).commit.committed for commit, data in raw}


def _versions(paths: set[str], changes: dict[tuple[str, str], list[Difference]], kept: list[Difference]) -> set[str]:
    """Every version of the files that are followed: under their own name, or another with the same id."""
    keys = {key_of(path) for path in paths}
    found = {entry.new_blob for entry in kept if entry.path in paths}
    for entries in changes.values():
        for entry in entries:
            if key_of(entry.path) in keys:
                found.update((entry.old_blob, entry.new_blob))
    return {blob for blob in found if blob.strip("0")}


def _signatures(
    repository: Repository, nodes: list[Node], evidence: Evidence, found: _Found, judging: Log
) -> dict[str, Signature]:
    """What the signatures prove of the commits that decided or acted, where the policy asks for a signature."""
    if not asks_for_signatures(judging):
        return {}
    from remit.repo.signatures import verify

    wanted = found.to_be_signed(judging)
    made = {
        maker.commit.id
        for makers in (evidence.decided, evidence.content, evidence.acted)
        for path, maker in makers.items()
        if path in wanted
    }
    people = judging.people or People()
    keys = {person.handle: person.keys for person in people.people}
    return verify(repository.common_dir, [node for node in nodes if node.id in made], keys)

"""Judging anew the few records of the work tree that changed since the last run, and those that they touch."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from remit.authority.procedure.dependencies import adds_up
from remit.checks import all  # noqa: A004 - the module of all checks
from remit.checks import engine as run
from remit.checks.answers import Answers
from remit.checks.shape import Known, named
from remit.log.change import Change
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.log_file import ACT, RECORD, kind_of
from remit.log.record_file import place_in
from remit.log.source import Source
from remit.repo.repository import Repository
from remit.workspace import changes, clock, held, since, trees
from remit.workspace.changes import FOLLOWED, Side
from remit.workspace.guards import Guards
from remit.workspace.listing import ListedNames, Listing
from remit.workspace.memory import Memory
from remit.workspace.shelf import Shelf
from remit.workspace.since import Since
from remit.workspace.trees import Listed

MANY = since.MANY
"""More changed files than this, and judging everything is as fast."""


def judge(repository: Repository, kept: Memory, asked: Since) -> Memory | None:
    """What the last run found, brought up to date; None where everything must be judged anew."""
    root, now = repository.root, asked.stamps
    if any(kind_of(path, root) not in (RECORD, ACT) for path in asked.changed):
        return None
    names = StampedListing(now)
    side = changes.load(DiskShelf(repository), names, changes.wanted_of(names, asked.touched, ()), root)
    looked_at = asked.touched | {mark for path in side.files if (mark := since.id_of(path))}
    shelf, landed = Shelf(repository), Landed(repository, asked)
    guard_files = changes.guard_files(Listing(asked.guards()), root)
    wanted = changes.wanted_of(landed, looked_at, ())
    judging = Guards(repository)
    shelf.read([*(() if judging.known(guard_files) else guard_files), *wanted.values()])  # all in one call of git
    guards = judging.read(guard_files, shelf)
    if not guard_files or adds_up(guards.policies):
        return None
    before = changes.load(shelf, landed, wanted, root)
    if any(record.id != named(record) for record in before.log.records):
        return None  # it is told by its head which record has gone, and any file may hold that
    held.see(repository, side.log, clock.now(guards.zone), everything=False)
    findings, until = _findings(side, before, guards, kept)
    kept_ones = [finding for finding in kept.findings if since.id_of(finding.path) not in looked_at]
    both = sorted(dict.fromkeys([*kept_ones, *findings]), key=lambda finding: finding.sort_key)
    links = {key: links for key, links in kept.links.items() if key not in looked_at} | links_of(side.log)
    records = kept.records + _more(asked.changed, kept.stamps, now, root)
    return kept._replace(stamps=now, until=until, findings=tuple(both), links=links, records=records, gone=asked.gone)


def _more(changed: set[str], before: str, after: str, root: str) -> int:
    """How many records came, less those that went."""
    records = [path for path in changed if kind_of(path, root) == RECORD]
    return sum((f"{path}\t" in after) - (f"{path}\t" in before) for path in records)


def links_of(log: Log) -> dict[str, tuple[str, ...]]:
    """Which records the native records of a log name, by the ids of their files; one whose head holds another id names that."""
    out: dict[str, tuple[str, ...]] = {}
    for record in log.records:
        if record.native:
            mark, head = named(record), record.head
            links = (
                () if head.keys().isdisjoint(FOLLOWED) else tuple(chain.from_iterable(map(record.list_of, FOLLOWED)))
            )
            if links or record.id != mark:
                out[mark] = (*out.get(mark, ()), *links, *([record.id] if record.id != mark else ()))
    return out


def _findings(side: Side, landed: Side, guards: Log, kept: Memory) -> tuple[list[Finding], float]:
    now = clock.now(guards.zone)
    log = changes.under(side.log, guards)
    answers = Answers(log, now)
    answers.remember(kept.fine)
    known = Known(log, now, ListedNames(log, side.names), everything=False, answers=answers)
    modules = (*all.WRITTEN, *all.STEPPED)
    chosen = run.choose(all.checks(*modules), guards.settings, timely=False, later=lambda: all.checks(*all.ANSWERED))
    hits = [hit for record in log.records for hit in run.on_record(record, known, chosen)]
    hits += run.on_change(Change(changes.under(landed.log, guards), log, log), known, chosen)

    def place_of(path: str, where: tuple[str | int, ...]) -> tuple[int, int]:
        source = side.files.get(path)
        return place_in(source.data.decode("utf-8", "replace"), path, where) if source else (0, 0)

    until = 0.0 if any(said.passing for _, said in hits) else kept.until
    return [*run.leveled(side.log.findings, guards.settings), *run.findings(hits, guards.settings, place_of)], until


class Landed(Listing):
    """The files that the trusted branch holds of the touched records, as far as HEAD knows; of others when they are named."""

    def __init__(self, repository: Repository, asked: Since) -> None:
        super().__init__(asked.listed())
        self._workspace, self._about = repository, asked

    def of_id(self, record_id: str) -> list[Listed]:
        """The files of a record."""
        if record_id in self._about.touched:
            return super().of_id(record_id)
        wanted = list(since.paths(self._about.stamps, self._about.gone, record_id))
        found = since.begin(self._workspace, self._about.landed, *wanted)() if wanted else b""
        return Listing(found).of_id(record_id)


class StampedListing(Listing):
    """The names of all files of the work tree, from their stamps."""

    def __init__(self, taken: str) -> None:
        super().__init__(b"")
        self._stamps = taken

    def holding(self, part: str) -> Iterator[Listed]:
        """The files whose path holds `part`."""
        return (Listed(path, "", "") for path in since.holding(self._stamps, part))


class DiskShelf(Shelf):
    """Files as they lie in the work tree."""

    def __init__(self, repository: Repository) -> None:
        super().__init__(repository)
        self._top = repository.top

    def read(self, wanted: Iterable[Listed]) -> list[Source]:
        """The files, in the order asked for; one that just went is left out."""
        out = []
        for entry in wanted:
            try:
                seen = os.lstat(os.path.join(self._top, entry.path))
                mode = trees.mode_of(seen.st_mode)
                out.append(trees.read_entry(self._top, trees.Entry(entry.path, mode, seen.st_size, (0, 0, 0, 0))))
            except FileNotFoundError:
                continue
        return out

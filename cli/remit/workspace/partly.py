"""Judging anew the few records of the work tree that changed since the last run, and those that they touch."""

import os
from collections.abc import Iterable, Iterator

from remit.authority.reach import adds_up
from remit.checks import all, run  # noqa: A004 - the module of all checks
from remit.checks.answers import Answers
from remit.checks.shape import Known, named
from remit.formats import ids
from remit.formats.log import ACT, RECORD, kind_of
from remit.formats.record import place_in
from remit.model.change import Change
from remit.model.finding import Finding
from remit.model.log import Log
from remit.model.source import Source
from remit.workspace import changes, clock, held, listing, reading, stamps, trees
from remit.workspace.changes import FOLLOWED, Side
from remit.workspace.listing import ListedNames, Listing
from remit.workspace.memory import Memory
from remit.workspace.place import Workspace
from remit.workspace.shelf import Shelf
from remit.workspace.trees import Listed

MANY = 200
"""More changed files than this, and judging everything is as fast."""


def judge(workspace: Workspace, kept: Memory, now: str, tip: str, head: str) -> Memory | None:
    """What the last run found, brought up to date; None where everything must be judged anew."""
    if _is_timely(kept):
        return None  # checks of the whole log run then: they need every record
    changed = stamps.changed(kept.stamps, now)
    root = workspace.root
    if not changed or len(changed) > MANY or any(kind_of(path, root) not in (RECORD, ACT) for path in changed):
        return None
    guards = reading.guards_at(workspace, tip) if tip else None  # no guard changed, so the same refs name the tip
    if guards is None or adds_up(guards.policies):
        return None
    touched = _touched(changed, kept.links)
    names = StampedListing(now)
    wanted = {entry.path: entry for record_id in touched for entry in names.of_id(record_id)}
    side = changes.load(DiskShelf(workspace), names, wanted, root)
    held.see(workspace, side.log, clock.now(guards.zone), everything=False)
    findings, until = _findings(workspace, side, guards, touched, (tip, head), kept)
    looked_at = touched | {mark for path in side.files if (mark := _id_of(path))}
    kept_ones = [finding for finding in kept.findings if _id_of(finding.path) not in looked_at]
    both = sorted(dict.fromkeys([*kept_ones, *findings]), key=lambda finding: finding.sort_key)
    links = {key: links for key, links in kept.links.items() if key not in looked_at} | links_of(side.log)
    facts = kept.facts | {"records": kept.facts["records"] + _more(changed, kept.stamps, now, root)}
    return kept._replace(stamps=now, until=until, findings=tuple(both), links=links, facts=facts)


def _is_timely(kept: Memory) -> bool:
    """Whether the last run looked for what a passed day turned bad."""
    return " True " in f" {kept.key} "


def _touched(changed: set[str], links: dict[str, tuple[str, ...]]) -> set[str]:
    """The ids of what changed, of what it named, and of what names it."""
    own = {mark for path in changed if (mark := _id_of(path))}
    named = {other for record_id in own for other in links.get(record_id, ())}
    naming = {record_id for record_id, others in links.items() if not own.isdisjoint(others)}
    return own | {other for other in named if ids.is_id(other)} | naming


def _id_of(path: str) -> str | None:
    parts = path.split("/")
    return ids.id_of_file(parts[-1]) or (ids.id_of_acts(parts[-2]) if len(parts) > 1 else None)


def _more(changed: set[str], before: str, after: str, root: str) -> int:
    """How many records came, less those that went."""
    records = [path for path in changed if kind_of(path, root) == RECORD]
    return sum((f"{path}\t" in after) - (f"{path}\t" in before) for path in records)


def links_of(log: Log) -> dict[str, tuple[str, ...]]:
    """Which records the native records of a log name."""
    out = {}
    for record in log.records:
        if record.native and not record.head.keys().isdisjoint(FOLLOWED):
            out[named(record)] = tuple(other for key in FOLLOWED for other in record.list_of(key))
    return out


def _findings(
    workspace: Workspace, side: Side, guards: Log, touched: set[str], ends: tuple[str, str], kept: Memory
) -> tuple[list[Finding], float]:
    now = clock.now(guards.zone)
    log = changes.under(side.log, guards)
    known = Known(log, now, ListedNames(log, side.names), everything=False, answers=Answers(log, now))
    modules = (*all.WRITTEN, *all.STEPPED)
    chosen = run.choose(all.checks(*modules), guards.settings, timely=False, later=lambda: all.checks(*all.ANSWERED))
    hits = [hit for record in log.records for hit in run.on_record(record, known, chosen)]
    landed = _landed(workspace, touched, ends)
    hits += run.on_change(Change(changes.under(landed.log, guards), log, log), known, chosen)

    def place_of(path: str, where: tuple[str | int, ...]) -> tuple[int, int]:
        source = side.files.get(path)
        return place_in(source.data.decode("utf-8", "replace"), path, where) if source else (0, 0)

    until = 0.0 if any(said.passing for _, said in hits) else kept.until
    return [*run.leveled(side.log.findings, guards.settings), *run.findings(hits, guards.settings, place_of)], until


def _landed(workspace: Workspace, touched: set[str], ends: tuple[str, str]) -> Side:
    """What the trusted branch holds of the touched records, as far as HEAD knows."""
    tip, head = ends
    commit = tip if tip == head else reading.fork(workspace, tip, head)
    names = listing.of(workspace, commit)
    return changes.load(Shelf(workspace), names, changes.wanted_of(names, touched, ()), workspace.root)


class StampedListing(Listing):
    """The names of all files of the work tree, from their stamps."""

    def __init__(self, taken: str) -> None:
        super().__init__(b"")
        self._stamps = "\n" + taken + "\n"

    def holding(self, part: str) -> Iterator[Listed]:
        """The files whose path holds `part`."""
        text = self._stamps
        at = text.find(part)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            path = text[start:end].partition("\t")[0]
            if part in path:
                yield Listed(path, "", "")
            at = text.find(part, end)


class DiskShelf(Shelf):
    """Files as they lie in the work tree."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._top = workspace.top

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

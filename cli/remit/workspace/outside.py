"""What is staged outside the log and concerns it all the same: hook and CI files, and paths that stopped decisions govern."""

from remit.formats.guards import guard_of, may_run_checks
from remit.model.record import Record
from remit.model.tuples import NamedTuple
from remit.repo import raw
from remit.repo.raw import Difference
from remit.workspace import clock, held, midway, surroundings
from remit.workspace.listing import Listing
from remit.workspace.place import Workspace
from remit.workspace.shelf import Shelf
from remit.workspace.trees import INDEX


class Outside(NamedTuple):
    """Staged paths outside the log."""

    paths: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    """Those that are guards: what they held before runs Remit."""
    stopped: tuple[Record, ...] = ()
    """The records with a stop, as they are staged."""

    @property
    def matters(self) -> bool:
        """Whether there is anything to judge."""
        return bool(self.gates or any(record.list_of("affects") for record in self.stopped))


NOTHING = Outside()


def look(workspace: Workspace, shelf: Shelf, staged: Listing, differences: list[Difference]) -> Outside:
    """What there is to judge of staged differences outside the log; what is stopped is remembered for the next hook."""
    if not differences:
        return NOTHING
    paths = tuple(entry.path for entry in _own(workspace, differences))
    reporting = surroundings.reporting(workspace, INDEX, differences)
    stopped = surroundings.stopped(workspace, shelf, reporting, staged, paths)
    if paths:
        now = clock.now()
        held.keep(workspace, held.globs_of(stopped, now, now.tzinfo))  # type: ignore[arg-type]
    return Outside(paths, tuple(_gates(workspace, shelf, differences)), stopped)


def _gates(workspace: Workspace, shelf: Shelf, differences: list[Difference]) -> list[str]:
    before = {entry.path: entry.old_blob for entry in differences if may_run_checks(entry.path) and not entry.new}
    contents = shelf.contents(set(before.values()))
    return [path for path, blob in before.items() if guard_of(path, workspace.root, contents[blob])]


def _own(workspace: Workspace, differences: list[Difference]) -> list[Difference]:
    """The differences without what a merge brings from the other side: somebody else changed it, and was judged."""
    kept = differences
    for head in midway.merging(workspace):
        others = {entry.path for entry in raw.staged(workspace.top, (), base=head, hook=workspace.hook)}
        kept = [entry for entry in kept if entry.path in others]
    return kept

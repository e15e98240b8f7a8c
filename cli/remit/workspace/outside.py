"""What is staged outside the log and concerns it all the same: hook and CI files, and paths that stopped decisions govern."""

from typing import NamedTuple

from remit.log.protected_files import guard_of, may_run_checks
from remit.log.record import Record
from remit.repo import merge_state, raw
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import INDEX, Tree
from remit.workspace import clock, stopped_paths, surroundings


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


def look(repository: Repository, staged: Tree, differences: list[Difference]) -> Outside:
    """What there is to judge of staged differences outside the log; what is stopped is remembered for the next hook."""
    if not differences:
        return NOTHING
    paths = tuple(entry.path for entry in _own(repository, differences))
    reporting = surroundings.reporting(repository, INDEX, differences)
    stopped = surroundings.stopped(repository, reporting, staged, paths)
    if paths:
        now = clock.now()
        stopped_paths.keep(repository, stopped_paths.globs_of(stopped, now, now.tzinfo))  # type: ignore[arg-type]
    return Outside(paths, tuple(_gates(repository, staged, differences)), stopped)


def _gates(repository: Repository, staged: Tree, differences: list[Difference]) -> list[str]:
    before = {entry.path: entry.old_blob for entry in differences if may_run_checks(entry.path) and not entry.new}
    contents = staged.contents.of(set(before.values()))
    return [path for path, blob in before.items() if guard_of(path, repository.root, contents[blob])]


def _own(repository: Repository, differences: list[Difference]) -> list[Difference]:
    """The differences without what a merge brings from the other side: somebody else changed it, and was judged."""
    kept = differences
    for head in merge_state.merging(repository):
        others = {entry.path for entry in raw.staged(repository.top, (), base=head, hook=repository.hook)}
        kept = [entry for entry in kept if entry.path in others]
    return kept

"""What the branch decided before what is staged: its owner's decision may cover a guard that is changed only now."""

from remit.attribution import evidence
from remit.log.change import NOTHING_EARLIER, Earlier
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.repo import trees
from remit.repo.repository import Repository
from remit.workspace import reading


def decided(repository: Repository, tip: str, head: str, judging: Log) -> Earlier:
    """What the commits between the trusted branch's tip and HEAD decided; nothing where git cannot tell."""
    if not tip or tip == head:
        return NOTHING_EARLIER
    try:
        found = evidence.gather(_asked(repository), evidence.span_of(repository, tip, head), judging)
    except CannotProceed:
        return NOTHING_EARLIER
    names = trees.tree(repository, head)
    wanted = {path: entry for path in found.decided if (entry := names.at(path))}
    log = reading.log_in(repository, names).part(wanted.values())
    records = tuple(record for record in log.records if record.path in wanted)
    return Earlier(records, found._replace(signatures={}))


def _asked(repository: Repository) -> Repository:
    """The same, with the folder that all work trees share: a hook did not ask for it."""
    from remit.workspace import stopped_paths

    shared = repository.common_dir or stopped_paths.file_of(repository.top).rpartition("/remit/")[0]
    return repository._replace(common_dir=shared)

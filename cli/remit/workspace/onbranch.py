"""What the branch decided before what is staged: its owner's decision may cover a guard that is changed only now."""

from remit.model.change import NOTHING_EARLIER, Earlier
from remit.model.log import Log
from remit.model.problem import CannotProceed
from remit.workspace import changes, evidence, listing
from remit.workspace.place import Workspace
from remit.workspace.shelf import Shelf


def decided(workspace: Workspace, tip: str, head: str, judging: Log) -> Earlier:
    """What the commits between the trusted branch's tip and HEAD decided; nothing where git cannot tell."""
    if not tip or tip == head:
        return NOTHING_EARLIER
    try:
        found = evidence.gather(_asked(workspace), evidence.span_of(workspace, tip, head), judging)
    except CannotProceed:
        return NOTHING_EARLIER
    names = listing.of(workspace, head)
    wanted = {path: entry for path in found.decided if (entry := names.at(path))}
    side = changes.load(Shelf(workspace), names, wanted, workspace.root)
    records = tuple(record for record in side.log.records if record.path in wanted)
    return Earlier(records, found._replace(signatures={}))


def _asked(workspace: Workspace) -> Workspace:
    """The same, with the folder that all work trees share: a hook did not ask for it."""
    from remit.workspace import held

    shared = workspace.common_dir or held.file_of(workspace.top).rpartition("/remit/")[0]
    return workspace._replace(common_dir=shared)

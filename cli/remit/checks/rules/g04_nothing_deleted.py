"""A record of the trusted branch is gone, or an act on a decided one, or a stop.

Nothing is deleted from a log: supersede or deprecate a decision, lift a stop. An undecided draft may be removed by its
author. A record may be moved, because its id identifies it, not its path.
"""

from remit.attribution.statements import LOCATED
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import restoring
from remit.checks.frozen import pairs
from remit.log.change import Change
from remit.log.record import Record


@Check("G04", "nothing-deleted", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    for before, after in pairs(change):
        if before.is_open:
            continue
        if after is not None:
            yield from _acts(change, before, after)
        elif not any(path in change.after.unread for path in known.log.paths(before.id)):
            remedy = f"{_back(change, before.path)}; withdraw or supersede it instead"
            yield Problem(before.path, f"record {before.id} ({before.title}) is gone", remedy, kinds=(LOCATED,))
    stops = {stop.path for stop in change.after.stops}
    for stop in change.before.stops:
        if stop.path not in stops and stop.path not in change.after.unread:
            remedy = f"{_back(change, stop.path)}; lift it instead"
            yield Problem(stop.path, f"the stop by {stop.who} is gone", remedy, kinds=(LOCATED,))


def _acts(change: Change, before: Record, after: Record) -> Problems:
    if before.acts == after.acts:
        return
    kept = {act.path.rpartition("/")[2] for act in after.acts}
    for act in before.acts:
        if act.path.rpartition("/")[2] not in kept:
            message = f"the {act.kind} of {act.who} on a decided record is gone"
            yield Problem(act.path, message, _back(change, act.path), kinds=(LOCATED,))


def _back(change: Change, path: str) -> str:
    return f"restore it with {restoring(change, path)}"

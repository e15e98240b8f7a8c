"""A record of the trusted branch is gone, or an act on a decided one, or a stop.

Nothing is deleted from a log: supersede or deprecate a decision, lift a stop. An undecided draft may be removed by its
author. A record may be moved, because its id identifies it, not its path.
"""

from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.frozen import pairs
from remit.log.change import Change
from remit.log.record import Record

_BACK = "restore it with `git checkout HEAD -- {path}`"


@Check("G04", "nothing-deleted", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    for before, after in pairs(change):
        if before.is_open:
            continue
        if after is not None:
            yield from _acts(before, after)
        elif not any(path in change.after.unread for path in known.log.paths(before.id)):
            remedy = f"{_BACK.format(path=before.path)}; withdraw or supersede it instead"
            yield Problem(before.path, f"record {before.id} ({before.title}) is gone", remedy)
    stops = {stop.path for stop in change.after.stops}
    for stop in change.before.stops:
        if stop.path not in stops and stop.path not in change.after.unread:
            yield Problem(
                stop.path, f"the stop by {stop.who} is gone", f"{_BACK.format(path=stop.path)}; lift it instead"
            )


def _acts(before: Record, after: Record) -> Problems:
    if before.acts == after.acts:
        return
    kept = {act.path.rpartition("/")[2] for act in after.acts}
    for act in before.acts:
        if act.path.rpartition("/")[2] not in kept:
            yield Problem(
                act.path, f"the {act.kind} of {act.who} on a decided record is gone", _BACK.format(path=act.path)
            )

"""The change touches a path that a stopped decision governs.

Anyone may pull the cord; until it is lifted, what rests on the decision waits. Which paths a decision governs is said by
its `affects` (`services/shop/**`). Files of the log itself are not held up: the way on is written there. `remit resume ID`
lifts a stop; whoever may is told by the policy (`stops: lifted_by`).
"""

from collections.abc import Iterator

from remit.checks.check import CHANGE, Check, Known, Problem
from remit.checks.stops import Pulled, open_stops
from remit.log.change import Change
from remit.log.finding import ERROR
from remit.log.globs import matches
from remit.log.record import Record


def _run(change: Change, known: Known) -> Iterator[Problem]:
    paths = [path for path in change.evidence.paths if not path.startswith(change.after.root + "/")]
    for record, stop in _stopped(change, known) if paths else ():
        for path in paths:
            if any(matches(glob, path) for glob in record.list_of("affects")):
                why = f": {stop.why}" if stop.why else ""
                message = f"{record.id} ({record.title}), which governs this path, is stopped by {stop.who}{why}"
                remedy = f"wait until it is lifted (`remit resume {record.id[-6:]}`), or leave this path alone"
                yield Problem(path, message, remedy)


def _stopped(change: Change, known: Known) -> Iterator[tuple[Record, Pulled]]:
    """Stops that stand after the change; one that it would take away without lifting it is nothing-deleted's (G04)."""
    records = {record.path: record for record in (*change.stopped, *change.after.records)}
    for record in records.values():
        if record.list_of("affects"):
            yield from ((record, stop) for stop in open_stops(record, known.now, known.zone))


CHECK = Check("G20", "stopped-path", ERROR, CHANGE, _run, evidence=True)

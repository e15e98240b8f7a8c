"""The change touches a path to which a stopped decision applies.

Anyone may stop a decision; until the stop is lifted, work that depends on the decision waits. The paths to which a decision
applies are in `affects` (`services/shop/**`). Files of the log itself are exempt, so that the stop can be resolved.
`remit resume ID` lifts a stop; the policy says who may (`stops: lifted_by`).
"""

from collections.abc import Iterator

from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import restoring
from remit.log.change import Change
from remit.log.globs import matches
from remit.log.record import Record
from remit.log.stops import Stop, stops_on


@Check("G20", "stopped-path", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    paths = [path for path in change.evidence.paths if not path.startswith(change.after.root + "/")]
    for record, stop in _stopped(change, known) if paths else ():
        for path in paths:
            if any(matches(glob, path) for glob in record.list_of("affects")):
                why = f": {stop.reason}" if stop.reason else ""
                message = f"{record.id} ({record.title}) applies to this path and was stopped by {stop.who}{why}"
                remedy = f"wait until the stop is lifted (`remit resume {record.id[-6:]}`), or undo this with {restoring(change, path)}"
                yield Problem(path, message, remedy)


def _stopped(change: Change, known: Known) -> Iterator[tuple[Record, Stop]]:
    """Stops that are open after the change; a stop that is removed without being lifted is found by nothing-deleted (G04)."""
    records = {record.path: record for record in (*change.stopped, *change.after.records)}
    for record in records.values():
        if record.list_of("affects"):
            stops = stops_on(record, known.zone)
            yield from ((record, stop) for stop in stops if stop.is_open(known.now, known.zone))

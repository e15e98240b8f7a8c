"""Two files have one id, so nobody can say which decision it names.

It happens by copying a file, or by a very rare accident. Keep the one that landed first, and give the other a new id with
`remit renumber`.
"""

from collections.abc import Iterable

from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import ERROR
from remit.log.record import Record


def _run(record: Record, known: Known) -> Iterable[Problem]:
    paths = known.log.paths(record.id)
    if len(paths) < 2:
        return ()
    others = ", ".join(sorted(path for path in paths if path != record.path))
    remedy = f"keep the one that landed first; if this is the other: `remit renumber {record.path}`"
    return (Problem(record.path, f"{record.id} is also the id of {others}", remedy, ("id",)),)


CHECK = Check("G05", "unique-id", ERROR, RECORD, _run)

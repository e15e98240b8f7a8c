"""Two files have the same id, so it is unclear which decision the id names.

Usually somebody copied a file. Keep the file that was merged first, and give the other one a new id: `remit renumber PATH`.
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
    remedy = f"keep the one that was merged first; if this is the other one, run `remit renumber {record.path}`"
    return (Problem(record.path, f"{record.id} is also the id of {others}", remedy, ("id",)),)


CHECK = Check("G05", "unique-id", ERROR, RECORD, _run)

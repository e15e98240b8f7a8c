"""Two files have the same id, so it is unclear which decision the id names.

Usually somebody copied a file. Keep the file that was merged first, and give the other one a new id: `remit renumber PATH`.
"""

from remit.checks.check import ERROR, RECORD, Check, Known, Problem, Problems
from remit.log.record import Record


@Check("G05", "unique-id", ERROR, RECORD)
def rule(record: Record, known: Known) -> Problems:
    paths = known.log.paths(record.id)
    if len(paths) < 2:
        return ()
    others = ", ".join(sorted(path for path in paths if path != record.path))
    remedy = f"keep the one that was merged first; if this is the other one, run `remit renumber {record.path}`"
    return (Problem(record.path, f"{record.id} is also the id of {others}", remedy, ("id",)),)

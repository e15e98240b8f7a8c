"""How well an adopted log could be read: how many of its records state no status, date, title or decider, and what else was seen.

Nothing has to be done. `remit list --status none` lists the records without a status; `unstated: accepted` at the source in
remit.yml gives them one. `remit import --try FILE` shows what is read of one file, and where.
"""

from remit.checks.check import GUARDS, INFO, Check, Known, Problem, Problems
from remit.log.log import Log


@Check("R15", "adopted-log", INFO, GUARDS, whole=True)
def rule(log: Log, known: Known) -> Problems:
    read = {record.path for record in log.adopted}  # which reads them
    for index, source in enumerate(log.settings.sources if read else ()):
        if source.path in log.told:
            remedy = "`remit import --try FILE` shows what is read of a file"
            yield Problem(
                log.settings.path, f"{source.path}: {log.told[source.path]}", remedy, ("sources", index, "path")
            )

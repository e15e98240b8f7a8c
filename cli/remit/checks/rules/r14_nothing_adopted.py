"""An entry under `sources` in the settings has no records: the folder is gone, or contains no readable decision.

The decisions of that log are missing from lists, searches and the site. Correct the path, or remove the entry from `sources`.
"""

from remit.checks.check import ERROR, LOG, Check, Known, Problem, Problems
from remit.log.log import Log


@Check("R14", "nothing-adopted", ERROR, LOG, whole=True)
def rule(log: Log, known: Known) -> Problems:
    for index, source in enumerate(log.settings.sources):
        folder = "" if source.path == "." else f"{source.path}/"
        foreign = [record.path for record in log.records if not record.native]
        if not any(path.startswith(folder) or path == source.path for path in foreign):
            message, where = f"`sources`: {source.path} contains no readable decision", ("sources", index, "path")
            yield Problem(log.settings.path, message, "correct the path, or remove the entry", where)

"""A source of the settings gives no record: the folder is gone, or holds nothing that can be read as a decision.

The decisions of that log are missing from lists, the site and searches until the path is right again, or the entry is
taken out of `sources`.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    for index, source in enumerate(log.settings.sources):
        folder = "" if source.path == "." else f"{source.path}/"
        foreign = [record.path for record in log.records if not record.native]
        if not any(path.startswith(folder) or path == source.path for path in foreign):
            message, where = f"`sources`: {source.path} holds no decision that can be read", ("sources", index, "path")
            yield Problem(log.settings.path, message, "mend the path, or take the entry out", where)


CHECK = Check("R14", "nothing-adopted", ERROR, GUARDS, _run, whole=True)

"""The settings of the log cannot be read, or one of them has a value that it cannot have.

A wrong value leaves its default in force; the finding names the line and what may stand there.
"""

from collections.abc import Iterator

from remit.checks.near import near
from remit.checks.shape import LOG, Check, Known, Said
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Said]:
    """A level for a check that there is none of: whoever wrote it believes that it holds."""
    if not log.settings.checks:
        return
    from remit.checks.all import MODULES

    codes = tuple(name[:3].upper() for name in MODULES)
    for code, _ in log.settings.checks:
        if code not in codes:
            meant = near(code, codes)
            remedy = f"did you mean `{meant}`?" if meant else "`remit explain` lists the checks"
            yield Said(log.settings.path, f"`checks`: there is no check `{code}`", remedy, ("checks", code))


CHECK = Check("R13", "unreadable-settings", ERROR, LOG, _run)

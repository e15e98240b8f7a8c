"""The settings of the log cannot be read, or one of them has an invalid value.

The default applies in place of an invalid value; the message names the line and the permitted values.
"""

from remit.checks.check import ERROR, GUARDS, Check, Known, Problem, Problems, near
from remit.checks.rules import CODES
from remit.log.log import Log


@Check("R13", "unreadable-settings", ERROR, GUARDS)
def rule(log: Log, known: Known) -> Problems:
    """A level for a check that does not exist."""
    if not log.settings.checks:
        return
    for code, _ in log.settings.checks:
        if code not in CODES:
            meant = near(code, CODES)
            remedy = f"did you mean `{meant}`?" if meant else "`remit check --explain all` lists the checks"
            yield Problem(log.settings.path, f"`checks`: there is no check `{code}`", remedy, ("checks", code))

"""What lint finds in the policies: for all checks that tell a part of it."""

from collections.abc import Callable, Iterator

from remit.authority.policy.lint import lint
from remit.checks.check import Known, Problem
from remit.log.finding import Finding
from remit.log.log import Log

_last: list[tuple[object, object, object, list[Finding]]] = []
"""The last log that was looked at: the checks of one run ask one after the other."""


def linted(log: Log, known: Known) -> list[Finding]:
    """Every finding of lint under the time of the run."""
    day = known.now.date()
    if _last and _last[0][0] is log.policies and _last[0][1] is log.people and _last[0][2] == day:
        return _last[0][3]
    found = lint(log.policies, log.people, day) if log.judged else []
    _last[:] = [(log.policies, log.people, day, found)]
    return found


def lint_run(code: str) -> Callable[[Log, Known], Iterator[Problem]]:
    """What the check of a code says of it."""

    def run(log: Log, known: Known) -> Iterator[Problem]:
        for finding in linted(log, known):
            if finding.code == code:
                yield Problem(finding.path, finding.message, finding.remedy, line=finding.line, level=finding.level)

    return run

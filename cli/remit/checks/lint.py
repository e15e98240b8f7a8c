"""What lint finds in the policies, for all checks that report a part of it."""

from collections.abc import Callable, Iterator

from remit.checks.check import Known, Problem
from remit.log.log import Log


def lint_run(code: str) -> Callable[[Log, Known], Iterator[Problem]]:
    """The check that reports lint's findings of one code."""

    def run(log: Log, known: Known) -> Iterator[Problem]:
        for finding in known.linted:
            if finding.code == code:
                yield Problem(finding.path, finding.message, finding.remedy, line=finding.line, level=finding.level)

    return run

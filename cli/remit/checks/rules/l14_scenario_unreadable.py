"""A scenario file in `policy/tests/` cannot be read, so what it asks of the policy is not tested.

A file is a list of scenarios: who asks, when, about what, and the outcome. The page "Test a policy" shows the form.
"""

from collections.abc import Iterator

from remit.authority.policy.scenarios import read_scenarios
from remit.checks.check import GUARDS, Check, Known, Problem
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    for path, text in log.scenarios:
        for finding in read_scenarios(text, path)[1]:
            yield Problem(path, finding.message, finding.remedy, line=finding.line)


CHECK = Check("L14", "scenario-unreadable", ERROR, GUARDS, _run)

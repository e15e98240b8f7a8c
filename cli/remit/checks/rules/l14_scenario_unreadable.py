"""A scenario file in `policy/tests/` cannot be read, so what it asks of the policy is not tested.

A file is a list of scenarios: who asks, when, about what, and the outcome. The page "Test a policy" shows the form.
"""

from collections.abc import Iterator

from remit.authority.policy.scenario_file import read_scenarios
from remit.checks.shape import LOG, Check, Known, Said
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Said]:
    for path, text in log.scenarios:
        for finding in read_scenarios(text, path)[1]:
            yield Said(path, finding.message, finding.remedy, line=finding.line)


CHECK = Check("L14", "scenario-unreadable", ERROR, LOG, _run)

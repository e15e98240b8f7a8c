"""A scenario file in `policy/tests/` cannot be read, so its scenarios are not tested.

The file is a list of scenarios: who asks, when, about what, and the expected answer. Each needs its own id; its people must be
in people.yml (if there is one), its roles and committees in the policies. The page "Test a policy" shows the format.
"""

from remit.authority.policy.scenarios import names_of, read_scenarios
from remit.checks.check import ERROR, GUARDS, Check, Known, Problem, Problems
from remit.log.log import Log


@Check("L14", "scenario-unreadable", ERROR, GUARDS)
def rule(log: Log, known: Known) -> Problems:
    names = names_of(log.policies, log.people) if log.scenarios and log.policies else None
    for path, text in log.scenarios:
        for finding in read_scenarios(text, path, names)[1]:
            yield Problem(path, finding.message, finding.remedy, line=finding.line)

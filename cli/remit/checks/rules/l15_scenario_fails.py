"""The policy's answer to a scenario in `policy/tests/` is not the expected one.

Either the policy is wrong, or the scenario is out of date. `remit policy test` shows every failure with its reason.
"""

from remit.authority.policy.scenarios import read_scenarios, run
from remit.checks.check import ERROR, GUARDS, Check, Known, Problem, Problems
from remit.log.log import Log


@Check("L15", "scenario-fails", ERROR, GUARDS)
def rule(log: Log, known: Known) -> Problems:
    if not (log.judged and log.scenarios):
        return
    name = known.policies.default
    for path, text in log.scenarios:
        found, problems = read_scenarios(text, path)
        if problems:
            continue
        wanted = [one if one.policy else one._replace(policy=name) for one in found]
        for result in run(wanted, log.policies, log.people, log.unreadable_policies):
            if not result.passed:
                message = f"{result.id}: expected {result.wanted}, got {result.got}"
                yield Problem(path, message, result.explanation)

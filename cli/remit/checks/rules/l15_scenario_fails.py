"""The policy does not answer a scenario of `policy/tests/` as the scenario wants.

Either the policy says what nobody meant, or the scenario is out of date. `remit policy test` shows every failure with the
reason.
"""

from collections.abc import Iterator

from remit.authority.policy.scenarios import read_scenarios, run
from remit.checks.check import GUARDS, Check, Known, Problem
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    if not (log.judged and log.scenarios):
        return
    name = known.policies.default
    for path, text in log.scenarios:
        found, problems = read_scenarios(text, path)
        if problems:
            continue
        wanted = [one if one.policy else one._replace(policy=name) for one in found]
        for result in run(wanted, log.policies, log.people):
            if not result.passed:
                message = f"{result.id}: wanted {result.wanted}, got {result.got}"
                yield Problem(path, message, result.explanation)


CHECK = Check("L15", "scenario-fails", ERROR, GUARDS, _run)

"""Which versions of the policies judge on a day, and what lint finds in them: for all checks that tell a part of it."""

from collections.abc import Callable, Iterator
from datetime import date

from remit.authority.policy.lint import lint
from remit.checks.check import Known, Problem
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.policy import Policy


def in_force(policies: tuple[Policy, ...], name: str, day: date) -> Policy | None:
    """The version of a policy with the latest first day that is not after `day`; None where none judges."""
    started = [policy for policy in policies if policy.name == name and policy.start <= day]
    latest = max(started, key=lambda policy: policy.start, default=None)
    return None if latest is None or (latest.until is not None and latest.until <= day) else latest


def lowest(log: Log) -> str | None:
    """The name of the log's lowest policy: as the settings say, else the only one that no other extends."""
    if log.settings.policy:
        return log.settings.policy
    extended = {policy.extends for policy in log.policies}
    names = {policy.name for policy in log.policies if policy.name not in extended}
    return names.pop() if len(names) == 1 else None


def chain(log: Log, name: str | None, day: date) -> Iterator[Policy]:
    """The versions that judge on a day, from the policy `name` upwards."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        policy = in_force(log.policies, name, day)
        if policy is None:
            return
        yield policy
        name = policy.extends


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

"""Which versions of the policies judge on a day, for checks that need no more than their words."""

from collections.abc import Iterator
from datetime import date

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

"""Nobody holds a role that the policy gives decisions to, so what is theirs waits.

Name a holder in `people.yml` (`remit people holds ROLE WHO`), or a deputy in the policy.
"""

from collections.abc import Iterator

from remit.checks.chains import chain, lowest
from remit.checks.shape import LOG, Check, Known, Said
from remit.model.finding import WARNING
from remit.model.log import Log
from remit.model.policy import ANYONE, Policy


def _names_of(policy: Policy) -> Iterator[str]:
    """Every role that a policy gives something to decide."""
    for boundary in policy.boundaries:
        yield from boundary.decide
        yield from (role for role, _ in boundary.limits)
        for step in boundary.steps:
            yield from step.decide


def _run(log: Log, known: Known) -> Iterator[Said]:
    day = known.now.date()
    held = {hold.role for hold in (log.people.holds if log.people else ()) if hold.on(day)}
    for policy in chain(log, lowest(log), day):
        for name in dict.fromkeys(_names_of(policy)):
            role = policy.roles.get(name)
            if role is None or name == ANYONE or name in held or role.held_by or role.deputy:
                continue
            if not any(acting.start <= day <= acting.until for acting in role.acting):
                yield Said(
                    policy.path,
                    f"nobody holds {name}",
                    f"`remit people holds {name} WHO` names a holder",
                    ("roles", name),
                )


CHECK = Check("L05", "role-empty", WARNING, LOG, _run, timely=True)

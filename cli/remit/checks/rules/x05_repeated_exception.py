"""One boundary was waived three times or more within 90 days.

Repeated exceptions are an unwritten policy. Change the boundary to what is really wanted, or let the waivers end. The warning
ends when fewer than three waivers began in the last 90 days.
"""

from datetime import date, timedelta

from remit.checks.check import LOG, WARNING, Check, Known, Problem, Problems
from remit.log.log import Log

WITHIN = timedelta(days=90)
MANY = 3


@Check("X05", "repeated-exception", WARNING, LOG, whole=True, timely=True)
def rule(log: Log, known: Known) -> Problems:
    today = known.today
    for (_, boundary), begun in sorted(_waivers(log).items()):
        recent = sorted((start, path) for start, path in begun.values() if today - WITHIN < start <= today)
        if len(recent) >= MANY:
            message = f"{boundary} was waived {len(recent)} times in {WITHIN.days} days"
            remedy = "change the boundary to what is really wanted, or let the waivers end"
            yield Problem(recent[-1][1], message, remedy)


def _waivers(log: Log) -> dict[tuple[str, str], dict[str, tuple[date, str]]]:
    """When each waiver began, and the first file that wrote it, by policy and boundary and by its id: versions repeat them."""
    out: dict[tuple[str, str], dict[str, tuple[date, str]]] = {}
    for policy in sorted(log.policies, key=lambda policy: policy.start):
        for waiver in policy.waivers:
            out.setdefault((policy.name, waiver.boundary), {}).setdefault(waiver.id, (waiver.start, policy.path))
    return out

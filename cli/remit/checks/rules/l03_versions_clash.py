"""Two versions of one policy start on the same day, so it is unclear which one is in force.

Change the start of the newer one, or merge the two. Only one version of a policy is in force on any day: the latest that has
started.
"""

from collections.abc import Iterator

from remit.checks.check import GUARDS, Check, Known, Problem
from remit.log.finding import ERROR
from remit.log.log import Log


def _run(log: Log, known: Known) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for policy in log.policies:
        other = seen.setdefault(policy.id, policy.path)
        if other != policy.path:
            message = f"{other.rpartition('/')[2]} starts on the same day, {policy.start.isoformat()}"
            remedy = "change `in_force: from` of the newer one, and its file name"
            yield Problem(policy.path, message, remedy, ("in_force",))


CHECK = Check("L03", "versions-clash", ERROR, GUARDS, _run)

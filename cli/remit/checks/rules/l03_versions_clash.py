"""Two versions of one policy start on the same day, so it is unclear which one is in force.

Change the start of the newer one, or merge the two. Only one version of a policy is in force on any day: the latest that has
started.
"""

from remit.checks.check import ERROR, GUARDS, Check, Known, Problem, Problems
from remit.log.log import Log


@Check("L03", "versions-clash", ERROR, GUARDS)
def rule(log: Log, known: Known) -> Problems:
    seen: dict[str, str] = {}
    for policy in log.policies:
        other = seen.setdefault(policy.id, policy.path)
        if other != policy.path:
            message = f"{other.rpartition('/')[2]} starts on the same day, {policy.start.isoformat()}"
            remedy = "change `in_force: from` of the newer one, and its file name"
            yield Problem(policy.path, message, remedy, ("in_force",))

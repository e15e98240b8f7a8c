"""The status of a record changed in a way that is not possible.

A proposed record can become accepted, rejected, deferred or withdrawn; a deferred one the same, or proposed again; an
accepted one superseded or deprecated. The other statuses are final. To reverse a decision, make a new one:
`remit reverse ID`.
"""

from remit.attribution.statements import DECIDING, ENDING
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import restoring
from remit.checks.frozen import pairs
from remit.log.change import Change
from remit.log.record import STATUSES, STEPS


def reachable(status: str) -> frozenset[str]:
    """Every status that a record can come to from `status`, in one step or several."""
    found: set[str] = set()
    ahead = list(STEPS.get(status, ()))
    while ahead:
        step = ahead.pop()
        if step not in found:
            found.add(step)
            ahead.extend(STEPS.get(step, ()))
    return frozenset(found)


@Check("G10", "transition", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    for before, after in pairs(change):
        if after is None or before.status == after.status or {before.status, after.status} - set(STATUSES):
            continue
        if after.status not in reachable(before.status):
            legal = ", ".join(STEPS.get(before.status, ()))
            message = f"a record cannot go from {before.status} to {after.status}"
            can = f"from {before.status} it can become: {legal}" if legal else f"{before.status} is final"
            remedy = f"{can}; undo this with {restoring(change, before.path)}"
            yield Problem(after.path, message, remedy, ("status",), kinds=(DECIDING, ENDING))

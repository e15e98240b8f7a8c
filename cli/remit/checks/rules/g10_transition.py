"""The status of a record took a step that no record can take: an end is an end.

proposed becomes accepted, rejected, deferred or withdrawn; deferred the same, or proposed again; accepted becomes
superseded or deprecated. To take a decision back, write a new one (`remit reverse ID`).
"""

from collections.abc import Iterator

from remit.checks.check import CHANGE, Check, Known, Problem
from remit.checks.frozen import pairs
from remit.log.change import Change
from remit.log.finding import ERROR
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


def _run(change: Change, known: Known) -> Iterator[Problem]:
    for before, after in pairs(change):
        if after is None or before.status == after.status or {before.status, after.status} - set(STATUSES):
            continue
        if after.status not in reachable(before.status):
            legal = ", ".join(STEPS.get(before.status, ())) or "nothing: it is an end"
            message = f"{before.status} -> {after.status} is not a step a record can take"
            yield Problem(after.path, message, f"from {before.status} it can become {legal}", ("status",))


CHECK = Check("G10", "transition", ERROR, CHANGE, _run)

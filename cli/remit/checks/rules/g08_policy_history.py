"""A policy version under which records were decided was changed, removed, or replaced with effect in the past.

People relied on that text, and others may need to look it up later. Write a new version instead (`remit policy new`), in
force from today or later. A version may be edited until it is merged and a record was decided under it. After that only its
layout, comments, `review_by`, and an `until` later than every decision under it may change.
"""

from datetime import date

from remit.authority.procedure.chain import Policies
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import restoring
from remit.log.change import Change
from remit.log.policy import Policy

_NEW = "restore it with {}, and add a new version in force from today or later: `remit policy new`"


@Check("G08", "policy-history", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    if change.founding:
        return
    now = {policy.id: policy for policy in change.proposed.policies}
    unread = {finding.path for finding in change.proposed.findings}
    for old in change.before.policies:
        new, days = now.get(old.id), _judged(change, old)
        if not days:
            continue
        message, remedy = f"{_records(days)} decided under {old.id}", _NEW.format(restoring(change, old.path))
        if new is None and old.path not in unread:
            yield Problem(old.path, f"{message}, which is gone", remedy)
        elif new and (not _same(old, new) or (new.until and new.until <= max(days))):
            yield Problem(new.path, f"{message}, whose text changed", remedy)
    yield from _overtaken(change, known)


def _records(days: list[date]) -> str:
    return "1 record was" if len(days) == 1 else f"{len(days)} records were"


def _same(old: Policy, new: Policy) -> bool:
    """Whether two versions say the same, but for where it stands, when it is looked at again, and when it retires."""
    lines = {boundary.id: boundary.line for boundary in old.boundaries}
    boundaries = tuple(one._replace(line=lines.get(one.id, one.line)) for one in new.boundaries)
    return old == new._replace(path=old.path, review_by=old.review_by, until=old.until, boundaries=boundaries)


def _judged(change: Change, policy: Policy) -> list[date]:
    """The days of the decisions that this version judged."""
    policies = Policies(change.before.policies)
    return [day for day in change.days if policies.version(policy.name, day) == policy]


def _overtaken(change: Change, known: Known) -> Problems:
    """New versions that would begin before decisions which another version judged."""
    there = {policy.id for policy in change.before.policies}
    today = known.today
    for new in change.proposed.policies:
        if new.id in there:
            continue
        late = [
            day
            for old in change.before.policies
            if old.name == new.name
            for day in _judged(change, old)
            if new.start <= day < today
        ]
        if late:
            message = f"{_records(late)} decided under an earlier version in the period that {new.id} covers"
            yield Problem(
                new.path, message, f"let it be in force from {today.isoformat()} or later", ("in_force", "from")
            )

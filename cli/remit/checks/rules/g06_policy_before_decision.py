"""The change alters the policy, the people or the settings, and holds a decision that only the altered ones allow.

Nobody grants themselves authority and uses it in one step. Every decision is judged by what stood on the target before the
change; land the policy first, decided by its owner, then the decision. The founding change, which brings the first policy,
is judged by its own.
"""

from collections.abc import Iterator

from remit.authority.answer import DECIDE, Answer, NoAnswer
from remit.authority.procedure.records import ground_of, judge_record
from remit.checks.check import CHANGE, Check, Known, Problem
from remit.log.change import Change
from remit.log.finding import ERROR
from remit.log.log import Log
from remit.log.record import Record


def _run(change: Change, known: Known) -> Iterator[Problem]:
    if change.founding or _guards(change.after) == _guards(change.proposed):
        return
    before = change.before.by_id
    decided = [record for record in change.after.records if _newly(record, before.get(record.id))]
    if not decided:
        return
    now, then = ground_of(change.after), ground_of(change.proposed)
    for record in decided:
        allowed = judge_record(change.after, record, ground=now)
        wanted = judge_record(change.proposed, record, ground=then)
        if not _decides(allowed) and _decides(wanted):
            message = f"{record.decider} may decide this only under the policy, people or settings that the same change brings"
            yield Problem(record.path, message, "land those first, decided by their owner; then this", ("decider",))


def _guards(log: Log) -> tuple[object, ...]:
    return log.settings, log.people, log.policies


def _newly(record: Record, before: Record | None) -> bool:
    return record.native and record.is_decided and (before is None or not before.is_decided)


def _decides(answer: Answer | NoAnswer) -> bool:
    return isinstance(answer, Answer) and answer.answer == DECIDE


CHECK = Check("G06", "policy-before-decision", ERROR, CHANGE, _run)

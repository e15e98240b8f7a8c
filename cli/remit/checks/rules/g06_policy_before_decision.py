"""The change edits the policy, people or settings, and contains a decision that only the edited version allows.

Nobody may grant themselves authority and use it in the same change. Decisions are checked against the target branch as it
was before the change. Merge the policy change first, decided by the policy's owner, then the decision. The first change,
which adds the first policy, is checked against that policy.
"""

from remit.attribution.statements import DECIDING
from remit.authority.answer import DECIDE, Answer, NoAnswer
from remit.authority.procedure.context import ground_of
from remit.authority.procedure.decision import judge_record
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.log.change import Change
from remit.log.log import Log


@Check("G06", "policy-before-decision", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    if change.founding:
        return
    if _guards(change.after) == _guards(change.proposed):
        return
    now, then = ground_of(change.after), ground_of(change.proposed)
    for record in change.decided:
        allowed = judge_record(change.after, record, ground=now)
        wanted = judge_record(change.proposed, record, ground=then)
        if not _decides(allowed) and _decides(wanted):
            message = (
                f"{record.decider} may decide this only under the policy, people or settings that this change edits"
            )
            remedy = "merge those first, decided by their owner; then this"
            yield Problem(record.path, message, remedy, ("decider",), kinds=(DECIDING,))


def _guards(log: Log) -> tuple[object, ...]:
    return log.settings, log.people, log.policies


def _decides(answer: Answer | NoAnswer) -> bool:
    return isinstance(answer, Answer) and answer.answer == DECIDE

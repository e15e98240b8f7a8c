"""Together with decisions that were merged in the meantime, this decision exceeds a budget or a limit of its decider.

Two branches may each stay within a budget or a limit, but not together. The one merged second is checked against everything
that the target branch has for the same period, including decisions with a later date, because authors choose the date
themselves. Ask the role that may decide the larger amount, or reduce the amount.
"""

from datetime import datetime, timedelta

from remit.authority.answer import DECIDE, ESCALATE, Answer
from remit.authority.procedure.answers import adds_up
from remit.authority.procedure.decision import judge_record
from remit.authority.procedure.register import entries_of
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.log.change import Change
from remit.log.facts import show
from remit.log.moment import Moment
from remit.log.record import ACCEPTED, Record


@Check("B04", "over-budget-after-merge", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    if not change.after.judged or not adds_up(change.after.policies):
        return
    new = [one for one in change.decided if one.status == ACCEPTED and one.decided and one.decider]
    merged = [entry for entry in entries_of(change.before.whole) if new]
    for record in new:
        moment = record.decided
        at = moment.last_instant(known.zone) if moment else known.now
        later = sorted(entry.at for entry in merged if entry.key > (at, record.id))
        answer = judge_record(change.after, record, ground=known.answers.ground)
        if later and isinstance(answer, Answer) and answer.answer == DECIDE:
            yield from _second(change, record, answer, _ends(at, later, known), known)


def _ends(at: datetime, later: list[datetime], known: Known) -> list[Moment]:
    """The last of what was merged in the decision's month, quarter, year and ever: a budget counts by one of them."""
    begun = at.astimezone(known.zone)

    local = [moment.astimezone(known.zone) for moment in later]
    year = [moment for moment in local if moment.year == begun.year]
    quarter = [moment for moment in year if (moment.month - 1) // 3 == (begun.month - 1) // 3]
    month = [moment for moment in quarter if moment.month == begun.month]
    ends = dict.fromkeys(moment for found in (month, quarter, year, local) for moment in found[-1:])
    return [Moment((end + timedelta(seconds=1)).date(), end + timedelta(seconds=1)) for end in ends]


def _second(change: Change, record: Record, answer: Answer, ends: list[Moment], known: Known) -> Problems:
    within = {(use.id, use.period) for use in answer.budget if not use.exceeded}
    for end in ends:
        then = record._replace(head={**record.head, "decided": end.text})
        found = judge_record(change.after, then, ground=known.answers.ground)
        if not isinstance(found, Answer) or found.answer != ESCALATE:
            continue
        for use in found.budget:
            if use.exceeded and (use.id, use.period) in within:
                sums = f"{show(use.spent)} + {show(use.this)} is over {show(use.cap)}"
                message = f"the budget {use.id} ({use.period}), with decisions merged in the meantime: {sums}"
                yield Problem(record.path, message, f"ask {use.over} to decide it, or reduce the amount", ("facts",))
                return
        added = [name for name in found.related if name not in answer.related]
        if added and found.policy == answer.policy:
            to = " or ".join(found.goes_to) or "somebody else"
            message = f"together with {', '.join(added)}, merged in the meantime, this is for {to} to decide"
            yield Problem(record.path, message, f"ask {to} to decide it", ("facts",))
            return

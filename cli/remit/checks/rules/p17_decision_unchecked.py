"""The policy that a decision must be checked against cannot be used: its file has an error, or it is not there.

Nothing says then who may decide it, so nobody may. Fix the policy first: `remit check` shows the line. Decisions under other
policies are not concerned.
"""

from remit.authority.answer import NoAnswer
from remit.authority.procedure.chain import policy_for
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.log.change import Change
from remit.log.moment import Moment

_UNCHECKED = ("unreadable", "unknown", "clash", "circle")
"""Reasons for which there is no answer although there must be one."""


@Check("P17", "decision-unchecked", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    log = known.log
    if log.settings.policy == "none":
        return
    for record in change.after.records:
        old = change.before.by_id.get(record.id)
        newly = old is None or not old.is_decided
        if not (record.native and record.is_decided) or record.decided_elsewhere:
            continue
        if not newly and old and old.status == record.status:
            continue
        at = record.decided if newly and record.decided else Moment(known.today, known.now)
        chain = known.policies.chain(at.day_in(log.zone), policy_for(log, record, at))
        if isinstance(chain, NoAnswer) and chain.reason in _UNCHECKED:
            what = "this decision" if newly else "the end of this decision"
            yield Problem(record.path, f"{what} cannot be checked: {chain.message}", chain.remedy, ("decided",))

"""Consents that only the decider reports, where the policy asks for them and the grade asks for more than words."""

from collections.abc import Iterator

from remit.attribution.grades import CLAIMED, wanted_for
from remit.authority.answer import CONSENT, DECIDE, Answer
from remit.authority.procedure.context import Ground
from remit.authority.procedure.records import case_of, judge_case, judge_record, policy_for
from remit.checks.check import Problem
from remit.log.log import Log
from remit.log.record import Record


def unproven(log: Log, record: Record, ground: Ground) -> Iterator[Problem]:
    """What a decided record relies on that nobody but its decider says: inline consents that a duty needs."""
    inline = record.entries_of("consents")
    if not inline or wanted_for(log, record) == CLAIMED:
        return
    answer = judge_record(log, record, ground=ground)
    if not isinstance(answer, Answer) or answer.answer != DECIDE:
        return  # whatever is missing is said by other checks
    proven = {(act.who, act.as_role) for act in record.acts_of("consent")}
    case = case_of(record, log.zone)
    kept = tuple(voice for voice in case.consents if (voice.who, voice.role) in proven)
    policy = policy_for(log, record, record.decided)
    less = judge_case(
        log, case._replace(consents=kept), record.decider or "", record.decided, ground=ground, policy=policy
    )
    if isinstance(less, Answer) and less.answer != DECIDE:
        who = " and ".join(dict.fromkeys(str(entry.get("who") or entry.get("as")) for entry in inline))
        roles = ", ".join(role for duty in less.duties if duty.kind == CONSENT and duty.missing for role in duty.who)
        message = f"the consent of {who}{f' ({roles})' if roles else ''} is only reported by {record.decider}"
        remedy = f"ask {who} to run `remit consent {record.id[-6:]}`; or let `grades` in remit.yml say `claimed`"
        yield Problem(record.path, message, remedy, ("consents",))

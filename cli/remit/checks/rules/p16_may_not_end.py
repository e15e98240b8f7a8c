"""A record supersedes a decision that its decider may not supersede.

Whoever supersedes or reverses a decision must be able to decide the *old* record's topic and facts today, or have the consent
of somebody who can. Being able to decide the new record's topic is not enough. If the old record's facts say
`reversible: yes`, whoever could decide it may also reverse it without further consent.
"""

from remit.authority.answer import ESCALATE, Answer, NoAnswer
from remit.authority.procedure.chain import policy_for
from remit.authority.procedure.decision import judge_ending
from remit.authority.procedure.question import question_of
from remit.checks.check import ERROR, IN_FORCE, RECORD, Check, Known, Problem, Problems, gives_to
from remit.log.moment import Moment
from remit.log.record import Record


@Check("P16", "may-not-end", ERROR, RECORD)
def rule(record: Record, known: Known) -> Problems:
    if not known.log.judged or record.status not in IN_FORCE:
        return
    for index, old_id in enumerate(record.list_of("supersedes")):
        old = known.log.find(old_id)
        if old is not None and old.native and old.id != record.id and old.status in IN_FORCE and record.decider:
            answer = _ending(known, old, record, record.decider)
            if isinstance(answer, Answer) and answer.answer == ESCALATE:
                where = ("supersedes", index) if isinstance(record.head["supersedes"], list) else ("supersedes",)
                message = f"{record.decider} may not supersede {old.id}: {gives_to(answer, 'somebody else')}"
                yield Problem(record.path, message, _remedy(answer), where)


def _ending(known: Known, old: Record, by: Record, decider: str) -> Answer | NoAnswer:
    """May the decider of `by` end the decision `old` with it, when `by` was decided?"""
    when = by.decided or Moment(known.now.date(), known.now)
    return judge_ending(
        known.answers.ground,
        question_of(old, known.zone),
        decider,
        when,
        by=question_of(by, known.zone),
        reversing=any(one.head.get("result") == "reversed" for one in old.statements("outcomes", "outcome")),
        policy=policy_for(known.log, old, when),
    )


def _remedy(answer: Answer) -> str:
    people = ", ".join(answer.goes_to_people)
    return (
        f"get the consent of one of them ({people}), or ask them to decide it"
        if people
        else "get the consent of one of them, or ask them to decide it"
    )

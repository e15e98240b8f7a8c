"""Ending a decision: who supersedes, deprecates or reverses it must be one who could decide it today (step 16)."""

from remit.authority.answer import CONSENT, DECIDE, DECIDE_AFTER, ESCALATE, Answer, Duty, NoAnswer
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question
from remit.log.moment import Moment

REVERSIBLE = "reversible"


def judge_ending(
    ground: Ground,
    old: Question,
    who: str,
    at: Moment,
    *,
    by: Question | None = None,
    reversing: bool = False,
    policy: str | None = None,
) -> Answer | NoAnswer:
    """May `who` end the decision `old` at a moment? `by` is the decision that ends it: its consents, advice and votes count.

    Stops and prohibitions do not keep an old decision alive, and ending one spends nothing. Where the old facts say
    `reversible: yes`, whoever could decide it may also reverse it, and no higher consent is asked.
    """
    alone = Ground(ground.policies, ground.people, calendar=ground.calendar, absent=ground.absent)
    new = by or Question((), {})
    question = Question(  # what others say to its end counts; nobody's interest then is theirs now
        old.topics,
        old.facts,
        old.id,
        requester=new.requester,
        interested=new.interested,
        consents=new.consents,
        advice=new.advice,
        objections=new.objections,
        votes=new.votes,
        informed=new.informed,
        asked=new.asked,
        announced=new.announced,
        waiver=old.waiver,
    )
    found = judge(alone, question, who, at, policy=policy, ending=True)
    if isinstance(found, NoAnswer):
        return found
    if found.answer == ESCALATE:
        found = _by_consent(alone, question, found, at, policy)
    if found.answer == DECIDE_AFTER and reversing and old.facts.get(REVERSIBLE) == "yes":
        return found._replace(answer=DECIDE, because="the old decision can be reversed by whoever could decide it")
    return found


def _by_consent(ground: Ground, question: Question, found: Answer, at: Moment, policy: str | None) -> Answer:
    """The same with the consent of somebody who could decide it."""
    zone = ground.calendar.zone
    for voice in question.consents:
        if voice.who is None or (voice.on is not None and voice.on.instant(zone) > at.last_instant(zone)):
            continue
        theirs = judge(ground, question, voice.who, at, policy=policy, ending=True)
        if isinstance(theirs, Answer) and theirs.answer in (DECIDE, DECIDE_AFTER):
            text = f"{voice.who}, who could decide it, consents to ending it"
            duty = Duty(CONSENT, found.goes_to, True, (theirs.who,), boundary=found.boundary or "", text=text)
            return theirs._replace(who=found.who, because=text, duties=(duty, *theirs.duties))
    return found

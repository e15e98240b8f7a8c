"""Who may end a decision: supersede, deprecate or reverse it (step 16).

Not whoever may decide the new record's topic, but one who could decide the old record's topic and facts today, or has the
consent of one.
"""

from remit.authority.answer import CONSENT, DECIDE, DECIDE_AFTER, ESCALATE, Answer, Duty, NoAnswer
from remit.authority.procedure.case import Case
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import answer_in, set_scene
from remit.log.moment import Moment

REVERSIBLE = "reversible"


def judge_ending(
    ground: Ground,
    old: Case,
    who: str,
    at: Moment,
    *,
    by: Case | None = None,
    reversing: bool = False,
    policy: str | None = None,
) -> Answer | NoAnswer:
    """May `who` end the decision `old` at a moment? `by` is the decision that ends it: its consents, advice and votes count.

    Stops and prohibitions do not keep an old decision alive, and ending one spends nothing. Where the old facts say
    `reversible: yes`, whoever could decide it may also reverse it, and no higher consent is asked.
    """
    alone = Ground(ground.policies, ground.people, calendar=ground.calendar, absent=ground.absent)
    case = _as_ended(old, by)
    found = _judge(alone, case, who, at, policy)
    if isinstance(found, NoAnswer):
        return found
    if found.answer == ESCALATE:
        found = _by_consent(alone, case, found, at, policy)
    if found.answer == DECIDE_AFTER and reversing and old.facts.get(REVERSIBLE) == "yes":
        return found._replace(answer=DECIDE, because="the old decision can be reversed by whoever could decide it")
    return found


def _as_ended(old: Case, by: Case | None) -> Case:
    """The old decision with what others say to its end; nobody's interest then is theirs now."""
    new = by or Case((), {})
    return Case(
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


def _judge(ground: Ground, case: Case, who: str, at: Moment, policy: str | None) -> Answer | NoAnswer:
    scene = set_scene(ground, case, who, at, policy)
    return scene if isinstance(scene, NoAnswer) else answer_in(scene, ending=True)


def _by_consent(ground: Ground, case: Case, found: Answer, at: Moment, policy: str | None) -> Answer:
    """The same with the consent of somebody who could decide it."""
    for voice in case.consents:
        in_time = voice.on is None or voice.on.instant(ground.calendar.zone) <= at.last_instant(ground.calendar.zone)
        if voice.who is None or not in_time:
            continue
        theirs = _judge(ground, case, voice.who, at, policy)
        if isinstance(theirs, Answer) and theirs.answer in (DECIDE, DECIDE_AFTER):
            text = f"{voice.who}, who could decide it, consents to its end"
            duty = Duty(CONSENT, found.goes_to, True, (theirs.who,), boundary=found.boundary or "", text=text)
            return theirs._replace(who=found.who, because=text, duties=(duty, *theirs.duties))
    return found

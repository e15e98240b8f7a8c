"""May this person decide this, or end it, at this moment? The decision procedure, in its order (steps 2 to 16).

Same inputs, same answer: nothing here reads a clock, a file or the network.
"""

from difflib import get_close_matches

from remit.authority import answer
from remit.authority.answer import CONSENT, DECIDE, DECIDE_AFTER, ESCALATE, Answer, BudgetUse, Duty, NoAnswer
from remit.authority.procedure import emergencies
from remit.authority.procedure.budgets import drawn_on, use
from remit.authority.procedure.context import Case, Ground
from remit.authority.procedure.eligibility import Standing, standings
from remit.authority.procedure.emergencies import Power
from remit.authority.procedure.explanation import explain, fill
from remit.authority.procedure.matching import Match, matches, unknown_topics
from remit.authority.procedure.prohibitions import answer_forbidden, answer_stop, prohibitions, stopped
from remit.authority.procedure.question import Question
from remit.authority.procedure.rulings import Ruling, by_default, elect
from remit.authority.procedure.verdict import Verdict, verdict
from remit.log.moment import Moment


def judge(
    ground: Ground, question: Question, asker: str, at: Moment, *, policy: str | None = None, as_role: str | None = None
) -> Answer | NoAnswer:
    """The answer for `asker` about `question` at a moment, under the chain that ends in `policy` (default: the lowest).

    `as_role`: only this role of theirs counts. NoAnswer where no chain of policies judges that day.
    """
    case = case_at(ground, question, asker, at, policy)
    return case if isinstance(case, NoAnswer) else answer_in(case, as_role)


def case_at(ground: Ground, question: Question, asker: str, at: Moment, policy: str | None = None) -> Case | NoAnswer:
    """The question with the policies of its day."""
    zone = ground.calendar.zone
    day = at.day_in(zone)
    chain = ground.policies.chain(day, policy)
    if isinstance(chain, NoAnswer):
        return chain
    return Case(ground, question, asker, at.last_instant(zone), day, chain)


def answer_in(case: Case, as_role: str | None = None, *, ending: bool = False) -> Answer:
    """Steps 2 to 16 for one question. `ending`: an old decision is to be ended, so prohibitions do not hold it."""
    return fill(case, _answer(case, as_role, ending=ending))


def _answer(case: Case, as_role: str | None, *, ending: bool) -> Answer:
    stop = stopped(case)
    if stop:
        return answer_stop(case, stop)
    unknown = unknown_topics(case)
    if unknown or not case.question.topics:
        return _ask_topic(case, unknown)
    found = matches(case)
    budgets = drawn_on(case, found)
    stop = stopped(case, tuple(budgets))
    if stop:
        return answer_stop(case, stop)
    powers = emergencies.powers(case, as_role)
    forbidden = prohibitions(case, [] if ending else found, powers)
    if forbidden.forbids:
        return answer_forbidden(case, found, forbidden.forbids)
    elected = elect(case, found)
    uses = [use(case, level, level.budgets[name], boundary) for name, (level, boundary) in budgets.items()]
    missing = [
        *forbidden.missing,
        *elected.missing,
        *(fact for match in found if _matters(match) for fact in match.truth.missing),
        *(fact for found_use in uses if not isinstance(found_use, BudgetUse) for fact in found_use),
    ]
    if missing:
        return _ask(case, found, tuple(dict.fromkeys(missing)))
    spent = tuple(found_use for found_use in uses if isinstance(found_use, BudgetUse))
    sure = [match for match in found if match.truth.value]
    rulings = elected.rulings or [by_default(case)]
    best = _in_emergency(case, _best(case, sure, rulings, spent, as_role), powers, forbidden.lifted_by)
    out = explain(case, sure, rulings, best, elected.ties, spent, as_role)
    unsure = [
        fact for power in powers for fact in emergencies.unknown_facts(case, power) if power.entry.id == out.emergency
    ]
    if unsure:
        return _ask(case, found, tuple(dict.fromkeys(unsure)))
    return out._replace(set_aside=forbidden.set_aside) if forbidden.set_aside else out


def _matters(match: Match) -> bool:
    """Whether a boundary, were it unknown, changes anything even where it would not win: by its duties or its budget."""
    duties = match.boundary.duties
    if match.boundary.grants:
        duties = duties._replace(passes=None)  # its voting rule goes where its deciders go
    return duties.any or match.boundary.budget is not None


def _best(
    case: Case, sure: list[Match], rulings: list[Ruling], uses: tuple[BudgetUse, ...], as_role: str | None
) -> Verdict:
    """The way that lets them decide now, else the first, which has the lowest tier: why it escalates no role of theirs changes."""
    best: Verdict | None = None
    for standing in standings(case, rulings[0]):
        if as_role in (None, standing.role):
            option = verdict(case, sure, rulings, standing, uses)
            if option.answer == answer.DECIDE:
                return option
            best = best or option
    return best or verdict(case, sure, rulings, None, uses)


def _in_emergency(case: Case, found: Verdict, powers: list[Power], lifted_by: Power | None) -> Verdict:
    if found.answer == answer.DECIDE and lifted_by is None:
        return found
    for power in [lifted_by] if lifted_by else powers:
        if found.level < power.level.index:
            continue  # a lower policy's power does not lift what a higher one asks
        first = [duty for duty, level in zip(found.duties, found.levels, strict=True) if level < power.level.index]
        after = [duty for duty in found.duties if duty.kind == answer.INFORM and duty not in first]
        duties = (*first, *emergencies.duties(case, power), *after)
        waits = any(duty.missing for duty in duties)
        said = f"in an emergency {power.role} may decide ({power.entry.id})"
        return Verdict(
            answer.DECIDE_AFTER if waits else answer.DECIDE,
            Standing(power.role, power.how, power.level.tier(power.role), power.role in power.level.bodies),
            duties,
            (0,) * len(duties),
            because=said,
            notes=found.notes,
            emergency=power.entry.id,
        )
    return found


def _ask_topic(case: Case, unknown: tuple[str, ...]) -> Answer:
    known = list(case.chain.lowest.topics)
    if not unknown:
        return Answer(
            answer.ASK, case.asker, missing=("topic",), because="nothing can be said without a topic", topics=()
        )
    near = [close for topic in unknown for close in get_close_matches(topic, known, 1)]
    names = case.chain.lowest.policy.id
    hint = f"did you mean {' or '.join(near)}" if near else f"topics are: {', '.join(known)}"
    return Answer(
        answer.ASK,
        case.asker,
        missing=("topic",),
        near=tuple(near),
        because=f"{', '.join(unknown)} is not a topic of {names}; {hint}",
        would_change=tuple(near) or tuple(known),
    )


def _ask(case: Case, found: list[Match], missing: tuple[str, ...]) -> Answer:
    names = tuple(case.chain.name(match.boundary) for match in found)
    return Answer(
        answer.ASK,
        case.asker,
        missing=missing,
        because=f"it depends on {', '.join(missing)}",
        boundaries=names,
        policy=case.chain.lowest.policy.id,
    )


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
    question = _as_ended(old, by)
    found = _judge(alone, question, who, at, policy)
    if isinstance(found, NoAnswer):
        return found
    if found.answer == ESCALATE:
        found = _by_consent(alone, question, found, at, policy)
    if found.answer == DECIDE_AFTER and reversing and old.facts.get(REVERSIBLE) == "yes":
        return found._replace(answer=DECIDE, because="the old decision can be reversed by whoever could decide it")
    return found


def _as_ended(old: Question, by: Question | None) -> Question:
    """The old decision with what others say to its end; nobody's interest then is theirs now."""
    new = by or Question((), {})
    return Question(
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


def _judge(ground: Ground, question: Question, who: str, at: Moment, policy: str | None) -> Answer | NoAnswer:
    case = case_at(ground, question, who, at, policy)
    return case if isinstance(case, NoAnswer) else answer_in(case, ending=True)


def _by_consent(ground: Ground, question: Question, found: Answer, at: Moment, policy: str | None) -> Answer:
    """The same with the consent of somebody who could decide it."""
    for voice in question.consents:
        in_time = voice.on is None or voice.on.instant(ground.calendar.zone) <= at.last_instant(ground.calendar.zone)
        if voice.who is None or not in_time:
            continue
        theirs = _judge(ground, question, voice.who, at, policy)
        if isinstance(theirs, Answer) and theirs.answer in (DECIDE, DECIDE_AFTER):
            text = f"{voice.who}, who could decide it, consents to its end"
            duty = Duty(CONSENT, found.goes_to, True, (theirs.who,), boundary=found.boundary or "", text=text)
            return theirs._replace(who=found.who, because=text, duties=(duty, *theirs.duties))
    return found

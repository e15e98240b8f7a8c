"""May this person decide this, at this moment? The decision procedure, in its order (AUTHORITY, steps 1 to 16).

A decided record is checked as of the moment it was decided, under the policy of that day; an open one now.

Same inputs, same answer: nothing here reads a clock, a file or the network.
"""

from remit.authority import answer
from remit.authority.answer import Answer, BudgetUse, Duty, NoAnswer
from remit.authority.procedure.chain import Level, policy_for
from remit.authority.procedure.context import Case, Ground, ground_of
from remit.authority.procedure.deciding_boundary import Winner, unless_ownerless, winners
from remit.authority.procedure.duties import written
from remit.authority.procedure.explanation import complete, explain
from remit.authority.procedure.matching import Match, matches, unknown_topics, uses
from remit.authority.procedure.options import Option, Options, powers
from remit.authority.procedure.prohibitions import forbidden, prohibitions, stopped
from remit.authority.procedure.question import Question, Voice, question_of, text
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.record import Record

NOT_JUDGED = NoAnswer("none", "nobody has written down who decides here (`policy: none`)", "")
ELSEWHERE = NoAnswer(
    "elsewhere", "it was decided in another log and is not checked against the policies of this one", ""
)


def judge_record(
    log: Log,
    record: Record,
    at: Moment | None = None,
    *,
    ground: Ground | None = None,
    who: str | None = None,
    question: Question | None = None,
) -> Answer | NoAnswer:
    """May the record's decider (or `who`) decide it: at its `decided` where it has one, else at `at`; in the role of its `as`.

    Without a decider the answer is nobody's: `goes_to` says whom it waits for. NoAnswer where no policy applies: the log has
    none, the record is older than the first version, or it was decided elsewhere. `question`: what is asked, where that is
    not the record as it stands.
    """
    if record.decided_elsewhere:
        return ELSEWHERE
    when = (record.decided if record.is_decided else None) or at
    policy = policy_for(log, record, when)
    if log.settings.policy == "none" and policy is None:
        return NOT_JUDGED
    if when is None:
        return NoAnswer("time", "it is not known when", "write `decided: <day>`")
    return judge(
        ground or ground_of(log),
        question or question_of(record, log.zone),
        who or record.decider or "",
        when,
        policy=policy,
        as_role=text(record.head.get("as")),
    )


def may_ratify(log: Log, record: Record, who: str, at: Moment, *, ground: Ground | None = None) -> bool:
    """Whether a ratification of an emergency decision by `who` at a moment would count; True where none is owed."""
    question = question_of(record, log.zone)._replace(ratifications=(Voice(who, on=at),), ratified=False)
    found = judge_record(log, record, ground=ground, question=question)
    return not isinstance(found, Answer) or all(duty.met for duty in found.duties if duty.kind == answer.RATIFY)


def judge(
    ground: Ground,
    question: Question,
    asker: str,
    at: Moment,
    *,
    policy: str | None = None,
    as_role: str | None = None,
    ending: bool = False,
) -> Answer | NoAnswer:
    """The answer for `asker` about `question` at a moment, under the chain that ends in `policy` (default: the lowest).

    `as_role`: only this role of theirs counts. `ending`: an old decision is to be ended, so prohibitions do not hold it.
    NoAnswer where no chain of policies is in force that day.
    """
    chain = ground.chain(at, policy)
    if isinstance(chain, NoAnswer):
        return chain
    case = Case(ground, question, asker, at, chain)
    return complete(case, steps(case, as_role, ending=ending))


def steps(case: Case, as_role: str | None, *, ending: bool) -> Answer:
    """Every step from the second on; the first that ends it gives the answer."""
    chain, topics = case.chain, case.question.topics
    # 2. Stop: on the decision, its topics or the budget that it names.
    stop = stopped(case)
    if stop:
        return stop
    # 4. Match; then a stop on a budget that a boundary names.
    unknown = unknown_topics(chain.lowest, topics)
    if unknown or not topics:
        return _ask_topic(chain.lowest, case.asker, unknown)
    found = matches(case)
    names = tuple(chain.name(match.boundary) for match in found)
    budgets = uses(case, found)
    stop = stopped(case, tuple(budgets))
    if stop:
        return stop
    # 5. Forbid, unless an emergency power sets the prohibition aside.
    having = powers(case, as_role)
    barriers = prohibitions(chain, [] if ending else found, having)
    if barriers.forbids:
        return forbidden(chain, case.asker, found, barriers.forbids)
    # 6, 7 and 14. Deciding boundary and measure, or the default; 11. budget. What cannot be judged is asked for.
    decided_by = winners(chain, topics, found)
    missing = [*barriers.missing, *decided_by.missing]
    missing += [fact for match in found if _matters(match) for fact in match.truth.missing]
    missing += [fact for one in budgets.values() if not isinstance(one, BudgetUse) for fact in one]
    if missing:
        return _ask(chain.lowest, case.asker, names, missing)
    spent = tuple(one for one in budgets.values() if isinstance(one, BudgetUse))
    sure = [match for match in found if match.truth.value]
    decided_by.all[0] = unless_ownerless(case, decided_by.all[0])
    # 3, 8 to 12 and 15. Their roles, whether it is theirs, own interest, budget and duties: their best option.
    options = Options(case, sure, decided_by.all, spent)
    option = options.best(as_role)
    # 13. Emergency.
    if option.answer != answer.DECIDE or barriers.lifted_by:
        option = options.in_emergency(option, [barriers.lifted_by] if barriers.lifted_by else having)
    if option.emergency and option.emergency.missing:
        return _ask(chain.lowest, case.asker, names, option.emergency.missing)
    areas = [
        fact for fact in chain.areas if fact not in case.question.facts and _needs(fact, option, decided_by.all, sure)
    ]
    if areas:
        return _ask(chain.lowest, case.asker, names, areas)
    out = explain(case, sure, decided_by, option, options.eligibility, as_role)
    told = options.powers_of_others() if out.answer != answer.DECIDE and not option.emergency else ()
    return out._replace(budget=spent, set_aside=barriers.set_aside, notes=(*out.notes, *told))


def deciders(ground: Ground, topic: str, at: Moment) -> tuple[str, ...]:
    """Everybody of people.yml who may decide a topic at a moment, alone or after something else was done."""
    people = ground.people.people if ground.people else ()
    found = ((person.handle, judge(ground, Question((topic,), {}), person.handle, at)) for person in people)
    yes = (answer.DECIDE, answer.DECIDE_AFTER)
    return tuple(who for who, one in found if isinstance(one, Answer) and one.answer in yes)


def _matters(match: Match) -> bool:
    """Whether a boundary, were it unknown, changes anything even where it would not win: by its duties or its budget."""
    duties = match.boundary.duties
    if match.boundary.grants:
        duties = duties._replace(passes=None)  # its voting rule goes where its deciders go
    return duties.any or match.boundary.budget is not None


def _needs(area: str, option: Option, decided_by: list[Winner], found: list[Match]) -> bool:
    """Whether somebody who decides, or must do something, holds their role for an area that a fact names."""
    first, *others = decided_by
    named = [(first.level, (option.used.role,) if option.used else option.goes_to)]
    named += [(winner.level, winner.deciders) for winner in others]
    named += [(entry.match.level, entry.duties.names) for entry in written(found, decided_by)]
    return any(name in level.roles and level.roles[name].of == area for level, names in named for name in names)


def _ask_topic(level: Level, asker: str, unknown: dict[str, str]) -> Answer:
    if not unknown:
        return Answer(answer.ASK, asker, missing=("topic",), because="a topic is required")
    known = list(level.topics)
    near = tuple(filter(None, unknown.values()))
    hint = f"did you mean {' or '.join(near)}" if near else f"known topics: {', '.join(known)}"
    because = f"{', '.join(unknown)} is not a topic of {level.policy.id}; {hint}"
    return Answer(answer.ASK, asker, missing=("topic",), near=near, because=because, would_change=near or tuple(known))


def _ask(level: Level, asker: str, boundaries: tuple[str, ...], facts: list[str] | tuple[str, ...]) -> Answer:
    missing = tuple(dict.fromkeys(facts))
    because = f"it depends on {', '.join(missing)}"
    return Answer(answer.ASK, asker, missing=missing, because=because, boundaries=boundaries, policy=level.policy.id)


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
    if found.answer == answer.ESCALATE:
        found = _by_consent(alone, question, found, at, policy)
    if found.answer == answer.DECIDE_AFTER and reversing and old.facts.get(REVERSIBLE) == "yes":
        return found._replace(
            answer=answer.DECIDE, because="the old decision can be reversed by whoever could decide it"
        )
    return found


def _by_consent(ground: Ground, question: Question, found: Answer, at: Moment, policy: str | None) -> Answer:
    """The same with the consent of somebody who could decide it."""
    zone = ground.calendar.zone
    for voice in question.consents:
        if voice.who is None or (voice.on is not None and voice.on.instant(zone) > at.last_instant(zone)):
            continue
        theirs = judge(ground, question, voice.who, at, policy=policy, ending=True)
        if isinstance(theirs, Answer) and theirs.answer in (answer.DECIDE, answer.DECIDE_AFTER):
            text = f"{voice.who}, who could decide it, consents to ending it"
            duty = Duty(answer.CONSENT, found.goes_to, True, (theirs.who,), boundary=found.boundary or "", text=text)
            return theirs._replace(who=found.who, because=text, duties=(duty, *theirs.duties))
    return found

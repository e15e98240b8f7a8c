"""What waits for one person, and what is theirs to decide."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from remit.authority.answer import (
    ABOVE,
    ADVICE,
    BEFORE,
    CONSENT,
    DECIDE,
    DECIDE_AFTER,
    INFORM_FIRST,
    RATIFY,
    SIGNATURE,
    VOTE,
    Absence,
    Answer,
    Duty,
)
from remit.authority.deadlines import review
from remit.authority.policy.ranges import ALWAYS, grid_of, left_of_budgets
from remit.authority.policy.trials import ANOTHER, Facts
from remit.authority.procedure.chain import Chain, policy_of_team, team_of
from remit.authority.procedure.context import Case, Ground
from remit.authority.procedure.decision import judge, judge_record, may_ratify
from remit.authority.procedure.options import powers
from remit.authority.procedure.question import Question
from remit.authority.procedure.role_holders import RoleHolders
from remit.authority.words import consent_words, limit_words, when_words
from remit.log.facts import Fact
from remit.log.ids import short
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.people import Away
from remit.log.policy import EVERYTHING, Role
from remit.log.record import Act, Record, texts
from remit.log.stops import stops_of

VERBS = {CONSENT: "consent", SIGNATURE: "consent", ADVICE: "advise", VOTE: "vote", RATIFY: "ratify"}
"""The command that meets each requirement."""
TRIED = 300
"""How many combinations of facts are tried for one topic."""


class Waiting(NamedTuple):
    """Something that waits for the person."""

    kind: str
    """decide, decide-after, consent, advise, vote, ratify, review, confirm or stop."""
    id: str
    """The record's id; empty for a stop on a topic or a budget."""
    title: str
    why: str
    do: str
    """The command to type."""


class Own(NamedTuple):
    """Something that is theirs to decide."""

    topics: tuple[str, ...]
    limit: str
    role: str
    boundary: str
    """The boundary or the emergency power; empty for what no boundary covers."""
    conditions: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    """What must happen first."""
    away: str = ""
    """Whose absence makes it theirs."""
    emergency: bool = False
    """Whether it is theirs in an emergency alone."""


class Mine(NamedTuple):
    """Everything about one person."""

    who: str
    waiting: tuple[Waiting, ...]
    own: tuple[Own, ...]
    """What they decide themselves."""
    votes: tuple[Own, ...] = ()
    """What a body decides in which they vote."""
    away: Away | None = None
    """Whether they are away themselves; without a last day where that is not known."""


def mine(log: Log, ground: Ground, who: str, at: Moment) -> Mine:
    """What waits for `who` at a moment, and which boundaries are theirs."""
    view = _View(log, ground, who, at)
    waiting = [item for record in log.records for item in _of_record(view, record)]
    absent = view.role_holders.absent
    away = Away(who, until=absent[who]) if who in absent else None
    return Mine(who, (*waiting, *_stops(view)), *theirs(log, ground, who, at), away)


def theirs(log: Log, ground: Ground, who: str, at: Moment) -> tuple[tuple[Own, ...], tuple[Own, ...]]:
    """What somebody decides themselves, and what a body decides in which they vote."""
    view = _View(log, ground, who, at)
    own = tuple(_own(view))
    return tuple(one for one in own if not view.is_body(one.role)), tuple(one for one in own if view.is_body(one.role))


class _View:
    """One person's view of a log."""

    def __init__(self, log: Log, ground: Ground, who: str, at: Moment) -> None:
        self.log, self.ground, self.who, self.at = log, ground, who, at
        self.day = at.day_in(log.zone)
        self.role_holders: RoleHolders = ground.role_holders(self.day)
        self.policy = policy_of_team(log, team_of(log, who), at)
        """The lowest policy that judges what they decide; None: the log's."""
        chain = ground.policies.chain(self.day, self.policy)
        self.chain = chain if isinstance(chain, Chain) else None

    def holds(self, names: tuple[str, ...]) -> str | None:
        """The first of some roles, bodies or people that the person is."""
        for name in names:
            if name == self.who:
                return name
            for level in self.chain.levels if self.chain else ():
                if self.role_holders.how(level, name, self.who):
                    return name
        return None

    def areas(self, role: Role) -> tuple[Fact, ...]:
        """The areas for which the person holds a role, and any other."""
        return (*self.role_holders.areas(role, self.who), ANOTHER)

    def is_next(self, answer: Answer) -> Absence | None:
        """The absence that makes the person the next to decide."""
        return next((absence for absence in answer.away if self.who in absence.next_people), None)

    def is_body(self, name: str) -> bool:
        """Whether a name is that of a body, which speaks by its vote."""
        return bool(self.chain and name in self.chain.lowest.bodies)


def _of_record(view: _View, record: Record) -> Iterator[Waiting]:
    if record.is_open:
        yield from _open(view, record)
    elif record.is_decided:
        yield from _decided(view, record)


def _item(kind: str, record: Record, why: str, do: str) -> Waiting:
    return Waiting(kind, record.id, record.title, why, f"remit {do}")


def _open(view: _View, record: Record) -> Iterator[Waiting]:
    name = short(record.id)
    said: set[str] = set()
    answer = judge_record(view.log, record, view.at, ground=view.ground, who=view.who)
    theirs = record.decider == view.who
    nobodys = record.decider is None or record.decider in view.role_holders.absent
    if isinstance(answer, Answer) and (theirs or (nobodys and (view.is_next(answer) or ABOVE not in answer.flags))):
        if answer.answer == DECIDE:
            yield _item("decide", record, "you can decide this alone", f"decide {name}")
        elif answer.answer == DECIDE_AFTER:
            first = "; ".join(duty.text for duty in answer.open_duties)
            yield _item("decide-after", record, f"you can decide this after: {first}", f"show {name}")
    if not theirs:
        for item in _duties(view, record, name):
            said.add(item.kind)
            yield item
    for act in record.acts_of("asked"):
        asked = _asked(view, record, act, name)
        if asked and asked.kind not in said:
            said.add(asked.kind)
            yield asked


def _duties(view: _View, record: Record, name: str) -> Iterator[Waiting]:
    """What the decider (or whoever decides) still needs of the person."""
    answer = judge_record(view.log, record, view.at, ground=view.ground)
    if not isinstance(answer, Answer) or (record.decider is None and view.holds(answer.goes_to)):
        return
    for duty in answer.open_duties:
        role = view.holds(duty.who)
        if role and duty.kind in VERBS and view.who not in duty.by:
            votes = view.is_body(role) and duty.kind in (CONSENT, VOTE) and duty.needs == 1
            verb = VERBS[VOTE] if votes else VERBS[duty.kind]
            words = f" yes --body {role}" if votes and duty.kind == CONSENT else " yes" if votes else ""
            yield _item(verb, record, f"{duty.text} (you: {role})", f"{verb} {name}{words}")


def _asked(view: _View, record: Record, act: Act, name: str) -> Waiting | None:
    """A question to the person that they have not answered."""
    if act.who == view.who or not view.holds(texts(act.head.get("of"))):
        return None
    asked = act.head.get("for") if act.head.get("for") in ("advice", "consent") else "advice"
    answered = [
        other for kind in ("advice", "consent", "objection") for other in record.acts_of(kind) if other.who == view.who
    ]
    if any(_on(other) >= _on(act) for other in answered):
        return None
    verb = {"advice": "advise", "consent": "consent"}[str(asked)]
    words = f": {' '.join(act.body.split())}" if act.body.strip() else ""
    return _item(verb, record, f"{act.who} asks for your {asked}{words}", f"{verb} {name}")


def _on(act: Act) -> str:
    return str(act.head.get("on") or "")


def _decided(view: _View, record: Record) -> Iterator[Waiting]:
    name = short(record.id)
    if record.head.get("emergency"):
        for duty in _to_ratify(view, record):
            yield _item("ratify", record, duty.text, f"ratify {name}")
    if record.decider != view.who:
        return
    due = review(record, view.log.zone)
    if due and due.day <= view.day:
        yield _item("review", record, f"its review was due {due.day}", f"review {name} --result as-expected")
    if record.head.get("recorded_by") and not record.acts_of("confirmation"):
        yield _item("confirm", record, f"recorded for you by {record.head['recorded_by']}", f"confirm {name}")


def _to_ratify(view: _View, record: Record) -> list[Duty]:
    """The ratification that is still open and that the person may give: nobody has refused it who may."""
    answer = judge_record(view.log, record, view.at, ground=view.ground)
    duties = answer.duties if isinstance(answer, Answer) else ()
    waiting = [duty for duty in duties if duty.kind == RATIFY and duty.who and not duty.met and not duty.by]
    return waiting if waiting and may_ratify(view.log, record, view.who, view.at, ground=view.ground) else []


def _stops(view: _View) -> Iterator[Waiting]:
    """Open stops that the person answers: as the responder of the policy, or as the decider of what is stopped."""
    rules = (
        next((level.policy.stops for level in reversed(view.chain.levels) if level.policy.stops), None)
        if view.chain
        else None
    )
    responds = bool(rules and view.holds((rules.responder, *rules.lifted_by)))
    by_id = view.log.by_id
    now = view.at.last_instant(view.log.zone)
    for stop in stops_of(view.log):
        record = by_id.get(stop.record or "")
        if stop.is_open(now, view.log.zone) and (responds or (record and record.decider == view.who)):
            why = f"stopped by {stop.who}{': ' + stop.sentence if stop.why else ''}"
            title = record.title if record else stop.what
            yield Waiting("stop", stop.record or "", title, why, stop.command)


def _own(view: _View) -> Iterator[Own]:
    """What the procedure lets the person decide, topic by topic: at every size, under all facts that a boundary looks at."""
    if view.chain is None:
        return
    entries = [boundary for level in view.chain.levels for boundary in level.policy.boundaries]
    areas = {
        role.of: view.areas(role) for level in view.chain.levels for role in level.policy.roles.values() if role.of
    }
    rows: dict[Own, list[str]] = {}
    named = (topic for entry in entries for topic in entry.topics)
    for topic in dict.fromkeys((*named, *view.chain.lowest.topics, EVERYTHING)):
        question = Question((topic,), {})
        ends = left_of_budgets(Case(view.ground, question, view.who, view.at, view.chain))
        grid = grid_of(topic, view.chain, ends=ends, most=TRIED, more=areas)
        found: dict[tuple[Own, str], list[Facts]] = {}
        for context in grid.contexts:
            for own, said in grid.ranges(context, partial(_at, view, question)).items():
                found.setdefault((own, said), []).append(context)
        for (own, said), contexts in found.items():
            where = grid.where(contexts)
            row = own._replace(limit="" if said == ALWAYS else said, conditions=(where,) if where else ())
            rows.setdefault(row, []).append(topic)
    yield from (row._replace(topics=tuple(topics)) for row, topics in rows.items())
    yield from _powers(view, view.chain)


def _at(view: _View, question: Question, facts: Facts) -> Iterator[Own]:
    """In which role the person decides at some facts. From above they do while those below are away, and they are next."""
    found = judge(view.ground, question._replace(facts=dict(facts)), view.who, view.at, policy=view.policy)
    if isinstance(found, Answer) and found.answer in (DECIDE, DECIDE_AFTER) and found.as_role:
        absence = view.is_next(found)
        if absence or ABOVE not in found.flags:
            owed = (duty for duty in found.duties if not duty.met and duty.kind in (BEFORE - {VOTE}) | {INFORM_FIRST})
            first = tuple(duty.text for duty in owed)
            yield Own((), "", found.as_role, found.boundary or "", (), first, absence.text if absence else "")


def _powers(view: _View, chain: Chain) -> Iterator[Own]:
    """What the person may decide in an emergency."""
    for level in chain.levels:
        for entry in level.policy.emergency:
            question = Question(entry.topics, {}, emergency=entry.id)
            for power in powers(Case(view.ground, question, view.who, view.at, chain)):
                first = (
                    *(f"consent of {consent_words(one)}" for one in entry.consent),
                    *(f"advice of {name}" for name in entry.advice),
                )
                limit = "" if entry.limit is None else limit_words(entry.limit, level.currency or "")
                where = (when_words(entry.when),) if entry.when else ()
                yield Own(entry.topics, limit, power.role, entry.id, where, first, emergency=True)

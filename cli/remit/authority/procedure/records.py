"""The procedure for records: a log's ground, a record's question, and the answer for it.

A decided record is checked as of the moment it was decided, under the policy of that day; an open one now.
"""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo

from remit.authority.answer import RATIFY, Answer, NoAnswer
from remit.authority.procedure.chain import policies_of
from remit.authority.procedure.context import Ground, calendar_of
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import (
    Question,
    Voice,
    Votes,
    asked_of,
    question_of_head,
    text,
    voice_of,
)
from remit.authority.procedure.register import Entry, Register
from remit.log.facts import to_facts
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.policy import Policy
from remit.log.record import ACCEPTED, Act, Record, texts
from remit.log.stops import stops_of

NOT_JUDGED = NoAnswer("none", "nobody has written down who decides here (`policy: none`)", "")
ELSEWHERE = NoAnswer(
    "elsewhere", "it was decided in another log and is not checked against the policies of this one", ""
)


def ground_of(log: Log, *, absent: Iterable[str] = (), register: Register | None = None) -> Ground:
    """What all answers about a log stand on. Make it once and ask often; `register` may come from an index."""
    settings = log.settings
    return Ground(
        policies_of(log),
        log.people,
        register or Register(entries_of(log)),
        tuple(stops_of(log)),
        calendar_of(log.zone, settings.working_days, settings.holidays),
        frozenset(absent),
    )


def judge_record(
    log: Log,
    record: Record,
    at: Moment | None = None,
    *,
    ground: Ground | None = None,
    who: str | None = None,
    as_role: str | None = None,
    question: Question | None = None,
) -> Answer | NoAnswer:
    """May the record's decider (or `who`) decide it: at its `decided` where it has one, else at `at`.

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
        as_role=as_role or text(record.head.get("as")),
    )


def may_ratify(log: Log, record: Record, who: str, at: Moment, *, ground: Ground | None = None) -> bool:
    """Whether a ratification of an emergency decision by `who` at a moment would count; True where none is owed."""
    question = question_of(record, log.zone)._replace(ratifications=(Voice(who, on=at),), ratified=False)
    found = judge_record(log, record, ground=ground, question=question)
    return not isinstance(found, Answer) or all(duty.met for duty in found.duties if duty.kind == RATIFY)


def question_of(record: Record, zone: tzinfo) -> Question:
    """The question of a record: its front matter, and its act files."""
    question = question_of_head(record.head, record.id, zone)
    if not record.acts:
        return question
    ratified = record.acts_of("ratification")
    return question._replace(
        consents=question.consents + _voices(record.acts_of("consent"), zone),
        advice=question.advice + _voices(record.acts_of("advice"), zone),
        objections=question.objections + _voices(record.acts_of("objection"), zone),
        votes=_with_ballots(question.votes, record),
        informed=question.informed
        + tuple(name for act in record.acts_of("inform") for name in texts(act.head.get("of"))),
        asked=question.asked + asked_of((act.head for act in record.acts_of("asked")), zone),
        ratifications=question.ratifications + _voices((act for act in ratified if not _refuses(act)), zone),
        refusals=_voices(filter(_refuses, ratified), zone),
    )


def _voices(acts: Iterable[Act], zone: tzinfo) -> tuple[Voice, ...]:
    return tuple(voice_of({**act.head, "who": act.who}, zone) for act in acts)


def _refuses(act: Act) -> bool:
    return act.head.get("result") == "refused"


def _with_ballots(votes: tuple[Votes, ...], record: Record) -> tuple[Votes, ...]:
    """The votes with the ballots of act files, by body, in the order in which they were cast."""
    acts = sorted(record.acts_of("vote"), key=lambda act: text(act.head.get("on")) or "")
    out = list(votes)
    for body in dict.fromkeys(text(act.head.get("body")) for act in acts):
        ballots = tuple(
            (act.who, text(act.head.get("says")) or "") for act in acts if text(act.head.get("body")) == body
        )
        at = next((index for index, counted in enumerate(out) if counted.body == body), None)
        if at is None:
            out.append(Votes(body, ballots=ballots))
        else:
            out[at] = out[at]._replace(ballots=ballots)
    return tuple(out)


def policy_for(log: Log, record: Record, at: Moment | None = None) -> str | None:
    """The lowest policy of the chain that applies to a record: its team's, where one is in force that day; None: the log's.

    A version that cannot be read is in force all the same: then no other applies to the record.
    """
    return policy_of_team(log, record.team or team_of(log, record.decider), at) if log.settings.teams else None


def policy_of_team(log: Log, team: str | None, at: Moment | None) -> str | None:
    """The policy of a team, where one is in force that day."""
    named = next((entry.policy for entry in log.settings.teams if entry.name == team), None)
    return named if named and _judges(log, named, at.day_in(log.zone) if at else None) else None


def _judges(log: Log, name: str, day: date | None) -> bool:
    """Whether a version of a policy is in force on a day (without a day: whether there is one)."""
    if day is None:
        return name in {*(policy.name for policy in log.policies), *(broken.name for broken in log.unreadable_policies)}
    found = policies_of(log).version(name, day)
    return isinstance(found, Policy) or found.reason not in ("unknown", "older", "retired")


def team_of(log: Log, who: str | None) -> str | None:
    """The team of a person today: people.yml does not tell that of another day."""
    person = log.people.by_handle.get(who) if log.people and who else None
    return person.team if person else None


def entries_of(log: Log) -> Iterator[Entry]:
    """The accepted decisions of a log, for sums and budgets."""
    for record in log.records:
        if record.status == ACCEPTED and (decided := record.decided):
            yield entry_of(record, decided, log.zone)


def entry_of(record: Record, decided: Moment, zone: tzinfo) -> Entry:
    """One accepted decision as the register keeps it."""
    return Entry(
        record.id,
        decided.last_instant(zone),
        to_facts(record.facts),
        record.topics or None,
        text(record.head.get("budget")),
        record.boundary,
    )

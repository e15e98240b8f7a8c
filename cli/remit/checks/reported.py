"""What a decision depends on that only its record reports: consents, votes, ratifications, and when a period started.

Such a report counts as claimed. The decision procedure runs again with only what git shows; if the answer changes, the
report is refused.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from remit.attribution.grades import CLAIMED, Faces, wanted_for
from remit.attribution.statements import SAID, STARTED, WORDING
from remit.authority.answer import CONSENT, DECIDE, RATIFY, Answer
from remit.authority.procedure.answers import says_more
from remit.authority.procedure.context import Ground, ground_of
from remit.authority.procedure.decision import judge_record
from remit.authority.procedure.question import Asked, Question, Votes, asked_of, question_of
from remit.checks.check import Problem
from remit.log.change import Change, Made
from remit.log.finding import Finding
from remit.log.moment import Moment
from remit.log.record import Record, read_parts, record_of


def only_reported(change: Change, recognised: Faces) -> Iterator[Problem]:
    """The reports on which a decision of the change depends."""
    before = change.before.by_id
    if not change.after.judged:
        return
    timed = any(boundary.decide_within for policy in change.after.policies for boundary in policy.boundaries)
    records = [
        record
        for record in change.after.records
        if (timed or says_more(record)) and _rests(change, record, before.get(record.id))
    ]
    if not records:
        return
    ground = ground_of(change.after)
    for record in records:
        asked = _Asked(change, record, before.get(record.id), ground, recognised)
        answer = asked.answer(asked.question)
        if answer is not None and answer.answer == DECIDE:
            yield from asked.weaker()
            yield from asked.ratified(answer)


def _rests(change: Change, record: Record, before: Record | None) -> bool:
    """Whether a record was open, or none, and is under a grade that asks for proof."""
    return not (before and before.is_decided) and wanted_for(change.after, record) != CLAIMED


class _Asked(NamedTuple):
    """A record whose decision is checked again with less evidence."""

    change: Change
    record: Record
    before: Record | None
    ground: Ground
    recognised: Faces

    @property
    def question(self) -> Question:
        """The question, from the record and its acts."""
        return question_of(self.record, self.change.after.zone)

    def answer(self, question: Question) -> Answer | None:
        """The answer; None if there is no policy in force."""
        found = judge_record(self.change.after, self.record, ground=self.ground, question=question)
        return found if isinstance(found, Answer) else None

    def weaker(self) -> Iterator[Problem]:
        """A problem for each kind of report without which the decider could not have decided."""
        for less, problem in _KINDS:
            question = less(self)
            answer = self.answer(question) if question != self.question else None
            if answer is not None and answer.answer != DECIDE:
                yield problem(self, answer)

    def ratified(self, answer: Answer) -> Iterator[Problem]:
        """A problem if only the record itself says that it was ratified."""
        acted = {act.who for act in self.record.acts_of("ratification")}
        shown = tuple(voice for voice in self.question.ratifications if voice.who in acted)
        less = self.answer(self.question._replace(ratifications=shown, ratified=False))
        if _unmet(less) and not _unmet(answer):
            message = f"only {self.record.decider} reports that it was ratified"
            yield Problem(
                self.record.path,
                message,
                f"ask whoever ratified it to run `remit ratify {self.record.id[-6:]}`",
                ("emergency",),
            )

    def merged(self, path: str, moment: Moment, says: Callable[[Record], bool]) -> Moment:
        """A moment that a file of the target states; the time of the commit since which it `says` so, if that is later."""

        def said(content: str) -> bool:
            parts = read_parts(path, content)
            return not isinstance(parts, Finding) and says(record_of(path, *parts))

        return _not_before(moment, self.change.evidence.since(path, said))

    def made(self, path: str, kind: str) -> tuple[Made, ...]:
        """The commits that made a statement."""
        return self.change.evidence.by(path, kind)


def _unmet(answer: Answer | None) -> bool:
    return any(duty.kind == RATIFY and not duty.met for duty in (answer.duties if answer else ()))


def _consents(asked: _Asked) -> Question:
    proven = {(act.who, act.as_role) for act in asked.record.acts_of("consent")}
    question = asked.question
    return question._replace(consents=tuple(voice for voice in question.consents if (voice.who, voice.role) in proven))


def _consent_problem(asked: _Asked, answer: Answer) -> Problem:
    record, inline = asked.record, asked.record.entries_of("consents")
    who = " and ".join(dict.fromkeys(str(entry.get("who") or entry.get("as")) for entry in inline))
    roles = ", ".join(role for duty in answer.duties if duty.kind == CONSENT and duty.missing for role in duty.who)
    message = f"only {record.decider} reports the consent of {who}{f' ({roles})' if roles else ''}"
    remedy = f"ask {who} to run `remit consent {record.id[-6:]}`; or set `grades` in remit.yml to `claimed`"
    return Problem(record.path, message, remedy, ("consents",))


def _votes(asked: _Asked) -> Question:
    """Counts that were not written by the committee's scribe are left out; its members' own votes count."""
    people = asked.change.after.people
    authors = [asked.recognised.of(made.commit.author) for made in asked.made(asked.record.path, WORDING)]
    wrote = {author and author.handle for author in authors}
    kept = []
    for votes in asked.question.votes:
        scribes = {entry.who for entry in (people.scribes if people else ()) if votes.body in entry.bodies}
        shown = bool(wrote) and wrote <= scribes
        kept.append(votes if shown else Votes(votes.body, announced=votes.announced, ballots=votes.ballots))
    return asked.question._replace(votes=tuple(kept))


def _votes_problem(asked: _Asked, _answer: Answer) -> Problem:
    bodies = ", ".join(str(votes.body) for votes in asked.question.votes if votes.body)
    message = f"only {asked.record.decider} reports the votes of {bodies or 'a committee'}"
    remedy = f"ask its members to run `remit vote {asked.record.id[-6:]} yes`, or its scribe to record it (`scribes` in people.yml)"
    return Problem(asked.record.path, message, remedy, ("votes",))


def _times(asked: _Asked) -> Question:
    """What started a period: never earlier than the commit that says so. git is asked where an answer depends on it."""
    answer = asked.answer(_started(asked, lambda _path, moment, _says: asked.record.decided or moment))
    if answer is None or answer.answer == DECIDE:
        return asked.question
    return _started(asked, asked.merged)


Says = Callable[[Record], bool]
"""Whether a file says something, its front matter and text read as a record's."""


def _started(asked: _Asked, merged: Callable[[str, Moment, Says], Moment]) -> Question:
    """The question with later starts. `merged`: when something began that a file said before the change."""
    zone, question, before = asked.change.after.zone, asked.question, asked.before
    earlier = question_of(before, zone) if before else Question((), {})
    made = [one.written for one in asked.made(asked.record.path, STARTED)]
    acts = [one.written for act in asked.record.acts_of("asked") for one in asked.made(act.path, SAID)]

    def shown(moment: Moment, says: Callable[[Question], bool], *since: int) -> Moment:
        if before and says(earlier):
            return merged(before.path, moment, lambda record: says(question_of(record, zone)))
        return _not_before(moment, *made, *since)

    def begun(one: Asked) -> Moment:
        for act in before.acts_of("asked") if before else ():
            if one in asked_of((act.head,), zone):
                return merged(act.path, one.on, lambda act: one in asked_of((act.head,), zone))
        return shown(one.on, lambda other: one in other.asked, *acts)

    def voted(one: Votes) -> Moment | None:
        said = (one.body, one.announced)
        return one.announced and shown(
            one.announced, lambda other: said in [(votes.body, votes.announced) for votes in other.votes]
        )

    announced, raised = question.announced, question.raised
    return question._replace(
        announced=announced and shown(announced, lambda other: other.announced == announced),
        raised=raised and shown(raised, lambda other: other.raised == raised),
        asked=tuple(one._replace(on=begun(one)) for one in question.asked),
        votes=tuple(one._replace(announced=voted(one)) for one in question.votes),
    )


def _not_before(moment: Moment, *written: int) -> Moment:
    """A moment, or the latest of some times in seconds since 1970 UTC, if that is later."""
    said = moment.last_instant()
    latest = max([said, *(datetime.fromtimestamp(one, UTC) for one in written)])
    return moment if latest == said else Moment(latest.date(), latest)


def _times_problem(asked: _Asked, _answer: Answer) -> Problem:
    question = _times(asked)
    starts = [question.announced, question.raised, *(votes.announced for votes in question.votes)]
    started = [start for start in (*starts, *(one.on for one in question.asked)) if start]
    when = max(start.last_instant() for start in started).isoformat(timespec="minutes")
    what = "this change" if asked.made(asked.record.path, STARTED) else "that"
    message = f"the period for others to respond starts when {what} was committed ({when}), whatever `announced` says"
    remedy = "merge the proposal first, and decide after the period"
    return Problem(asked.record.path, message, remedy, ("announced",))


_KINDS: tuple[tuple[Callable[[_Asked], Question], Callable[[_Asked, Answer], Problem]], ...] = (
    (_consents, _consent_problem),
    (_votes, _votes_problem),
    (_times, _times_problem),
)

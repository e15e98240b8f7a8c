"""What is due and by when: reviews, proposals that stay open, ratifications, responses to stops. Checks, lists and pages ask here."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from remit.authority.answer import RATIFY, Answer, Duty
from remit.authority.procedure.answers import Answers
from remit.authority.procedure.chain import Chain
from remit.authority.procedure.context import calendar_of
from remit.log.log import Log
from remit.log.moment import Moment, parse_moment
from remit.log.policy import Stops
from remit.log.record import ACCEPTED, PROPOSED, SUPERSEDED, Record, texts
from remit.log.settings import Settings
from remit.log.stops import Stop, stops_of

REVIEW, OUTCOME, OPEN, RATIFICATION, STOP, POLICY, CONTEXT = (
    "review", "outcome", "open", "ratification", "stop", "policy", "context",
)  # fmt: skip


class Deadline(NamedTuple):
    """Something that somebody has to do by some day."""

    kind: str
    due: Moment
    """The last day, or the last moment, in time."""
    who: tuple[str, ...]
    """The people or roles who have to; empty where nobody is named."""
    path: str
    """The file that it is about."""
    name: str = ""
    """The id of the record, the policy or the page; the topic or budget of a stop."""

    def past(self, now: datetime, zone: tzinfo) -> bool:
        """Whether it is overdue."""
        return self.due.last_instant(zone) < now


def deadlines(log: Log, answers: Answers, now: datetime) -> Iterator[Deadline]:
    """Everything that is due at some time, overdue or to come, in no order."""
    chain = answers.ground.policies.chain(now.astimezone(log.zone).date()) if log.judged else None
    for record in log.records:
        yield from _of_record(log, answers, record)
    for page in log.context:
        by = parse_moment(next(iter(texts(page.head.get("review_by"))), ""), log.zone)
        if by:
            yield Deadline(CONTEXT, by, _one(page.owner), page.path, page.id)
    rules = chain.lowest.stops if isinstance(chain, Chain) else None
    for stop in stops_of(log):
        end = stop_response(stop, rules, log) if stop.is_open(now, log.zone) else None
        if end:
            yield Deadline(STOP, end, _one(rules and rules.responder), stop.path, stop.what)
    for level in chain.levels if isinstance(chain, Chain) else ():
        policy = level.policy
        if policy.review_by:
            yield Deadline(POLICY, _day(policy.review_by), _one(policy.owner), policy.path, policy.name)


def _of_record(log: Log, answers: Answers, record: Record) -> Iterator[Deadline]:
    found = (
        (REVIEW, review(record, log.zone)),
        (OUTCOME, outcome(record, log)),
        (OPEN, proposal(record, log.settings)),
    )
    for kind, due in found:
        if due:
            yield Deadline(kind, due, _one(record.decider), record.path, record.id)
    answer = answers.full(record) if log.judged and record.is_decided and record.head.get("emergency") else None
    for duty, end in ratifications(record, answer, log.zone) if answer else ():
        if end:
            yield Deadline(RATIFICATION, end, duty.who, record.path, record.id)


def review(record: Record, zone: tzinfo) -> Moment | None:
    """The review date of an accepted decision that nobody has reviewed on that day or later."""
    due = record.moment("review_by", zone) if record.status == ACCEPTED else None
    dates = [one.head.get("on") for one in record.statements("outcomes", "outcome")] if due else []
    reviewed = due and any(isinstance(on, str) and on[:10] >= due.day.isoformat() for on in dates)
    return None if reviewed else due


def outcome(record: Record, log: Log) -> Moment | None:
    """The review date of a decision that was reviewed, or superseded after that date, of which nobody recorded the outcome."""
    due = record.moment("review_by", log.zone) if record.status in (ACCEPTED, SUPERSEDED) else None
    written = record.statements("outcomes", "outcome") if due else ()
    if due is None or any(one.head.get("result") for one in written):
        return None
    newer = (log.find(name) for name in record.list_of("superseded_by"))
    later = any(one and one.decided and one.decided.day > due.day for one in newer)
    return due if written or (record.status == SUPERSEDED and later) else None


def proposal(record: Record, settings: Settings) -> Moment | None:
    """The day until which a proposal may stay open, counted from the date in its id, else from when it was raised."""
    since = _since(record) if record.status == PROPOSED else None
    return _day(since + timedelta(days=settings.proposed_too_long_days)) if since else None


def _since(record: Record) -> date | None:
    try:
        return date.fromisoformat(record.id[2:10])
    except ValueError:
        return record.raised.day if record.raised else None


def ratifications(record: Record, answer: Answer, zone: tzinfo) -> Iterator[tuple[Duty, Moment | None]]:
    """The ratifications that a decision still owes, each with its last moment; what was refused and reversed since owes none."""
    for duty in answer.duties:
        ended = bool(duty.by) and record.status != ACCEPTED
        if duty.kind == RATIFY and not duty.met and not ended:
            yield duty, parse_moment(duty.until, zone) if duty.until else None


def stop_response(stop: Stop, rules: Stops | None, log: Log) -> Moment | None:
    """Until when somebody has to respond to a stop: at once where the policy does not say. None where nobody knows when it began."""
    if stop.on is None or rules is None:
        return stop.on
    calendar = calendar_of(log.zone, log.settings.working_days, log.settings.holidays)
    end = calendar.after(stop.on.instant(log.zone), rules.respond_within).astimezone(log.zone)
    return Moment(end.date(), end)


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _day(day: date) -> Moment:
    return Moment(day, None)

"""What to know before deciding: the answer, whom to ask, what we want, earlier decisions with their outcomes, and what is open or stopped."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.audits.precedents import Precedent, nearest, pages_for
from remit.authority.answer import ESCALATE, INFORM, RATIFY, Answer, NoAnswer
from remit.authority.procedure.chain import Chain, contains, policy_for
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge_record
from remit.log.context import ContextPage
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.policy import ANYONE
from remit.log.record import Record
from remit.log.stops import Stop

MOST = 5
"""How many precedents are shown, how many reversed ones are added, and how many open proposals."""
REVERSED = "reversed"


class Seek(NamedTuple):
    """Somebody's advice, consent or other act that is still needed."""

    kind: str
    """advice, consent, signature, vote, objection or require."""
    of: tuple[str, ...]
    """Roles and bodies, any of which will do."""
    people: tuple[str, ...]
    """Who holds them on that day, without whoever decides."""
    text: str


class Pending(NamedTuple):
    """An open proposal about the same thing."""

    id: str
    title: str
    raised: str | None
    """As written."""
    waits_for: tuple[str, ...]
    """Its decider; else who could decide it."""


class Brief(NamedTuple):
    """Everything at hand for one decision."""

    id: str
    """Empty for a decision that has no record yet."""
    title: str
    topics: tuple[str, ...]
    who: str
    verdict: Answer | NoAnswer
    """The answer of `may`, with the boundary, its why and the budget."""
    seek: tuple[Seek, ...]
    intents: tuple[ContextPage, ...]
    """The pages of shared context that it would serve."""
    precedents: tuple[Precedent, ...]
    """The nearest first; then the nearest of those that were reversed, which have places of their own."""
    pending: tuple[Pending, ...]
    """The oldest ones."""
    stops: tuple[Stop, ...]
    """Those near it that nobody has lifted."""
    more_pending: int = 0
    """How many more are open on the same topic."""


def brief(log: Log, ground: Ground, record: Record, who: str, verdict: Answer | NoAnswer, at: Moment) -> Brief:
    """The brief for `who` about a record (or a draft of one, with an empty id) that the policy answered with `verdict`."""
    title = record.title if record.head.get("title") else ""
    pages, earlier = pages_for(log.context, record), _earlier(log, record, title)
    still = [other for other in log.records if other.is_open and _same_matter(record, other)]
    if isinstance(verdict, Answer):
        verdict = verdict._replace(intents=tuple(page.id for page in pages))
    return Brief(
        record.id, title, record.topics, who, verdict,
        tuple(_seek(log, ground, record, verdict, at)),
        pages, earlier,
        tuple(_pending(log, ground, other, at) for other in still[:MOST]),
        tuple(_stops(log, ground, record, verdict, at, {found.id for found in earlier})),
        len(still[MOST:]),
    )  # fmt: skip


def _seek(log: Log, ground: Ground, record: Record, verdict: Answer | NoAnswer, at: Moment) -> Iterator[Seek]:
    chain = ground.policies.chain(at.day_in(log.zone), policy_for(log, record, at))
    if not isinstance(verdict, Answer) or not isinstance(chain, Chain):
        return
    role_holders = ground.role_holders(at.day_in(log.zone))
    decides = verdict.goes_to_people if verdict.answer == ESCALATE else (verdict.who,)
    for duty in verdict.duties:
        if not duty.met and duty.kind not in (INFORM, RATIFY):
            roles = tuple(name for name in duty.who if name != ANYONE)  # `anyone` is nobody in particular
            people = role_holders.present(chain.lowest, roles)
            yield Seek(duty.kind, duty.who, tuple(name for name in people if name not in decides), duty.text)


def _earlier(log: Log, record: Record, title: str) -> tuple[Precedent, ...]:
    near = nearest(log, title, record.topics, len(log.records), but=record.id)
    undone = [found for found in near[MOST:] if found.outcome == REVERSED]
    return (*near[:MOST], *undone[:MOST])


def _same_matter(record: Record, other: Record) -> bool:
    """Whether another record is about a topic of this one, or one above or below it."""
    return other.id != record.id and any(
        contains(one, two) or contains(two, one) for one in record.topics for two in other.topics
    )


def _pending(log: Log, ground: Ground, other: Record, at: Moment) -> Pending:
    raised = other.head.get("raised")
    waits = (other.decider,) if other.decider else _could(log, ground, other, at)
    return Pending(other.id, other.title, raised if isinstance(raised, str) else None, waits)


def _could(log: Log, ground: Ground, record: Record, at: Moment) -> tuple[str, ...]:
    answer = judge_record(log, record, at, ground=ground)
    return answer.goes_to_people if isinstance(answer, Answer) else ()


def _stops(
    log: Log, ground: Ground, record: Record, verdict: Answer | NoAnswer, at: Moment, like: set[str]
) -> Iterator[Stop]:
    now = at.last_instant(log.zone)
    budgets = {use.id for use in verdict.budget} if isinstance(verdict, Answer) else set()
    near = {other.id for other in log.records if _same_matter(record, other)} | {record.id} | like
    for stop in ground.stops:
        if stop.is_open(now, log.zone) and _concerns(stop, near, record.topics, budgets):
            yield stop


def _concerns(stop: Stop, near: set[str], topics: tuple[str, ...], budgets: set[str]) -> bool:
    if stop.record:
        return stop.record in near
    if stop.topic:
        return any(contains(stop.topic, topic) or contains(topic, stop.topic) for topic in topics)
    return stop.budget in budgets

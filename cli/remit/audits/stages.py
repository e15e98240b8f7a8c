"""Where the time goes before a decision: before the proposal, advice, the objection window, consent, the merge; and who it waits for."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from remit.audits.lead_times import DAY, Life
from remit.audits.load import answers
from remit.audits.report import grouped
from remit.audits.scope import Scope
from remit.audits.statistics import median
from remit.authority.answer import CONSENT, SIGNATURE
from remit.log.record import PROPOSED, Act, Record, texts

STAGES = ("before the proposal", "advice", "objection window", "consent", "merge")


Roles = Mapping[str, Collection[str]]
"""Person to the roles that they hold or held."""


class Wait(NamedTuple):
    """One wait of one record."""

    record: str
    stage: str
    who: str
    """Whom it waited for: a person or a role; empty for the stages that wait for nobody."""
    days: float
    over: bool = True
    """Whether it has ended."""


class Approval(NamedTuple):
    """A consent that was given."""

    record: str
    who: str
    as_role: str
    needed: bool | None
    """Whether a boundary asked for it; None where no policy was in force for the record."""
    outside: bool = False
    """Whether whoever gave it is of another team than the decider."""


def waits(scope: Scope, lives: Iterable[Life]) -> list[Wait]:
    """Every wait of some records, those that go on still included."""
    roles = scope.roles()
    return [wait for life in lives for wait in _waits(scope, life, roles)]


def _waits(scope: Scope, life: Life, roles: Roles) -> Iterator[Wait]:
    record, zone = life.record, scope.log.zone
    end = life.end if life.end is not None else scope.at
    written = next((event.at for event in life.events if event.status == PROPOSED), None)
    if life.start is not None and written is not None and written > life.start:
        yield Wait(record.id, "before the proposal", "", (written - life.start) / DAY)
    begin = written if written is not None else life.start
    for act in record.acts:
        if act.kind in ("advice", "consent") and act.on:
            asked = _request(record, act, roles)
            at = asked.on.instant(zone).timestamp() if asked and asked.on else begin
            if at is not None:
                waited = max(0.0, (act.on.last_instant(zone).timestamp() - at) / DAY)
                yield Wait(record.id, act.kind, act.as_role or act.who, waited)
        elif act.kind == "asked" and act.on and not life.ended:
            stage = "consent" if act.head.get("for") == "consent" else "advice"
            waited = max(0.0, (end - act.on.instant(zone).timestamp()) / DAY)
            for who in texts(act.head.get("of")):
                if not any(answers(other, who, act, roles) for other in record.acts):
                    yield Wait(record.id, stage, who, waited, over=False)
    announced = record.moment("announced", zone)
    window = (end - announced.instant(zone).timestamp()) / DAY if announced else 0.0
    if window > 0:
        yield Wait(record.id, "objection window", "", window, over=life.end is not None)
    if life.landed is not None and life.end is not None and life.landed > life.end:
        yield Wait(record.id, "merge", "", (life.landed - life.end) / DAY)


def _request(record: Record, act: Act, roles: Roles) -> Act | None:
    """The request that an advice or consent answered."""
    for request in record.acts_of("asked"):
        if any(answers(act, who, request, roles) for who in texts(request.head.get("of"))):
            return request
    return None


def latency(scope: Scope, lives: Iterable[Life]) -> list[float]:
    """Days from the moment at which the last advice or consent had arrived to the decision, of those that had any.

    What the Standish Group calls decision latency; their figures are not given here, for no primary source is known.
    """
    out = []
    for life in lives:
        given = [act.on for act in life.record.acts if act.kind in ("advice", "consent") and act.on]
        if life.ended == "decided" and life.end is not None and given:
            arrived = max(on.instant(scope.log.zone).timestamp() for on in given)
            out.append(max(0.0, (life.end - arrived) / DAY))
    return out


class Waited(NamedTuple):
    """What waited at a stage, or for somebody. Days."""

    name: str
    n: int
    median: float | None
    """Of the waits that ended."""
    days: float
    """All together."""


def by_stage(found: Sequence[Wait]) -> list[Waited]:
    """The waits by stage, in the order of the stages."""
    groups = grouped(found, lambda wait: wait.stage)
    return [_waited(stage, groups[stage]) for stage in STAGES if stage in groups]


def by_person(found: Sequence[Wait], name: Callable[[str], str] = str) -> list[Waited]:
    """The waits by whom they are for; the longest first."""
    groups = grouped((wait for wait in found if wait.who), lambda wait: name(wait.who))
    return sorted((_waited(who, some) for who, some in groups.items()), key=lambda waited: (-waited.days, waited.name))


def _waited(name: str, some: Sequence[Wait]) -> Waited:
    return Waited(name, len(some), median([one.days for one in some if one.over]), sum(one.days for one in some))


def approvals(scope: Scope, lives: Iterable[Life]) -> list[Approval]:
    """The consents of decided records, and which of them a boundary asked for."""
    out = []
    for life in lives:
        record = life.record
        given = tuple(_consents(record))
        answer = scope.ask(record) if given else None
        asked = (
            {who for duty in answer.duties if duty.kind in (CONSENT, SIGNATURE) for who in duty.by} if answer else set()
        )
        for who, as_role in given:
            needed = who in asked if answer else None
            out.append(Approval(record.id, who, as_role, needed, _outside(scope, record, who)))
    return out


def _outside(scope: Scope, record: Record, who: str) -> bool:
    people = scope.log.people.by_handle if scope.log.people else {}
    giver, decider = people.get(who), people.get(record.decider or "")
    return giver is not None and decider is not None and giver.team != decider.team


def external(given: Sequence[Approval], found: Sequence[Wait]) -> tuple[int, float | None]:
    """How many decisions needed consent from outside the team, and the median days that they waited for consent.

    The two measures that DORA uses for approval by external bodies (dora.dev, "Streamlining change approval").
    """
    records = {one.record for one in given if one.outside}
    waited = [wait.days for wait in found if wait.stage == "consent" and wait.over and wait.record in records]
    return len(records), median(waited)


def _consents(record: Record) -> Iterable[tuple[str, str]]:
    for head, _, _ in record.statements("consents", "consent"):
        if isinstance(who := head.get("who"), str):
            yield who, str(head.get("as") or "")

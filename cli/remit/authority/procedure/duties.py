"""All duties of a decision: those written on every matching boundary, and those of the steps that won (steps 8 and 12)."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.authority.answer import INFORM_FIRST, Duty
from remit.authority.procedure.context import above
from remit.authority.procedure.deciding_boundary import Winner
from remit.authority.procedure.eligibility import Capacity, Eligibility
from remit.authority.procedure.matching import Match
from remit.authority.procedure.responses import Responses
from remit.log.duties import Duties, Passes


class Written(NamedTuple):
    """Duties and the boundary on which they are written."""

    match: Match
    duties: Duties


def written(found: list[Match], winners: list[Winner]) -> list[Written]:
    """Every duty that applies. A less specific boundary of the same policy loses its step, not what the boundary itself asks."""
    steps = {id(winner.boundary): winner for winner in winners}
    out: list[Written] = []
    for match in found:
        out += _of_boundary(match, steps.pop(id(match.boundary), None))
    for winner in steps.values():
        out += _of_boundary(winner.match, winner)
    return out


def _of_boundary(match: Match, winner: Winner | None) -> Iterator[Written]:
    """What a boundary asks and what its step asks: consents together, so that one person counts once."""
    own = match.boundary.duties
    if winner and winner.duties.any:
        own = own._replace(consent=own.consent + winner.duties.consent, passes=winner.passes)
        yield Written(match, winner.duties._replace(consent=()))
    if own.any:
        yield Written(match, own)


class Owed(NamedTuple):
    """A duty, and the level of the policy that asks for it."""

    duty: Duty
    level: int


def owed(
    responses: Responses,
    eligibility: Eligibility,
    found: list[Match],
    winners: list[Winner],
    capacity: Capacity | None,
) -> list[Owed]:
    """Every duty, met or not. The first winner names the decider; the others bind as those of other topics or of policies above.

    Without repetition: what two boundaries of one policy ask of the same people is asked once, by the first by name.
    """
    out = [
        Owed(duty, entry.match.level.index)
        for entry in written(found, winners)
        for duty in _duties(responses, entry, capacity)
    ]
    out += [
        Owed(joint, winner.level.index) for winner in winners[1:] if (joint := _joint(responses, eligibility, winner))
    ]
    if capacity and capacity.member:
        out.append(Owed(responses.vote(winners[0], capacity, _further(found)), winners[0].level.index))
    once: dict[Owed, Owed] = {}
    for entry in out:
        key = entry._replace(duty=entry.duty._replace(boundary=""))
        if key not in once or entry.duty.boundary < once[key].duty.boundary:
            once[key] = entry
    return list(once.values())


def _duties(responses: Responses, entry: Written, capacity: Capacity | None) -> Iterator[Duty]:
    match, duties = entry
    yield from responses.consents(match, duties.consent, duties.passes)
    if duties.signers:
        yield responses.signatures(match, duties.signers, capacity)
    for wanted in duties.advice:
        yield responses.advice(match, wanted)
    if duties.objection:
        yield responses.objection_window(match, duties.objection)
    for condition in duties.require:
        yield responses.require(match, condition)
    for name in duties.inform_first:
        yield responses.inform(match, name, INFORM_FIRST)
    for name in duties.inform:
        yield responses.inform(match, name)


def _joint(responses: Responses, eligibility: Eligibility, winner: Winner) -> Duty | None:
    """For another topic, or a policy above that does not let go: the decider is one of its deciders, or one consents."""
    if winner.overlaid and winner.boundary.team_may == "loosen":
        return None
    if any(not capacity.member for capacity in eligibility.capacities(winner)):
        return None
    return responses.joint(winner)


def _further(found: list[Match]) -> list[Passes]:
    """Voting rules of boundaries that grant nothing: they add to the winner's. One that lost takes its rule with it.

    Where such a boundary asks a body's consent, its rule is about that consent alone.
    """
    rules = ((match, match.boundary.duties) for match in found if not match.boundary.grants)
    return [
        duties.passes
        for match, duties in rules
        if duties.passes and not any(name in match.level.bodies for consent in duties.consent for name in consent.of)
    ]


class SentOn(NamedTuple):
    """To whom an objection or a silence sends a decision, and what has no effect."""

    goes_to: tuple[str, ...] = ()
    because: str = ""
    level: int = 0
    """The level of the policy whose duty sends it on."""
    notes: tuple[str, ...] = ()


def sent_on(responses: Responses, found: list[Match], winners: list[Winner]) -> SentOn:
    """Whom an objection or a silence sends it to: of several the highest policy's, then the first boundary's by name."""
    notes: list[str] = []
    sent: list[tuple[int, str, tuple[str, ...], str]] = []
    for entry in written(found, winners):
        went = _objected(responses, entry, winners[0], notes) or _silent(responses, entry)
        if went:
            sent.append((entry.match.level.index, entry.match.boundary.id, *went))
    level, _, goes_to, because = min(sent, default=(0, "", (), ""))
    return SentOn(goes_to, because, level, tuple(sorted(notes)))


def _objected(
    responses: Responses, entry: Written, winner: Winner, notes: list[str]
) -> tuple[tuple[str, ...], str] | None:
    objection = entry.duties.objection
    if objection is None:
        return None
    timely, late = responses.objections(entry.match, objection)
    notes += [f"the objection of {voice.who or voice.role} came too late and has no effect" for voice in late]
    if not timely:
        return None
    higher = above(winner.level, winner.deciders)
    goes_to = (objection.goes_to,) if objection.goes_to else tuple(higher[:1]) or winner.deciders
    return goes_to, f"{timely[0].who or timely[0].role} objected in time"


def _silent(responses: Responses, entry: Written) -> tuple[tuple[str, ...], str] | None:
    for consent in entry.duties.consent:
        goes_to = responses.silent(entry.match, consent)
        if goes_to:
            return (goes_to,), f"{' and '.join(consent.of)} did not respond to the request for consent in time"
    return None

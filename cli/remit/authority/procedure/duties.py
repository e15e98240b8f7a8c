"""All duties of a decision: those written on every matching boundary, and those of the steps that won (steps 8 and 12)."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.chain import Level
from remit.authority.procedure.conditions import judge_one, number
from remit.authority.procedure.context import Case, above
from remit.authority.procedure.eligibility import Standing, is_member, standings
from remit.authority.procedure.matching import Match
from remit.authority.procedure.question import Votes
from remit.authority.procedure.responses import (
    Source,
    advice,
    consents,
    inform,
    objection_window,
    objections,
    signatures,
    silent_since,
    stamp,
    window_end,
)
from remit.authority.procedure.rulings import Ruling
from remit.authority.procedure.votes import also, complete, count, describe, of_body, with_ballots
from remit.authority.words import condition_words
from remit.log.facts import show
from remit.log.policy import AMOUNT, Consent, Duties, Passes


class Asked(NamedTuple):
    """Duties and where they are written."""

    source: Source
    duties: Duties


class Weighed(NamedTuple):
    """The state of every duty, whom an objection or a silence sends it to, and remarks."""

    duties: tuple[Duty, ...]
    goes_to: tuple[str, ...] = ()
    because: str = ""
    notes: tuple[str, ...] = ()
    at_level: int = 0
    """The level of the duty that sends it on."""
    levels: tuple[int, ...] = ()
    """For every duty the level of the policy that asks for it."""


def asked(found: list[Match], rulings: list[Ruling]) -> list[Asked]:
    """Every duty that applies. A less specific boundary of the same policy loses its step, not what the boundary itself asks."""
    steps = {id(ruling.boundary): ruling for ruling in rulings}
    out: list[Asked] = []
    for match in found:
        out += _of_boundary(Source(match.level, match.boundary), steps.pop(id(match.boundary), None))
    for ruling in steps.values():
        out += _of_boundary(Source(ruling.level, ruling.boundary), ruling)
    return out


def _of_boundary(source: Source, ruling: Ruling | None) -> Iterator[Asked]:
    """What a boundary asks and what its step asks: consents together, so that one person counts once."""
    own = source.boundary.duties
    if ruling and ruling.duties.any:
        own = own._replace(consent=own.consent + ruling.duties.consent, passes=ruling.passes)
        yield Asked(source, ruling.duties._replace(consent=()))
    if own.any:
        yield Asked(source, own)


def weigh(case: Case, found: list[Match], rulings: list[Ruling], standing: Standing | None) -> Weighed:
    """Judge every duty. `rulings[0]` names the decider; the others bind as those of other topics or of policies above."""
    duties: list[Duty] = []
    levels: list[int] = []
    entries = asked(found, rulings)
    for entry in entries:
        part = list(_weigh(case, entry, standing))
        duties += part
        levels += [entry.source.level.index] * len(part)
    for ruling in rulings[1:]:
        joint = _joint(case, ruling)
        if joint:
            duties.append(joint)
            levels.append(ruling.level.index)
    if standing and is_member(standing):
        duties.append(vote(case, found, rulings[0], standing))
        levels.append(rulings[0].level.index)
    sent = _sent_on(case, entries, rulings[0])
    once = list(_once(duties, levels))
    return Weighed(tuple(duty for duty, _ in once), *sent, levels=tuple(level for _, level in once))


def _once(duties: list[Duty], levels: list[int]) -> Iterator[tuple[Duty, int]]:
    """Without repetition: what two boundaries of one policy ask of the same people is asked once, by the first by name."""
    found: dict[tuple[int, Duty], Duty] = {}
    for duty, level in zip(duties, levels, strict=True):
        key = (level, duty._replace(boundary=""))
        if key not in found or duty.boundary < found[key].boundary:
            found[key] = duty
    for (level, _), duty in found.items():
        yield duty, level


def _weigh(case: Case, entry: Asked, standing: Standing | None) -> Iterator[Duty]:
    source, duties = entry
    yield from (or_voted(case, source, duty, duties.passes) for duty in consents(case, source, duties.consent))
    if duties.signers:
        yield signatures(case, source, duties.signers, standing)
    for wanted in duties.advice:
        yield advice(case, source, wanted)
    if duties.objection:
        yield objection_window(case, source, duties.objection)
    for condition in duties.require:
        value = case.question.facts.get(condition.fact)
        if condition.fact == AMOUNT:
            amount = number(case.question.facts, AMOUNT, source.level.currency)
            value = None if isinstance(amount, tuple) else amount
        met = judge_one(condition, value) is True
        said = f"{condition.fact} must be {condition_words(condition)}" + (
            "" if value is None else f", and is {show(value)}"
        )
        yield Duty(answer.REQUIRE, (), met, boundary=source.name(case), fact=condition.fact, text=said)
    for name in duties.inform:
        yield inform(case, source, name)


def _joint(case: Case, ruling: Ruling) -> Duty | None:
    """For another topic, or a policy above that does not let go: the decider is one of its deciders, or one consents."""
    if ruling.overlaid and ruling.boundary.team_may == "loosen":
        return None
    alone = [standing for standing in standings(case, ruling) if not is_member(standing)]
    if alone:
        return None
    source = Source(ruling.level, ruling.boundary)
    for name in ruling.deciders:
        if _voted(case, ruling, name):
            text = f"{name} voted for it"
            return Duty(answer.CONSENT, ruling.deciders, True, boundary=source.name(case), text=text)
    return consents(case, source, (Consent(ruling.deciders),))[0]


def _voted(case: Case, ruling: Ruling, name: str) -> bool:
    body = ruling.level.bodies.get(name)
    return body is not None and carried(case, ruling.level, name, ruling.passes or body.passes)


def or_voted(case: Case, source: Source, duty: Duty, rule: Passes | None = None) -> Duty:
    """A body consents by the word of a member, or by a vote that names it and is carried: by the rule that stands there, else its own."""
    if duty.met or duty.needs > 1:
        return duty
    bodies = source.level.bodies
    voted = (
        name for name in duty.who if name in bodies and carried(case, source.level, name, rule or bodies[name].passes)
    )
    name = next(voted, None)
    return duty._replace(met=True, text=f"consent of {name}: it voted for it") if name else duty


def carried(case: Case, level: Level, body: str, rule: Passes, *, unnamed: bool = False) -> bool:
    """Whether a body that is not (or not alone) the decider voted for it. `unnamed`: a vote that names no body is its own."""
    seats = case.offices.holders(level, body)
    named = (body, None) if unnamed else (body,)
    return any(
        count(with_ballots(votes, seats, case.offices.canonical), len(seats), rule).carried
        for votes in case.question.votes
        if votes.body in named and not _open(case, rule, votes)
    )


def _open(case: Case, rule: Passes, votes: Votes) -> bool:
    """Whether a vote that was announced still runs."""
    end = window_end(case, rule.open, votes.announced) if rule.open else None
    return end is not None and end > case.at


def vote(case: Case, found: list[Match], ruling: Ruling, standing: Standing) -> Duty:
    """Whether the deciding body's vote is carried, under the rule of the step or boundary, else the body's own, and any further one."""
    body = ruling.level.bodies[standing.role]
    rules = [complete(ruling.passes or body.passes), *_further(found)]
    name = case.chain.name(ruling.boundary) if ruling.boundary.id else ""
    votes = of_body(case.question.votes, body.name)
    if votes is None:
        text = f"{body.name} must vote: {describe(rules[0])}"
        return Duty(answer.VOTE, (body.name,), boundary=name, text=text)
    seats = case.offices.holders(ruling.level, body.name)
    votes = with_ballots(votes, seats, case.offices.canonical)
    tallies = [also(votes, len(seats), rule) for rule in rules]
    end = max(
        (end for rule in rules if rule.open and (end := window_end(case, rule.open, votes.announced))), default=None
    )
    failed = next((tally for tally in tallies if not tally.carried), tallies[0])
    if end and end > case.at:
        text = f"{failed.text}; the vote is open until {stamp(end)}"
        return Duty(answer.VOTE, (body.name,), boundary=name, until=stamp(end), text=text)
    return Duty(answer.VOTE, (body.name,), failed.carried, boundary=name, text=failed.text)


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


def _sent_on(case: Case, entries: list[Asked], ruling: Ruling) -> tuple[tuple[str, ...], str, tuple[str, ...], int]:
    """Whom an objection or a silence sends it to: of several the highest policy's, then the first boundary's by name."""
    notes: list[str] = []
    sent: list[tuple[int, str, tuple[str, ...], str]] = []
    for entry in entries:
        went = _objected(case, entry, ruling, notes) or _silent(case, entry)
        if went:
            sent.append((entry.source.level.index, entry.source.boundary.id, *went))
    level, _, goes_to, because = min(sent, default=(0, "", (), ""))
    return goes_to, because, tuple(sorted(notes)), level


def _objected(case: Case, entry: Asked, ruling: Ruling, notes: list[str]) -> tuple[tuple[str, ...], str] | None:
    objection = entry.duties.objection
    if objection is None:
        return None
    timely, late = objections(case, entry.source, objection)
    notes += [f"the objection of {voice.who or voice.role} came too late and has no effect" for voice in late]
    if not timely:
        return None
    voice = timely[0]
    higher = above(ruling.level, ruling.deciders)
    goes_to = (objection.goes_to,) if objection.goes_to else tuple(higher[:1]) or ruling.deciders
    return goes_to, f"{voice.who or voice.role} objected in time"


def _silent(case: Case, entry: Asked) -> tuple[tuple[str, ...], str] | None:
    for consent in entry.duties.consent:
        if consent.respond_within is None:
            continue
        due = [silent_since(case, entry.source, name, "consent", consent.respond_within) for name in consent.of]
        given = consents(case, entry.source, (consent,))[0].met
        if not given and all(due):
            goes_to = case.next_above(entry.source.level, consent.of, case.barred)
            if goes_to:
                return (goes_to,), f"{' and '.join(consent.of)} did not answer within the time to consent"
    return None

"""Emergency powers: who may decide alone now, what they owe afterwards, and whether it was ratified (step 13)."""

from collections.abc import Iterable
from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.chain import Level, contains, is_own
from remit.authority.procedure.context import Case, stamp
from remit.authority.procedure.matching import Match, when
from remit.authority.procedure.question import Voice
from remit.authority.procedure.responses import Responses
from remit.authority.procedure.votes import describe
from remit.authority.words import joined
from remit.log.policy import AMOUNT, EVERYTHING, Advice, Boundary, Condition, Emergency, Ratify


class Power(NamedTuple):
    """An emergency power that the asker has here."""

    level: Level
    entry: Emergency
    role: str
    how: str
    missing: tuple[str, ...] = ()
    """The facts that must be known before it can be used."""


def powers(case: Case, as_role: str | None = None) -> list[Power]:
    """The powers under which the asker could decide this now, those of the highest policy first."""
    question, out = case.question, list[Power]()
    if question.emergency is None:
        return out
    for level in case.chain.levels:
        for entry in level.policy.emergency:
            most = () if entry.limit is None else (Condition(AMOUNT, up_to=entry.limit),)
            # It measures nothing, so that its amount is the decision's own, not a sum.
            usable = when(level, Boundary("", (), when=(*most, *entry.when), measure=""), question.facts)
            if question.emergency in ("", entry.id) and usable.value is not False and _reaches(entry, question.topics):
                roles = [name for name in entry.decide if as_role in (None, name)]
                held = [(name, case.offices.how(level, name, case.asker)) for name in roles]
                out += [Power(level, entry, name, how, usable.missing) for name, how in held if how]
    return out


def _reaches(entry: Emergency, topics: tuple[str, ...]) -> bool:
    """Whether a power is about all topics; `*` does not reach who may change the rules themselves."""
    return all(
        any(contains(outer, topic) and not (outer == EVERYTHING and is_own(topic)) for outer in entry.topics)
        for topic in topics
    )


def duties(case: Case, responses: Responses, power: Power) -> list[Duty]:
    """What the power asks: its own consents and advice first; afterwards the ratification, and whom to tell."""
    entry, level = power.entry, power.level
    match = Match(level, Boundary(entry.id, entry.topics, policy=level.policy.name))
    out = responses.consents(match, entry.consent)
    out += [responses.advice(match, Advice(name)) for name in entry.advice]
    body = level.bodies.get(power.role)
    if body:
        voted = responses.voted(level, body.name, unnamed=True)
        text = f"{body.name} voted for it" if voted else f"{body.name} must vote: {describe(body.passes)}"
        out.append(Duty(answer.VOTE, (body.name,), voted, text=text))
    if entry.ratify != Ratify():
        out.append(_ratification(case, level, entry))
    out += [responses.inform(match, name) for name in entry.inform]
    return [duty._replace(boundary=entry.id) for duty in out]


def _ratification(case: Case, level: Level, entry: Emergency) -> Duty:
    """The duty to have it ratified or to report it afterwards."""
    rule, question = entry.ratify, case.question
    due = stamp(case.calendar.after(case.at, rule.within)) if rule.within else ""
    text = f"{'report to' if rule.report_only else 'ratification by'} {rule.by or 'those above'}"
    text += f" by {due}" if due else ""
    met = question.ratified or any(_counts(case, level, rule, voice) for voice in question.ratifications)
    against = [] if met else [voice for voice in question.refusals if _counts(case, level, rule, voice)]
    refused = tuple(case.name(voice) for voice in against)
    if refused:
        text += f", refused by {joined(refused)}"
    elif not met and question.ratifications:
        text += f"; {in_vain(map(case.name, question.ratifications), case.asker)}"
    return Duty(answer.RATIFY, (rule.by,) if rule.by else (), met, refused, until=due, text=text)


def in_vain(said: Iterable[str], decider: str) -> str:
    """That some ratifications do not count, in words."""
    names = [f"{who}, who decided it," if who == decider else who for who in dict.fromkeys(said)]
    return f"that of {joined(names)} does not count"


def _counts(case: Case, level: Level, rule: Ratify, voice: Voice) -> bool:
    """Whether a word on the ratification counts: of whom the power names, as held on the day it was given, or of a body's scribe.

    Nobody ratifies what they decided themselves, unless nobody else could. Where the power names nobody, or asks for a report
    alone, anybody's word does.
    """
    if not rule.by or rule.report_only or voice.who == rule.by:
        return True
    if voice.who is None:
        return voice.role == rule.by
    offices = case.ground.offices(voice.on.day_in(case.calendar.zone)) if voice.on else case.offices
    who = offices.canonical(voice.who)
    if who == case.asker and offices.holders(level, rule.by).keys() - {who}:
        return False
    return bool(offices.how(level, rule.by, who)) or (rule.by in level.bodies and offices.is_scribe(who, rule.by))

"""Emergency powers: who may decide alone now, what they owe afterwards, and whether it was ratified (step 13)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.chain import Level, contains, is_own
from remit.authority.procedure.conditions import Truth
from remit.authority.procedure.context import Case
from remit.authority.procedure.duties import carried, or_voted
from remit.authority.procedure.matching import when
from remit.authority.procedure.question import Voice
from remit.authority.procedure.responses import Source, advice, consents, inform, stamp
from remit.authority.procedure.role_holders import Offices
from remit.authority.procedure.votes import describe
from remit.authority.words import joined
from remit.log.policy import AMOUNT, EVERYTHING, Advice, Boundary, Condition, Emergency, Ratify


class Power(NamedTuple):
    """An emergency power that the asker has here."""

    level: Level
    entry: Emergency
    role: str
    how: str


def powers(case: Case, as_role: str | None = None) -> list[Power]:
    """The powers under which the asker could decide this now, those of the highest policy first."""
    if case.question.emergency is None:
        return []
    out = []
    for level in case.chain.levels:
        for entry in level.policy.emergency:
            if case.question.emergency in ("", entry.id) and _fits(case, level, entry):
                out += _held(case, level, entry, as_role)
    return out


def _fits(case: Case, level: Level, entry: Emergency) -> bool:
    if not all(any(_reaches(outer, topic) for outer in entry.topics) for topic in case.question.topics):
        return False
    return _usable(case, level, entry).value is not False


def _usable(case: Case, level: Level, entry: Emergency) -> Truth:
    """Whether its facts and its limit let a power be used; unknown where one of them is missing."""
    most = () if entry.limit is None else (Condition(AMOUNT, up_to=entry.limit),)
    # It measures nothing, so that its amount is the decision's own, not a sum.
    return when(case, level, Boundary(entry.id, entry.topics, when=(*most, *entry.when), measure=""), None)


def _reaches(outer: str, topic: str) -> bool:
    """`*` does not reach who may change the rules themselves."""
    return contains(outer, topic) and not (outer == EVERYTHING and is_own(topic))


def unknown_facts(case: Case, power: Power) -> tuple[str, ...]:
    """The facts that must be known before a power can be used."""
    return _usable(case, power.level, power.entry).missing


def _held(case: Case, level: Level, entry: Emergency, as_role: str | None) -> list[Power]:
    roles = [name for name in entry.decide if as_role in (None, name)]
    held = [(name, case.offices.how(level, name, case.asker)) for name in roles]
    return [Power(level, entry, name, how) for name, how in held if how]


def duties(case: Case, power: Power) -> list[Duty]:
    """What the power asks: its own consents and advice first; afterwards the ratification, and whom to tell."""
    entry = power.entry
    source = Source(power.level, Boundary(entry.id, entry.topics, policy=power.level.policy.name))
    heard = [advice(case, source, Advice(name)) for name in entry.advice]
    said = [or_voted(case, source, duty) for duty in consents(case, source, entry.consent)]
    out = [duty._replace(boundary=entry.id) for duty in (*said, *heard)]
    body = power.level.bodies.get(power.role)
    if body:
        voted = carried(case, power.level, body.name, body.passes, unnamed=True)
        text = f"{body.name} voted for it" if voted else f"{body.name} must vote: {describe(body.passes)}"
        out.append(Duty(answer.VOTE, (body.name,), voted, boundary=entry.id, text=text))
    out += ratification(case, power.level, entry)
    return out + [inform(case, source, name)._replace(boundary=entry.id) for name in entry.inform]


def ratification(case: Case, level: Level, entry: Emergency) -> Iterator[Duty]:
    """The duty to have it ratified or to report it afterwards; none where the power asks for nothing (`ratify: {}`)."""
    rule = entry.ratify
    if rule == Ratify():
        return
    due = stamp(case.ground.calendar.after(case.at, rule.within)) if rule.within else ""
    text = f"{'report to' if rule.report_only else 'ratification by'} {rule.by or 'those above'}"
    text += f" by {due}" if due else ""
    question = case.question
    met = question.ratified or any(_counts(case, level, rule, voice) for voice in question.ratifications)
    refused = (
        () if met else tuple(_who(case, voice) for voice in question.refusals if _counts(case, level, rule, voice))
    )
    if refused:
        text += f", refused by {joined(refused)}"
    elif not met and question.ratifications:
        text += f"; {in_vain((_who(case, voice) for voice in question.ratifications), case.asker)}"
    who = (rule.by,) if rule.by else ()
    yield Duty(answer.RATIFY, who, met, refused, boundary=entry.id, until=due, text=text)


def in_vain(said: Iterable[str], decider: str) -> str:
    """That some ratifications do not count, in words."""
    names = [f"{who}, who decided it," if who == decider else who for who in dict.fromkeys(said)]
    return f"that of {joined(names)} does not count"


def _who(case: Case, voice: Voice) -> str:
    return case.offices.canonical(voice.who) if voice.who else voice.role or ""


def _counts(case: Case, level: Level, rule: Ratify, voice: Voice) -> bool:
    """Whether a word on the ratification counts: of whom the power names, as held on the day it was given, or of a body's scribe.

    Nobody ratifies what they decided themselves, unless nobody else could. Where the power names nobody, or asks for a report
    alone, anybody's word does.
    """
    if not rule.by or rule.report_only or voice.who == rule.by:
        return True
    if voice.who is None:
        return voice.role == rule.by
    offices = case.ground.offices(voice.on.day_in(case.ground.calendar.zone)) if voice.on else case.offices
    who = offices.canonical(voice.who)
    if who == case.asker and _others(offices, level, rule.by, who):
        return False
    return bool(offices.how(level, rule.by, who)) or (rule.by in level.bodies and offices.is_scribe(who, rule.by))


def _others(offices: Offices, level: Level, name: str, who: str) -> bool:
    return bool(offices.holders(level, name).keys() - {who})

"""Emergency powers: who may decide alone now, what they owe afterwards, and whether it was ratified (step 13)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.chain import Level, contains, is_own
from remit.authority.procedure.context import Case
from remit.authority.procedure.matching import Match, when
from remit.authority.procedure.responses import Responses
from remit.authority.procedure.votes import describe
from remit.authority.words import joined
from remit.log.duties import Advice, Condition
from remit.log.kinds import near
from remit.log.policy import AMOUNT, EVERYTHING, Boundary, Emergency, Ratify


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
                held = [(name, case.role_holders.how(level, name, case.asker)) for name in roles]
                out += [Power(level, entry, name, how, usable.missing) for name, how in held if how]
    return out


def powers_of_others(case: Case) -> tuple[str, ...]:
    """Who has the powers that reach a matter that is said to be an emergency, a sentence each; or that the power named is none."""
    name = case.question.emergency
    if name is None:
        return ()
    known = [(level, entry) for level in case.chain.levels for entry in level.policy.emergency]
    if name and all(entry.id != name for _, entry in known):
        hint = f"; {near(name, [entry.id for _, entry in known])}" if known else ""
        return (f"`{name}` is not an emergency power of the policy{hint}",)
    reaching = [one for one in known if name in ("", one[1].id) and _reaches(one[1], case.question.topics)]
    return tuple(_holders(case, level, entry) for level, entry in reaching)


def _holders(case: Case, level: Level, entry: Emergency) -> str:
    people = case.people(level, entry.decide)
    return f"in an emergency {joined(entry.decide)} may decide ({entry.id}): {joined(people) or 'nobody holds it'}"


def _reaches(entry: Emergency, topics: tuple[str, ...]) -> bool:
    """Whether a power is about all topics; `*` does not reach who may change the rules themselves."""
    return all(
        any(contains(outer, topic) and not (outer == EVERYTHING and is_own(topic)) for outer in entry.topics)
        for topic in topics
    )


def duties(responses: Responses, power: Power) -> list[Duty]:
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
        out.append(responses.ratification(match, entry.ratify))
    out += [responses.inform(match, name) for name in entry.inform]
    return [duty._replace(boundary=entry.id) for duty in out]

"""Emergency powers: who may decide alone now, and what they owe afterwards (step 13)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.advice import advice, inform
from remit.authority.procedure.chain import Level
from remit.authority.procedure.conditions import Truth
from remit.authority.procedure.consent import Source, consents
from remit.authority.procedure.context import Scene
from remit.authority.procedure.duties import carried, or_voted
from remit.authority.procedure.matching import when
from remit.authority.procedure.ratification import ratification
from remit.authority.procedure.topics import contains, is_own
from remit.authority.procedure.votes import describe
from remit.log.policy import AMOUNT, EVERYTHING, Advice, Boundary, Condition, Emergency


class Power(NamedTuple):
    """An emergency power that the asker has here."""

    level: Level
    entry: Emergency
    role: str
    how: str


def powers(scene: Scene, as_role: str | None = None) -> list[Power]:
    """The powers under which the asker could decide this now, those of the highest policy first."""
    if scene.case.emergency is None:
        return []
    out = []
    for level in scene.chain.levels:
        for entry in level.policy.emergency:
            if scene.case.emergency in ("", entry.id) and _fits(scene, level, entry):
                out += _held(scene, level, entry, as_role)
    return out


def _fits(scene: Scene, level: Level, entry: Emergency) -> bool:
    if not all(any(_reaches(outer, topic) for outer in entry.topics) for topic in scene.case.topics):
        return False
    return _usable(scene, level, entry).value is not False


def _usable(scene: Scene, level: Level, entry: Emergency) -> Truth:
    """Whether its facts and its limit let a power be used; unknown where one of them is missing."""
    most = () if entry.limit is None else (Condition(AMOUNT, up_to=entry.limit),)
    # It measures nothing, so that its amount is the decision's own, not a sum.
    return when(scene, level, Boundary(entry.id, entry.topics, when=(*most, *entry.when), measure=""), None)


def _reaches(outer: str, topic: str) -> bool:
    """`*` does not reach who may change the rules themselves."""
    return contains(outer, topic) and not (outer == EVERYTHING and is_own(topic))


def unknown_facts(scene: Scene, power: Power) -> tuple[str, ...]:
    """The facts that must be known before a power can be used."""
    return _usable(scene, power.level, power.entry).missing


def _held(scene: Scene, level: Level, entry: Emergency, as_role: str | None) -> list[Power]:
    roles = [name for name in entry.decide if as_role in (None, name)]
    held = [(name, scene.offices.how(level, name, scene.asker)) for name in roles]
    return [Power(level, entry, name, how) for name, how in held if how]


def duties(scene: Scene, power: Power) -> list[Duty]:
    """What the power asks: its own consents and advice first; afterwards the ratification, and whom to tell."""
    entry = power.entry
    source = Source(power.level, Boundary(entry.id, entry.topics, policy=power.level.policy.name))
    heard = [advice(scene, source, Advice(name)) for name in entry.advice]
    said = [or_voted(scene, source, duty) for duty in consents(scene, source, entry.consent)]
    out = [duty._replace(boundary=entry.id) for duty in (*said, *heard)]
    body = power.level.bodies.get(power.role)
    if body:
        voted = carried(scene, power.level, body.name, body.passes, unnamed=True)
        text = f"{body.name} voted for it" if voted else f"{body.name} must vote: {describe(body.passes)}"
        out.append(Duty(answer.VOTE, (body.name,), voted, boundary=entry.id, text=text))
    out += ratification(scene, power.level, entry)
    return out + [inform(scene, source, name)._replace(boundary=entry.id) for name in entry.inform]

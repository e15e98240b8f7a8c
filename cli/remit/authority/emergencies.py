"""Emergency powers: who may decide alone now, and what they owe afterwards (step 13)."""

from remit.authority.case import Voice
from remit.authority.chain import Level
from remit.authority.conditions import Truth
from remit.authority.consenting import Source, consents
from remit.authority.duties import carried
from remit.authority.ground import Scene
from remit.authority.hearing import advice, inform, stamp
from remit.authority.matching import when
from remit.authority.topics import contains, is_own
from remit.authority.voting import describe
from remit.model import answer
from remit.model.answer import Duty
from remit.model.policy import AMOUNT, EVERYTHING, Advice, Boundary, Condition, Emergency
from remit.model.tuples import NamedTuple


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
    out = [duty._replace(boundary=entry.id) for duty in (*consents(scene, source, entry.consent), *heard)]
    body = power.level.bodies.get(power.role)
    if body:
        voted = carried(scene, power.level, body.name, body.passes, unnamed=True)
        text = f"{body.name} voted for it" if voted else f"{body.name} must vote: {describe(body.passes)}"
        out.append(Duty(answer.VOTE, (body.name,), voted, boundary=entry.id, text=text))
    out.append(_ratification(scene, power))
    return out + [inform(scene, source, name)._replace(boundary=entry.id) for name in entry.inform]


def _ratification(scene: Scene, power: Power) -> Duty:
    entry, rule = power.entry, power.entry.ratify
    due = stamp(scene.ground.calendar.after(scene.at, rule.within)) if rule.within else ""
    verb = "report to" if rule.report_only else "ratification by"
    text = f"{verb} {rule.by or 'those above'}" + (f" by {due}" if due else "")
    who = (rule.by,) if rule.by else ()
    met = scene.case.ratified or any(_may_ratify(scene, power, voice) for voice in scene.case.ratifications)
    return Duty(answer.RATIFY, who, met, boundary=entry.id, until=due, text=text)


def _may_ratify(scene: Scene, power: Power, voice: Voice) -> bool:
    """Whether a ratification counts: by whom the power names, who held that when they ratified, or a scribe of the body.

    Where the power names nobody, or asks for a report alone, anybody's does.
    """
    rule, level = power.entry.ratify, power.level
    if not rule.by or rule.report_only or voice.who == rule.by:
        return True
    if voice.who is None:
        return voice.role == rule.by
    offices = scene.ground.offices(voice.on.day_in(scene.ground.calendar.zone)) if voice.on else scene.offices
    who = offices.canonical(voice.who)
    return bool(offices.how(level, rule.by, who)) or (rule.by in level.bodies and offices.is_scribe(who, rule.by))

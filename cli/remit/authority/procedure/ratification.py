"""Whether an emergency decision has been ratified, and whose ratification counts (step 13)."""

from collections.abc import Iterable, Iterator

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.condition_words import joined
from remit.authority.procedure.advice import stamp
from remit.authority.procedure.case import Voice
from remit.authority.procedure.chain import Level
from remit.authority.procedure.context import Scene
from remit.authority.procedure.role_holders import Offices
from remit.log.policy import Emergency, Ratify


def ratification(scene: Scene, level: Level, entry: Emergency) -> Iterator[Duty]:
    """The duty to have it ratified or to report it afterwards; none where the power asks for nothing (`ratify: {}`)."""
    rule = entry.ratify
    if rule == Ratify():
        return
    due = stamp(scene.ground.calendar.after(scene.at, rule.within)) if rule.within else ""
    text = f"{'report to' if rule.report_only else 'ratification by'} {rule.by or 'those above'}"
    text += f" by {due}" if due else ""
    case = scene.case
    met = case.ratified or any(_counts(scene, level, rule, voice) for voice in case.ratifications)
    refused = () if met else tuple(_who(scene, voice) for voice in case.refusals if _counts(scene, level, rule, voice))
    if refused:
        text += f", refused by {joined(refused)}"
    elif not met and case.ratifications:
        text += f"; {in_vain((_who(scene, voice) for voice in case.ratifications), scene.asker)}"
    who = (rule.by,) if rule.by else ()
    yield Duty(answer.RATIFY, who, met, refused, boundary=entry.id, until=due, text=text)


def in_vain(said: Iterable[str], decider: str) -> str:
    """That some ratifications do not count, in words."""
    names = [f"{who}, who decided it," if who == decider else who for who in dict.fromkeys(said)]
    return f"that of {joined(names)} does not count"


def _who(scene: Scene, voice: Voice) -> str:
    return scene.offices.canonical(voice.who) if voice.who else voice.role or ""


def _counts(scene: Scene, level: Level, rule: Ratify, voice: Voice) -> bool:
    """Whether a word on the ratification counts: of whom the power names, as held on the day it was given, or of a body's scribe.

    Nobody ratifies what they decided themselves, unless nobody else could. Where the power names nobody, or asks for a report
    alone, anybody's word does.
    """
    if not rule.by or rule.report_only or voice.who == rule.by:
        return True
    if voice.who is None:
        return voice.role == rule.by
    offices = scene.ground.offices(voice.on.day_in(scene.ground.calendar.zone)) if voice.on else scene.offices
    who = offices.canonical(voice.who)
    if who == scene.asker and _others(offices, level, rule.by, who):
        return False
    return bool(offices.how(level, rule.by, who)) or (rule.by in level.bodies and offices.is_scribe(who, rule.by))


def _others(offices: Offices, level: Level, name: str, who: str) -> bool:
    return bool(offices.holders(level, name).keys() - {who})

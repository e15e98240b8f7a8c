"""Advice, objections, informing, and what silence means (step 12)."""

from datetime import datetime

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.case import Voice
from remit.authority.procedure.consent import Source, in_time, speaks_as
from remit.authority.procedure.context import Scene
from remit.log.moment import Moment
from remit.log.policy import Advice, Objection, Span


def advice(scene: Scene, source: Source, wanted: Advice) -> Duty:
    """Whether a role or body was heard. Advice is not permission: what they said does not matter here."""
    voices = [
        voice for voice in scene.case.advice if in_time(scene, voice) and speaks_as(scene, source, voice, wanted.of)
    ]
    others = [voice for voice in voices if voice.who is None or scene.offices.canonical(voice.who) != scene.asker]
    by = tuple(dict.fromkeys(scene.offices.canonical(voice.who) for voice in others if voice.who))
    name = source.name(scene)
    if others:
        said = f"advice of {wanted.of}: heard{' from ' + ', '.join(by) if by else ''}"
        return Duty(answer.ADVICE, (wanted.of,), True, by, boundary=name, text=said)
    if _only_asker(scene, source, wanted.of):
        return Duty(
            answer.ADVICE, (wanted.of,), True, (scene.asker,), boundary=name, text=f"nobody else is {wanted.of}"
        )
    silent = silent_since(scene, source, wanted.of, "advice", wanted.respond_within)
    if silent:
        said = f"{wanted.of} was asked and did not answer by {stamp(silent)}: go on"
        return Duty(answer.ADVICE, (wanted.of,), True, boundary=name, text=said)
    return Duty(answer.ADVICE, (wanted.of,), boundary=name, text=f"advice of {wanted.of} is needed")


def _only_asker(scene: Scene, source: Source, name: str) -> bool:
    return set(scene.offices.holders(source.level, name, source.boundary)) == {scene.asker}


def silent_since(scene: Scene, source: Source, name: str, kind: str, within: Span | None) -> datetime | None:
    """The moment since which somebody who was asked has been silent too long; None while they have not."""
    if within is None:
        return None
    calendar = scene.ground.calendar
    people = {name, *scene.offices.holders(source.level, name, source.boundary)}
    due = [
        calendar.after(asked.on.last_instant(calendar.zone), within)
        for asked in scene.case.asked
        if asked.kind == kind and scene.offices.canonical(asked.of) in people
    ]
    return min(due) if due and min(due) <= scene.at else None


def stamp(at: datetime) -> str:
    """A moment as text, to the minute."""
    return at.isoformat(timespec="minutes")


def window_end(scene: Scene, span: Span, announced: Moment | None = None) -> datetime | None:
    """When a window that the announcement (of the vote, else of the decision) opened closes; None where there was none."""
    announced = announced or scene.case.announced
    if announced is None:
        return None
    calendar = scene.ground.calendar
    return calendar.after(announced.last_instant(calendar.zone), span)


def objection_window(scene: Scene, source: Source, objection: Objection) -> Duty:
    """Whether the time for objections is over."""
    end, name = window_end(scene, objection.within), source.name(scene)
    who = objection.by
    if end is None:
        text = f"announce it: {' or '.join(who)} may object within {objection.within.text}"
        return Duty(answer.OBJECTION, who, boundary=name, text=text)
    timely, _ = objections(scene, source, objection)
    if timely:
        text = f"{timely[0].who or timely[0].role} objected"
        return Duty(answer.OBJECTION, who, boundary=name, until=stamp(end), text=text)
    if end > scene.at:
        text = f"wait until {stamp(end)}: {' or '.join(who)} may object"
        return Duty(answer.OBJECTION, who, boundary=name, until=stamp(end), text=text)
    text = f"nobody objected by {stamp(end)}"
    return Duty(answer.OBJECTION, who, True, boundary=name, until=stamp(end), text=text)


def objections(scene: Scene, source: Source, objection: Objection) -> tuple[list[Voice], list[Voice]]:
    """The standing objections of those who may object: in time, and too late (which have no effect)."""
    end, zone = window_end(scene, objection.within), scene.ground.calendar.zone
    timely: list[Voice] = []
    late: list[Voice] = []
    for voice in scene.case.objections:
        if voice.withdrawn or not any(speaks_as(scene, source, voice, name) for name in objection.by):
            continue
        if voice.who and scene.offices.canonical(voice.who) == scene.asker:
            continue
        if voice.on and voice.on.instant(zone) > scene.at:
            continue
        is_late = bool(end and voice.on and voice.on.instant(zone) > end)
        (late if is_late else timely).append(voice)
    return timely, late


def inform(scene: Scene, source: Source, name: str) -> Duty:
    """Whether a role or body was told. It comes after deciding, so it never stands in the way."""
    told = {scene.offices.canonical(who) for who in scene.case.informed}
    holders = set(scene.offices.holders(source.level, name, source.boundary))
    by = tuple(sorted(told & holders))
    met = name in told or bool(by)
    text = f"{name} was told" if met else f"tell {name} afterwards"
    return Duty(answer.INFORM, (name,), met, by, boundary=source.name(scene), text=text)

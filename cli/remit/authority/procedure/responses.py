"""What others said: consents, signatures, advice, objections, informing, and what silence means (step 12)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.chain import Level
from remit.authority.procedure.context import Case
from remit.authority.procedure.eligibility import Standing
from remit.authority.procedure.question import Voice
from remit.log.moment import Moment, Span
from remit.log.policy import ANYONE, Advice, Boundary, Consent, Objection, Signers


class Source(NamedTuple):
    """Where duties are written: the level and the boundary."""

    level: Level
    boundary: Boundary

    def name(self, case: Case) -> str:
        """The boundary's id; empty where the default applied."""
        return case.chain.name(self.boundary) if self.boundary.id else ""


def consents(case: Case, source: Source, wanted: Iterable[Consent]) -> list[Duty]:
    """The consent duties of one boundary. One person counts once, whatever roles they hold."""
    slots = [_open_slot(case, source, consent) for consent in dict.fromkeys(wanted)]
    said = _by_person(case)
    people = list(said)
    units = [(index, slot) for index, slot in enumerate(slots) for _ in range(slot.any)]
    taken = _assign([[_fits(case, source, slot, said[who]) for who in people] for _, slot in units])
    duties = []
    for index, slot in enumerate(slots):
        by = tuple(people[taken[unit]] for unit, (of, _) in enumerate(units) if of == index and unit in taken)
        duties.append(_consent_duty(case, source, slot, by))
    return duties


def _by_person(case: Case) -> dict[str, list[Voice]]:
    """The consents that count, by who gave them."""
    out: dict[str, list[Voice]] = {}
    for voice in case.question.consents:
        who = counted(case, voice)
        if who:
            out.setdefault(who, []).append(voice)
    return out


def counted(case: Case, voice: Voice) -> str | None:
    """Whose consent counts: given in time, by nobody who is barred. None where it does not."""
    who = case.offices.canonical(voice.who) if voice.who else None
    return who if who not in case.barred and in_time(case, voice) else None


def in_time(case: Case, voice: Voice) -> bool:
    """Whether it was said before the decision."""
    return voice.on is None or voice.on.instant(case.ground.calendar.zone) <= case.at


def speaks_as(case: Case, source: Source, voice: Voice, name: str) -> bool:
    """Whether a voice is one of a role or body: said so (or left open), and held."""
    if voice.role is not None and voice.role != name:
        return False
    if voice.who is None:
        return voice.role is not None
    who = case.offices.canonical(voice.who)
    if case.offices.how(source.level, name, who, source.boundary):
        return True
    return name in source.level.bodies and case.offices.is_scribe(who, name)


def _fits(case: Case, source: Source, slot: Consent, voices: list[Voice]) -> bool:
    return any(speaks_as(case, source, voice, name) for voice in voices for name in slot.of)


def _assign(fits: list[list[bool]]) -> dict[int, int]:
    """Each row to a column of its own, as many as possible (augmenting paths)."""
    column_of: dict[int, int] = {}
    row_of: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for column, fit in enumerate(fits[row]):
            if fit and column not in seen:
                seen.add(column)
                if column not in row_of or place(row_of[column], seen):
                    row_of[column], column_of[row] = row, column
                    return True
        return False

    for row in range(len(fits)):
        place(row, set())
    return column_of


def _open_slot(case: Case, source: Source, consent: Consent) -> Consent:
    """A consent that only barred people could give goes to the next in the escalation."""
    if ANYONE in consent.of:
        return consent
    able = {who for name in consent.of for who in case.offices.holders(source.level, name, source.boundary)}
    if not able or able - case.barred:
        return consent
    instead = case.next_above(source.level, consent.of, case.barred)
    return consent._replace(of=(instead,), any=1) if instead else consent


def _consent_duty(case: Case, source: Source, slot: Consent, by: tuple[str, ...]) -> Duty:
    met = len(by) >= slot.any
    names = " or ".join(slot.of)
    if met:
        text = f"consent of {names}: given by {', '.join(by)}"
    else:
        left = slot.any - len(by)
        text = f"consent of {names} is needed" if slot.any == 1 else f"{left} more of {slot.any} consents of {names}"
    return Duty(answer.CONSENT, slot.of, met, by, slot.any, source.name(case), text=text)


def signatures(case: Case, source: Source, signers: Signers, standing: Standing | None) -> Duty:
    """The signature duty of a boundary. The decider counts, and a consent in one of the roles is a signature."""
    roles = (*signers.of, *signers.including)
    by: list[str] = []
    if _decider_signs(case, source, roles, standing):
        by.append(case.asker)
    for who, voices in _by_person(case).items():
        if any(speaks_as(case, source, voice, role) for voice in voices for role in roles):
            by.append(who)
    lent = standing.role if standing else None  # a delegate signs as the role that let them
    lacking = tuple(role for role in signers.including if role != lent and not _among(case, source, role, by))
    met = len(by) >= signers.count and not lacking
    text = f"{len(by)} of {signers.count} signatures of {' or '.join(signers.of)}"
    if lacking:
        text += f"; {' and '.join(lacking)} must be among them"
    return Duty(answer.SIGNATURE, lacking or signers.of, met, tuple(by), signers.count, source.name(case), text=text)


def _decider_signs(case: Case, source: Source, roles: tuple[str, ...], standing: Standing | None) -> bool:
    if any(case.offices.how(source.level, role, case.asker, source.boundary) for role in roles):
        return True
    return bool(standing and (standing.above or standing.role in roles))


def _among(case: Case, source: Source, role: str, by: list[str]) -> bool:
    return any(case.offices.how(source.level, role, who, source.boundary) for who in by)


def advice(case: Case, source: Source, wanted: Advice) -> Duty:
    """Whether a role or body was heard. Advice is not permission: what they said does not matter here."""
    voices = [
        voice for voice in case.question.advice if in_time(case, voice) and speaks_as(case, source, voice, wanted.of)
    ]
    others = [voice for voice in voices if voice.who is None or case.offices.canonical(voice.who) != case.asker]
    by = tuple(dict.fromkeys(case.offices.canonical(voice.who) for voice in others if voice.who))
    name = source.name(case)
    if others:
        said = f"advice of {wanted.of}: heard{' from ' + ', '.join(by) if by else ''}"
        return Duty(answer.ADVICE, (wanted.of,), True, by, boundary=name, text=said)
    if set(case.offices.holders(source.level, wanted.of, source.boundary)) == {case.asker}:
        return Duty(answer.ADVICE, (wanted.of,), True, (case.asker,), boundary=name, text=f"nobody else is {wanted.of}")
    silent = silent_since(case, source, wanted.of, "advice", wanted.respond_within)
    if silent:
        said = f"{wanted.of} was asked and did not answer by {stamp(silent)}: go on"
        return Duty(answer.ADVICE, (wanted.of,), True, boundary=name, text=said)
    return Duty(answer.ADVICE, (wanted.of,), boundary=name, text=f"advice of {wanted.of} is needed")


def silent_since(case: Case, source: Source, name: str, kind: str, within: Span | None) -> datetime | None:
    """The moment since which somebody who was asked has been silent too long; None while they have not."""
    if within is None:
        return None
    calendar = case.ground.calendar
    people = {name, *case.offices.holders(source.level, name, source.boundary)}
    due = [
        calendar.after(asked.on.last_instant(calendar.zone), within)
        for asked in case.question.asked
        if asked.kind == kind and case.offices.canonical(asked.of) in people
    ]
    return min(due) if due and min(due) <= case.at else None


def stamp(at: datetime) -> str:
    """A moment as text, to the minute."""
    return at.isoformat(timespec="minutes")


def window_end(case: Case, span: Span, announced: Moment | None = None) -> datetime | None:
    """When a window that the announcement (of the vote, else of the decision) opened closes; None where there was none."""
    announced = announced or case.question.announced
    if announced is None:
        return None
    calendar = case.ground.calendar
    return calendar.after(announced.last_instant(calendar.zone), span)


def objection_window(case: Case, source: Source, objection: Objection) -> Duty:
    """Whether the time for objections is over."""
    end, name = window_end(case, objection.within), source.name(case)
    who = objection.by
    if end is None:
        text = f"announce it: {' or '.join(who)} may object within {objection.within.text}"
        return Duty(answer.OBJECTION, who, boundary=name, text=text)
    timely, _ = objections(case, source, objection)
    if timely:
        text = f"{timely[0].who or timely[0].role} objected"
        return Duty(answer.OBJECTION, who, boundary=name, until=stamp(end), text=text)
    if end > case.at:
        text = f"wait until {stamp(end)}: {' or '.join(who)} may object"
        return Duty(answer.OBJECTION, who, boundary=name, until=stamp(end), text=text)
    text = f"nobody objected by {stamp(end)}"
    return Duty(answer.OBJECTION, who, True, boundary=name, until=stamp(end), text=text)


def objections(case: Case, source: Source, objection: Objection) -> tuple[list[Voice], list[Voice]]:
    """The standing objections of those who may object: in time, and too late (which have no effect)."""
    end, zone = window_end(case, objection.within), case.ground.calendar.zone
    timely: list[Voice] = []
    late: list[Voice] = []
    for voice in case.question.objections:
        if voice.withdrawn or not any(speaks_as(case, source, voice, name) for name in objection.by):
            continue
        if voice.who and case.offices.canonical(voice.who) == case.asker:
            continue
        if voice.on and voice.on.instant(zone) > case.at:
            continue
        is_late = bool(end and voice.on and voice.on.instant(zone) > end)
        (late if is_late else timely).append(voice)
    return timely, late


def inform(case: Case, source: Source, name: str) -> Duty:
    """Whether a role or body was told. It comes after deciding, so it never stands in the way."""
    told = {case.offices.canonical(who) for who in case.question.informed}
    holders = set(case.offices.holders(source.level, name, source.boundary))
    by = tuple(sorted(told & holders))
    met = name in told or bool(by)
    text = f"{name} was told" if met else f"tell {name} afterwards"
    return Duty(answer.INFORM, (name,), met, by, boundary=source.name(case), text=text)

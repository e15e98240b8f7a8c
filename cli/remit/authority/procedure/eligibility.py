"""Whether a decision is somebody's: as holder, member, delegate, by a timebox, or from above (steps 9 and 15)."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.authority.procedure.chain import TIER_RANK
from remit.authority.procedure.context import Scene
from remit.authority.procedure.delegation import delegate_of
from remit.authority.procedure.limits import Ruling
from remit.authority.procedure.role_holders import MEMBER, SCRIBE
from remit.log.policy import RAISER

SUPERIOR, DELEGATE, TIMEBOX = "superior", "delegation", "timebox"


class Standing(NamedTuple):
    """By which role or body somebody may decide, and how they come to it."""

    role: str
    how: str
    tier: str
    body: bool = False
    delegation: str | None = None
    above: bool = False
    """Whether they stand above those whom the boundary names."""
    timebox: bool = False


def standings(scene: Scene, ruling: Ruling) -> Iterator[Standing]:
    """Every way in which the asker may decide, those that the boundary names first, lowest tier first."""
    person = scene.asker
    named = (
        sorted(_direct(scene, ruling, person), key=_order)
        or list(_delegated(scene, ruling, person))
        or list(_after_timebox(scene, ruling, person))
    )
    yield from named
    yield from sorted(_superior(scene, ruling, person), key=_order)


def _order(standing: Standing) -> tuple[int, bool]:
    return (TIER_RANK[standing.tier], standing.body)


def stands_as(scene: Scene, ruling: Ruling, name: str, person: str) -> Standing | None:
    """How a person stands as one role or body."""
    level, boundary = ruling.level, ruling.boundary
    body = name in level.bodies
    how = scene.offices.how(level, name, person, boundary)
    if how is None and body and scene.offices.is_scribe(person, name):
        how = SCRIBE
    return Standing(name, how, level.tier(name), body) if how else None


def _direct(scene: Scene, ruling: Ruling, person: str) -> Iterator[Standing]:
    for name in ruling.deciders:
        standing = stands_as(scene, ruling, name, person)
        if standing and name not in ruling.barred_roles:
            yield standing


def _delegated(scene: Scene, ruling: Ruling, person: str) -> Iterator[Standing]:
    for name in ruling.deciders:
        found = delegate_of(scene, ruling, name, person)
        if found:
            yield Standing(name, DELEGATE, ruling.level.tier(name), delegation=found.id)


def _after_timebox(scene: Scene, ruling: Ruling, person: str) -> Iterator[Standing]:
    box, raised = ruling.boundary.decide_within, scene.case.raised
    if box is None or raised is None:
        return
    calendar = scene.ground.calendar
    if calendar.after(raised.last_instant(calendar.zone), box.span) > scene.at:
        return
    if box.then != RAISER:
        standing = stands_as(scene, ruling, box.then, person)
        if standing:
            yield standing._replace(timebox=True)
    elif scene.case.raised_by and scene.offices.canonical(scene.case.raised_by) == person:
        yield Standing(RAISER, TIMEBOX, "edge", timebox=True)


def _superior(scene: Scene, ruling: Ruling, person: str) -> Iterator[Standing]:
    """Roles of the escalation above the lowest decider. Bodies decide by their vote alone: a seat puts nobody above."""
    if ruling.boundary.only:
        return
    level = ruling.level
    ranks = [level.rank[name] for name in ruling.deciders if name in level.rank]
    for name in level.escalation[min(ranks) + 1 :] if ranks else ():
        if name in level.bodies or name in ruling.deciders or name in ruling.barred_roles:
            continue
        standing = stands_as(scene, ruling, name, person)
        if standing:
            yield standing._replace(how=SUPERIOR, above=True)


def is_member(standing: Standing) -> bool:
    """Whether they act for a body, which decides by its vote."""
    return standing.how in (MEMBER, SCRIBE)

"""Whether a decision is somebody's: as holder, member, delegate, by a timebox, or from above (steps 9 and 15)."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.authority.procedure.chain import TIER_RANK, Level
from remit.authority.procedure.context import Case
from remit.authority.procedure.matching import measure
from remit.authority.procedure.role_holders import MEMBER, SCRIBE
from remit.authority.procedure.rulings import Ruling
from remit.log.policy import RAISER, Delegate, Delegation

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


def standings(case: Case, ruling: Ruling) -> Iterator[Standing]:
    """Every way in which the asker may decide, those that the boundary names first, lowest tier first."""
    person = case.asker
    named = (
        sorted(_direct(case, ruling, person), key=_order)
        or list(_delegated(case, ruling, person))
        or list(_after_timebox(case, ruling, person))
    )
    yield from named
    yield from sorted(_superior(case, ruling, person), key=_order)


def _order(standing: Standing) -> tuple[int, bool]:
    return (TIER_RANK[standing.tier], standing.body)


def stands_as(case: Case, ruling: Ruling, name: str, person: str) -> Standing | None:
    """How a person stands as one role or body."""
    level, boundary = ruling.level, ruling.boundary
    body = name in level.bodies
    how = case.offices.how(level, name, person, boundary)
    if how is None and body and case.offices.is_scribe(person, name):
        how = SCRIBE
    return Standing(name, how, level.tier(name), body) if how else None


def _direct(case: Case, ruling: Ruling, person: str) -> Iterator[Standing]:
    for name in ruling.deciders:
        standing = stands_as(case, ruling, name, person)
        if standing and name not in ruling.barred_roles:
            yield standing


def _delegated(case: Case, ruling: Ruling, person: str) -> Iterator[Standing]:
    for name in ruling.deciders:
        found = delegate_of(case, ruling, name, person)
        if found:
            yield Standing(name, DELEGATE, ruling.level.tier(name), delegation=found.id)


def _after_timebox(case: Case, ruling: Ruling, person: str) -> Iterator[Standing]:
    box, raised = ruling.boundary.decide_within, case.question.raised
    if box is None or raised is None:
        return
    calendar = case.ground.calendar
    if calendar.after(raised.last_instant(calendar.zone), box.span) > case.at:
        return
    if box.then != RAISER:
        standing = stands_as(case, ruling, box.then, person)
        if standing:
            yield standing._replace(timebox=True)
    elif case.question.raised_by and case.offices.canonical(case.question.raised_by) == person:
        yield Standing(RAISER, TIMEBOX, "edge", timebox=True)


def _superior(case: Case, ruling: Ruling, person: str) -> Iterator[Standing]:
    """Roles of the escalation above the lowest decider. Bodies decide by their vote alone: a seat puts nobody above."""
    if ruling.boundary.only:
        return
    level = ruling.level
    ranks = [level.rank[name] for name in ruling.deciders if name in level.rank]
    for name in level.escalation[min(ranks) + 1 :] if ranks else ():
        if name in level.bodies or name in ruling.deciders or name in ruling.barred_roles:
            continue
        standing = stands_as(case, ruling, name, person)
        if standing:
            yield standing._replace(how=SUPERIOR, above=True)


def is_member(standing: Standing) -> bool:
    """Whether they act for a body, which decides by its vote."""
    return standing.how in (MEMBER, SCRIBE)


DEPTH = 4
"""How often a delegation may be passed on, at most."""


def rule_of(ruling: Ruling) -> Delegate:
    """Whether and how this decision may be delegated: the step's word, else the boundary's; unsaid, it may, but not onward."""
    step = ruling.step.delegate if ruling.step else None
    return step or ruling.boundary.delegate or Delegate()


def delegate_of(case: Case, ruling: Ruling, decider: str, person: str) -> Delegation | None:
    """The valid delegation by which a person may decide for `decider`."""
    for level in case.chain.levels:
        for delegation in level.policy.delegations:
            if not refusal(case, ruling, delegation, level, person) and _from(case, ruling, delegation, decider, DEPTH):
                return delegation
    return None


def refusal(case: Case, ruling: Ruling, delegation: Delegation, level: Level, person: str) -> str:
    """Why a delegation does not let a person decide, in words; empty where it does."""
    allowed = rule_of(ruling)
    if not is_about(case, ruling, delegation, level):
        return "it is for other boundaries"
    if not _received(case, ruling, delegation, person):
        return f"it was given to {delegation.to}"
    if not delegation.start <= case.day <= delegation.until:
        return f"it ran from {delegation.start} to {delegation.until}"
    if not allowed.allowed:
        return "this may not be delegated"
    if allowed.to and not any(case.offices.how(ruling.level, role, person, ruling.boundary) for role in allowed.to):
        return f"it may be delegated to {', '.join(allowed.to)} only"
    return _too_much(case, ruling, delegation, allowed)


def is_about(case: Case, ruling: Ruling, delegation: Delegation, level: Level) -> bool:
    """Whether a delegation names the boundary: of its own policy or one below."""
    return any(case.chain.reaches(name, level, ruling.boundary) for name in delegation.boundaries)


def _too_much(case: Case, ruling: Ruling, delegation: Delegation, allowed: Delegate) -> str:
    limits = [limit for limit in (delegation.limit, allowed.up_to) if limit is not None]
    if not limits:
        return ""
    measured = ruling.measured or measure(case, ruling.level, ruling.boundary)
    if measured.value is None:
        return f"its limit of {min(limits):f} needs to know {' and '.join(measured.missing)}"
    return f"it reaches up to {min(limits):f}" if measured.value > min(limits) else ""


def _received(case: Case, ruling: Ruling, delegation: Delegation, person: str) -> bool:
    if delegation.to in ruling.level.roles:
        return case.offices.how(ruling.level, delegation.to, person, ruling.boundary) is not None
    return case.offices.canonical(delegation.to) == person


def _from(case: Case, ruling: Ruling, delegation: Delegation, decider: str, left: int) -> bool:
    """Whether the giver may decide: as the deciding role, which somebody holds, or by a delegation that may be passed on."""
    if delegation.from_role == decider:
        return bool(case.offices.holders(ruling.level, decider, ruling.boundary))
    if not rule_of(ruling).onward or not left:
        return False
    givers = case.offices.holders(ruling.level, delegation.from_role, ruling.boundary)
    return any(
        not refusal(case, ruling, other, level, giver) and _from(case, ruling, other, decider, left - 1)
        for giver in givers
        for level in case.chain.levels
        for other in level.policy.delegations
    )

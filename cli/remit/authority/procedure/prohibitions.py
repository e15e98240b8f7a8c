"""Prohibitions: order and level do not matter; a dated waiver lifts one, or an emergency power that names it (step 5)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Answer
from remit.authority.procedure.context import Scene
from remit.authority.procedure.emergencies import Power
from remit.authority.procedure.limits import last_resort, rule
from remit.authority.procedure.matching import Match


class Prohibitions(NamedTuple):
    """What forbids (the highest policy's first), what would for want of a fact, and which power set a prohibition aside."""

    forbids: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()
    lifted_by: Power | None = None
    set_aside: tuple[str, ...] = ()


def prohibitions(scene: Scene, found: list[Match], powers: list[Power]) -> Prohibitions:
    """Every prohibition among the boundaries found, a step of a ladder that forbids included."""
    forbids: list[Match] = []
    missing: list[str] = []
    lifted_by: Power | None = None
    set_aside: list[str] = []
    for match in found:
        verdict, facts = _forbids(scene, match)
        if verdict is False:
            continue
        power = next((power for power in powers if _lifts(scene, power, match)), None)
        if power:
            lifted_by = lifted_by or power
            set_aside.append(scene.chain.name(match.boundary))
        elif verdict:
            forbids.append(match)
        else:
            missing += facts
    forbids.sort(key=lambda match: (match.level.index, match.boundary.id))
    return Prohibitions(tuple(forbids), tuple(dict.fromkeys(missing)), lifted_by, tuple(set_aside))


def _forbids(scene: Scene, match: Match) -> tuple[bool | None, tuple[str, ...]]:
    boundary = match.boundary
    if boundary.forbid:
        return match.truth
    if not any(step.forbid for step in boundary.steps):
        return False, ()
    if match.truth.value is None:
        return match.truth
    ruling = rule(scene, match)
    return (None, ruling.missing) if ruling.missing else (ruling.forbids, ())


def _lifts(scene: Scene, power: Power, match: Match) -> bool:
    return any(scene.chain.reaches(name, power.level, match.boundary) for name in power.entry.sets_aside)


def answer_forbidden(scene: Scene, found: list[Match], forbids: tuple[Match, ...]) -> Answer:
    """Nobody may decide it. The way on is a waiver, or another version of the policy."""
    first = forbids[0]
    boundary = first.boundary
    ids = tuple(scene.chain.name(match.boundary) for match in forbids)
    goes_to = last_resort(first.level)
    said = boundary.because or f"{ids[0]} forbids it"
    return Answer(
        answer.FORBIDDEN,
        scene.asker,
        boundary=ids[0],
        clause=boundary.clause,
        why=boundary.why,
        policy=first.level.policy.id,
        goes_to=goes_to,
        because=f"{said} ({ids[0]})" if boundary.because else said,
        forbidden_by=ids,
        would_change=("a dated waiver of this boundary, or another version of the policy",),
        boundaries=tuple(scene.chain.name(match.boundary) for match in found if match.truth.value),
    )

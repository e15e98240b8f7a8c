"""Delegations: dated, limited, written; given by a role that may decide, to whom the step allows (step 9)."""

from remit.authority.procedure.chain import Level
from remit.authority.procedure.context import Scene
from remit.authority.procedure.limits import Ruling
from remit.authority.procedure.measure import measure
from remit.log.policy import Delegate, Delegation

DEPTH = 4
"""How often a delegation may be passed on, at most."""


def rule_of(ruling: Ruling) -> Delegate:
    """Whether and how this decision may be delegated: the step's word, else the boundary's; unsaid, it may, but not onward."""
    step = ruling.step.delegate if ruling.step else None
    return step or ruling.boundary.delegate or Delegate()


def delegate_of(scene: Scene, ruling: Ruling, decider: str, person: str) -> Delegation | None:
    """The valid delegation by which a person may decide for `decider`."""
    for level in scene.chain.levels:
        for delegation in level.policy.delegations:
            if not refusal(scene, ruling, delegation, level, person) and _from(
                scene, ruling, delegation, decider, DEPTH
            ):
                return delegation
    return None


def refusal(scene: Scene, ruling: Ruling, delegation: Delegation, level: Level, person: str) -> str:
    """Why a delegation does not let a person decide, in words; empty where it does."""
    allowed = rule_of(ruling)
    if not is_about(scene, ruling, delegation, level):
        return "it is for other boundaries"
    if not _received(scene, ruling, delegation, person):
        return f"it was given to {delegation.to}"
    if not delegation.start <= scene.day <= delegation.until:
        return f"it ran from {delegation.start} to {delegation.until}"
    if not allowed.allowed:
        return "this may not be delegated"
    if allowed.to and not any(scene.offices.how(ruling.level, role, person, ruling.boundary) for role in allowed.to):
        return f"it may be delegated to {', '.join(allowed.to)} only"
    return _too_much(scene, ruling, delegation, allowed)


def is_about(scene: Scene, ruling: Ruling, delegation: Delegation, level: Level) -> bool:
    """Whether a delegation names the boundary: of its own policy or one below."""
    return any(scene.chain.reaches(name, level, ruling.boundary) for name in delegation.boundaries)


def _too_much(scene: Scene, ruling: Ruling, delegation: Delegation, allowed: Delegate) -> str:
    limits = [limit for limit in (delegation.limit, allowed.up_to) if limit is not None]
    if not limits:
        return ""
    measured = ruling.measured or measure(scene, ruling.level, ruling.boundary)
    if measured.value is None:
        return f"its limit of {min(limits):f} needs to know {' and '.join(measured.missing)}"
    return f"it reaches up to {min(limits):f}" if measured.value > min(limits) else ""


def _received(scene: Scene, ruling: Ruling, delegation: Delegation, person: str) -> bool:
    if delegation.to in ruling.level.roles:
        return scene.offices.how(ruling.level, delegation.to, person, ruling.boundary) is not None
    return scene.offices.canonical(delegation.to) == person


def _from(scene: Scene, ruling: Ruling, delegation: Delegation, decider: str, left: int) -> bool:
    """Whether the giver may decide: as the deciding role, which somebody holds, or by a delegation that may be passed on."""
    if delegation.from_role == decider:
        return bool(scene.offices.holders(ruling.level, decider, ruling.boundary))
    if not rule_of(ruling).onward or not left:
        return False
    givers = scene.offices.holders(ruling.level, delegation.from_role, ruling.boundary)
    return any(
        not refusal(scene, ruling, other, level, giver) and _from(scene, ruling, other, decider, left - 1)
        for giver in givers
        for level in scene.chain.levels
        for other in level.policy.delegations
    )

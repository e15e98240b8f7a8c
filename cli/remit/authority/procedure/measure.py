"""How large a decision is: its own amount in the policy's currency, with the decisions that belong together with it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from remit.authority.procedure.amounts import entry_amount, number
from remit.authority.procedure.chain import Level
from remit.authority.procedure.context import Scene
from remit.authority.procedure.earlier_decisions import Alike, Entry
from remit.log.policy import Boundary


class Measured(NamedTuple):
    """A value, what went into it, or the facts that are missing."""

    value: Decimal | None
    own: Decimal | None = None
    with_ids: tuple[str, ...] = ()
    """Earlier decisions that were added."""
    missing: tuple[str, ...] = ()


def measure(scene: Scene, level: Level, boundary: Boundary) -> Measured:
    """The measured fact of a boundary, with `related` decisions and those that `together` names."""
    own = number(scene.case.facts, boundary.measure, level.currency)
    if isinstance(own, tuple):
        return Measured(None, missing=own)
    together = _together(scene, boundary)
    missing = _unsaid(scene, boundary, together) if together else ()
    if missing:
        return Measured(None, own, (), missing)
    added = {entry.id: entry_amount(entry, boundary.measure, level) for entry in _related(scene)}
    for entry in scene.ground.register.alike(together) if together else ():
        added[entry.id] = entry_amount(entry, boundary.measure, level)
    return Measured(own + sum(added.values(), Decimal(0)), own, tuple(added))


def _related(scene: Scene) -> Iterator[Entry]:
    for name in scene.case.related:
        entry = scene.ground.register.find(name)
        if entry and entry.key < scene.key:
            yield entry


def _together(scene: Scene, boundary: Boundary) -> Alike | None:
    """Which decisions are added up: of the span, under the boundary's topics, whose facts may be the same as this one's."""
    if boundary.together is None:
        return None
    same, facts = boundary.together.same, scene.case.facts
    start = (scene.ground.calendar.before(scene.at, boundary.together.within), "")
    said = {fact: facts[fact] for fact in same if fact in facts}
    return Alike(boundary.topics, said, next(iter(said), same[0]), start, scene.key, scene.case.id)


def _unsaid(scene: Scene, boundary: Boundary, together: Alike) -> tuple[str, ...]:
    """The facts that this decision leaves out and one that may belong to it says: without them nothing can be added."""
    same = boundary.together.same if boundary.together else ()
    return tuple(fact for fact in same if fact not in together.said and scene.ground.register.says(fact, together))

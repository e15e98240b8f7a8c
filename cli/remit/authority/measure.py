"""How large a decision is: its own amount in the policy's currency, with the decisions that belong together with it."""

from collections.abc import Iterator
from decimal import Decimal

from remit.authority.chain import Level
from remit.authority.ground import Scene
from remit.authority.register import Entry
from remit.authority.topics import contains
from remit.formats.facts import FactValue
from remit.model.policy import AMOUNT, Boundary
from remit.model.tuples import NamedTuple

CURRENCY, RATE = "currency", "rate"
RATE_DATES = ("rate-date", "rate_date", "rate-on", "rate_on")
"""Spellings of the day of a rate, the documented one first."""


class Measured(NamedTuple):
    """A value, what went into it, or the facts that are missing."""

    value: Decimal | None
    own: Decimal | None = None
    with_ids: tuple[str, ...] = ()
    """Earlier decisions that were added."""
    missing: tuple[str, ...] = ()


def number(facts: dict[str, FactValue], name: str, currency: str | None) -> Decimal | tuple[str, ...]:
    """A fact as a number, money in the policy's currency; or the facts that are missing.

    The rate (units of the policy's currency for one unit of the amount's) and its day stand in the record.
    """
    value = facts.get(name)
    if not isinstance(value, Decimal):
        return (name,)
    said = facts.get(CURRENCY)
    if name != AMOUNT or not isinstance(said, str) or currency is None or said.upper() == currency:
        return value
    rate = facts.get(RATE)
    dated = any(spelling in facts for spelling in RATE_DATES)
    if not isinstance(rate, Decimal) or rate <= 0:
        return (RATE,) if dated else (RATE, RATE_DATES[0])
    return value * rate if dated else (RATE_DATES[0],)


def measure(scene: Scene, level: Level, boundary: Boundary) -> Measured:
    """The measured fact of a boundary, with `related` decisions and those that `together` names."""
    own = number(scene.case.facts, boundary.measure, level.currency)
    if isinstance(own, tuple):
        return Measured(None, missing=own)
    added: dict[str, Decimal] = {}
    missing: list[str] = []
    for entry in _related(scene):
        added[entry.id] = entry_amount(entry, boundary.measure, level)
    for entry in _together(scene, boundary):
        unsaid = [fact for fact in boundary.together.same if fact not in scene.case.facts and fact in entry.facts]  # type: ignore[union-attr]
        missing += unsaid
        if not unsaid:
            added[entry.id] = entry_amount(entry, boundary.measure, level)
    if missing:
        return Measured(None, own, (), tuple(dict.fromkeys(missing)))
    return Measured(own + sum(added.values(), Decimal(0)), own, tuple(added))


def entry_amount(entry: Entry, name: str, level: Level) -> Decimal:
    """What an earlier decision adds: its fact in the policy's currency; without a rate as it stands; nothing where it is missing."""
    found = number(entry.facts, name, level.currency)
    if isinstance(found, Decimal):
        return found
    plain = entry.facts.get(name)
    return plain if isinstance(plain, Decimal) else Decimal(0)


def _related(scene: Scene) -> Iterator[Entry]:
    for name in scene.case.related:
        entry = scene.ground.register.by_id.get(name)
        if entry and entry.key < scene.key:
            yield entry


def _together(scene: Scene, boundary: Boundary) -> Iterator[Entry]:
    """Decisions of the span under the boundary's topics whose facts may be the same as this one's."""
    if boundary.together is None:
        return
    same = boundary.together.same
    start = (scene.ground.calendar.before(scene.at, boundary.together.within), "")
    first = next((fact for fact in same if fact in scene.case.facts), same[0])
    for entry in scene.ground.register.same(first, scene.case.facts.get(first), start, scene.key):
        if (
            entry.id != scene.case.id
            and _under(entry, boundary)
            and all(_may_equal(scene, entry, fact) for fact in same)
        ):
            yield entry


def _may_equal(scene: Scene, entry: Entry, fact: str) -> bool:
    ours, theirs = scene.case.facts.get(fact), entry.facts.get(fact)
    return ours is None or theirs is None or ours == theirs


def _under(entry: Entry, boundary: Boundary) -> bool:
    return entry.topics is None or any(contains(outer, topic) for outer in boundary.topics for topic in entry.topics)

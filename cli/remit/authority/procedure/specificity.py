"""Which boundaries name the decider: for each topic and each policy of the chain the most specific one (step 6)."""

from typing import NamedTuple

from remit.authority.procedure.chain import Level
from remit.authority.procedure.context import Scene
from remit.authority.procedure.limits import Ruling, last_resort, rule
from remit.authority.procedure.matching import Match, candidates
from remit.authority.procedure.topics import is_own
from remit.log.policy import Boundary, Duties


class Elected(NamedTuple):
    """Rulings, the one that names the decider first; facts that are missing; boundaries that apply equally."""

    rulings: list[Ruling]
    missing: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()


def elect(scene: Scene, found: list[Match]) -> Elected:
    """The winners: of the first topic that has one the lowest policy's names the decider, all others bind besides."""
    rulings: dict[int, Ruling] = {}
    missing: list[str] = []
    ties: list[str] = []
    for topic in scene.case.topics:
        overlaid = False
        for level in reversed(scene.chain.levels):
            winner = _winner(scene, found, level, topic, missing, ties)
            if winner:
                known = rulings.get(id(winner.boundary), winner)
                rulings[id(winner.boundary)] = known._replace(overlaid=overlaid and (known is winner or known.overlaid))
                overlaid = True
    return Elected(list(rulings.values()), tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(ties)))


def _winner(
    scene: Scene, found: list[Match], level: Level, topic: str, missing: list[str], ties: list[str]
) -> Ruling | None:
    best, unknown = candidates(found, level, topic)
    missing += unknown
    if not best:
        return None
    rulings = [rule(scene, match) for match in best]
    for ruling in rulings:
        missing += ruling.missing
    winner = max(rulings, key=lambda ruling: ruling.strictness)
    if any(_differs(ruling, winner) for ruling in rulings):
        ties += sorted(scene.chain.name(ruling.boundary) for ruling in rulings)
    return winner


def _differs(one: Ruling, other: Ruling) -> bool:
    return (set(one.deciders), one.duties, one.boundary.only, one.boundary.own) != (
        set(other.deciders),
        other.duties,
        other.boundary.only,
        other.boundary.own,
    )


def by_default(scene: Scene) -> Ruling:
    """Who decides where no boundary says so: `otherwise` of the lowest policy; of Remit's own files the owner."""
    level = scene.chain.lowest
    if any(is_own(topic) for topic in scene.case.topics):
        boundary = Boundary("", scene.case.topics, decide=last_resort(level), policy=level.policy.name)
        return Ruling(level, boundary, boundary.decide, otherwise=True)
    rule_ = level.policy.otherwise
    deciders = tuple(dict.fromkeys((*rule_.decide, *((rule_.escalate,) if rule_.escalate else ()))))
    boundary = Boundary(
        "",
        scene.case.topics,
        decide=deciders,
        duties=Duties(advice=rule_.advice),
        clause=rule_.clause,
        policy=level.policy.name,
    )
    return Ruling(level, boundary, deciders, named_first=rule_.decide, otherwise=True)

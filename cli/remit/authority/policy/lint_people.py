"""Roles that nobody holds (L05), and decisions that hang on one person (L06)."""

from collections.abc import Iterator

from remit.authority.condition_words import joined
from remit.authority.procedure.chain import Level
from remit.authority.procedure.role_holders import Offices
from remit.log.finding import WARNING, Finding
from remit.log.policy import ANYONE, Boundary


def deciders_of(boundary: Boundary) -> Iterator[tuple[str, ...]]:
    """Who decides, for each line of a boundary: `decide`, each step, each limit and all higher ones, `beyond`."""
    if boundary.decide:
        yield boundary.decide
    yield from (step.decide for step in boundary.steps if step.decide)
    for _, most in boundary.limits:
        yield tuple(name for name, other in boundary.limits if other is None or (most is not None and other >= most))
    if boundary.beyond:
        yield (boundary.beyond,)


def able(level: Level, offices: Offices, boundary: Boundary, names: tuple[str, ...]) -> set[str]:
    """Who could decide today as one of `names` or from above; a body's members count, for they can vote."""
    wanted = list(names)
    ranks = [level.rank[name] for name in names if name in level.rank]
    if ranks and not boundary.only:
        wanted += level.escalation[min(ranks) + 1 :]
    found = {who for name in wanted for who in offices.holders(level, name, boundary)}
    return found | {name for name in names if name not in level.roles and name not in level.bodies and name != ANYONE}


def by_people(level: Level, offices: Offices) -> Iterator[Finding]:
    """L05 and L06 of one policy."""
    yield from _empty(level, offices)
    yield from _single(level, offices)


def _empty(level: Level, offices: Offices) -> Iterator[Finding]:
    wanted = dict.fromkeys(
        name for boundary in level.policy.boundaries for names in deciders_of(boundary) for name in names
    )
    for name in wanted:
        if name in level.roles and not offices.holders(level, name):
            remedy = f"`remit people holds {name} WHO` names a holder"
            yield Finding("L05", "role-empty", WARNING, level.policy.path, f"nobody holds {name}", remedy)


def _single(level: Level, offices: Offices) -> Iterator[Finding]:
    only: dict[str, dict[str, int]] = {}
    roles: dict[str, str] = {}
    for boundary in level.policy.boundaries:
        for names in deciders_of(boundary):
            if ANYONE in names:
                continue
            people = able(level, offices, boundary, names)
            if len(people) == 1 and not any(level.roles[name].deputy for name in names if name in level.roles):
                who = next(iter(people))
                only.setdefault(who, {}).update(dict.fromkeys(boundary.topics, boundary.line))
                roles.setdefault(who, names[0])
    for who, topics in only.items():
        message = f"only {who} can decide {joined(list(topics), 'and')}; no deputy"
        remedy = f"name a deputy of {roles[who]} in the policy, or a second holder"
        yield Finding(
            "L06", "single-holder", WARNING, level.policy.path, message, remedy, next(iter(topics.values()), 0)
        )

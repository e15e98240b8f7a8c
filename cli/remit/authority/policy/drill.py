"""What would stop if some people were away, by policy and people alone: it can be asked on the first day of a log."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from remit.authority.policy.matrix import Row, rows
from remit.authority.procedure.chain import Chain, Level
from remit.authority.procedure.question import Votes
from remit.authority.procedure.role_holders import RoleHolders
from remit.authority.procedure.votes import count
from remit.authority.words import joined
from remit.log.duties import Consent, Duties, Passes
from remit.log.people import People
from remit.log.policy import ANYONE, Boundary

TRIED = 6
"""Up to how many deputies the smallest set is looked for by trying all."""


class Line(NamedTuple):
    """One line of a boundary that somebody can decide today and that changes without the people who are away."""

    policy: str
    boundary: str
    topics: tuple[str, ...]
    limit: str
    """`up to 500 EUR`; empty where there is no limit."""
    roles: tuple[str, ...]
    """Who decides, by the policy."""
    lacks: str
    """What is lacking, in words: nobody who decides, nobody who consents."""
    needs: tuple[str, ...] = ()
    """Roles of which one with a deputy would do."""
    goes_to: tuple[str, ...] = ()
    """Who above could still decide it; empty where it stops."""

    @property
    def text(self) -> str:
        """The line in words."""
        where = f" {self.limit}" if self.limit else ""
        then = f"; it goes up to {joined(self.goes_to)}" if self.goes_to else ""
        return f"{self.boundary}{where}: {self.lacks}{then}"


class Drill(NamedTuple):
    """What a drill shows."""

    without: tuple[str, ...]
    stops: tuple[Line, ...]
    """Nobody can decide these."""
    goes_up: tuple[Line, ...]
    """Only those above could decide these."""
    deputies: tuple[str, ...]
    """The fewest roles that need a deputy so that nothing stops; of several smallest sets the first by name."""


def drill(chain: Chain, people: People | None, day: date, without: Collection[str]) -> Drill:
    """What a chain of policies cannot decide while some people are away that it can decide with them."""
    before, after = RoleHolders(people, day), RoleHolders(people, day, frozenset(without))
    found = [line for level in chain.levels for row in rows(level) for line in _lines(level, row, before, after)]
    stops = tuple(line for line in found if not line.goes_to)
    return Drill(tuple(without), stops, tuple(line for line in found if line.goes_to), fewest(stops))


def fewest(stops: tuple[Line, ...]) -> tuple[str, ...]:
    """The fewest roles to deputise so that every line has somebody: a smallest cover, by trying all of up to six."""
    needs = [set(line.needs) for line in stops if line.needs]
    roles = sorted({role for need in needs for role in need})
    for size in range(min(len(roles), TRIED) + 1):
        for chosen in combinations(roles, size):
            if all(need & set(chosen) for need in needs):
                return chosen
    return tuple(roles)


def _lines(level: Level, row: Row, before: RoleHolders, after: RoleHolders) -> Iterator[Line]:
    boundary = row.rule
    for grant in row.grants:
        if not grant.roles or ANYONE in grant.roles:
            continue
        rule = (grant.step.duties.passes if grant.step else None) or boundary.duties.passes
        if not _able(level, before, boundary, grant.roles, rule):
            continue
        line = Line(row.policy, row.boundary, row.topics, grant.limit, grant.roles, "")
        if not _able(level, after, boundary, grant.roles, rule):
            up = _higher(level, after, boundary, grant.roles)
            said = f"nobody is left who decides as {joined(grant.roles)}"
            yield line._replace(lacks=said, needs=_deputisable(level, after, grant.roles), goes_to=up)
            continue
        yield from _duties(level, line, boundary, grant.step.duties if grant.step else None, before, after)


def _able(
    level: Level, role_holders: RoleHolders, boundary: Boundary, names: tuple[str, ...], rule: Passes | None
) -> set[str]:
    """Who is there to decide as one of `names`; of a body its members, where those who are there could carry a vote."""
    found: set[str] = set()
    for name in names:
        here = _here(level, role_holders, boundary, name)
        body = level.bodies.get(name)
        if body:
            seats = len(role_holders.holders(level, name, boundary))
            carried = count(Votes(body=name, yes=len(here), members=seats), seats, rule or body.passes).carried
            here = here if carried else set()
        found |= here
    return found


def _here(level: Level, role_holders: RoleHolders, boundary: Boundary, name: str) -> set[str]:
    if name not in level.roles and name not in level.bodies:
        return {name} - role_holders.absent.keys()
    return set(role_holders.holders(level, name, boundary)) - role_holders.absent.keys()


def _higher(level: Level, role_holders: RoleHolders, boundary: Boundary, names: tuple[str, ...]) -> tuple[str, ...]:
    """Roles above that somebody who is there holds."""
    ranks = [level.rank[name] for name in names if name in level.rank]
    if boundary.only or not ranks:
        return ()
    limits = dict(boundary.limits)
    above = (name for name in level.escalation[min(ranks) + 1 :] if name not in names and name not in level.bodies)
    lowest = max((limits[name] or 0 for name in names if name in limits), default=None)
    able = (name for name in above if name not in limits or lowest is None or limits[name] is None)
    return tuple(name for name in able if _here(level, role_holders, boundary, name))[:1]


def _duties(
    level: Level, line: Line, boundary: Boundary, step: Duties | None, before: RoleHolders, after: RoleHolders
) -> Iterator[Line]:
    """Consents and signatures that nobody is left to give."""
    for duties in (boundary.duties, *([step] if step else [])):
        wanted = list(duties.consent)
        if duties.signers:
            wanted.append(Consent(duties.signers.of, duties.signers.count))
            wanted += [Consent((role,)) for role in duties.signers.including]
        for consent in wanted:
            if ANYONE in consent.of:
                continue
            had, left = (_consenting(level, role_holders, boundary, consent.of) for role_holders in (before, after))
            if len(had) >= consent.any > len(left):
                said = (
                    f"nobody is left who consents as {joined(consent.of)}" if not left else "too few are left to sign"
                )
                yield line._replace(lacks=said, needs=_deputisable(level, after, consent.of))
                return


def _consenting(level: Level, role_holders: RoleHolders, boundary: Boundary, names: tuple[str, ...]) -> set[str]:
    return {who for name in names for who in _here(level, role_holders, boundary, name)}


def _deputisable(level: Level, role_holders: RoleHolders, names: tuple[str, ...]) -> tuple[str, ...]:
    """The roles behind some names: a body's empty seats are those of the roles that vote in it."""
    out: dict[str, None] = {}
    for name in names:
        seats = level.bodies[name].members if name in level.bodies else (name,)
        for role in seats:
            if role in level.roles and not set(role_holders.holders(level, role)) - role_holders.absent.keys():
                out[role] = None
    return tuple(out)

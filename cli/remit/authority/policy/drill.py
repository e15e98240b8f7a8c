"""What would stop if some people were away, by policy and people alone: it can be asked on the first day of a log."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from remit.authority.answer import Absence
from remit.authority.policy.matrix import Row, rows
from remit.authority.procedure.chain import Chain, Level
from remit.authority.procedure.role_holders import RoleHolders
from remit.authority.words import joined
from remit.log.duties import NO_DUTIES, Consent, Duties
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
    return Drill(
        tuple(without), stops, tuple(line for line in found if line.goes_to), fewest(line.needs for line in stops)
    )


def fewest(needs: Iterable[Collection[str]]) -> tuple[str, ...]:
    """The fewest names of which each need has one: a smallest cover, by trying all of up to six. What nobody can meet is left out."""
    wanted = [set(need) for need in needs if need]
    names = sorted(set().union(*wanted))
    for size in range(min(len(names), TRIED) + 1):
        for chosen in combinations(names, size):
            if all(need & set(chosen) for need in wanted):
                return chosen
    return tuple(names)


def _lines(level: Level, row: Row, before: RoleHolders, after: RoleHolders) -> Iterator[Line]:
    boundary, limits = row.rule, dict(row.rule.limits)
    for grant in row.grants:
        if not grant.roles or ANYONE in grant.roles:
            continue
        duties = grant.step.duties if grant.step else NO_DUTIES
        rule = duties.passes or boundary.duties.passes
        most = limits.get(grant.roles[0])
        above = () if boundary.only else level.superiors(grant.roles)
        above = tuple(name for name in above if _may(limits.get(name), most))
        now, then = (one.absence(level, grant.roles, above, boundary, rule=rule) for one in (before, after))
        if _stops(now) or not before.present(level, grant.roles, boundary):
            continue  # nobody can decide it today
        line = Line(row.policy, row.boundary, row.topics, grant.limit, grant.roles, "")
        if then and _stops(then):
            said = f"nobody is left who decides as {joined(grant.roles)}"
            up = (then.next,) if then.next else ()
            yield line._replace(lacks=said, needs=_deputisable(level, after, grant.roles), goes_to=up)
        else:
            yield from _duties(level, line, boundary, duties, before, after)


def _stops(absence: Absence | None) -> bool:
    return absence is not None and not absence.deputies


def _may(limit: Decimal | None, most: Decimal | None) -> bool:
    """Whether a limit of one's own, if there is one, reaches as far as another."""
    return limit is None or (most is not None and limit >= most)


def _duties(
    level: Level, line: Line, boundary: Boundary, step: Duties, before: RoleHolders, after: RoleHolders
) -> Iterator[Line]:
    """The first consent or signature that too few are left to give."""
    wanted = [*boundary.duties.consent, *step.consent]
    for signers in filter(None, (boundary.duties.signers, step.signers)):
        wanted += [Consent(signers.of, signers.count), *(Consent((role,)) for role in signers.including)]
    for consent in wanted:
        had, left = (
            {who for name in consent.of for who in one.holders(level, name, boundary)} - one.absent.keys()
            for one in (before, after)
        )
        if ANYONE not in consent.of and len(had) >= consent.any > len(left):
            said = f"nobody is left who consents as {joined(consent.of)}" if not left else "too few are left to sign"
            yield line._replace(lacks=said, needs=_deputisable(level, after, consent.of))
            return


def _deputisable(level: Level, role_holders: RoleHolders, names: tuple[str, ...]) -> tuple[str, ...]:
    """The roles behind some names: a body's empty seats are those of the roles that vote in it."""
    out: dict[str, None] = {}
    for name in names:
        seats = level.bodies[name].members if name in level.bodies else (name,)
        for role in seats:
            if role in level.roles and not set(role_holders.holders(level, role)) - role_holders.absent.keys():
                out[role] = None
    return tuple(out)

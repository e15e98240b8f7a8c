"""The delegation matrix: of each boundary who decides up to where, whom they ask first, whom they tell after.

The plain reading of a policy, as data. What holds for one decision (several boundaries at once, sums, absences) only the
procedure says.
"""

from typing import NamedTuple

from remit.authority.answer import Absence
from remit.authority.procedure.chain import Chain, Level, contains, depth
from remit.authority.procedure.deciding_boundary import beyond
from remit.authority.procedure.role_holders import RoleHolders
from remit.authority.procedure.votes import describe
from remit.authority.words import before_words, condition_words, joined, limit_words, range_words, unit_of
from remit.log.duties import Duties
from remit.log.policy import Boundary, Step


class Grant(NamedTuple):
    """One line of a boundary: who decides, up to where, and what else is required."""

    roles: tuple[str, ...]
    """Roles and bodies, any of which decides; empty where nobody may."""
    limit: str = ""
    """`up to 500 EUR`, `over 500 and up to 5000 EUR`; empty where there is no limit."""
    tier: str | None = None
    """The lowest tier among the roles."""
    ask: tuple[str, ...] = ()
    """What must happen first on this line, in addition to what the boundary requires of everybody."""
    tell: tuple[str, ...] = ()
    step: Step | None = None
    holders: tuple[str, ...] = ()
    """Who holds the roles and is here (else everybody who does), where they were asked for."""
    away: Absence | None = None
    """That everybody who holds them is away."""
    most: str = ""
    """The end of the line as a bare number; `unlimited`; empty where nothing is measured."""

    @property
    def who(self) -> str:
        """The roles in words."""
        return joined(self.roles) if self.roles else "nobody"


class Row(NamedTuple):
    """One boundary."""

    policy: str
    """The name of the policy."""
    boundary: str
    topics: tuple[str, ...]
    rule: Boundary
    grants: tuple[Grant, ...]
    """Lowest first; none where the boundary only adds duties, or forbids."""
    conditions: tuple[str, ...] = ()
    """The facts under which it applies, in words."""
    ask: tuple[str, ...] = ()
    """What must happen first, whoever decides."""
    tell: tuple[str, ...] = ()
    why: str = ""
    clause: str = ""

    @property
    def forbids(self) -> bool:
        """Whether nobody decides it at all."""
        return self.rule.forbid


def matrix(chain: Chain, role_holders: RoleHolders | None = None) -> tuple[Row, ...]:
    """The rows of every policy of a chain, the organisation's first, in the order of the files."""
    return tuple(row for level in chain.levels for row in rows(level, role_holders))


def rows(level: Level, role_holders: RoleHolders | None = None) -> tuple[Row, ...]:
    """The rows of one policy; with `role_holders` also who holds what on their day."""
    return tuple(_row(level, boundary, role_holders) for boundary in level.policy.boundaries)


def _row(level: Level, boundary: Boundary, role_holders: RoleHolders | None) -> Row:
    binding = [boundary.duties, *(_inherited(level, boundary) if boundary.grants else ())]
    return Row(
        policy=level.policy.name,
        boundary=boundary.id,
        topics=boundary.topics,
        rule=boundary,
        grants=tuple(_with_holders(level, boundary, grant, role_holders) for grant in _grants(level, boundary)),
        conditions=tuple(f"{condition.fact} is {condition_words(condition)}" for condition in boundary.when),
        ask=tuple(
            dict.fromkeys([text for duties in binding for text in before_words(duties)] + _from_above(level, boundary))
        ),
        tell=tuple(dict.fromkeys(name for duties in binding for name in duties.inform)),
        why=boundary.why or boundary.because,
        clause=boundary.clause,
    )


def _inherited(level: Level, boundary: Boundary) -> list[Duties]:
    """What other boundaries always ask of whatever this one is about; their voting rules go where their deciders go."""
    return [
        other.duties._replace(passes=None)
        for other in level.boundaries
        if other is not boundary
        and not other.when
        and all(any(contains(outer, topic) for outer in other.topics) for topic in boundary.topics)
    ]


def _from_above(level: Level, boundary: Boundary) -> list[str]:
    """Whose consent those need whom a lower policy names, where the policy above does not let go."""
    out: list[str] = []
    above = level.above if boundary.grants else None
    while above:
        about = [
            (max(depth(outer) for outer in other.topics if contains(outer, boundary.topics[0])), other)
            for other in above.policy.boundaries
            if other.grants and not other.when and any(contains(outer, boundary.topics[0]) for outer in other.topics)
        ]
        _, other = max(about, key=lambda one: one[0], default=(0, None))
        if (
            other
            and other.team_may != "loosen"
            and not set(boundary.decide) & {*other.decide, *above.superiors(other.decide)}
        ):
            whose = joined(other.decide) or f"whoever decides it under {other.id}"
            out.append(f"consent of {whose} ({above.policy.name})")
        above = above.above
    return out


def _grants(level: Level, boundary: Boundary) -> list[Grant]:
    unit = unit_of(boundary, level.currency)
    out: list[Grant] = []
    if boundary.decide:
        out.append(
            Grant(boundary.decide, tier=level.lowest(boundary.decide), ask=_votes(level, boundary, boundary.decide))
        )
    before: Step | None = None
    for step in boundary.steps:
        own = () if step.duties.passes else _votes(level, boundary, step.decide)
        grant = _of_step(level, before, step, unit)
        out.append(grant._replace(ask=(*grant.ask, *own)))
        before = step
    for role, most in boundary.limits:
        bare = "unlimited" if most is None else f"{most:f}"
        out.append(
            Grant((role,), limit_words(most, unit), level.tier(role), _votes(level, boundary, (role,)), most=bare)
        )
    endless = not boundary.sized or any(grant.most == "unlimited" for grant in out)
    further = () if endless else beyond(level, boundary, level)
    if further:
        votes = _votes(level, boundary, further)
        out.append(Grant(further, "beyond that", level.lowest(further), votes, most="unlimited"))
    return out


def _votes(level: Level, boundary: Boundary, names: tuple[str, ...]) -> tuple[str, ...]:
    """How the bodies among some deciders vote where the boundary does not say: by their own rule."""
    bodies = [level.bodies[name] for name in names if name in level.bodies and not boundary.duties.passes]
    return tuple(f"a vote of {body.name}: {describe(body.passes)}" for body in bodies)


def _of_step(level: Level, before: Step | None, step: Step, unit: str) -> Grant:
    return Grant(
        roles=() if step.forbid else step.decide,
        limit=range_words(before, step, unit),
        tier=None if step.forbid else level.lowest(step.decide),
        ask=before_words(step.duties),
        tell=step.duties.inform,
        step=step,
        most="unlimited" if step.end is None else f"{'<' if step.below is not None else ''}{step.end:f}",
    )


def _with_holders(level: Level, boundary: Boundary, grant: Grant, role_holders: RoleHolders | None) -> Grant:
    if role_holders is None:
        return grant
    above = () if boundary.only else level.superiors(grant.roles)
    return grant._replace(
        holders=role_holders.present(level, grant.roles, boundary),
        away=role_holders.absence(level, grant.roles, above, boundary),
    )

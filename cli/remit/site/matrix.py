"""The delegation matrix of a log: every policy in force on a day, whoever's it is."""

from datetime import date, datetime

from remit.authority.policy.matrix import Row, rows
from remit.authority.procedure.chain import Chain, Level, policies_of
from remit.authority.procedure.role_holders import RoleHolders
from remit.log.log import Log
from remit.log.policy import ANYONE, Policy


def in_force(log: Log, day: date) -> tuple[Policy, ...]:
    """Of each policy the version in force on `day`; parents come before their children."""
    return tuple(level.policy for level in _levels(log, day))


def matrix(log: Log, now: datetime) -> tuple[Row, ...]:
    """A row for each boundary of the policies in force at `now`, with who holds the roles that day."""
    day = now.astimezone(log.zone).date()
    role_holders = RoleHolders(log.people, day)
    return tuple(_unless_anyone(row) for level in _levels(log, day) for row in rows(level, role_holders))


def held(log: Log, now: datetime) -> dict[str, dict[str, str]]:
    """Every role and committee of the policies in force to the people who hold it that day, and how."""
    day = now.astimezone(log.zone).date()
    role_holders = RoleHolders(log.people, day)
    return {
        name: role_holders.holders(level, name)
        for level in _levels(log, day)
        for name in (*level.policy.roles, *level.policy.bodies)
    }


def _levels(log: Log, day: date) -> list[Level]:
    """The lowest level of every policy's own chain: the policy, and what it sees of those above."""
    policies = policies_of(log)
    chains = [chain for name in sorted(policies.by_name) if isinstance(chain := policies.chain(day, name), Chain)]
    return sorted((chain.lowest for chain in chains), key=lambda level: (level.index, level.policy.name))


def _unless_anyone(row: Row) -> Row:
    """`anyone` is not spelt out: it would be the list of everybody."""
    return row._replace(
        grants=tuple(grant._replace(holders=()) if ANYONE in grant.roles else grant for grant in row.grants)
    )

"""Delegations without effect, and those that nobody can look up (L16)."""

from collections.abc import Iterator
from datetime import date

from remit.authority.procedure.chain import Level
from remit.authority.procedure.deciding_boundary import beyond
from remit.authority.procedure.role_holders import RoleHolders
from remit.authority.words import joined
from remit.log.finding import INFO, WARNING, Finding
from remit.log.policy import Boundary, Delegate, Delegation


def by_delegations(level: Level, role_holders: RoleHolders, day: date) -> Iterator[Finding]:
    """L16 of one policy: of each delegation that has not ended the first reason why it gives nothing, and a missing source."""
    code, name, path = "L16", "delegation-ineffective", level.policy.path
    for entry in level.policy.delegations:
        if entry.until < day:
            continue
        why = next(_reasons(level, role_holders, entry), None)
        if why:
            message, remedy = f"delegation {entry.id} has no effect: {why[0]}", why[1]
            yield Finding(code, name, WARNING, path, message, remedy)
        if not entry.written:
            message = f"delegation {entry.id} does not say where it is written"
            yield Finding(code, name, INFO, path, message, "name the memo or the minutes: `written: memo 12`")


def _reasons(level: Level, role_holders: RoleHolders, entry: Delegation) -> Iterator[tuple[str, str]]:
    """Why it gives nothing, and how to fix that."""
    holders = role_holders.holders(level, entry.to) or {entry.to: ""}
    ends = role_holders.absent.get(entry.to, entry.until)
    if entry.to in level.roles and not role_holders.holders(level, entry.to):
        yield f"nobody holds {entry.to}", f"add a holder: `remit people holds WHO {entry.to}`"
    if not role_holders.here(entry.to):
        yield f"{entry.to} has left", "delegate it to somebody else, or remove it"
    if entry.to in role_holders.absent and (ends is None or ends >= entry.until):
        yield f"{entry.to} is away for all of it", "delegate it to somebody who is here"
    if entry.to == entry.from_role or set(holders) <= set(role_holders.holders(level, entry.from_role)):
        yield f"{entry.to} holds {entry.from_role} already", "delegate it to somebody else, or remove it"
    for boundary in level.boundaries:
        if _is_about(entry, boundary):
            yield from _of_boundary(level, role_holders, entry, boundary)


def _of_boundary(
    level: Level, role_holders: RoleHolders, entry: Delegation, boundary: Boundary
) -> Iterator[tuple[str, str]]:
    """Why it gives nothing of one boundary: the giver does not decide it, or may not let this receiver decide it."""
    rules = _rules(level, boundary, entry.from_role)
    if not rules:
        givers = _givers(level, entry, boundary)
        if entry.to in givers:
            yield f"{joined(sorted(givers), 'and')} delegate {boundary.id} in a circle", "remove one of them"
        if not any(_rules(level, boundary, name) for name in givers):
            yield f"{entry.from_role} does not decide {boundary.id}", "name a role that decides it as `from_role`"
        elif not (boundary.delegate and boundary.delegate.onward):
            yield f"what {entry.from_role} received of {boundary.id} may not be passed on", "write `onward: true` there"
    elif not any(rule.allowed for rule in rules):
        yield f"{boundary.id} may not be delegated", "remove it, or allow it with `delegate` on the boundary"
    elif not any(not rule.to or any(_is(level, role_holders, entry.to, role) for role in rule.to) for rule in rules):
        allowed = joined(sorted({role for rule in rules for role in rule.to}))
        yield f"{boundary.id} may be delegated to {allowed} only", f"name somebody who holds {allowed}"


def _is(level: Level, role_holders: RoleHolders, receiver: str, role: str) -> bool:
    """Whether a receiver is a role, or holds it."""
    return receiver == role or role_holders.how(level, role, receiver) is not None


def _rules(level: Level, boundary: Boundary, role: str) -> list[Delegate]:
    """How a role may delegate what it decides under a boundary, itself or as a superior, line by line; nothing where it decides none of it."""
    usual = boundary.delegate or Delegate()
    lines = [step.delegate or usual for step in boundary.steps if role in step.decide]
    further = beyond(level, boundary, level) if boundary.sized else ()
    flat = (*boundary.decide, *(name for name, _ in boundary.limits), *further)
    named = [name for step in boundary.steps for name in step.decide] + list(flat)
    above = not boundary.only and role in level.superiors(named)
    return lines + [usual] * (role in flat or (above and not lines))


def _givers(level: Level, entry: Delegation, boundary: Boundary) -> set[str]:
    """The roles from which the giver may have it, by delegations of the same boundary, one after another."""
    about = [one for one in level.policy.delegations if _is_about(one, boundary)]
    found: set[str] = set()
    new = {entry.from_role}
    while new:
        found |= new
        new = {one.from_role for one in about if one.to in new} - found
    return found


def _is_about(entry: Delegation, boundary: Boundary) -> bool:
    return bool({boundary.id, f"{boundary.policy}/{boundary.id}"} & set(entry.boundaries))

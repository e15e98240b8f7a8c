"""Changes of people.yml that need nobody's leave: a new person without a role, and one's own absence."""

from remit.log.log import Log
from remit.log.people import People, Person
from remit.log.policy import Policy


def harmless(before: Log, proposed: Log, author: Person) -> bool:
    """Whether people.yml only gained people without any role, or absences of the author's own."""
    old, new = before.people, proposed.people
    if old is None or new is None or _kept(old) != _kept(new, old):
        return False
    changed = set(old.away) ^ set(new.away)
    if any(entry.who != author.handle for entry in changed):
        return False
    added = [person for person in new.people if person.handle not in old.by_handle]
    named = _named(before.policies) | {hold.who for hold in old.holds}
    return not any(person.handle in named or person.formerly or _takes(person, old) for person in added)


def _kept(people: People, known: People | None = None) -> tuple[object, ...]:
    """Everything but absences and, where `known` is given, people that it does not have."""
    handles = {person.handle for person in (known or people).people}
    kept = tuple(person for person in people.people if person.handle in handles)
    return frozenset(kept), people.holds, people.scribes


def _takes(person: Person, old: People) -> bool:
    """Whether a new person claims an address, a login or a key that somebody has."""
    theirs = {*map(str.lower, (*person.emails, *person.logins)), *person.keys}
    return any(theirs & {*map(str.lower, (*other.emails, *other.logins)), *other.keys} for other in old.people)


def _named(policies: tuple[Policy, ...]) -> set[str]:
    """Everybody whom a policy names as holder, deputy, acting or member."""
    out: set[str] = set()
    for policy in policies:
        for role in policy.roles.values():
            out.update((*role.held_by, *role.deputy, *(acting.who for acting in role.acting)))
        for body in policy.bodies.values():
            out.update(body.members)
        out.update(delegation.to for delegation in policy.delegations)
    return out

"""What people and teams are called on pages."""

from remit.log.log import Log
from remit.log.record import Record


def names_of(log: Log) -> dict[str, str]:
    """Handle to name, for everybody in people.yml; a handle used before gives the same name."""
    if log.people is None:
        return {}
    return {handle: person.name or person.handle for handle, person in log.people.by_handle.items()}


def current(log: Log, handle: str) -> str:
    """The handle that somebody has today."""
    person = log.people.by_handle.get(handle) if log.people else None
    return person.handle if person else handle


def team_of(log: Log, record: Record) -> str | None:
    """The team of a record: as written, else the decider's."""
    if record.team:
        return record.team
    person = log.people.by_handle.get(record.decider or "") if log.people else None
    return person.team if person else None

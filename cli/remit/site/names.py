"""What people and teams are called on pages."""

from remit.log.log import Log


def names_of(log: Log) -> dict[str, str]:
    """Handle to name, for everybody in people.yml; a handle used before gives the same name."""
    if log.people is None:
        return {}
    return {handle: person.name or person.handle for handle, person in log.people.by_handle.items()}


def current(log: Log, handle: str) -> str:
    """The handle that somebody has today."""
    person = log.people.by_handle.get(handle) if log.people else None
    return person.handle if person else handle

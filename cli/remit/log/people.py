"""People, who holds which role when, who is away, and who may record what a body decided: `decisions/people.yml`."""

from datetime import date
from typing import NamedTuple

PERSON, BOT, AGENT = "person", "bot", "agent"
KINDS = (PERSON, BOT, AGENT)
"""What an entry of people.yml can be. Only persons are `anyone`."""


class Person(NamedTuple):
    """Somebody (or a bot, or an agent) who can be named in a record."""

    handle: str
    """ASCII, never changes: `ana`, `ana.ito`, `ed@example`."""
    name: str = ""
    emails: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    """Account names at the forge."""
    keys: tuple[str, ...] = ()
    """Public keys that sign commits, as OpenSSH or GnuPG write them."""
    team: str | None = None
    kind: str = PERSON
    left: date | None = None
    """The last day; afterwards the person is nobody's `anyone` and holds nothing."""
    formerly: tuple[str, ...] = ()
    """Handles used before, which old records still name."""

    def here_on(self, day: date) -> bool:
        """Whether the person had not left on that day."""
        return self.left is None or day <= self.left


class Hold(NamedTuple):
    """A role held for a time. Both days are included; None is open."""

    role: str
    who: str
    start: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether the role is held that day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


class Away(NamedTuple):
    """An absence. Both days are included; None is open."""

    who: str
    start: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether the person is away that day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


class Scribe(NamedTuple):
    """Who may record what a body decided."""

    who: str
    bodies: tuple[str, ...]


class People(NamedTuple):
    """Everything that people.yml says."""

    people: tuple[Person, ...] = ()
    holds: tuple[Hold, ...] = ()
    away: tuple[Away, ...] = ()
    scribes: tuple[Scribe, ...] = ()
    path: str = "decisions/people.yml"

    @property
    def by_handle(self) -> dict[str, Person]:
        """Every person by handle, and by each handle used before (a handle in use wins)."""
        out = {old: person for person in self.people for old in person.formerly}
        out.update((person.handle, person) for person in self.people)
        return out

    @property
    def by_email(self) -> dict[str, Person]:
        """Every person by e-mail address in lower case; of two with one address the first."""
        out: dict[str, Person] = {}
        for person in self.people:
            for email in person.emails:
                out.setdefault(email.lower(), person)
        return out

    def away_on(self, day: date) -> frozenset[str]:
        """The handles of everybody who is away that day."""
        return frozenset(entry.who for entry in self.away if entry.on(day))

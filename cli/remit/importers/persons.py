"""Names in foreign files and handles in people.yml. A name that is nobody's there stays a name."""

from remit.log.people import People


class Handles:
    """Handles by every name that a person goes by: full name, handle, login, e-mail address."""

    def __init__(self, people: People | None) -> None:
        self._by_name: dict[str, set[str]] = {}
        for person in people.people if people else ():
            for name in (person.name, person.handle, *person.formerly, *person.logins, *person.emails):
                if name:
                    self._by_name.setdefault(_bare(name), set()).add(person.handle)

    def of(self, name: str) -> str | None:
        """The handle of the one person who goes by a name; None where there is none, or two."""
        found = self._by_name.get(_bare(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def decider(self, names: list[str], guessed: list[str]) -> str | None:
        """The handle of a record's only decider. Of several names none is the accountable one."""
        handle = self.of(names[0]) if len(names) == 1 else None
        if names and handle is None:
            why = (
                f"`{names[0]}` is nobody in people.yml"
                if len(names) == 1
                else f"{len(names)} names, and one must be accountable"
            )
            guessed.append(f"decider: left open: {why}")
        return handle


def _bare(name: str) -> str:
    return " ".join(name.strip().lstrip("@").lower().split())

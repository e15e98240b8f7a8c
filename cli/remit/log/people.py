"""People, who holds which role when, who is away, and who may record what a body decided: `decisions/people.yml`."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from remit.log.finding import Finding
from remit.log.kinds import DAY, Choice, Key, Optional, Problems, Several, Shape, Table, Text, mapping_of, near
from remit.log.yaml import Path, Value

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
    """Account names at the Git host."""
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


def entry_of(person: Person) -> dict[str, Value]:
    """A person as an entry of people.yml; what is empty is left out."""
    fields: dict[str, Value] = {
        "name": person.name,
        "kind": person.kind if person.kind != PERSON else "",
        "emails": list(person.emails),
        "logins": list(person.logins),
        "keys": list(person.keys),
        "team": person.team or "",
    }
    return {key: value for key, value in fields.items() if value}


class Hold(NamedTuple):
    """A role held for a time. Both days are included; None is open."""

    role: str
    who: str
    start: date | None = None
    until: date | None = None
    of: str | None = None
    """The area that it is held for, where the role has areas; None: the holder's team."""

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
    """Who may record what a committee decided."""

    who: str
    bodies: tuple[str, ...]


class People(NamedTuple):
    """Everything that people.yml says."""

    people: tuple[Person, ...] = ()
    holds: tuple[Hold, ...] = ()
    away: tuple[Away, ...] = ()
    scribes: tuple[Scribe, ...] = ()
    founded: date | None = None
    """The day on which the log, which had no owner left, got one by an administrator of the repository; None if that never was."""
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

    def away_on(self, day: date) -> dict[str, date | None]:
        """Everybody who is away that day, to their last day away; None where it has no end."""
        return {entry.who: self._last_day(entry) for entry in self.away if entry.on(day)}

    def _last_day(self, absence: Away) -> date | None:
        """The last day of an absence and of those that follow it without a day between."""
        until = absence.until
        if until is None or until == date.max:
            return None
        later = (entry for entry in self.away if entry.who == absence.who and entry.on(until + timedelta(days=1)))
        following = next(later, None)
        return self._last_day(following) if following else until


CODE, NAME = "L13", "people-unreadable"
HANDLE = Text("a handle: a-z, 0-9, dashes, dots and @", r"(?=.{1,64}$)[a-z0-9][a-z0-9@-]*(?:\.[a-z0-9@-]+)*", "ana.ito")
ROLE = Text("the name of a role or body", r"[a-z0-9][a-z0-9@.-]*", "platform-lead")
LINE = Text()
EMAIL = Text("an e-mail address", r"[^\s@<>,;“”„«»‘’]+@[^\s@<>,;“”„«»‘’]+", "ana@example.com")


def _in_order(out: dict[str, Any], at: Path, problems: Problems) -> None:
    if "from" in out and "until" in out and out["until"] < out["from"]:
        problems.say((*at, "until"), "this ends before it begins", "`until` is the last day")


_DATES = {"from": Key(DAY, "The first day.", name="start"), "until": Key(DAY, "The last day.")}
PERSON_SHAPE = Shape(
    "a person",
    {
        "name": Key(LINE, "The name that pages show."),
        "emails": Key(Several(EMAIL, empty=True), "Addresses that their commits carry."),
        "logins": Key(Several(LINE, empty=True), "Account names at the Git host."),
        "keys": Key(Several(LINE, empty=True), "Public keys that sign their commits."),
        "team": Key(LINE, "The team they belong to."),
        "kind": Key(Choice(*KINDS), "person (default), bot or agent."),
        "left": Key(DAY, "Their last day."),
        "formerly": Key(Several(HANDLE, empty=True), "Handles they used before."),
    },
    dict,
    "{name: Ana Ito, emails: [ana@example.com]}",
)
HOLD = Shape(
    "a holder",
    {
        "role": Key(ROLE, "The role.", needed=True),
        "who": Key(HANDLE, "Who holds it.", needed=True),
        "of": Key(LINE, "The area they hold it for, if the role has areas. Default: their team."),
        **_DATES,
    },
    Hold,
    "{role: platform-lead, who: ana, from: 2026-01-01}",
    _in_order,
)
AWAY = Shape(
    "an absence",
    {
        "who": Key(HANDLE, "Who is away.", needed=True),
        **_DATES,
    },
    Away,
    "{who: ana, from: 2026-07-01, until: 2026-07-14}",
    _in_order,
)
SCRIBE = Shape(
    "a scribe",
    {
        "who": Key(HANDLE, "Who may record.", needed=True),
        "for": Key(Several(ROLE), "Committees whose decisions they record.", needed=True, name="bodies"),
    },
    Scribe,
    "{who: mia, for: [board]}",
)
PEOPLE_KEYS = {
    "people": Key(
        Table(HANDLE, Optional(PERSON_SHAPE), lambda handle, parts: Person(handle, **parts)),
        "Everybody who can be named, by handle.",
    ),
    "holds": Key(Several(HOLD, alone=False, empty=True), "Who holds which role, and when."),
    "away": Key(Several(AWAY, alone=False, empty=True), "Who is away, and when."),
    "scribes": Key(Several(SCRIBE, alone=False, empty=True), "Who may record what a committee decided."),
    "founded": Key(
        DAY, "The day on which an administrator of the repository gave the log, which had no owner left, a new one."
    ),
}
PEOPLE = Shape("people.yml", PEOPLE_KEYS, dict)


def read_people(text: str, path: str = "decisions/people.yml") -> tuple[People, list[Finding]]:
    """The people that `text` holds, and every problem of it (L13). What could be read is kept."""
    data = mapping_of(text, path, CODE, NAME, "people.yml is plain YAML: mappings, lists and text")
    if isinstance(data, Finding):
        return People(path=path), [data]
    problems = Problems()
    parts = PEOPLE.parts(data, (), problems)
    people = People(**{**parts, "people": tuple(parts.get("people", {}).values())}, path=path)
    _same_address(people.people, problems)
    _same_handle(people.people, problems)
    _unknown(people.people, data, problems)
    return people, problems.findings(CODE, NAME, path, text)


def _same_address(persons: tuple[Person, ...], problems: Problems) -> None:
    seen: dict[str, str] = {}
    for person in persons:
        for email in person.emails:
            other = seen.setdefault(email.lower(), person.handle)
            if other != person.handle:
                problems.say(
                    ("people", person.handle, "emails"),
                    f"{email} is the address of {other} and {person.handle}",
                    "a commit's author must be one person: keep the address for one of them",
                )


def _same_handle(persons: tuple[Person, ...], problems: Problems) -> None:
    now = {person.handle for person in persons}
    seen: dict[str, str] = {}
    for person in persons:
        for old in person.formerly:
            other = old if old in now else seen.setdefault(old, person.handle)
            if other != person.handle:
                problems.say(
                    ("people", person.handle, "formerly"),
                    f"`{old}` is {other}'s handle",
                    "a handle never changes hands: old records name it",
                )


def _unknown(persons: tuple[Person, ...], data: dict[str, Value], problems: Problems) -> None:
    """Who is named in a list but is nobody of `people`."""
    listed = data.get("people")
    if not isinstance(listed, dict):
        return
    known = {*listed, *(old for person in persons for old in person.formerly)}
    for key in ("holds", "away", "scribes"):
        entries = data.get(key)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            who = entry.get("who") if isinstance(entry, dict) else None
            if isinstance(who, str) and who not in known:
                problems.say((key, index, "who"), f"`{who}` is nobody of `people`", near(who, sorted(known)))

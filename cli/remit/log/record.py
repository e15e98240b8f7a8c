"""A record (one decision, one Markdown file) and the acts of others on it.

`head` holds the front matter as written: text, lists and mappings, never guessed types. What the product needs often is
a property; so a record read from another format is the same thing with the same keys in its head.
"""

from datetime import UTC, tzinfo
from typing import Any, NamedTuple

from remit.log.moment import Moment, parse_moment

PROPOSED, DEFERRED, ACCEPTED, REJECTED = "proposed", "deferred", "accepted", "rejected"
WITHDRAWN, SUPERSEDED, DEPRECATED = "withdrawn", "superseded", "deprecated"
STATUSES = (PROPOSED, DEFERRED, ACCEPTED, REJECTED, WITHDRAWN, SUPERSEDED, DEPRECATED)
OPEN = frozenset((PROPOSED, DEFERRED))
"""Statuses of a record that nobody has decided yet."""
DECIDED = frozenset((ACCEPTED, REJECTED, SUPERSEDED, DEPRECATED))
"""Statuses that somebody decided: they need a decider and a time."""
STEPS = {
    PROPOSED: (ACCEPTED, REJECTED, DEFERRED, WITHDRAWN),
    DEFERRED: (PROPOSED, ACCEPTED, REJECTED, WITHDRAWN),
    ACCEPTED: (SUPERSEDED, DEPRECATED),
}
"""The steps a record can take; a status that is no key is an end."""
TIERS = ("edge", "functional", "central")
"""Tiers, lowest first."""
LINKS = ("supersedes", "superseded_by", "related")
"""Keys of a head that name other records."""
NATIVE = "remit"

ACT_KINDS = (
    "asked", "advice", "consent", "objection", "vote", "inform", "stop", "lift", "ratification", "outcome", "adoption",
    "confirmation",
)  # fmt: skip
"""What others do to a record; the kind begins the act file's name."""

Head = dict[str, Any]
"""A front matter as strict YAML reads it: text, None, lists and mappings of them."""


def texts(value: object) -> tuple[str, ...]:
    """The texts of a value that may be one text, a list of them or nothing."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (list, tuple)):
        return tuple(entry for entry in value if isinstance(entry, str))
    return ()


def entries(value: object) -> tuple[Head, ...]:
    """The mappings of a value that may be one mapping, a list of them or nothing."""
    if isinstance(value, dict):
        return (value,)
    if isinstance(value, (list, tuple)):
        return tuple(entry for entry in value if isinstance(entry, dict))
    return ()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


class Act(NamedTuple):
    """What someone other than the decider did to a record, or what came later: one small file."""

    path: str
    kind: str
    record: str
    """The id of the record; empty for a stop on a topic or a budget."""
    who: str
    head: Head
    body: str
    body_line: int = 1

    @property
    def as_role(self) -> str | None:
        """The role that they acted in, where it was written."""
        return _text(self.head.get("as"))

    @property
    def on(self) -> Moment | None:
        """When they acted."""
        return parse_moment(_text(self.head.get("on")) or "")


class Record(NamedTuple):
    """One decision."""

    path: str
    """From the top of the repository, with `/`."""
    id: str
    """`D-YYYYMMDD-xxxxxx`; of a foreign record its path without the suffix."""
    status: str
    """One of STATUSES; of a foreign record its class; empty where it has none."""
    head: Head
    body: str
    body_line: int = 1
    """The line of the file at which the body begins, from 1."""
    acts: tuple[Act, ...] = ()
    format: str = NATIVE
    raw: Head = {}  # noqa: RUF012 - a tuple is immutable, and nobody writes to a head
    """Of a foreign record: the text of every value that was normalised, by our key."""

    @property
    def native(self) -> bool:
        """Whether it is in Remit's own format."""
        return self.format == NATIVE

    @property
    def title(self) -> str:
        """One line of plain text; the id where there is none."""
        return _text(self.head.get("title")) or self.id

    @property
    def decider(self) -> str | None:
        """The handle of the one accountable person; of a foreign record the only name, or None."""
        return _text(self.head.get("decider"))

    @property
    def deciders(self) -> tuple[str, ...]:
        """All names that a foreign record gives; the decider alone otherwise."""
        return texts(self.head.get("deciders")) or texts(self.head.get("decider"))

    @property
    def topics(self) -> tuple[str, ...]:
        """Topic paths such as `vendor/software`; the first names the decider."""
        return texts(self.head.get("topic"))

    @property
    def facts(self) -> Head:
        """What the boundary looks at, as written."""
        value = self.head.get("facts")
        return value if isinstance(value, dict) else {}

    @property
    def tier(self) -> str | None:
        """edge, functional or central, as written by the tool."""
        return _text(self.head.get("tier"))

    @property
    def boundary(self) -> str | None:
        """The id of the boundary it was decided under."""
        return _text(self.head.get("boundary"))

    @property
    def team(self) -> str | None:
        """The team as written; the decider's team that day otherwise (computed elsewhere)."""
        return _text(self.head.get("team"))

    def moment(self, key: str, zone: tzinfo = UTC) -> Moment | None:
        """The moment under a key of the head; None where it is absent or not a day or a time."""
        value = self.head.get(key)
        return parse_moment(value, zone) if isinstance(value, str) else None

    @property
    def raised(self) -> Moment | None:
        """When the need became known."""
        return self.moment("raised")

    @property
    def decided(self) -> Moment | None:
        """When it was decided."""
        return self.moment("decided")

    def list_of(self, key: str) -> tuple[str, ...]:
        """The texts under a key: tags, intent, affects, supersedes, superseded_by, related, aliases, interested …."""
        return texts(self.head.get(key))

    def entries_of(self, key: str) -> tuple[Head, ...]:
        """The mappings under a key: advice, consents, objections, stops, outcomes, corrections …."""
        return entries(self.head.get(key))

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.status in OPEN

    @property
    def is_decided(self) -> bool:
        """Whether somebody decided it."""
        return self.status in DECIDED

    def acts_of(self, kind: str) -> tuple[Act, ...]:
        """Its act files of one kind, in the order of their names."""
        return tuple(act for act in self.acts if act.kind == kind)

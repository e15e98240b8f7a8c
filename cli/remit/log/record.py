"""A record (one decision, one Markdown file) and the responses of others to it.

`head` holds the front matter as written: text, lists and mappings, never guessed types. What the product needs often is
a property; so a record read from another format is the same thing with the same keys in its front matter.
"""

from datetime import UTC, tzinfo
from typing import Any, NamedTuple

from remit.log import ids, text, yaml
from remit.log.amendments import divided
from remit.log.finding import ERROR, Finding
from remit.log.meaning import Words, of_value
from remit.log.moment import Moment, parse_moment
from remit.log.slips import explained

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
RELATIONS = {
    "relates-to": "relates-to", "conflicts-with": "conflicts-with", "depends-on": "required-by", "amends": "amended-by",
    "clarifies": "clarified-by", "refines": "refined-by", "extends": "extended-by", "complements": "complemented-by",
    "overrides": "overridden-by",
}  # fmt: skip
RELATIONS |= {back: word for word, back in RELATIONS.items()}
"""What a decision can have to do with another (a key of `links`), and what the other has to do with it."""
NATIVE = "remit"

ACT_KINDS = (
    "asked", "advice", "consent", "objection", "vote", "inform", "stop", "lift", "ratification", "outcome", "adoption",
    "confirmation",
)  # fmt: skip
"""What others do to a record; the kind begins the act file's name."""

Head = dict[str, Any]
"""A front matter as strict YAML reads it: text, None, lists and mappings of them."""


def one_or_all(words: tuple[str, ...] | list[str]) -> str | list[str]:
    """A list as it is written: alone where there is one."""
    return words[0] if len(words) == 1 else list(words)


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
    """What someone other than the decider did to a record, or what happened later: one small file."""

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
        """When they acted; None if that is missing or not a day or a time."""
        return parse_moment(_text(self.head.get("on")) or "")


class Statement(NamedTuple):
    """What somebody said about a record: an entry of its front matter, or an act file."""

    head: Head
    path: str
    where: tuple[str | int, ...]
    """Its key in the record's front matter; empty for an act file."""


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
    def short(self) -> str:
        """What people type for it."""
        return ids.short(self.id)

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
        """When it was first raised; its lead time starts here. None if that is not known."""
        return self.moment("raised")

    @property
    def decided(self) -> Moment | None:
        """When it was decided; None if it is open, or the value is not a day or a time."""
        return self.moment("decided")

    def dated(self, zone: tzinfo = UTC) -> Moment | None:
        """The moment under which it is listed: decided, else raised; None where neither is known."""
        return self.moment("decided", zone) or self.moment("raised", zone)

    def list_of(self, key: str) -> tuple[str, ...]:
        """The texts under a key: tags, intent, affects, supersedes, superseded_by, related, aliases, interested …."""
        return texts(self.head.get(key))

    def entries_of(self, key: str) -> tuple[Head, ...]:
        """The mappings under a key: advice, consents, objections, stops, outcomes, corrections …."""
        return entries(self.head.get(key))

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """What it has to do with other decisions (a word of RELATIONS), and their ids."""
        return tuple((str(entry.get("as") or ""), str(entry.get("to") or "")) for entry in self.entries_of("links"))

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.status in OPEN

    @property
    def is_decided(self) -> bool:
        """Whether somebody decided it."""
        return self.status in DECIDED

    @property
    def decided_elsewhere(self) -> bool:
        """Whether it was decided in another log, adopted or imported: no policy of this one applies to it.

        What was still open when it was imported says so (`imported: {..., status: proposed}`), and is decided here.
        """
        imported = self.head.get("imported")
        open_then = isinstance(imported, dict) and "status" in imported
        return self.is_decided and (not self.native or (bool(imported) and not open_then))

    def acts_of(self, kind: str) -> tuple[Act, ...]:
        """Its act files of one kind, in the order of their names."""
        return tuple(act for act in self.acts if act.kind == kind)

    def statements(self, key: str, kind: str) -> tuple[Statement, ...]:
        """What its front matter reports under a key, then its act files of a kind: `("outcomes", "outcome")`."""
        reported = (Statement(entry, self.path, (key, index)) for index, entry in enumerate(self.entries_of(key)))
        return (*reported, *(Statement(act.head, act.path, ()) for act in self.acts_of(kind)))


FREE = frozenset(("status", "superseded_by", "links", "informed", "aliases", "corrections", "tier", "boundary"))
"""Keys that may change after the decision, or that the tool computes and a check of their own compares with the policy."""


def deciding_of(record: Record) -> tuple[str | None, ...]:
    """Status, decider and time: what the act of deciding sets. Whoever ends it later did not decide it."""
    status = ACCEPTED if record.status in (SUPERSEDED, DEPRECATED) else record.status
    return (status, *(str(record.head.get(key)) for key in ("decider", "decided", "as", "recorded_by")))


def head_words(head: Head) -> object:
    """The frozen keys of a head with their values, so that equal words are equal values."""
    return of_value({key: value for key, value in head.items() if is_frozen(key)})


def is_frozen(key: str) -> bool:
    """Whether a key of the head may not change after the decision."""
    return key not in FREE and not key.startswith("x-")


def body_words(body: str) -> Words:
    """The words of a body, without its amendments."""
    return Words(divided(body)[0])


VOICES = ("objections", "votes", "stops")
"""Keys of a head under which a record reports what others said that holds a decision up."""


def voices_of(record: Record) -> dict[str, tuple[object, ...]]:
    """By handle, the entries of the head that report what somebody said; without what the decider made of it (`taken`)."""
    found: dict[str, list[object]] = {}
    for key in VOICES:
        for entry in record.entries_of(key):
            words = {name: value for name, value in entry.items() if name != "taken"}
            if isinstance(who := entry.get("who"), str):
                found.setdefault(who, []).append((key, of_value(words)))
    return {who: tuple(said) for who, said in found.items()}


UNREADABLE = ("R01", "unreadable-front-matter")


def unreadable(path: str, why: str, line: int = 1, column: int = 0, remedy: str = "") -> Finding:
    """The finding for a file that cannot be read (R01)."""
    return Finding(
        *UNREADABLE,
        ERROR,
        path,
        f"cannot be read: {why}",
        remedy or "fix the line; the rest of this file was not checked",
        line,
        column,
    )


def read_parts(path: str, content: str) -> tuple[Head, str, int] | Finding:
    """Head (as strict YAML), body and the line of the body of a Markdown file with front matter, or why it cannot be read."""
    parts = text.split(content)
    if parts is None:
        if content.lstrip("\ufeff").startswith("---"):
            return unreadable(
                path, "the front matter has no closing `---` line", remedy="add a line `---` below the last field"
            )
        return unreadable(
            path,
            "it does not begin with front matter",
            remedy="begin the file with a line `---`, the fields and another `---`",
        )
    if len(parts.head) > yaml.HEAD_BYTES and len(parts.head.encode()) > yaml.HEAD_BYTES:
        return unreadable(
            path,
            f"the front matter is longer than {yaml.HEAD_BYTES} bytes",
            remedy="move long text below the front matter",
        )
    try:
        return yaml.read(parts.head), parts.body, parts.body_line
    except yaml.StrictError as error:
        return _strict_finding(path, content, parts, error)


def _strict_finding(path: str, content: str, parts: text.Parts, error: yaml.StrictError) -> Finding:
    conflict = conflict_line(content)
    if conflict:
        return unresolved(path, conflict)
    message, remedy = explained(parts.head, error)
    return unreadable(path, message, error.line + 1, error.column, remedy)


def unresolved(path: str, line: int) -> Finding:
    """The finding for a file with the marks of a merge (G12)."""
    remedy = "resolve the merge: keep one side and remove the marker lines"
    return Finding("G12", "unresolved-merge", ERROR, path, f"conflict markers at line {line}", remedy, line)


def conflict_line(content: str) -> int:
    """The line of the first merge conflict marker outside a fenced block, from 1; 0 where there is none."""
    if "<<<<<<< " not in content and ">>>>>>> " not in content:
        return 0
    fence = ""
    for number, line in enumerate(content.split("\n"), 1):
        bare = line.lstrip(" ")
        if fence:
            fence = "" if bare.startswith(fence) else fence
        elif bare.startswith(("```", "~~~")):
            fence = bare[:3]
        elif line.startswith(("<<<<<<< ", ">>>>>>> ")):
            return number
    return 0


def record_of(path: str, head: Head, body: str, body_line: int = 1) -> Record:
    """The record whose file holds a head and a body."""
    record_id, status = _text(head.get("id")), _text(head.get("status"))
    return Record(path, record_id or ids.id_of_record(path) or path, status or "", head, body, body_line)


def act_of(path: str, head: Head, body: str, body_line: int = 1) -> Act:
    """The act on a record (none, in `stops/`) whose file holds a head and a body."""
    kind, who = _text(head.get("act")), _text(head.get("who"))
    return Act(path, kind or "", ids.id_of_path(path) or "", who or "", head, body, body_line)


def read_record(path: str, content: str) -> Record | Finding:
    """The record that a file holds, or why it cannot be read."""
    read = read_parts(path, content)
    return read if isinstance(read, Finding) else record_of(path, *read)


def place_in(content: str, name: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column (from 1) of a key in a file of the log, or of the nearest one above it that is there.

    A file is YAML, or Markdown with a head. Where nothing is found it is the first line.
    """
    head, above = content, 0
    if not name.endswith((".yml", ".yaml")):
        parts = text.split(content)
        head, above = (parts.head, 1) if parts else ("", 0)
    if len(path) == 1:  # found without a parser: thousands of findings may ask
        at = f"\n{head}".find(f"\n{path[0]}:")
        if at >= 0:
            return head.count("\n", 0, at) + above + 1, 1
    try:
        found = yaml.nearest(yaml.places(head), path)
    except yaml.StrictError:
        found = None
    return (found[0] + above, found[1]) if found else (1, 0)

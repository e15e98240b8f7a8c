"""What git shows happened to a log: who set which value when, and when the trusted branch published it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

FILE = "(file)"
"""The field under which a file's coming, moving and going is kept: its value is the path, None where there is no file."""
BODY = "(body)"
"""The field under which changes of the text below the front matter are kept: its value is a checksum of that text."""
STATUS = "status"

Value = Any
"""A value of a head as strict YAML reads it: text, None, lists and mappings of them."""
Values = dict[str, Value]
"""The values of one version of one file. Shared between versions, so never changed."""


class Identity(NamedTuple):
    """A person as a commit names them. Never mapped through .mailmap: an uncommitted one would turn one into another."""

    name: str
    email: str
    """As written; empty where the line could not be read."""
    readable: bool = True
    """False where the line is malformed, such as `ana<ana@example.com>> bob <bob@example.com>`; `name` then holds it all."""


class Commit(NamedTuple):
    """One commit, as far as it is evidence."""

    id: str
    author: Identity
    authored: int
    """Author's time, seconds since 1970 UTC. Rebasing and cherry-picking keep it; anybody may write any."""
    committer: Identity
    committed: int
    """Committer's time, seconds since 1970 UTC."""
    signed: bool = False
    """Whether it carries a signature; says nothing about whose or whether it is good."""


class Change(NamedTuple):
    """One value of one file that changed."""

    field: str
    """A key of the front matter, FILE or BODY."""
    old: Value
    """What the timeline held before; None where there was nothing."""
    new: Value
    """None where the key, or the file, went away."""
    path: str
    """Where the file stood after the change (before it, where the file went away)."""
    made: Commit
    """The commit that set the value: its author is who did it."""
    landed: Commit | None
    """The commit of the trusted branch's first-parent chain that published it; None while it is not merged."""

    @property
    def by(self) -> Identity:
        """Who set it: the author of the commit that did."""
        return self.made.author

    @property
    def set_at(self) -> int:
        """When it was set: the author's time, for that survives a rebase. Seconds since 1970 UTC."""
        return self.made.authored

    @property
    def landed_at(self) -> int | None:
        """When the trusted branch published it: the committer's time there. Seconds since 1970 UTC."""
        return self.landed.committed if self.landed else None


class Timeline(NamedTuple):
    """What happened to one record, act, page or settings file, oldest first, in the order in which it was merged."""

    key: str
    """A record's id; the path of an act, a page, a settings file or a record of another format."""
    path: str
    """Where the file stands at the tip, or stood last."""
    changes: tuple[Change, ...]

    def of(self, field: str) -> tuple[Change, ...]:
        """The changes of one field, oldest first; FILE and BODY are fields too."""
        return tuple(change for change in self.changes if change.field == field)

    def last(self, field: str) -> Change | None:
        """The change that gave a field its present value: who introduced it, and when."""
        for change in reversed(self.changes):
            if change.field == field:
                return change
            if change.field == FILE and change.new is None:
                return None
        return None

    def value(self, field: str) -> Value:
        """The value at the tip; None where there is none."""
        change = self.last(field)
        return change.new if change else None

    @property
    def statuses(self) -> tuple[Change, ...]:
        """The changes of status: the steps the record took."""
        return self.of(STATUS)

    @property
    def added(self) -> Change | None:
        """The change that brought the file (the first, where it came back later)."""
        return next((change for change in self.changes if change.field == FILE and change.old is None), None)

    @property
    def exists(self) -> bool:
        """Whether the file is there at the tip."""
        return self.value(FILE) is not None


class Step(NamedTuple):
    """A status that a record came to have, as far as the audits look at it."""

    status: str | None
    """None where the file went away."""
    at: int
    """When it was set: the author's time. Seconds since 1970 UTC."""
    by: str
    """The e-mail address of who set it."""
    landed: int | None
    """When the trusted branch published it; None while it has not. Seconds since 1970 UTC."""


def steps_of(timeline: Timeline) -> tuple[Step, ...]:
    """The steps that a record took, in the order in which it was merged."""
    return tuple(
        Step(change.new, change.set_at, change.by.email, change.landed_at)
        for change in timeline.changes
        if (change.field == STATUS and isinstance(change.new, str)) or (change.field == FILE and change.new is None)
    )


class Flag(NamedTuple):
    """Something about the history that makes times doubtful."""

    kind: str
    """`foxtrot`: a merge whose first parent is the side branch, so everything it brings is dated too late."""
    commit: Commit
    brought: int
    """How many commits it brought."""


class History(NamedTuple):
    """Everything that git shows about a log, up to one commit of its trusted branch."""

    tip: str
    """The commit that was looked at, in full."""
    timelines: Mapping[str, Timeline]
    """By key. Read lazily: 10,000 of them cost nothing until they are looked at."""
    flags: tuple[Flag, ...] = ()
    steps: Mapping[str, tuple[Step, ...]] = {}
    """The steps of some records by key, where they are known without their timelines."""

    def steps_of(self, record_id: str, path: str = "") -> tuple[Step, ...]:
        """The steps that a record took; by its path where it is of another format. Cheaper than its timeline."""
        known = self.steps.get(record_id) or (self.steps.get(path) if path else None)
        if known is not None:
            return known
        timeline = self.of(record_id, path)
        return steps_of(timeline) if timeline else ()

    def at(self, path: str) -> Timeline | None:
        """The timeline of an act, a page, a settings file or a record of another format, by its path."""
        return self.timelines.get(path)

    def of(self, record_id: str, path: str = "") -> Timeline | None:
        """The timeline of a record by its id, or by its path where it is of another format."""
        return self.timelines.get(record_id) or (self.timelines.get(path) if path else None)


NOTHING = History("", {})
"""The history of a log that has none: no commit yet, or not asked for."""

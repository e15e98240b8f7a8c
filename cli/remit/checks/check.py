"""What a check is: a code, a name, a level, what it looks at, and a pure function that says what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any, NamedTuple

from remit.authority.policy.lint import lint
from remit.authority.procedure.answers import Answers
from remit.authority.procedure.chain import Chain, Policies
from remit.log.context import ContextPage
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.record import ACCEPTED, DEPRECATED, SUPERSEDED, Act, Record

Document = Record | Act | ContextPage
"""A Markdown file with front matter: a record, an act (or a stop), a context page."""
IN_FORCE = (ACCEPTED, SUPERSEDED, DEPRECATED)
"""Statuses of a record whose decision was to do it."""

READING, DOCUMENT, RECORD, ANSWER = "reading", "document", "record", "answer"
"""What a check looks at: the bytes as they are read (the readers report it) · every front matter · one record with its acts
and the records that it names · a record with the decision procedure's answer to it."""
GUARDS, LOG, CHANGE = "guards", "log", "change"
"""Settings, people and policies, checked against themselves · the whole log · what a change does."""
SCOPES = (READING, DOCUMENT, RECORD, ANSWER, GUARDS, LOG, CHANGE)


class Problem(NamedTuple):
    """What a check reports, before its line is looked up."""

    path: str
    message: str
    remedy: str = ""
    where: tuple[str | int, ...] = ()
    """The key of the front matter that it is about, from the top: `("advice", 0, "who")`. Empty: the whole file, or `line`."""
    line: int = 0
    """The line of the file, from 1, if it is not about a key."""
    level: str = ""
    """Another level than the check's own."""


@dataclass(frozen=True)
class Known:
    """What a check knows in addition to what it looks at. Settings, people and policies are those in force."""

    log: Log
    now: datetime

    @cached_property
    def answers(self) -> Answers:
        """The answers of the decision procedure."""
        return Answers(self.log, self.now)

    @cached_property
    def policies(self) -> Policies:
        """Every version of the policies in force."""
        return Policies(self.log.policies, self.log.settings.policy)

    @cached_property
    def linted(self) -> list[Finding]:
        """Every finding of lint in the policies, at the time of the run."""
        return lint(self.log.policies, self.log.people, self.now.date()) if self.log.judged else []

    def chain(self, day: date, name: str | None = None) -> Chain | None:
        """What is in force on a day, from the policy `name` (else the lowest) upwards; None if nothing is."""
        found = self.policies.chain(day, name)
        return found if isinstance(found, Chain) else None

    @property
    def today(self) -> date:
        """The day of the run in the log's time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def zone(self) -> tzinfo:
        """The log's time zone."""
        return self.log.zone


Run = Callable[[Any, Known], Iterable[Problem]]
Fix = Callable[[Any, Known], Mapping[str, Any]]
"""Fields of the front matter to set (None removes one) to fix the finding. Undecided records only."""


class Check(NamedTuple):
    """One check. The docstring of its module is its explanation for `remit check --explain CODE`."""

    code: str
    name: str
    level: str
    scope: str
    run: Run | None = None
    """DOCUMENT, RECORD: `run(record, known)` · ANSWER: `run(judged, known)` · GUARDS, LOG: `run(log, known)` · CHANGE: `run(change, known)`; None for READING."""
    fix: Fix | None = None
    foreign: bool = False
    """Whether it makes sense for a record of another format, read in place."""
    whole: bool = False
    """Whether it needs every record: then it runs on the whole log and in a range, not in a hook."""
    evidence: bool = False
    """Whether it needs to know which commits made the change."""
    timely: bool = False
    """Whether it depends on the date of the run: then it is part of `--all` only, never of the check of a change."""

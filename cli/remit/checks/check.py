"""What a check is made of: its code, name and level, what it looks at, and the problems that its function yields."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from functools import cached_property
from typing import Any, NamedTuple

from remit.attribution.statements import SUBJECT, kinds_of
from remit.authority.answer import DECIDE, DECIDE_AFTER, ESCALATE, OBJECTION, Answer, Duty
from remit.authority.policy.lint import lint as linted
from remit.authority.procedure.answers import Answers, says_more
from remit.authority.procedure.chain import Chain, Level, Policies, policies_of, policy_for
from remit.log import finding
from remit.log.context import ContextPage
from remit.log.fields import ACT_FIELDS, CONTEXT_FIELDS, RECORD_FIELDS
from remit.log.finding import Finding
from remit.log.kinds import Key
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.record import ACCEPTED, DEPRECATED, REJECTED, SUPERSEDED, Act, Record
from remit.log.yaml import walk

ERROR, WARNING, INFO = finding.ERROR, finding.WARNING, finding.INFO
"""Levels, most severe first."""
Document = Record | Act | ContextPage
"""A Markdown file with front matter: a record, an act (or a stop), a context page."""
IN_FORCE = (ACCEPTED, SUPERSEDED, DEPRECATED)
"""Statuses of a record whose decision was to do it."""

READING, DOCUMENT, RECORD, ANSWER = "reading", "document", "record", "answer"
"""What a check looks at: the bytes as they are read (the readers report it) · every front matter · one record with its acts
and the records that it names · a record with the decision procedure's answer to it."""
GUARDS, LOG, CHANGE = "guards", "log", "change"
"""Settings, people and policies, checked against themselves · the whole log · what a change does."""
COMMITS, AUTHORS = "commits", "authors"
"""What a change does, where git shows the commits that made it · where people.yml says too who their authors are."""
SCOPES = (READING, DOCUMENT, RECORD, ANSWER, GUARDS, LOG, CHANGE, COMMITS, AUTHORS)


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
    kinds: tuple[str, ...] = ()
    """Of a change: the kinds of statement of the file that it is about, so that whoever made them is named. Empty: all."""


Problems = Iterable[Problem]
"""What the function of a check gives: a problem for each case."""


@dataclass(frozen=True)
class Known:
    """What a check knows in addition to what it looks at. Settings, people and policies are those in force."""

    log: Log
    now: datetime
    whole: bool = False
    """Whether everything that is there is looked at, rather than what a change brings."""

    @cached_property
    def answers(self) -> Answers:
        """The answers of the decision procedure."""
        return Answers(self.log, self.now)

    @cached_property
    def policies(self) -> Policies:
        """Every version of the policies in force."""
        return policies_of(self.log)

    @cached_property
    def linted(self) -> list[Finding]:
        """Every finding of lint in the policies, at the time of the run."""
        log = self.log
        return linted(log.policies, log.people, self.now.date(), log.unreadable_policies) if log.judged else []

    def chain(self, day: date, name: str | None = None) -> Chain | None:
        """What is in force on a day, from the policy `name` (else the lowest) upwards; None if nothing is."""
        found = self.policies.chain(day, name)
        return found if isinstance(found, Chain) else None

    def level(self, record: Record) -> Level | None:
        """The lowest policy for a record on the day of its decision (today, while it is open); None if none is in force."""
        when = record.decided if record.is_decided else None
        chain = self.chain(when.day_in(self.zone) if when else self.today, policy_for(self.log, record, when))
        return chain.lowest if chain else None

    @property
    def today(self) -> date:
        """The day of the run in the log's time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def at(self) -> Moment:
        """The time of the run."""
        return Moment(self.today, self.now)

    @property
    def zone(self) -> tzinfo:
        """The log's time zone."""
        return self.log.zone


Run = Callable[[Any, Known], Problems]
Fix = Callable[[Any, Known], Mapping[str, Any]]
"""Fields of the front matter to set (None removes one) to fix the finding. Undecided records only."""


def _nothing(subject: object, known: Known) -> Problems:
    return ()


@dataclass(frozen=True, slots=True)
class Check:
    """One check. The docstring of its module is its explanation for `remit check --explain CODE`."""

    code: str
    name: str
    level: str
    scope: str
    run: Run = _nothing
    """DOCUMENT, RECORD: `run(record, known)` · ANSWER: `run(judged, known)` · `GUARDS`, LOG: `run(log, known)` · CHANGE, COMMITS, AUTHORS: `run(change, known)`; nothing for READING."""
    fix: Fix | None = None
    foreign: bool = False
    """Whether it makes sense for a record of another format, read in place."""
    whole: bool = False
    """Whether it needs every record: then it runs on the whole log and in a range, not in a hook."""
    timely: bool = False
    """Whether it depends on the date of the run: then it is part of `--all` only, never of the check of a change."""

    def __call__(self, run: Run) -> "Check":
        """The check that `run` does: so that `@Check(...)` stands above the function."""
        return replace(self, run=run)


def lint(code: str, *where: str) -> Run:
    """What a check does that reports lint's findings of one code; `where`: the key of the policy that they are about."""

    def run(log: Log, known: Known) -> Iterator[Problem]:
        for found in known.linted:
            if found.code == code:
                yield Problem(found.path, found.message, found.remedy, where, found.line, found.level)

    return run


BOUNDARY, INTEREST, BUDGET = "boundary", "interest", "budget"
DELEGATION, ROLE, OBJECTED = "delegation", "role", "objection"
"""Why somebody could not decide a record."""


class Judged(NamedTuple):
    """A record and the answer to it: at its decision where it is decided, now where it is open."""

    record: Record
    answer: Answer

    @property
    def decided(self) -> bool:
        """Whether it was decided to do it."""
        return self.record.status in IN_FORCE

    @property
    def placed(self) -> bool:
        """Whether the tier and boundary that it names count: it was decided, or rejected, by somebody who may decide it."""
        rejected = self.record.status == REJECTED and self.answer.answer in (DECIDE, DECIDE_AFTER)
        return self.theirs or rejected

    @property
    def theirs(self) -> bool:
        """Whether it was decided by somebody who may decide it: only then does a missing requirement matter."""
        return self.decided and self.answer.answer in (DECIDE, DECIDE_AFTER)

    def problem(self, message: str, remedy: str, *where: str, level: str = "") -> Problem:
        """What is wrong with the record, at a key of its front matter, in view of what it is about."""
        return Problem(self.record.path, message, remedy, where, level=level, kinds=(*kinds_of(where[0]), SUBJECT))

    def missing(self, *kinds: str) -> Iterator[Duty]:
        """The requirements of these kinds that were not met when the decision was made."""
        if self.theirs:
            yield from (duty for duty in self.answer.duties if duty.kind in kinds and not duty.met)

    def problems_of_missing(self, remedy: str, *kinds: str) -> Problems:
        """One problem for each of those requirements."""
        yield from (self.problem_of(duty, remedy) for duty in self.missing(*kinds))

    def problem_of(self, duty: Duty, remedy: str) -> Problem:
        """One sentence for a requirement that is not met, in the words of the answer."""
        boundary = f"required by the boundary {duty.boundary}" if duty.boundary else "required by the policy"
        what = duty.text or f"{duty.kind} of {', '.join(duty.who)}"
        return self.problem(f"{what} ({boundary})", remedy, "decided")

    @property
    def reason(self) -> str | None:
        """The one reason why the decider could not decide the record; None if they could, or if it is undecided."""
        answer, record = self.answer, self.record
        if not self.decided or answer.answer != ESCALATE or not record.decider:
            return None
        if any(use.exceeded for use in answer.budget):
            return BUDGET
        if any(duty.kind == OBJECTION and not duty.met for duty in answer.duties):
            return OBJECTED
        if record.decider == record.head.get("requester") or record.decider in record.list_of("interested"):
            return INTEREST
        if answer.refused:
            return DELEGATION
        return ROLE if record.head.get("as") and record.head["as"] in answer.deciders else BOUNDARY


def judged(record: Record, known: Known) -> Judged | None:
    """The answer to a record if a check may have something to say about it; None without a policy, or if all is fine."""
    if not (known.log.judged and record.native) or record.decided_elsewhere:
        return None
    found = known.answers.of(record)
    if found is None or (_is_plain(record, found) and not record.is_open and not says_more(record)):
        return None
    answer = known.answers.full(record)
    return Judged(record, answer) if answer else None


def _is_plain(record: Record, answer: Answer) -> bool:
    """Whether no check has anything to say to an answer, and the record says the same."""
    if answer.answer != DECIDE or not all(duty.met for duty in answer.duties):
        return False
    if answer.flags or answer.refused or answer.budget or answer.ties:
        return False
    return (answer.tier, answer.boundary) == (record.tier, record.boundary)


def wanted(duty: Duty) -> str:
    """Whom a command names to meet a requirement: the roles or committees, or as many of them as are needed."""
    return " ".join(duty.who[: max(duty.needs, 1)]) or "WHO"


AGAIN = "then set `decided` to a later time"
"""What remains to be done when a decision gets afterwards what it needed before. A merged one is superseded."""


def gives_to(answer: Answer, nobody: str) -> str:
    """Who may decide: `the boundary tools assigns it to platform-lead`; `nobody` if the answer names nobody."""
    to = " or ".join(answer.goes_to or answer.deciders) or nobody
    return f"the boundary {answer.boundary} assigns it to {to}" if answer.boundary else f"{to} decides this"


_NO_FIELDS: Mapping[str, Key] = {}


def fields_of(document: Document) -> Mapping[str, Key]:
    """The fields that a record or an act may have; the values of a context page are not checked."""
    if isinstance(document, Record):
        return RECORD_FIELDS
    return ACT_FIELDS if isinstance(document, Act) else _NO_FIELDS


def key_names(document: Document) -> tuple[str, ...]:
    """The keys that its front matter may have."""
    return tuple(fields_of(document) or CONTEXT_FIELDS)


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word most similar to `word`; None if none is similar."""
    found = get_close_matches(word, list(known), 1, 0.7)
    return found[0] if found else None


def only_near(word: str, known: Iterable[str]) -> str | None:
    """The one known word that is similar, if there is exactly one: safe enough for a fix."""
    found = get_close_matches(word, list(known), 2, 0.7)
    return (
        found[0]
        if len(found) == 1 or (len(found) > 1 and abs(len(found[0]) - len(word)) < 2 and found[1][0] != word[0])
        else None
    )


def found_in(document: Document, may_hold: Callable[[str], object]) -> Iterator[tuple[tuple[str | int, ...], int, str]]:
    """Each value of the front matter that may hold something, with its path and line 0; then such lines of the text with theirs.

    `may_hold` is asked about all values at once, as Python writes them (what is not printable is an escape there), and about
    the whole text; each value and line is looked at only if these may hold it.
    """
    if may_hold(repr(document.head)):
        yield from ((path, 0, text) for path, text in walk(document.head) if may_hold(text))
    if may_hold(document.body):
        for number, line in enumerate(document.body.split("\n")):
            if may_hold(line):
                yield (), document.body_line + number, line

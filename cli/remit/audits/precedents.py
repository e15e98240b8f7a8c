"""What the log already says about a matter: records that hold some words, earlier decisions like it, pages of shared context."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from remit.authority.procedure.chain import contains, depth
from remit.log.context import ContextPage
from remit.log.log import Log
from remit.log.moment import Moment, parse_moment
from remit.log.record import Record
from remit.log.text import one_line


def search(records: Iterable[Record], words: str = "", *, topic: str = "", status: str = "") -> list[Record]:
    """The records that hold every word (in any case, also as a part), about a topic or below it, of a status.

    Those with more of the words in their title come first; then the newest.
    """
    wanted = words.casefold().split()
    found = [
        (sum(word in record.title.casefold() for word in wanted), _day(record), record)
        for record in records
        if (not status or record.status == status)
        and (not topic or any(contains(topic, own) for own in record.topics))
        and holds(wanted, searched(record))
    ]
    return [record for _, _, record in sorted(found, key=lambda entry: entry[:2], reverse=True)]


def searched(record: Record) -> str:
    """What is searched of a record, casefolded: title, id, aliases, topics, tags, deciders and text; never names of fields."""
    names = (record.id, *record.list_of("aliases"), *record.topics, *record.list_of("tags"), *record.deciders)
    return "\n".join((record.title, *names, record.body)).casefold()


def holds(wanted: Iterable[str], text: str) -> bool:
    """Whether a text holds every word (casefolded), also as a part."""
    return all(word in text for word in wanted)


def _day(record: Record) -> str:
    moment = record.dated()
    return moment.day.isoformat() if moment else ""


_WORD = re.compile(r"[a-z0-9]{3,}")
_EMPTY = frozenset(("the", "and", "for", "with", "from", "into", "our", "not", "new", "use", "all", "that", "this"))


class Precedent(NamedTuple):
    """An earlier decision and its outcome."""

    id: str
    title: str
    status: str
    decided: str | None
    """As written."""
    decider: str | None
    outcome: str | None
    """as-expected, better, worse or reversed; None where nobody has looked."""
    nearness: float
    """Shared words and topic levels; more is nearer."""
    superseded_by: tuple[str, ...] = ()
    lesson: str | None = None
    """The words of the last outcome, in one line."""


def nearest(log: Log, title: str, topics: tuple[str, ...], most: int = 2, *, but: str = "") -> tuple[Precedent, ...]:
    """At most `most` earlier decisions that are about the same thing, nearest first; none that shares nothing."""
    wanted = words(title)
    found = []
    for record in log.records:
        if not record.is_open and record.id != but:
            near = _topic(topics, record.topics) + 1.5 * _overlap(wanted, words(record.title))
            if near >= 1:
                decided = record.decided
                found.append((-near, -decided.day.toordinal() if decided else 0, record))
    found.sort(key=lambda entry: entry[:2])
    return tuple(_precedent(record, -near) for near, _, record in found[:most])


def likely(title: str, paths: list[str], most: int = 20) -> list[str]:
    """The record files whose names share most words with a title, newest first: a cheap choice of what to read."""
    wanted = [[f"-{word}" in path for path in paths] for word in words(title)]
    shared = list(map(sum, zip(*wanted, strict=True)))
    found: list[str] = []
    for score in range(len(wanted), 0, -1):
        if len(found) < most:
            found += sorted((path for path, own in zip(paths, shared, strict=True) if own == score), reverse=True)
    return found[:most]


def words(text: str) -> frozenset[str]:
    """The words of a title that say something."""
    return frozenset(_WORD.findall(text.lower())) - _EMPTY


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _topic(wanted: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """The deepest level that two topics share, and a half more where they are the same."""
    best = 0.0
    for one in wanted:
        for other in theirs:
            shared = 0
            for left, right in zip(one.split("/"), other.split("/"), strict=False):
                if left != right:
                    break
                shared += 1
            best = max(best, shared + (0.5 if one == other else 0))
    return best


def _precedent(record: Record, near: float) -> Precedent:
    decided = record.head.get("decided")
    return Precedent(
        record.id, record.title, record.status, decided if isinstance(decided, str) else None, record.decider,
        outcome_of(record), near, record.list_of("superseded_by"), lesson_of(record),
    )  # fmt: skip


class Outcome(NamedTuple):
    """The outcome of one decision, as somebody recorded it. A text is empty where nothing was written."""

    on: str
    """When, as written: ISO 8601."""
    result: str
    """as-expected, better, worse or reversed."""
    process: str
    """good or poor."""
    carried_out: str
    """yes, partly or no."""
    learned: str

    @property
    def moment(self) -> Moment | None:
        """When, if it is a day or a time."""
        return parse_moment(self.on)


def outcomes_of(record: Record) -> tuple[Outcome, ...]:
    """Every outcome recorded: in act files, then inside the record."""
    acts = [{**act.head, "learned": act.body} for act in record.acts_of("outcome")]
    return tuple(
        Outcome(*(value if isinstance(value := head.get(key), str) else "" for key in Outcome._fields))
        for head in (*acts, *record.entries_of("outcomes"))
    )


def outcome_of(record: Record) -> str | None:
    """The result of the last outcome that has one."""
    return max(((one.on, one.result) for one in outcomes_of(record) if one.result), default=("", None))[1]


def lesson_of(record: Record) -> str | None:
    """What was learned, in one line: the words of the last outcome that has any."""
    found = ((one.on, one_line(one.learned)) for one in outcomes_of(record) if one.learned.strip())
    return max(found, default=("", None))[1]


def pages_for(pages: Iterable[ContextPage], record: Record) -> tuple[ContextPage, ...]:
    """The pages that a record names as its intents, then those about one of its topics: the nearest first, `*` last."""
    named = record.list_of("intent")
    found = [(_nearness(page, record) if page.id not in named else 1 << 16, page) for page in pages]
    return tuple(page for near, page in sorted(found, key=lambda entry: -entry[0]) if near >= 0)


def _nearness(page: ContextPage, record: Record) -> int:
    """How specific the page's topic is that contains one of the record's; -1 where none does."""
    return max((depth(own) for own in page.topics for topic in record.topics if contains(own, topic)), default=-1)

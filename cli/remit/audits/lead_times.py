"""From raised to decided: when each record began to wait and when it was decided, by the clock that is named."""

from collections.abc import Iterable
from typing import NamedTuple

from remit.log.log import Log
from remit.log.record import (
    ACCEPTED,
    DECIDED,
    DEFERRED,
    DEPRECATED,
    PROPOSED,
    REJECTED,
    SUPERSEDED,
    WITHDRAWN,
    Record,
)
from remit.log.timeline import History, Step

RECORD, SET, LANDED = "record", "set", "landed"
CLOCKS = (RECORD, SET, LANDED)
"""The record's own dates, git's where it has none; the commits that set the status; the commits that published it."""
DAY = 86400
"""Seconds."""
_SLACK = DAY
"""How far a record's date may be off git's before git's counts: time zones, and days without a time."""
_ENDS = (ACCEPTED, REJECTED, WITHDRAWN, SUPERSEDED, DEPRECATED)


class Event(NamedTuple):
    """A status that a record came to have."""

    status: str
    at: float
    """Seconds since 1970 UTC, by the clock."""
    by: str
    """The e-mail address of who set it."""
    landed: float | None = None
    """When the trusted branch published it; seconds since 1970 UTC."""


class Life(NamedTuple):
    """One record as the audits see it. Times are seconds since 1970 UTC."""

    record: Record
    start: float | None
    """When it was raised; None where nobody knows."""
    start_from: str
    """record, git, or empty."""
    end: float | None
    """When it was decided, or went away undecided; None while it is open, and where nobody knows."""
    ended: str
    """decided, withdrawn (or superseded undecided), or empty while it is open."""
    events: tuple[Event, ...] = ()
    landed: float | None = None
    """When the trusted branch published the decision."""
    branch: str = ""
    """The branch that it is on, if it is not merged."""
    contradiction: str = ""
    """What the record says against git, in a sentence; git's date was counted."""
    moved: bool = False
    """Whether it came into git already decided and does not say itself when: the commit that brought it did not decide it."""

    @property
    def known(self) -> bool:
        """Whether its lead time counts: the start is known, and the end where there is one."""
        return self.start is not None and (self.end is not None or not self.ended)

    @property
    def lead(self) -> float | None:
        """Days from start to end; None where either is missing."""
        return None if self.start is None or self.end is None else (self.end - self.start) / DAY

    @property
    def deferred(self) -> bool:
        """Whether it was deferred at some time before it ended."""
        return any(event.status == DEFERRED for event in self.events)

    def waited(self, now: float) -> float | None:
        """Days from start to end, or to `now` while it is open."""
        if self.start is None:
            return None
        return ((now if self.end is None else self.end) - self.start) / DAY


def lives(log: Log, history: History, clock: str = RECORD, until: float | None = None) -> tuple[Life, ...]:
    """The life of every record that states a status, as it stood at `until`: what was raised later is left out, what was decided
    later is open.
    """
    made = [
        _life(record, history.steps_of(record.id, record.path), clock, log) for record in log.records if record.status
    ]
    return tuple(made if until is None else _as_of(made, until, log))


def _as_of(made: Iterable[Life], until: float, log: Log) -> Iterable[Life]:
    for life in made:
        if life.start is None or life.start <= until:
            then = life._replace(record=_acts_until(life.record, until, log))
            later = life.end is not None and life.end > until
            yield then._replace(end=None, ended="", landed=None) if later else then


def _acts_until(record: Record, until: float, log: Log) -> Record:
    """The record with what others had done to it by then."""
    if not record.acts:
        return record
    kept = (act for act in record.acts if act.on is None or act.on.instant(log.zone).timestamp() <= until)
    return record._replace(acts=tuple(kept))


def events_of(steps: Iterable[Step], clock: str = SET) -> tuple[Event, ...]:
    """The statuses that a record came to have, in the order in which they were merged; after a deletion it begins again."""
    out: list[Event] = []
    for status, set_at, by, landed in steps:
        if status is None:
            out.clear()
        else:
            at = landed if clock == LANDED else set_at
            if at is not None:
                out.append(Event(status, at, by, landed))
    return tuple(out)


def _life(record: Record, steps: Iterable[Step], clock: str, log: Log) -> Life:
    events = events_of(steps, clock)
    if clock == LANDED:  # what was published at once is one step
        last = {event.at: event for event in events}
        events = tuple(event for event in events if last[event.at] is event)
    decided = bool(events) and events[0].status in (ACCEPTED, SUPERSEDED, DEPRECATED)
    started = next((n for n, event in enumerate(events) if event.status == PROPOSED), None)
    if decided and clock != SET:  # what its second life took is what the commits tell, not what deciding took
        started = None
    born = decided and started is None
    start = events[started].at if started is not None else None
    end = next((event for event in events[started or 0 :] if event.status in _ENDS), None)
    life = Life(
        record, start, "git" if start is not None else "", end.at if end and not born else None,
        _ended(end, record, born=born), events, end.landed if end else None, moved=born,
    )  # fmt: skip
    return _by_record(life, log) if clock == RECORD else life


def _ended(end: Event | None, record: Record, *, born: bool) -> str:
    """How it ended. One that was already superseded or deprecated when it came had been decided before."""
    status = end.status if end else record.status
    if status in (ACCEPTED, REJECTED) or ((born or not end) and status in DECIDED):
        return "decided"
    return "withdrawn" if status in _ENDS else ""


def _by_record(life: Life, log: Log) -> Life:
    """The same by the record's own dates; git's where there is none, or where the record contradicts it."""
    record, wrong = life.record, []
    raised, decided = record.moment("raised", log.zone), record.moment("decided", log.zone)
    first = life.events[0].at if life.events else None
    if raised:
        at = raised.instant(log.zone).timestamp()
        if first is not None and at > first + _SLACK:
            wrong.append(f"raised {raised.text} is after it came into git")
        else:
            life = life._replace(start=at, start_from="record")
    if decided and life.ended != "withdrawn":
        at = decided.instant(log.zone).timestamp()
        if life.landed is not None and at > life.landed + _SLACK:
            wrong.append(f"decided {decided.text} is after it was merged")
        elif life.start is not None and at < life.start - _SLACK:
            wrong.append(f"decided {decided.text} is before it was raised")
        elif life.ended == "decided":
            life = life._replace(end=max(at, life.start or at), moved=False)
    return life._replace(contradiction="; ".join(wrong))

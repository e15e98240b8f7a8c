"""The answers of the decision procedure for records, made once and kept, for every check that rests on one.

Ten thousand records are asked about, and most are alike: the same people decide the same topics below the same
thresholds. So the answer to a plain record is kept by what it depends on, its numbers reduced to which thresholds of the
policies they lie between. A record whose answer is not plainly fine is always judged in full, by itself.
"""

from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from remit.authority.answer import DECIDE, Answer, NoAnswer
from remit.authority.procedure.similarity import Similarity, adds_up, says_more
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.record import ACCEPTED, DEPRECATED, SUPERSEDED, Record

IN_FORCE = (ACCEPTED, SUPERSEDED, DEPRECATED)
"""Statuses of a record that somebody decided to do."""


_FEW = 4
"""So many records are judged in full: a hook asks about one or two, and would work out for nothing what makes them alike."""


class Judged(NamedTuple):
    """A record and the answer to it: at its decision where it is decided, now where it is open."""

    record: Record
    answer: Answer

    @property
    def decided(self) -> bool:
        """Whether somebody decided to do it."""
        return self.record.status in IN_FORCE


class Answers:
    """Answers about the records of one log."""

    def __init__(self, log: Log, now: datetime) -> None:
        """Of a part of a log the whole is read only where a policy adds amounts up."""
        self._log, self._now = log, Moment(now.date(), now)
        self._kept: dict[str, Answer | NoAnswer] = {}
        self._alike: dict[object, tuple[str | None, str | None] | None] = {}
        self._lowest: dict[object, tuple[str | None, str | None]] = {}
        self._ground: object = None
        self.topics: dict[tuple[int, str | None], set[str]] = {}
        """The topics that policies list, by stretch of time and team; kept by whoever asks."""
        self._asked = 0

    def of(self, record: Record) -> Judged | None:
        """The answer about a record that there is something to say about; None where nothing judges, or all is plainly fine."""
        if not (self._log.judged and record.native) or record.head.get("imported"):
            return None
        self._asked += 1
        many = self._asked > _FEW
        key = self._like.key(record) if record.status in IN_FORCE and many else None
        if key is not None and key in self._alike:
            plain = self._alike[key]
            if plain is not None and plain == (record.tier, record.boundary):
                return None
        answer = self.answer(record)
        if isinstance(answer, NoAnswer):
            return None
        plain = _plain(answer)
        if key is not None:
            self._alike[key] = plain
        if (
            plain is not None
            and plain == (record.tier, record.boundary)
            and not record.is_open
            and not says_more(record)
        ):
            return None
        return Judged(record, answer)

    def could_be(self, record: Record) -> tuple[str | None, str | None]:
        """The lowest tier that the policy allowed, and the version that said so; None where nothing judged."""
        if not (self._log.judged and record.is_decided):
            return None, None
        key = self._like.key(record)
        if key is not None and key in self._lowest:
            return self._lowest[key]
        answer = self.answer(record)
        found = (answer.could_be, answer.policy or None) if isinstance(answer, Answer) else (None, None)
        if key is not None:
            self._lowest[key] = found
        return found

    def answer(self, record: Record) -> Answer | NoAnswer:
        """The answer about a record, in full."""
        if record.path not in self._kept:
            from remit.authority.procedure.records import judge_record

            self._kept[record.path] = judge_record(self._log, record, self._now, ground=self.ground)  # type: ignore[arg-type]
        return self._kept[record.path]

    def ending(self, old: Record, by: Record) -> Answer | None:
        """May the decider of `by` end the decision `old` with it, when `by` was decided? None where nothing judges."""
        from remit.authority.procedure.endings import judge_ending
        from remit.authority.procedure.records import policy_for, question_of

        when = by.decided or self._now
        reversing = any(
            entry.get("result") == "reversed"
            for entry in [*old.entries_of("outcomes"), *(act.head for act in old.acts_of("outcome"))]
        )
        found = judge_ending(
            self.ground,  # type: ignore[arg-type]
            question_of(old, self._log.zone),
            by.decider or "",
            when,
            by=question_of(by, self._log.zone),
            reversing=reversing,
            policy=policy_for(self._log, old, when),
        )
        return found if isinstance(found, Answer) else None

    @property
    def ground(self) -> object:
        """What all answers stand on."""
        if self._ground is None:
            from remit.authority.procedure.records import entries_of, ground_of
            from remit.authority.procedure.register import Register

            whole = self._log.whole if adds_up(self._log.policies) else self._log
            self._ground = ground_of(self._log, register=Register(entries_of(whole)))
        return self._ground

    @cached_property
    def _like(self) -> Similarity:
        from remit.authority.procedure.similarity import Similarity

        return Similarity(self._log)

    def epoch(self, day: date) -> int:
        """The stretch of time of a day in which neither policies nor holders of roles change."""
        return self._like.epoch(day)


def _plain(answer: Answer) -> tuple[str | None, str | None] | None:
    """Tier and boundary of an answer to which no check has anything to say; None for every other."""
    done = all(duty.met for duty in answer.duties)
    fine = answer.answer == DECIDE and done and not (answer.flags or answer.refused or answer.budget or answer.ties)
    return (answer.tier, answer.boundary) if fine else None

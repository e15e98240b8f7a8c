"""The answers about the records of one log, each made once: a decided record at its decision, an open one now.

Ten thousand records are asked about, and most are alike: the same people decide the same topics below the same
thresholds. Such records share an answer, of which only the words may be another's.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cached_property

from remit.authority.answer import Answer
from remit.authority.procedure.context import Ground
from remit.authority.procedure.records import entries_of, ground_of, judge_record
from remit.authority.procedure.register import Register
from remit.authority.procedure.similarity import Similarity, adds_up
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.record import Record


class Answers:
    """Answers about the records of one log; None where nothing judges."""

    def __init__(self, log: Log, now: datetime, absent: Collection[str] = ()) -> None:
        self._log, self._now, self._absent = log, Moment(now.date(), now), absent
        self._full: dict[tuple[str, str | None], Answer | None] = {}
        self._shared: dict[tuple[object, str | None], Answer | None] = {}

    def full(self, record: Record, who: str | None = None) -> Answer | None:
        """The answer to this record alone, in its own words: for `who`, else its decider."""
        place = (record.path, who)
        if place not in self._full:
            found = judge_record(self._log, record, self._now, ground=self.ground, who=who)
            self._full[place] = found if isinstance(found, Answer) else None
        return self._full[place]

    def of(self, record: Record, who: str | None = None) -> Answer | None:
        """The answer to a record; its sentences may name the amount of another that is like it."""
        key = self._similarity.key(record) if record.is_decided else None
        if key is None:
            return self.full(record, who)
        if (key, who) not in self._shared:
            self._shared[key, who] = self.full(record, who)
        return self._shared[key, who]

    @cached_property
    def ground(self) -> Ground:
        """What all answers stand on. Of a part of a log the whole is read only where a policy adds amounts up."""
        whole = self._log.whole if adds_up(self._log.policies) else self._log
        return ground_of(self._log, absent=self._absent, register=Register(entries_of(whole)))

    @cached_property
    def _similarity(self) -> Similarity:
        return Similarity(self._log)

"""Past decisions judged under a draft policy: what each would have been, beside what the policy in force says."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from remit.audits.asking import RANK, Ask, Ground, by_policy, in_full
from remit.audits.life import Life
from remit.authority.answer import ASK, CONSENT, DECIDE, DECIDE_AFTER, FORBIDDEN, SIGNATURE, Answer
from remit.log.log import Log
from remit.log.policy import Policy
from remit.log.record import Record


class Judged(NamedTuple):
    """One past decision under both policies."""

    life: Life
    was: str | None
    """The tier that decided."""
    now: Answer | None
    """What the policy in force says."""
    draft: Answer | None

    @property
    def would(self) -> str | None:
        """The lowest tier that could have decided under the draft, by an emergency power too."""
        return _lowest(self.draft)

    @property
    def lower(self) -> bool:
        """Whether a lower tier than the one that decided could have."""
        return self.was in RANK and self.would in RANK and RANK[str(self.would)] < RANK[str(self.was)]

    @property
    def already(self) -> bool:
        """Whether the policy in force allowed that tier too: then the draft changes nothing for it."""
        now = _lowest(self.now)
        return self.lower and now in RANK and RANK[str(now)] <= RANK[str(self.would)]

    @property
    def becomes(self) -> str:
        """The answer that the draft gives and the policy in force does not."""
        return "" if self.draft is None or (self.now and self.now.answer == self.draft.answer) else self.draft.answer

    @property
    def consents(self) -> int:
        """How many consents more the draft asks for; below zero: fewer."""
        return _consents(self.draft) - _consents(self.now)

    @property
    def higher(self) -> bool:
        """Whether only a higher tier than the one that decided could have."""
        return self.was in RANK and self.would in RANK and RANK[str(self.would)] > RANK[str(self.was)]


def under(log: Log, draft: Policy) -> Log:
    """The log as if the draft had always been in force, in place of every version of its name."""
    others = tuple(policy for policy in log.policies if policy.name != draft.name)
    name = log.settings.policy if log.settings.policy not in (None, "none") else draft.name
    return log._replace(
        policies=(*others, draft._replace(start=date.min, until=None)), settings=log.settings._replace(policy=name)
    )


def judge_all(ground: Ground, draft: Policy, since: float | None = None) -> list[Judged]:
    """Every decided record under both policies."""
    ask = by_policy(under(ground.log, draft), ground.now)
    return [
        Judged(life, ground.tier(life), ground.ask(life.record, None), _told(ask, life.record))
        for life in ground.decided(since)
    ]


def _told(ask: Ask, record: Record) -> Answer | None:
    """The answer; with its own words where the report repeats them."""
    answer = ask(record, None)
    return in_full(ask, record) if answer and answer.answer in (FORBIDDEN, ASK) else answer


class Groups(NamedTuple):
    """The decisions that both policies judge, and what a draft changes in them."""

    judged: Sequence[Judged]
    not_judged: int
    """How many one of the two does not judge."""

    @property
    def lower(self) -> list[Judged]:
        """Those that a lower tier could have made."""
        return [one for one in self.judged if one.lower]

    @property
    def higher(self) -> list[Judged]:
        """Those that would have had to go higher."""
        return [one for one in self.judged if one.higher]

    @property
    def forbidden(self) -> list[Judged]:
        """Those that would have become forbidden."""
        return [one for one in self.judged if one.becomes == FORBIDDEN]

    @property
    def unclear(self) -> list[Judged]:
        """Those that could not be judged any more."""
        return [one for one in self.judged if one.becomes == ASK]

    @property
    def fewer(self) -> list[int]:
        """Of each decision with fewer consents, how many fewer."""
        return [-one.consents for one in self.judged if one.consents < 0]

    @property
    def more(self) -> list[int]:
        """Of each decision with more consents, how many more."""
        return [one.consents for one in self.judged if one.consents > 0]


def groups_of(found: Sequence[Judged]) -> Groups:
    """The decisions that both policies judge."""
    judged = [one for one in found if one.draft and one.was]
    return Groups(judged, len(found) - len(judged))


def _lowest(answer: Answer | None) -> str | None:
    """The lowest tier that may decide by an answer: as the boundaries say, or as whoever decided may."""
    if answer is None:
        return None
    allowed = [answer.could_be, answer.tier if answer.answer in (DECIDE, DECIDE_AFTER) else None]
    known = [tier for tier in allowed if tier in RANK]
    return min(known, key=RANK.__getitem__) if known else answer.tier


def _consents(answer: Answer | None) -> int:
    return sum(duty.needs for duty in answer.duties if duty.kind in (CONSENT, SIGNATURE)) if answer else 0

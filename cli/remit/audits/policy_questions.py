"""What audits want to know from the decision procedure, handed in as functions so that a log without a policy works too."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from remit.audits.fields import COMPUTED, NONE
from remit.audits.lead_times import Life
from remit.authority.answer import ASK, DECIDE, DECIDE_AFTER, ESCALATE, STOP, Answer
from remit.authority.procedure.answers import Similarity
from remit.authority.procedure.records import ground_of, judge_record
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.record import TIERS, Record

Ask = Callable[[Record, str | None], Answer | None]
"""A record and a person (None: the decider, or whoever is nobody in particular) to the answer; None where nothing judges it."""
RANK = {tier: number for number, tier in enumerate(TIERS)}


def nobody_judges(record: Record, who: str | None = None) -> Answer | None:
    """For logs without a policy."""
    return None


class Asking:
    """The answers of the log's own policies: a decided record at its decision, an open one now. Each is asked for once.

    Records that are alike share an answer, so its sentences may name the amount of another; `in_full` gives the record's own.
    """

    def __init__(self, log: Log, now: datetime, absent: Collection[str] = ()) -> None:
        self._log, self._now = log, Moment(now.date(), now)
        self._ground, self._alike = ground_of(log, absent=absent), Similarity(log)
        self._known: dict[tuple[str, str | None], Answer | None] = {}
        self._shared: dict[tuple[object, str | None], Answer | None] = {}

    def __call__(self, record: Record, who: str | None = None) -> Answer | None:
        """The answer; None where nothing judges."""
        place = (record.path, who)
        if place not in self._known:
            self._known[place] = self._like(record, who)
        return self._known[place]

    def _like(self, record: Record, who: str | None) -> Answer | None:
        key = self._alike.key(record) if record.is_decided else None
        if key is None:
            return self.in_full(record, who)
        if (key, who) not in self._shared:
            self._shared[key, who] = self.in_full(record, who)
        return self._shared[key, who]

    def in_full(self, record: Record, who: str | None = None) -> Answer | None:
        """The answer to this record alone, with its own words."""
        answer = judge_record(self._log, record, self._now, ground=self._ground, who=who)
        return answer if isinstance(answer, Answer) else None


def by_policy(log: Log, now: datetime, absent: Collection[str] = ()) -> Ask:
    """The answers of the log's own policies; of nobody where it has none."""
    return nobody_judges if log.settings.policy == "none" or not log.policies else Asking(log, now, absent)


def in_full(ask: Ask, record: Record) -> Answer | None:
    """The answer with the words that are meant for this record alone."""
    return ask.in_full(record) if isinstance(ask, Asking) else ask(record, None)


class Ground(NamedTuple):
    """What every audit stands on."""

    log: Log
    lives: Sequence[Life]
    now: datetime
    ask: Ask = nobody_judges

    @property
    def at(self) -> float:
        """Now, in seconds since 1970 UTC."""
        return self.now.timestamp()

    def decided(self, since: float | None = None) -> list[Life]:
        """What was decided from `since` to now, and when is known."""
        return [
            life
            for life in self.lives
            if life.ended == "decided"
            and life.end is not None
            and life.end <= self.at
            and (since is None or life.end >= since)
        ]

    def open(self) -> list[Life]:
        """What nobody has decided yet, oldest first."""
        return sorted((life for life in self.lives if not life.ended), key=lambda life: life.start or self.at)

    def tier(self, life: Life) -> str | None:
        """The tier that decided: as written, else as the policy says; None where nothing judged it."""
        if life.record.tier in RANK:
            return life.record.tier
        answer = self.ask(life.record, None)
        return answer.tier if answer else None

    def because(self, life: Life) -> str:
        """Why the policy answers so, in words."""
        answer = in_full(self.ask, life.record)
        return answer.because if answer else ""

    def could_be(self, life: Life) -> str | None:
        """The lowest tier that the policy allowed."""
        answer = self.ask(life.record, None)
        return answer.could_be if answer else None

    def higher_than_needed(self, life: Life) -> bool:
        """Whether a lower tier than the one that decided could have."""
        tier, lowest = self.tier(life), self.could_be(life)
        return tier in RANK and lowest in RANK and RANK[str(tier)] > RANK[str(lowest)]

    def roles(self) -> dict[str, set[str]]:
        """The roles that each person holds or held at any time, by people.yml and by the policies."""
        out: dict[str, set[str]] = {}
        for hold in self.log.people.holds if self.log.people else ():
            out.setdefault(hold.who, set()).add(hold.role)
        for policy in self.log.policies:
            for role in policy.roles.values():
                for who in (*role.held_by, *role.deputy):
                    out.setdefault(who, set()).add(role.name)
        return out

    def waits_for(self, life: Life) -> tuple[str, ...]:
        """The people (roles, where nobody holds them) that an open record waits for."""
        answer = self.ask(life.record, None)
        decider = life.record.decider
        if answer is None or answer.answer == DECIDE:
            return (decider,) if decider else ()
        if answer.answer == DECIDE_AFTER:
            return tuple(dict.fromkeys(who for duty in answer.open_duties for who in duty.who)) or (
                (decider,) if decider else ()
            )
        if answer.answer in (ESCALATE, STOP):
            return answer.goes_to_people or answer.goes_to
        return (decider,) if decider and answer.answer == ASK else ()


def _roles_asked(answer: Answer | None) -> tuple[str, ...]:
    if answer is None or answer.answer == DECIDE:
        return ()
    if answer.answer == DECIDE_AFTER:
        return tuple(dict.fromkeys(who for duty in answer.open_duties for who in duty.who))
    return answer.goes_to


_PEOPLE = ("decider", "deciders", "raised_by", "consulted", "informed", "recorded_by", "requester", "interested")
"""Fields whose values are people."""


class Names:
    """How people are called in an audit: by name only where the log allows it, else by the role they hold, else not at all."""

    def __init__(self, ground: Ground) -> None:
        self.metrics = ground.log.settings.people_metrics
        day = ground.now.date()
        self._people = frozenset(ground.log.people.by_handle if ground.log.people else ())
        self.roles: dict[str, list[str]] = {}
        for hold in ground.log.people.holds if ground.log.people else ():
            if hold.on(day):
                self.roles.setdefault(hold.who, []).append(hold.role)

    @property
    def off(self) -> bool:
        """Whether people are not to be told apart at all."""
        return self.metrics == "off"

    def of(self, handle: str) -> str:
        """What to call somebody: themselves, their role, or `somebody`."""
        if self.metrics == "names":
            return handle
        if self.off:
            return "somebody"
        return "/".join(sorted(self.roles.get(handle, ()))) or ("nobody's role" if "@" not in handle else "somebody")

    def group(self, field: str, value: str) -> str:
        """What to call the group of a field's value: like its person, where it is one."""
        person = field in _PEOPLE or (field not in COMPUTED and value in self._people)
        return self.of(value) if person and value != NONE else value

    @property
    def note(self) -> tuple[str, ...]:
        """How people are shown, in a sentence; nothing where they are named."""
        if self.metrics == "names":
            return ()
        return (
            ("People are not told apart here.",)
            if self.off
            else ("People are shown by role; `people_metrics: names` in remit.yml would name them.",)
        )

    def all(self, people: Iterable[str]) -> str:
        """What to call several, each once; a dash for nobody."""
        return ", ".join(dict.fromkeys(map(self.of, people))) or "-"

    def waits_for(self, life: Life, ground: Ground) -> str:
        """Whom an open record waits for: by name where that is allowed, else by the roles that the policy asks for."""
        roles = () if self.metrics == "names" else _roles_asked(ground.ask(life.record, None))
        return ", ".join(dict.fromkeys(roles)) or self.all(ground.waits_for(life))

    def waited_for(self, life: Life, ground: Ground) -> str:
        """The same, with the branch that it is in where it has not landed."""
        found = self.waits_for(life, ground)
        return f"{found}, in branch {life.branch}" if life.branch else found

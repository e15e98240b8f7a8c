"""What an audit looks at: a log, the lives of its records up to a moment, the answers of its policies; and how people are called."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from remit.audits.fields import COMPUTED, NONE
from remit.audits.lead_times import Life
from remit.audits.report import Table
from remit.authority.answer import ASK, DECIDE, DECIDE_AFTER, ESCALATE, STOP, Answer
from remit.authority.procedure.answers import Answers
from remit.authority.procedure.chain import Policies
from remit.log.log import Log
from remit.log.policy import Policy
from remit.log.record import TIERS, Record

RANK = {tier: number for number, tier in enumerate(TIERS)}


class Scope(NamedTuple):
    """What every audit looks at."""

    log: Log
    lives: Sequence[Life]
    now: datetime
    answers: Answers

    @property
    def at(self) -> float:
        """Now, in seconds since 1970 UTC."""
        return self.now.timestamp()

    @property
    def in_force(self) -> list[Policy]:
        """The version of each policy that is in force today."""
        policies = Policies(self.log.policies)
        found = (policies.version(name, self.now.date()) for name in policies.by_name)
        return [policy for policy in found if isinstance(policy, Policy)]

    def ask(self, record: Record) -> Answer | None:
        """The answer about a record; None where no policy was in force."""
        return self.answers.of(record)

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
        """The tier that decided: as written, else as the policy says; None where no policy was in force."""
        if life.record.tier in RANK:
            return life.record.tier
        answer = self.ask(life.record)
        return answer.tier if answer else None

    def because(self, life: Life) -> str:
        """Why the policy answers so, in words."""
        answer = self.answers.full(life.record)
        return answer.because if answer else ""

    def could_be(self, life: Life) -> str | None:
        """The lowest tier that the policy allowed."""
        answer = self.ask(life.record)
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
        answer = self.ask(life.record)
        decider = life.record.decider
        if answer is None or answer.answer == DECIDE:
            return (decider,) if decider else ()
        if answer.answer in (ESCALATE, STOP):
            return answer.goes_to_people or answer.goes_to
        asked = _asked(answer) if answer.answer == DECIDE_AFTER else ()
        return asked or ((decider,) if decider and answer.answer in (ASK, DECIDE_AFTER) else ())


def _asked(answer: Answer) -> tuple[str, ...]:
    """Whose act a decision still needs, as the policy names them."""
    return tuple(dict.fromkeys(who for duty in answer.open_duties for who in duty.who))


def _roles_asked(answer: Answer | None) -> tuple[str, ...]:
    if answer is None or answer.answer == DECIDE:
        return ()
    return _asked(answer) if answer.answer == DECIDE_AFTER else answer.goes_to


_PEOPLE = ("decider", "deciders", "raised_by", "consulted", "informed", "recorded_by", "requester", "interested")
"""Fields whose values are people."""


class Names:
    """How people are called in an audit: by name only where the log allows it, else by the role they hold, else not at all."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.metrics = scope.log.settings.people_metrics
        day = scope.now.date()
        self._people = frozenset(scope.log.people.by_handle if scope.log.people else ())
        self.roles: dict[str, list[str]] = {}
        for hold in scope.log.people.holds if scope.log.people else ():
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
        return "/".join(sorted(self.roles.get(handle, ()))) or ("no role" if "@" not in handle else "somebody")

    def person(self, name: str) -> str:
        """What to call whomever something waits for: roles by their names, somebody of people.yml as above."""
        return self.of(name) if name in self._people else name

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
            ("Individual people are not shown.",)
            if self.off
            else ("People are shown by role; `people_metrics: names` in remit.yml would name them.",)
        )

    def all(self, people: Iterable[str]) -> str:
        """What to call several, each once; a dash for nobody."""
        return ", ".join(dict.fromkeys(map(self.of, people))) or "-"

    def waits_for(self, life: Life) -> str:
        """Whom an open record waits for: by name where that is allowed, else by the roles that the policy asks for."""
        roles = () if self.metrics == "names" else _roles_asked(self._scope.ask(life.record))
        return ", ".join(dict.fromkeys(roles)) or self.all(self._scope.waits_for(life))

    def waited_for(self, life: Life) -> str:
        """The same, with the branch that it is in, if it is not merged."""
        found = self.waits_for(life)
        return f"{found}, in branch {life.branch}" if life.branch else found

    def open_table(self, title: str, waiting: Iterable[Life]) -> Table:
        """Open records, since how many days, and whom each waits for."""
        rows = [
            (life.record.id, life.record.title, life.waited(self._scope.at), self.waited_for(life)) for life in waiting
        ]
        return Table(title, ("record", "title", "days", "waiting for"), rows)

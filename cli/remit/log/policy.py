"""A version of a policy: who decides what, up to where, and what must be done besides.

Amounts are exact decimals, days are dates, names of roles and bodies are text. Meaning and use of every key: the page
"Policy reference". Nothing here decides anything; `remit.authority` does.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remit.log.moment import Span

EDGE, FUNCTIONAL, CENTRAL = "edge", "functional", "central"
ANYONE = "anyone"
"""The built-in role: every person who has not left."""
EVERYTHING = "*"
"""The topic that contains every topic."""
AMOUNT = "amount"
"""The fact that is measured where a boundary names none; the one fact that has a currency."""
RAISER = "raiser"
"""In `decide_within.then`: whoever met the need."""

Fact = str | Decimal
"""A fact's value: a number, or text; `yes` and `no` for what may also be written true and false."""

Ratio = tuple[int, int]
"""An exact share: numerator and denominator."""


class Condition(NamedTuple):
    """What one fact must be. Every part that is given must hold."""

    fact: str
    values: tuple[Fact, ...] = ()
    """One of these; empty: any."""
    excluded: tuple[Fact, ...] = ()
    """None of these."""
    up_to: Decimal | None = None
    below: Decimal | None = None
    over: Decimal | None = None
    at_least: Decimal | None = None

    @property
    def numeric(self) -> bool:
        """Whether it compares numbers."""
        return bool(self.ends)

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The numbers that it compares with."""
        return tuple(end for end in (self.up_to, self.below, self.over, self.at_least) if end is not None)


class Passes(NamedTuple):
    """When a body's vote is carried."""

    share: Ratio | None = None
    strictly: bool = False
    """More than the share, not just the share."""
    of_members: bool = False
    """The share is taken of all members, not of the votes cast. Abstentions are not cast."""
    quorum: int | None = None
    quorum_share: Ratio | None = None
    yes_at_least: int | None = None
    blocks: bool = False
    """One block fails it."""
    missing_at_most: int | None = None
    """How many members may not have said yes."""
    open: Span | None = None
    """How long the vote stays open after it was announced."""
    of_present: bool = False
    """The share is taken of all who took part, so an abstention counts against."""
    quorum_strictly: bool = False
    """More than the share of members must take part."""


class Consent(NamedTuple):
    """`any` different people, each with one of the roles or bodies `of`, must consent."""

    of: tuple[str, ...]
    any: int = 1
    respond_within: Span | None = None


class Advice(NamedTuple):
    """Somebody with the role (or of the body) must have been heard."""

    of: str
    respond_within: Span | None = None


class Objection(NamedTuple):
    """A window in which somebody may object."""

    by: tuple[str, ...]
    within: Span
    goes_to: str | None = None


class Signers(NamedTuple):
    """How many different people sign; the decider counts."""

    count: int  # type: ignore[assignment]  # hides tuple.count, as above
    of: tuple[str, ...]
    including: tuple[str, ...] = ()


class Duties(NamedTuple):
    """What must be done besides deciding. Duties of all matching boundaries add up."""

    consent: tuple[Consent, ...] = ()
    signers: Signers | None = None
    advice: tuple[Advice, ...] = ()
    objection: Objection | None = None
    inform: tuple[str, ...] = ()
    require: tuple[Condition, ...] = ()
    passes: Passes | None = None

    @property
    def any(self) -> bool:
        """Whether anything is asked at all."""
        return self != NO_DUTIES


NO_DUTIES = Duties()


class Delegate(NamedTuple):
    """Whether the decider may let others decide."""

    allowed: bool = True
    to: tuple[str, ...] = ()
    """Roles that may receive it; empty: any."""
    up_to: Decimal | None = None
    onward: bool = False
    """Whether they may pass it on."""


class Step(NamedTuple):
    """One step of a ladder. It starts where the one before ended."""

    up_to: Decimal | None = None
    """The last value in the step."""
    below: Decimal | None = None
    """The first value after the step."""
    decide: tuple[str, ...] = ()
    forbid: bool = False
    duties: Duties = NO_DUTIES
    delegate: Delegate | None = None

    @property
    def last(self) -> bool:
        """Whether it has no end (`above: true`)."""
        return self.end is None

    @property
    def end(self) -> Decimal | None:
        """The number where it ends, the last value in it or the first after it; None of the last step."""
        return self.below if self.up_to is None else self.up_to

    def holds(self, value: Decimal) -> bool:
        """Whether a value that is not in an earlier step is in this one."""
        if self.up_to is not None:
            return value <= self.up_to
        return self.below is None or value < self.below


class Together(NamedTuple):
    """Decisions whose facts `same` are equal, decided within a span, are measured together."""

    same: tuple[str, ...]
    within: Span


class DecideWithin(NamedTuple):
    """A timebox: after the span `then` (a role, a body or `raiser`) may decide too."""

    span: Span
    then: str


class Boundary(NamedTuple):
    """A named rule: topics, when it applies, who decides up to where, and duties."""

    id: str
    topics: tuple[str, ...]
    when: tuple[Condition, ...] = ()
    decide: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    limits: tuple[tuple[str, Decimal | None], ...] = ()
    """Role to the most it may decide; None is unlimited."""
    forbid: bool = False
    beyond: str | None = None
    measure: str = AMOUNT
    together: Together | None = None
    budget: str | None = None
    own: str | None = None
    """never, allowed, or None where nothing is written (which means never)."""
    only: bool = False
    delegate: Delegate | None = None
    team_may: str = "tighten"
    duties: Duties = NO_DUTIES
    decide_within: DecideWithin | None = None
    record: str | None = None
    grade: str | None = None
    title: str = ""
    why: str = ""
    because: str = ""
    clause: str = ""
    policy: str = ""
    """The name of the policy that it stands in."""
    line: int = 0

    @property
    def grants(self) -> bool:
        """Whether it says who decides."""
        return bool(self.decide or self.sized)

    @property
    def sized(self) -> bool:
        """Whether it says so by size."""
        return bool(self.steps or self.limits)

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """Every number where a step or a limit ends."""
        found = (*(step.end for step in self.steps), *(most for _, most in self.limits))
        return tuple(end for end in found if end is not None)


class Acting(NamedTuple):
    """Somebody acting in a role from one day to another, both included, except for some boundaries."""

    who: str
    start: date
    until: date
    excepted: tuple[str, ...] = ()


class Role(NamedTuple):
    """A position that somebody holds."""

    name: str
    tier: str
    held_by: tuple[str, ...] = ()
    deputy: tuple[str, ...] = ()
    acting: tuple[Acting, ...] = ()
    title: str = ""


class Body(NamedTuple):
    """A group that decides by a vote."""

    name: str
    tier: str
    members: tuple[str, ...] = ()
    """Roles or people."""
    passes: Passes = Passes((1, 2), strictly=True)
    title: str = ""


class Budget(NamedTuple):
    """A sum that decisions draw on."""

    name: str
    amount: Decimal
    per: str
    """month, quarter, year or total."""
    over: str
    start: date | None = None
    tolerance_percent: Decimal = Decimal(0)

    @property
    def cap(self) -> Decimal:
        """The most that may be spent, tolerance included."""
        return self.amount * (100 + self.tolerance_percent) / 100


class Ratify(NamedTuple):
    """Who confirms an emergency decision afterwards."""

    by: str | None = None
    within: Span | None = None
    report_only: bool = False


class Emergency(NamedTuple):
    """Who may decide in an emergency, alone or with a consent of its own."""

    id: str
    decide: tuple[str, ...]
    topics: tuple[str, ...] = (EVERYTHING,)
    ratify: Ratify = Ratify()
    advice: tuple[str, ...] = ()
    inform: tuple[str, ...] = ()
    sets_aside: tuple[str, ...] = ()
    limit: Decimal | None = None
    clause: str = ""
    consent: tuple[Consent, ...] = ()
    when: tuple[Condition, ...] = ()


class Delegation(NamedTuple):
    """A written, dated delegation; both days are included."""

    id: str
    from_role: str
    to: str
    boundaries: tuple[str, ...]
    start: date
    until: date
    limit: Decimal | None = None
    written: str = ""


class Waiver(NamedTuple):
    """A boundary lifted for a time, or for one decision; both days are included."""

    id: str
    boundary: str
    granted_by: str
    start: date
    until: date
    because: str
    decision: str | None = None


class Stops(NamedTuple):
    """Who may pull the cord, who answers, by when."""

    responder: str
    respond_within: Span
    who: tuple[str, ...] = (ANYONE,)
    then: str | None = None
    lifted_by: tuple[str, ...] = ()


class Otherwise(NamedTuple):
    """What happens where no boundary says who decides."""

    decide: tuple[str, ...] = ()
    escalate: str | None = None
    advice: tuple[Advice, ...] = ()
    clause: str = ""


class Policy(NamedTuple):
    """One version of a policy."""

    name: str
    start: date
    """The first day that it judges."""
    title: str = ""
    path: str = ""
    source: str = ""
    owner: str | None = None
    until: date | None = None
    """The first day that it no longer judges."""
    review_by: date | None = None
    extends: str | None = None
    currency: str | None = None
    roles: dict[str, Role] = {}  # noqa: RUF012 - never written to
    bodies: dict[str, Body] = {}  # noqa: RUF012
    escalation: tuple[str, ...] = ()
    """Roles and bodies, lowest first."""
    boundaries: tuple[Boundary, ...] = ()
    budgets: dict[str, Budget] = {}  # noqa: RUF012
    emergency: tuple[Emergency, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    stops: Stops | None = None
    topics: dict[str, str] = {}  # noqa: RUF012
    otherwise: Otherwise = Otherwise()
    cannot_say: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Name and first day: `acme@2026-01-01`."""
        return f"{self.name}@{self.start.isoformat()}"

    @property
    def by_id(self) -> dict[str, Boundary]:
        """Boundaries by id."""
        return {boundary.id: boundary for boundary in self.boundaries}

"""The answer to "may this person decide this, now?", with everything that explains it, and as data for other programs."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from remit.authority.words import joined

DECIDE, DECIDE_AFTER, ESCALATE = "decide", "decide-after", "escalate"
FORBIDDEN, STOP, ASK = "forbidden", "stop", "ask"
ANSWERS = (DECIDE, DECIDE_AFTER, ESCALATE, FORBIDDEN, STOP, ASK)
"""The six answers."""
EXIT_CODES = {DECIDE: 0, DECIDE_AFTER: 10, ESCALATE: 20, FORBIDDEN: 30, STOP: 40, ASK: 50}

CONSENT, SIGNATURE, ADVICE, OBJECTION, REQUIRE, VOTE, INFORM, INFORM_FIRST, RATIFY = (
    "consent", "signature", "advice", "objection", "require", "vote", "inform", "inform-first", "ratify",
)  # fmt: skip
BEFORE = frozenset((CONSENT, SIGNATURE, ADVICE, OBJECTION, REQUIRE, VOTE))
"""Duties that must be met before deciding; the others never stand in the way."""

ABOVE, EMERGENCY, TIE, RELATED, TIMEBOX, DELEGATED, DEFAULT = (
    "above-the-boundary", "emergency", "tie", "related", "timebox", "delegated", "no-boundary",
)  # fmt: skip
"""Flags of an answer."""


class Duty(NamedTuple):
    """Something to do in addition to deciding."""

    kind: str
    who: tuple[str, ...] = ()
    """The roles or bodies that it concerns."""
    met: bool = False
    by: tuple[str, ...] = ()
    """The people who met it; of a ratification that is not met, who refused it."""
    needs: int = 1
    """How many different people of `who`."""
    boundary: str = ""
    """The boundary that asks for it."""
    fact: str = ""
    """The fact that must hold, for `require`."""
    until: str = ""
    """The moment at which a window closes or a ratification is due, ISO 8601."""
    text: str = ""
    """A sentence for people: what is needed, or how it was met."""

    @property
    def missing(self) -> bool:
        """Whether it stands in the way of deciding."""
        return not self.met and self.kind in BEFORE


class BudgetUse(NamedTuple):
    """What a decision does to a budget."""

    id: str
    amount: Decimal
    cap: Decimal
    """The amount with its tolerance."""
    spent: Decimal
    this: Decimal
    left: Decimal
    """What is left of the cap after this decision; negative beyond it."""
    period: str
    """`2026-Q1`, `2026-02`, `2026` or `total`."""
    over: str
    """The role or body that decides beyond it."""
    exceeded: bool = False

    @property
    def text(self) -> str:
        """Who must agree, where it is exceeded."""
        return f"{self.over} must agree: it exceeds budget {self.id} in {self.period}"


class Refused(NamedTuple):
    """A delegation that does not reach a decision."""

    id: str
    why: str


class Absence(NamedTuple):
    """That everybody who holds some roles is away, and who decides meanwhile."""

    roles: tuple[str, ...]
    who: tuple[str, ...]
    """Who is away."""
    until: date | None = None
    """The last day away of the first who is back; None where it is not known."""
    deputies: tuple[str, ...] = ()
    """Who stands in."""
    next: str = ""
    """Where nobody stands in: the next role of the escalation that somebody who is here holds."""
    next_people: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """`ana (lead) until 2026-07-14, nobody stands in; next is cho (cto)`."""
        said = f"{joined(self.who, 'and')} ({joined(self.roles)})" + (f" until {self.until}" if self.until else "")
        if self.deputies:
            return f"{said}; {joined(self.deputies)} stands in"
        then = f"; next is {joined(self.next_people)} ({self.next})" if self.next else ""
        return f"{said}, nobody stands in{then}"


class Answer(NamedTuple):
    """What the procedure says, and why."""

    answer: str
    """One of ANSWERS."""
    who: str
    as_role: str | None = None
    """The role or body used."""
    held: str = ""
    """How the role is held: holder, acting, deputy, member, superior, delegation, raiser, built-in."""
    boundary: str | None = None
    clause: str = ""
    why: str = ""
    """Why the boundary is where it is, in its author's words."""
    policy: str = ""
    """The version that named the decider: `acme@2026-01-01`."""
    tier: str | None = None
    could_be: str | None = None
    goes_to: tuple[str, ...] = ()
    """Roles or bodies that decide instead, answer a stop or grant a waiver."""
    goes_to_people: tuple[str, ...] = ()
    """Who holds them now."""
    away: tuple[Absence, ...] = ()
    """Of the roles that it goes to, or that must respond: those whose holders are all away."""
    comparison: str = ""
    """The comparison made: "amount 60000 is in the step below 250000"."""
    because: str = ""
    """Why this is the answer, in one sentence."""
    duties: tuple[Duty, ...] = ()
    missing: tuple[str, ...] = ()
    """Facts that must be known first."""
    near: tuple[str, ...] = ()
    """Topics that were perhaps meant."""
    budget: tuple[BudgetUse, ...] = ()
    flags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Earlier decisions that were measured with this one."""
    delegation: str | None = None
    emergency: str | None = None
    """The emergency power used."""
    stopped_by: str | None = None
    ties: tuple[str, ...] = ()
    """Boundaries that apply equally."""
    forbidden_by: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    cannot_say: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What was seen and had no effect: a late objection, a consent that does not count."""
    record: str = "line"
    """How much must be written: none, line or full."""
    grade: str | None = None
    """The least verification of who decided that a boundary requires."""
    boundaries: tuple[str, ...] = ()
    """Every boundary that applies."""
    topics: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    """The roles and bodies that the boundary assigns it to."""
    set_aside: tuple[str, ...] = ()
    """Prohibitions that an emergency power lifted."""
    waivers: tuple[str, ...] = ()
    """Waivers that lifted a boundary."""
    refused: tuple["Refused", ...] = ()
    """Delegations to the asker that do not reach this decision, and why."""
    intents: tuple[str, ...] = ()
    """Context pages about the topics; filled in by whoever knows them."""

    @property
    def exit_code(self) -> int:
        """The exit code of `remit may`."""
        return EXIT_CODES[self.answer]

    @property
    def open_duties(self) -> tuple[Duty, ...]:
        """Duties that stand in the way of deciding."""
        return tuple(duty for duty in self.duties if duty.missing)


class NoAnswer(NamedTuple):
    """Why there is no answer: no version of the policy in force, or two from one day."""

    reason: str
    """older, retired, clash, unknown, circle, unreadable (a version in force cannot be read), time or none."""
    message: str
    remedy: str


FORMAT_KEYS = {"as_role": "as"}


def to_json(found: Answer | NoAnswer) -> dict[str, Any]:
    """The answer, or why there is none, as JSON-ready data; absent is null or an empty list, amounts are numbers."""
    if isinstance(found, NoAnswer):
        return {"answer": None, **found._asdict()}
    return {FORMAT_KEYS.get(key, key): plain(value) for key, value in found._asdict().items()}


def number(value: Decimal) -> int | float:
    """A decimal as JSON writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Any) -> Any:
    """A value of an answer as JSON-ready data."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Duty, BudgetUse, Refused, Absence)):
        return {key: plain(entry) for key, entry in value._asdict().items()}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return None if value == "" else value

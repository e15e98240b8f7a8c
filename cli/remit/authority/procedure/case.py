"""What is asked about: a decision with its facts and what others have said to it so far."""

from typing import NamedTuple

from remit.log.facts import FactValue
from remit.log.moment import Moment


class Voice(NamedTuple):
    """A consent, an advice or an objection."""

    who: str | None = None
    """Who spoke; None where only the role is known."""
    role: str | None = None
    """The role or body that they spoke as; None where it was not said."""
    on: Moment | None = None
    """When; None counts as in time."""
    withdrawn: bool = False


class Votes(NamedTuple):
    """What a body voted."""

    body: str | None = None
    """None: the body that decides."""
    yes: int = 0
    no: int = 0
    abstain: int = 0
    blocks: int = 0
    members: int | None = None
    """How many could vote, where it differs from who holds a seat."""
    announced: Moment | None = None
    """When the vote was announced, where it has a day of its own."""
    ballots: tuple[tuple[str, str], ...] = ()
    """Who said yes, no, abstain or block themselves; only those of members are counted."""


class Asked(NamedTuple):
    """Who was asked for advice or consent, and when."""

    of: str
    """A role, a body or a person."""
    kind: str
    """advice or consent."""
    on: Moment


class Case(NamedTuple):
    """One decision, as far as it has come."""

    topics: tuple[str, ...]
    facts: dict[str, FactValue]
    id: str = ""
    requester: str | None = None
    """Who asks for themselves."""
    interested: tuple[str, ...] = ()
    """Who gains from it or declared an interest."""
    consents: tuple[Voice, ...] = ()
    advice: tuple[Voice, ...] = ()
    objections: tuple[Voice, ...] = ()
    votes: tuple[Votes, ...] = ()
    informed: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    announced: Moment | None = None
    raised: Moment | None = None
    raised_by: str | None = None
    related: tuple[str, ...] = ()
    budget: str | None = None
    emergency: str | None = None
    """The emergency power relied on; empty: any that fits; None: no emergency."""
    ratifications: tuple[Voice, ...] = ()
    """Who ratified it: they count where the power lets them."""
    refusals: tuple[Voice, ...] = ()
    """Who refused to ratify it."""
    ratified: bool = False
    """Whether it is said to be ratified without saying by whom."""
    waiver: str | None = None


class Stop(NamedTuple):
    """A pulled cord."""

    who: str
    on: Moment | None = None
    record: str | None = None
    topic: str | None = None
    budget: str | None = None
    why: str = ""
    until: Moment | None = None
    lifted: Moment | None = None

"""What must be done in addition to deciding: consent, advice, a vote, signatures, an objection window, facts that must hold.

Each with the keys that a policy file writes it in.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from remit.log.facts import Fact, to_fact, to_number
from remit.log.kinds import (
    FLAG,
    LENGTH,
    NUMBER,
    Built,
    Choice,
    Key,
    Kind,
    Problems,
    Scalar,
    Several,
    Shape,
    Switch,
    Table,
    Text,
    Whole,
)
from remit.log.moment import Span
from remit.log.yaml import Path

Ratio = tuple[int, int]
"""An exact share: numerator and denominator."""
ROLE = Text("the name of a role or body", r"[a-z0-9][a-z0-9@.-]*", "platform-lead")
FACT = Text("the name of a fact", r"[A-Za-z0-9][\w.-]*", "term-months")
ROLES = Several(ROLE)


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


VALUE = Scalar("a value", to_fact, {"type": ["string", "number", "boolean"]})
"""A value that a fact is compared with."""


def _says_something(out: dict[str, Any], at: Path, problems: Problems) -> None:
    if not out:
        remedy = "write a value, a list, or `up_to`, `below`, `over`, `at_least`, `not`"
        problems.say(at, "an empty condition says nothing", remedy)


CONDITION = Switch(
    Built(VALUE, lambda value: {"values": (value,)}),
    Built(Several(VALUE, alone=False), lambda values: {"values": values}),
    Shape(
        "a condition",
        {
            "up_to": Key(NUMBER, "At most this."),
            "below": Key(NUMBER, "Less than this."),
            "over": Key(NUMBER, "More than this."),
            "at_least": Key(NUMBER, "This or more."),
            "not": Key(Several(VALUE), "None of these.", name="excluded"),
        },
        dict,
        check=_says_something,
    ),
)
CONDITIONS = Built(
    Table(FACT, CONDITION, lambda name, parts: Condition(name, **parts)), lambda table: tuple(table.values())
)


REQUIRE = Switch(
    Built(FACT, lambda name: (Condition(name),)),
    Built(Several(FACT, alone=False), lambda names: tuple(map(Condition, names))),
    CONDITIONS,
)
"""Facts that must hold; a name alone, or a list of names: facts that must be known, whatever they are."""


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


_SHARES: dict[str, tuple[Ratio, bool]] = {
    "majority": ((1, 2), True),
    "two-thirds": ((2, 3), False),
    "three-quarters": ((3, 4), False),
    "unanimous": ((1, 1), False),
}
_FRACTION = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})")
_WORDS = {
    **{word: Passes(share, strictly) for word, (share, strictly) in _SHARES.items()},
    "no-blocks": Passes(blocks=True),
}


def _share(text: str) -> tuple[int, int, bool] | None:
    """Numerator, denominator, and whether more than the share is needed."""
    if text in _SHARES:
        (top, bottom), strictly = _SHARES[text]
        return top, bottom, strictly
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        over, under = int(fraction[1]), int(fraction[2])
        return (over, under, False) if over <= under else None
    number = to_number(text)
    return (*number.as_integer_ratio(), False) if number is not None and 0 < number <= 1 else None


SHARE = Scalar(
    "a share, such as `majority`, `two-thirds`, `2/3` or `0.5`",
    _share,
    {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            {
                "type": "string",
                "pattern": r"^([1-9][0-9]*/[1-9][0-9]*|majority|two-thirds|three-quarters|unanimous)$",
            },
        ]
    },
)


def _passes(
    share: tuple[int, int, bool] | None = None,
    quorum_share: tuple[int, int, bool] | None = None,
    of: str = "cast",
    strictly: bool = False,
    **rest: Any,
) -> Passes:
    return Passes(
        share=share[:2] if share else None,
        strictly=strictly or bool(share and share[2]),
        of_members=of == "members",
        of_present=of == "present",
        quorum_share=quorum_share[:2] if quorum_share else None,
        quorum_strictly=bool(quorum_share and quorum_share[2]),
        **rest,
    )


PASSES = Switch(
    Built(Choice(*_WORDS), lambda word: _WORDS[word]),
    mapping=Shape(
        "passes",
        {
            "share": Key(SHARE, "The share that must say yes: a word, `2/3` or `0.5`."),
            "strictly": Key(FLAG, "More than the share, not just the share."),
            "of": Key(
                Choice("cast", "present", "members"),
                "What the share is taken of: votes cast (default), all who took part, or all members.",
            ),
            "quorum": Key(Whole(1), "How many must take part."),
            "quorum_share": Key(SHARE, "Which share of the members must take part."),
            "yes_at_least": Key(Whole(1), "How many must say yes."),
            "blocks": Key(FLAG, "Whether one block fails it."),
            "missing_at_most": Key(Whole(0), "How many members may not have said yes."),
            "open": Key(LENGTH, "How long the vote stays open after it was announced."),
        },
        _passes,
        "{share: 2/3, of: members}",
    ),
)


class Consent(NamedTuple):
    """`any` different people, each with one of the roles or bodies `of`, must consent."""

    of: tuple[str, ...]
    any: int = 1
    respond_within: Span | None = None


class Advice(NamedTuple):
    """Somebody with the role (or of the body) must have been heard."""

    of: str
    respond_within: Span | None = None


def _consents(of: tuple[str, ...], any: int | None = None, respond_within: Span | None = None) -> tuple[Consent, ...]:  # noqa: A002 - the file's word
    """`{of: [a, b]}` without `any` means each: two consents."""
    if any is None:
        return tuple(Consent((role,), 1, respond_within) for role in of)
    return (Consent(of, any, respond_within),)


def _advice(of: tuple[str, ...], respond_within: Span | None = None) -> tuple[Advice, ...]:
    return tuple(Advice(role, respond_within) for role in of)


def _all_of(build: Callable[[tuple[str, ...]], tuple[Any, ...]], shape: Shape) -> Kind:
    """A role, a mapping that says more, or a list of both; each is read as several."""
    one = Switch(Built(ROLE, lambda role: build((role,))), mapping=shape)
    return Built(Several(one), lambda entries: tuple(chain.from_iterable(entries)))


_WITHIN = Key(LENGTH, "How long a response may take; after that, go ahead (advice) or escalate (consent).")
CONSENT = _all_of(
    _consents,
    Shape(
        "a consent",
        {
            "of": Key(ROLES, "Whose consent.", needed=True),
            "any": Key(Whole(1), "How many of them; without it each of them."),
            "respond_within": _WITHIN,
        },
        _consents,
        "{any: 1, of: [treasurer, chair]}",
    ),
)
ADVICE = _all_of(
    _advice,
    Shape(
        "an advice",
        {"from": Key(ROLES, "Whose advice; of several, each.", needed=True, name="of"), "respond_within": _WITHIN},
        _advice,
        "{from: security, respond_within: 3d}",
    ),
)


class Objection(NamedTuple):
    """A window in which somebody may object."""

    by: tuple[str, ...]
    within: Span
    goes_to: str | None = None


OBJECTION = Shape(
    "objection",
    {
        "by": Key(ROLES, "Who may object.", needed=True),
        "within": Key(LENGTH, "How long after it was announced.", needed=True),
        "goes_to": Key(ROLE, "Who decides then; without it the next above in `escalation`."),
    },
    Objection,
    "{by: member, within: 72h, goes_to: board}",
)


class Signers(NamedTuple):
    """How many different people sign; the decider counts."""

    count: int  # type: ignore[assignment]  # hides tuple.count, as above
    of: tuple[str, ...]
    including: tuple[str, ...] = ()


def _two_people(out: dict[str, Any], at: Path, problems: Problems) -> None:
    if out["count"] == 1 and "including" not in out:
        problems.say(
            at,
            "one signature is the decider's own",
            "write `count: 2`, or with `including` the role whose signature is needed",
        )


SIGNERS = Shape(
    "signers",
    {
        "count": Key(Whole(1), "How many different people, the decider counted.", needed=True),
        "of": Key(ROLES, "Roles whose holders may sign.", needed=True),
        "including": Key(ROLES, "Roles that must be among them."),
    },
    Signers,
    "{count: 2, of: [director, treasurer]}",
    _two_people,
)


class Duties(NamedTuple):
    """What must be done in addition to deciding. Duties of all matching boundaries add up."""

    consent: tuple[Consent, ...] = ()
    signers: Signers | None = None
    advice: tuple[Advice, ...] = ()
    objection: Objection | None = None
    inform: tuple[str, ...] = ()
    inform_first: tuple[str, ...] = ()
    require: tuple[Condition, ...] = ()
    passes: Passes | None = None

    @property
    def any(self) -> bool:
        """Whether anything is asked at all."""
        return self != NO_DUTIES

    @property
    def names(self) -> tuple[str, ...]:
        """Every role and body that must do or hear something."""
        consenting = (name for consent in self.consent for name in consent.of)
        signing = (*self.signers.of, *self.signers.including) if self.signers else ()
        objecting = (*self.objection.by, self.objection.goes_to) if self.objection else ()
        heard = (advice.of for advice in self.advice)
        named = (*consenting, *heard, *self.inform, *self.inform_first, *signing, *objecting)
        return tuple(name for name in named if name)


NO_DUTIES = Duties()
DUTY_KEYS = {
    "consent": Key(CONSENT, "Who else must say yes."),
    "signers": Key(SIGNERS, "How many must sign, the decider counted."),
    "advice": Key(ADVICE, "Who must be heard first. Advice is not permission."),
    "objection": Key(OBJECTION, "Who may object, and for how long."),
    "inform": Key(ROLES, "Who is informed afterwards."),
    "inform_first": Key(ROLES, "Who is informed before it is decided. It does not wait for them."),
    "require": Key(
        REQUIRE,
        "Facts that must hold before it is decided. In a list, facts that must be given: `[requester, announced]`.",
    ),
    "passes": Key(PASSES, "When the vote is carried; replaces the committee's own rule."),
}


def with_duties(parts: dict[str, Any]) -> dict[str, Any]:
    """What was read of a step or a boundary, with its duties as one value."""
    duties = Duties(**{key: entry for key, entry in parts.items() if key in DUTY_KEYS})
    return {"duties": duties, **{key: entry for key, entry in parts.items() if key not in DUTY_KEYS}}

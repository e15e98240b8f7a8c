"""A version of a policy: who decides what, up to where, and what else must be done.

Each type stands above the keys that a policy file writes it in: one table for the reader, the JSON Schema and the reference
page. A policy is written by hand and read aloud, so the keys are words that a manager uses. Amounts are exact decimals, days
are dates, names of roles and bodies are text. Meaning and use of every key: the page "Policy reference". Nothing here decides
anything; `remit.authority` does.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from remit.log.duties import (
    ADVICE,
    CONDITIONS,
    CONSENT,
    DUTY_KEYS,
    FACT,
    NO_DUTIES,
    PASSES,
    ROLE,
    ROLES,
    Advice,
    Condition,
    Consent,
    Duties,
    Passes,
    with_duties,
)
from remit.log.finding import Finding
from remit.log.kinds import (
    DAY,
    FLAG,
    LENGTH,
    NUMBER,
    UNLIMITED,
    Built,
    Choice,
    Key,
    Only,
    Problems,
    Several,
    Shape,
    Switch,
    Table,
    Text,
    mapping_of,
)
from remit.log.moment import Span, parse_day
from remit.log.yaml import Path

EDGE, FUNCTIONAL, CENTRAL = "edge", "functional", "central"
ANYONE = "anyone"
"""The built-in role: every person who has not left."""
EVERYTHING = "*"
"""The topic that contains every topic."""
AMOUNT = "amount"
"""The fact that is measured where a boundary names none; the one fact that has a currency."""
RAISER = "raiser"
"""In `decide_within.then`: whoever raised it."""
ID = Text("lower-case letters, digits and dashes", r"[a-z0-9][a-z0-9-]*", "platform-lead")
HANDLE = Text("a person's handle", r"[a-z0-9][a-z0-9@-]*(?:\.[a-z0-9@-]+)*", "ana")
TOPIC = Text("a topic path", r"\*|[a-z0-9][a-z0-9@._-]*(?:/[a-z0-9][a-z0-9@._-]*)*", "vendor/software")
BOUNDARY_ID = Text("a boundary's id", r"[a-z0-9][a-z0-9/-]*", "contract")
LINE = Text()
HANDLES, TOPICS, BOUNDARY_IDS = Several(HANDLE), Several(TOPIC), Several(BOUNDARY_ID)
TIER = Choice("edge", "functional", "central")


def lineage(topic: str) -> list[str]:
    """The topic and all that contain it, nearest first, `*` last."""
    out = [topic]
    while "/" in topic:
        topic = topic.rpartition("/")[0]
        out.append(topic)
    if topic != EVERYTHING:
        out.append(EVERYTHING)
    return out


class Delegate(NamedTuple):
    """Whether the decider may let others decide."""

    allowed: bool = True
    to: tuple[str, ...] = ()
    """Roles that may receive it; empty: any."""
    up_to: Decimal | None = None
    onward: bool = False
    """Whether they may pass it on."""


DELEGATE = Switch(
    Built(FLAG, Delegate),
    mapping=Shape(
        "delegate",
        {
            "to": Key(ROLES, "Roles that may receive it; without it any."),
            "up_to": Key(NUMBER, "The most that may be delegated."),
            "onward": Key(FLAG, "Whether they may pass it on (default no)."),
        },
        Delegate,
        "{to: [manager], up_to: 5000}",
    ),
)


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


def _one_end(out: dict[str, Any], at: Path, problems: Problems) -> None:
    ends = [key for key in ("up_to", "below", "above") if key in out]
    if len(ends) != 1:
        problems.say(
            at,
            "a step has one end",
            "write one of `up_to` (the end belongs to it), `below` (it does not), `above: true` (no end)",
        )
    if bool(out.get("decide")) == bool(out.get("forbid")):
        problems.say(at, "a step says who decides, or forbids", "write `decide: <role>` or `forbid: true`")


def _step(above: bool = False, **parts: Any) -> Step:
    return Step(**with_duties(parts))


STEP = Shape(
    "a step",
    {
        "up_to": Key(NUMBER, "The last value of the step."),
        "below": Key(NUMBER, "The first value after the step."),
        "above": Key(Only("true", True), "Everything beyond the step before: the last step."),
        "decide": Key(ROLES, "Who decides in this step."),
        "forbid": Key(Only("true", True), "Nobody decides in this step."),
        "delegate": Key(DELEGATE, "Whether it may be delegated in this step."),
        **DUTY_KEYS,
    },
    _step,
    "{up_to: 500, decide: engineer}",
    _one_end,
)


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
    """never, allowed, above, or None where nothing is written (which means never)."""
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
        """Whether who decides depends on an amount: it has steps or limits."""
        return bool(self.steps or self.limits)

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """Every number where a step or a limit ends."""
        found = (*(step.end for step in self.steps), *(most for _, most in self.limits))
        return tuple(end for end in found if end is not None)


def _steps_rise(steps: tuple[Step, ...], at: Path, problems: Problems) -> None:
    end, inclusive = None, False
    for index, step in enumerate(steps):
        here = (*at, "steps", index)
        if step.last and index < len(steps) - 1:
            problems.say(here, "only the last step can be `above: true`", "move it to the end")
        value = step.end
        if value is None:
            continue
        if end is not None and (value < end or (value == end and not (step.up_to is not None and not inclusive))):
            problems.say(
                here,
                f"this step ends at {value:f}, but the step before ends at {end:f}",
                "let the ends of the steps rise",
            )
        end, inclusive = value, step.up_to is not None


_DECIDERS_KEYS = ("beyond", "own", "only", "delegate", "team_may", "decide_within")
"""Keys that say something about whom the same boundary lets decide."""


def _about_deciders(out: dict[str, Any], said: Sequence[str], at: Path, problems: Problems) -> None:
    """A word about deciders where there are none would be passed over in silence."""
    for key in _DECIDERS_KEYS if said in ([], ["forbid"]) else ():
        if key in out:
            message = f"`{key}` says nothing: boundary `{out['id']}` names no decider"
            problems.say((*at, key), message, "write it on the boundary that says who decides")


def _one_answer(out: dict[str, Any], at: Path, problems: Problems) -> None:
    said = [key for key in ("decide", "steps", "limits", "forbid") if key in out]
    if len(said) > 1:
        problems.say(
            (*at, said[1]),
            f"boundary `{out['id']}` has {' and '.join(f'`{key}`' for key in said)}",
            "keep one of them; write a second boundary for the other",
        )
    _steps_rise(out.get("steps", ()), at, problems)
    _about_deciders(out, said, at, problems)


LIMITS = Built(
    Table(ROLE, UNLIMITED),
    lambda table: tuple((role, None if most == "unlimited" else most) for role, most in table.items()),
)
BOUNDARY = Shape(
    "a boundary",
    {
        "id": Key(ID, "Its name, in records and answers.", needed=True),
        "title": Key(LINE, "A line about it."),
        "topic": Key(
            TOPICS, "What it is about: one topic path or several; `*` is everything.", needed=True, name="topics"
        ),
        "when": Key(CONDITIONS, "The facts under which it applies."),
        "decide": Key(ROLES, "Who decides."),
        "steps": Key(Several(STEP, alone=False), "Who decides by size: a ladder."),
        "limits": Key(LIMITS, "Who decides by size: each role and the most that it may decide."),
        "forbid": Key(Only("true", True), "Nobody decides it."),
        "beyond": Key(ROLE, "Who decides beyond the last step or limit."),
        "measure": Key(FACT, "The fact that steps and limits measure (default `amount`)."),
        "together": Key(
            Shape(
                "together",
                {
                    "same": Key(Several(FACT), "Facts that are the same.", needed=True),
                    "within": Key(LENGTH, "How far back.", needed=True),
                },
                Together,
                "{same: [supplier], within: 90d}",
            ),
            "Which decisions are measured together.",
        ),
        "budget": Key(ID, "The budget that it draws on."),
        "own": Key(
            Choice("never", "allowed", "above"),
            "Whether people may decide on their own request or with a conflict of interest (default never); `above`: never, "
            "and what somebody requests is decided by those above them in `escalation`.",
        ),
        "only": Key(FLAG, "Whether those above may not decide it instead."),
        "delegate": Key(DELEGATE, "Whether it may be delegated."),
        "team_may": Key(
            Choice("tighten", "loosen"), "What a lower policy's deciders may do: tighten (default) or loosen."
        ),
        "decide_within": Key(
            Shape(
                "decide_within",
                {
                    "span": Key(LENGTH, "How long after it was raised.", needed=True),
                    "then": Key(ROLE, "Who may also decide after that: a role, a body or `raiser`.", needed=True),
                },
                DecideWithin,
                "{span: 5d, then: raiser}",
            ),
            "A timebox: who may decide too when nobody has.",
        ),
        "record": Key(Choice("none", "line", "full"), "How much must be written (default line)."),
        "grade": Key(
            Choice("claimed", "committed", "signed"), "The verification required: claimed, committed or signed."
        ),
        "why": Key(LINE, "Why the boundary is where it is."),
        "because": Key(LINE, "Why it is forbidden; shown in the answer."),
        "clause": Key(LINE, "The place in the source."),
        **DUTY_KEYS,
    },
    lambda **parts: Boundary(**with_duties(parts)),
    check=_one_answer,
)


class Acting(NamedTuple):
    """Somebody acting in a role from one day to another, both included, except for some boundaries."""

    who: str
    start: date
    until: date
    excepted: tuple[str, ...] = ()


ACTING = Shape(
    "an acting holder",
    {
        "who": Key(HANDLE, "Who acts.", needed=True),
        "from": Key(DAY, "The first day.", needed=True, name="start"),
        "to": Key(DAY, "The last day.", needed=True, name="until"),
        "except": Key(BOUNDARY_IDS, "Boundaries that the acting holder has no part in.", name="excepted"),
    },
    Acting,
    "{who: ana, from: 2026-07-01, to: 2026-08-31}",
)


class Role(NamedTuple):
    """A position that somebody holds."""

    name: str
    tier: str
    held_by: tuple[str, ...] = ()
    deputy: tuple[str, ...] = ()
    acting: tuple[Acting, ...] = ()
    title: str = ""
    of: str | None = None
    """The fact that names the area (a team, a faculty, a ward) for which somebody holds it; None: for everything."""


ROLE_SHAPE = Shape(
    "a role",
    {
        "tier": Key(TIER, "edge, functional or central.", needed=True),
        "title": Key(LINE, "How people call it."),
        "held_by": Key(Several(HANDLE, empty=True), "Who holds it; people.yml adds dated holders."),
        "deputy": Key(HANDLES, "The deputy, while every holder is away or nobody holds it."),
        "acting": Key(Several(ACTING), "Who acts in it from one day to another."),
        "of": Key(
            FACT,
            "The fact that names its area, such as `team`: each holder has it for an area of their own, `of` in people.yml or "
            "their team.",
        ),
    },
    dict,
    "{tier: edge}",
)


class Body(NamedTuple):
    """A group that decides by a vote."""

    name: str
    tier: str
    members: tuple[str, ...] = ()
    """Roles or people."""
    passes: Passes = Passes((1, 2), strictly=True)
    title: str = ""


BODY_SHAPE = Shape(
    "a body",
    {
        "tier": Key(TIER, "edge, functional or central.", needed=True),
        "title": Key(LINE, "How people call it."),
        "members": Key(ROLES, "Roles (or people) that vote."),
        "passes": Key(PASSES, "When a vote is carried.", needed=True),
    },
    dict,
)


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


BUDGET_SHAPE = Shape(
    "a budget",
    {
        "amount": Key(NUMBER, "How much, in the policy's currency.", needed=True),
        "per": Key(Choice("month", "quarter", "year", "total"), "The calendar period that it lasts.", needed=True),
        "from": Key(DAY, "The first day that counts.", name="start"),
        "tolerance_percent": Key(NUMBER, "How far it may be exceeded."),
        "over": Key(ROLE, "Who decides beyond it.", needed=True),
    },
    dict,
)


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


EMERGENCY = Shape(
    "an emergency power",
    {
        "id": Key(ID, "Its name.", needed=True),
        "topic": Key(TOPICS, "What it reaches (default everything).", name="topics"),
        "when": Key(CONDITIONS, "The facts under which it may be used."),
        "decide": Key(ROLES, "Who may decide.", needed=True),
        "consent": Key(CONSENT, "Who must say yes first, even then."),
        "advice": Key(ROLES, "Who must be heard first, even then."),
        "limit": Key(NUMBER, "The most that may be decided under it."),
        "sets_aside": Key(BOUNDARY_IDS, "Prohibitions that it lifts."),
        "inform": Key(ROLES, "Who is informed afterwards."),
        "ratify": Key(
            Shape(
                "ratify",
                {
                    "by": Key(ROLE, "Who confirms it afterwards."),
                    "within": Key(LENGTH, "By when."),
                    "report_only": Key(FLAG, "A report is enough."),
                },
                Ratify,
                "{by: board, within: 7d}",
            ),
            "Who confirms it afterwards.",
            needed=True,
        ),
        "clause": Key(LINE, "The place in the source."),
    },
    Emergency,
)


class Delegation(NamedTuple):
    """A written delegation: dated (both days are included), while the giver is away, or both."""

    id: str
    from_role: str
    to: str
    boundaries: tuple[str, ...]
    start: date = date.min
    until: date = date.max
    limit: Decimal | None = None
    written: str = ""
    while_away: bool = False
    """Whether it holds only while everybody who holds the giving role is away."""
    of: str | None = None
    """The area that it is for, where the giving role has areas; None: the receiver's team."""

    @property
    def dates(self) -> str:
        """When it holds, and for which area, in words."""
        away = f"while {self.from_role} is away" if self.while_away else ""
        dated = f"from {self.start} to {self.until}" if self.start > date.min else ""
        return " ".join(filter(None, (f"for {self.of}" if self.of else "", dated, away)))


def _ends(out: dict[str, Any], at: Path, problems: Problems) -> None:
    dates = {"from", "to_date"} & set(out)
    if len(dates) == 1 or not (dates or "while_away" in out):
        problems.say(at, f"delegation `{out['id']}` has no end", "write `from` and `to_date`, or `while_away: true`")


DELEGATION = Shape(
    "a delegation",
    {
        "id": Key(ID, "Its name.", needed=True),
        "from_role": Key(ROLE, "The role that gives.", needed=True),
        "to": Key(HANDLE, "The person or role that receives.", needed=True),
        "boundaries": Key(BOUNDARY_IDS, "Which boundaries.", needed=True),
        "limit": Key(NUMBER, "The most."),
        "from": Key(DAY, "The first day.", name="start"),
        "to_date": Key(DAY, "The last day.", name="until"),
        "of": Key(LINE, "The area it is for, if the giving role has areas. Default: the receiver's team."),
        "while_away": Key(Only("true", True), "It holds while everybody who holds the role is away."),
        "written": Key(LINE, "Where it is written."),
    },
    Delegation,
    check=_ends,
)


class Waiver(NamedTuple):
    """A boundary lifted for a time, or for one decision; both days are included."""

    id: str
    boundary: str
    granted_by: str
    start: date
    until: date
    because: str
    decision: str | None = None


WAIVER = Shape(
    "a waiver",
    {
        "id": Key(ID, "Its name.", needed=True),
        "boundary": Key(BOUNDARY_ID, "The one boundary that it lifts.", needed=True),
        "granted_by": Key(HANDLE, "Who granted it.", needed=True),
        "from": Key(DAY, "The first day.", needed=True, name="start"),
        "to": Key(DAY, "The last day.", needed=True, name="until"),
        "decision": Key(LINE, "The only decision that it is for."),
        "because": Key(LINE, "Why.", needed=True),
    },
    Waiver,
)


class Stops(NamedTuple):
    """Who may stop a decision, who responds, by when."""

    responder: str
    respond_within: Span
    who: tuple[str, ...] = (ANYONE,)
    then: str | None = None
    lifted_by: tuple[str, ...] = ()


STOPS = Shape(
    "stops",
    {
        "who": Key(ROLES, "Who may stop a decision (default anyone)."),
        "responder": Key(ROLE, "Who must respond.", needed=True),
        "respond_within": Key(LENGTH, "By when.", needed=True),
        "then": Key(ROLE, "Whom it is escalated to if nobody responds."),
        "lifted_by": Key(ROLES, "Who may lift it."),
    },
    Stops,
)


class Otherwise(NamedTuple):
    """What happens if no boundary says who decides."""

    decide: tuple[str, ...] = ()
    escalate: str | None = None
    advice: tuple[Advice, ...] = ()
    clause: str = ""


def _somebody(out: dict[str, Any], at: Path, problems: Problems) -> None:
    if "decide" not in out and "escalate" not in out:
        problems.say(
            at,
            "`otherwise` names nobody",
            "write `escalate: <role>` or `decide: <role>`: who decides what no boundary covers?",
        )


OTHERWISE = Shape(
    "otherwise",
    {
        "decide": Key(ROLES, "Who decides what no boundary covers; `anyone` is everyone."),
        "escalate": Key(ROLE, "Whom to ask if no boundary covers it."),
        "advice": Key(ADVICE, "Who must be heard first."),
        "clause": Key(LINE, "The place in the source."),
    },
    Otherwise,
    "{escalate: platform-lead}",
    _somebody,
)


class Policy(NamedTuple):
    """One version of a policy."""

    name: str
    start: date
    """The first day on which it is in force."""
    title: str = ""
    path: str = ""
    source: str = ""
    owner: str | None = None
    until: date | None = None
    """The first day on which it is no longer in force."""
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
        """Its boundaries by their ids; an id occurs once in a policy."""
        return {boundary.id: boundary for boundary in self.boundaries}


IN_FORCE = Shape(
    "in_force",
    {
        "from": Key(DAY, "The first day on which this version is in force.", needed=True),
        "until": Key(DAY, "The first day on which it is no longer in force: only to retire a policy."),
    },
    dict,
    "{from: 2026-01-01}",
)
POLICY_KEYS = {
    "remit": Key(Only("1", 1), "The version of the format: 1.", needed=True),
    "policy": Key(ID, "Its name; the file is `<name>@<from>.yml`.", needed=True),
    "title": Key(LINE, "What it is, in one line."),
    "source": Key(LINE, "The document that it transcribes."),
    "owner": Key(ROLE, "The role or body that may change it."),
    "in_force": Key(IN_FORCE, "When it is in force, by the day of the decision.", needed=True),
    "review_by": Key(DAY, "The review date."),
    "extends": Key(ID, "The policy above it."),
    "currency": Key(Text("three capital letters", r"[A-Z]{3}", "EUR"), "The currency of its amounts."),
    "roles": Key(Table(ID, ROLE_SHAPE, lambda name, parts: Role(name, **parts)), "Positions that people hold."),
    "bodies": Key(Table(ID, BODY_SHAPE, lambda name, parts: Body(name, **parts)), "Groups that vote."),
    "escalation": Key(ROLES, "Roles and bodies, lowest first."),
    "topics": Key(Table(TOPIC, LINE), "Known topics, with a line of meaning; where given, any other is asked about."),
    "boundaries": Key(Several(BOUNDARY, alone=False, empty=True), "Who decides what.", needed=True),
    "budgets": Key(
        Table(ID, BUDGET_SHAPE, lambda name, parts: Budget(name, **parts)), "Amounts that decisions draw on."
    ),
    "emergency": Key(Several(EMERGENCY, alone=False, empty=True), "Who may decide alone in an emergency."),
    "delegations": Key(Several(DELEGATION, alone=False, empty=True), "Written, dated delegations."),
    "waivers": Key(Several(WAIVER, alone=False, empty=True), "Boundaries suspended for a time."),
    "stops": Key(STOPS, "Who may stop a decision, who responds, by when."),
    "otherwise": Key(OTHERWISE, "What happens if no boundary says who decides.", needed=True),
    "cannot_say": Key(Several(LINE), "What the source says and this file does not; shown in the answer."),
}


def _policy(
    policy: str, in_force: dict[str, date], boundaries: tuple[Boundary, ...], remit: int, **rest: Any
) -> Policy:
    named = tuple(boundary._replace(policy=policy) for boundary in boundaries)
    first, until = in_force["from"], in_force.get("until")
    return Policy(policy, first, until=until, boundaries=named, **{"title": policy, **rest})


def _check(out: dict[str, Any], at: Path, problems: Problems) -> None:
    for key in ("boundaries", "emergency", "delegations", "waivers"):
        _unique(key, out.get(key, ()), problems)
    in_force = out["in_force"]
    if "until" in in_force and in_force["until"] <= in_force["from"]:
        problems.say(
            ("in_force", "until"),
            "the policy ends before it begins",
            "`until` is the first day on which it is no longer in force",
        )
    if "roles" not in out and "extends" not in out:
        problems.say(at, "a policy needs `roles`", "name the positions that decide: `roles: {engineer: {tier: edge}}`")
    for name in sorted(set(out.get("roles", ())) & set(out.get("bodies", ()))):
        problems.say(("bodies", name), f"`{name}` is a role and a body", "give one of them another name")
    if "anyone" in out.get("roles", ()):
        problems.say(("roles", "anyone"), "`anyone` is built in", "it is every person who has not left; remove it")
    _two_ends(out, problems)
    if "extends" not in out:
        _voters(out, problems)


def _voters(out: dict[str, Any], problems: Problems) -> None:
    """A voting rule where nobody votes would be passed over in silence."""
    bodies = set(out.get("bodies", ()))
    for index, boundary in enumerate(out["boundaries"]):
        if not boundary.grants:
            continue
        places: list[Path] = [("passes",)] if boundary.duties.passes and not bodies & _named(boundary) else []
        for number, step in enumerate(boundary.steps):
            asked = {*step.decide, *_consenting(step.duties), *_consenting(boundary.duties)}
            if step.duties.passes and not bodies & asked:
                places.append(("steps", number, "passes"))
        for place in places:
            message = f"nobody votes where boundary `{boundary.id}` says `passes`"
            problems.say(("boundaries", index, *place), message, "let a committee decide, or consent: `consent: board`")


def _named(boundary: Boundary) -> set[str]:
    """All who decide or consent anywhere in a boundary."""
    last = [boundary.beyond] if boundary.beyond else []
    late = [boundary.decide_within.then] if boundary.decide_within else []
    limits = (name for name, _ in boundary.limits)
    found = {*boundary.decide, *limits, *last, *late, *_consenting(boundary.duties)}
    return found.union(*({*step.decide, *_consenting(step.duties)} for step in boundary.steps))


def _consenting(duties: Duties) -> set[str]:
    return {name for consent in duties.consent for name in consent.of}


def _unique(key: str, entries: tuple[Any, ...], problems: Problems) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            problems.say((key, index, "id"), f"`{entry.id}` occurs twice", "give each its own id")
        seen.add(entry.id)


def _two_ends(out: dict[str, Any], problems: Problems) -> None:
    for key, ending in (("delegations", "to_date"), ("waivers", "to")):
        for index, entry in enumerate(out.get(key, ())):
            if entry.until < entry.start:
                problems.say(
                    (key, index, ending), f"`{entry.id}` ends before it begins", "the last day comes after the first"
                )


POLICY = Shape("a policy", POLICY_KEYS, _policy, check=_check)
CODE, NAME = "L10", "policy-unreadable"


class Unreadable(NamedTuple):
    """A version of a policy whose file cannot be read. No other version may stand in for it."""

    name: str
    """The policy that it is a version of."""
    start: date | None
    """The first day on which it would be in force; None if the file does not say."""
    finding: Finding
    """The first thing that is wrong with the file."""

    @property
    def sentence(self) -> str:
        """Which policy, the place, and what is wrong there."""
        place = f"{self.finding.path}:{self.finding.line}" if self.finding.line else self.finding.path
        return f"policy {self.name} cannot be read: {place}: {self.finding.message}"


_NAME_LINE = re.compile(r"^policy:[ \t]*[\"']?([a-z0-9][a-z0-9-]*)", re.MULTILINE)
_FROM_LINE = re.compile(r"^in_force:\s*\{?\s*from:[ \t]*[\"']?([0-9-]{10})", re.MULTILINE)


def unreadable(found: Finding, text: str = "") -> Unreadable:
    """The version that a file would hold: by its lines `policy` and `in_force`, else by its name `<name>@<from>.yml`."""
    name, _, day = found.path.rpartition("/")[2].rpartition(".")[0].partition("@")
    named, begins = _NAME_LINE.search(text), _FROM_LINE.search(text)
    return Unreadable(named[1] if named else name, parse_day(begins[1] if begins else day), found)


def read_policy(text: str, path: str) -> tuple[Policy | None, list[Finding]]:
    """The policy that `text` holds, or None and every problem of it (L10): half a policy is never used."""
    data = mapping_of(text, path, CODE, NAME, "policies are plain YAML: mappings, lists and text")
    if isinstance(data, Finding):
        return None, [data]
    problems = Problems()
    policy: Policy | None = POLICY.read(data, (), problems)
    if policy is None or problems:
        return None, problems.findings(CODE, NAME, path, text)
    return policy._replace(path=path, boundaries=_with_lines(policy.boundaries, text)), []


def _with_lines(boundaries: tuple[Boundary, ...], text: str) -> tuple[Boundary, ...]:
    """Boundaries with the line at which each is written, found by its id (0 where that is not plain to see)."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        at = line.find("id:")
        if at >= 0:
            name = line[at + 3 :].replace(",", " ").replace("}", " ").split("#")[0].split()
            if name:
                lines.setdefault(name[0].strip("\"'"), number)
    return tuple(boundary._replace(line=lines.get(boundary.id, 0)) for boundary in boundaries)

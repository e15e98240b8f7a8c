"""Every key of a policy file: its kind, its meaning, and the type that it makes.

One table for the reader, the JSON Schema and the reference page. A policy is written by hand and read aloud, so the keys
are words that a manager uses.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from remit.log import yaml
from remit.log.facts import to_fact
from remit.log.finding import ERROR, Finding
from remit.log.kinds import (
    Built,
    Choice,
    Day,
    Flag,
    Key,
    Kind,
    Length,
    Number,
    Only,
    Problems,
    Several,
    Shape,
    Switch,
    Table,
    Text,
    Unlimited,
    Whole,
)
from remit.log.moment import Span
from remit.log.policy import (
    Acting,
    Advice,
    Body,
    Boundary,
    Budget,
    Condition,
    Consent,
    DecideWithin,
    Delegate,
    Delegation,
    Duties,
    Emergency,
    Objection,
    Otherwise,
    Passes,
    Policy,
    Ratify,
    Ratio,
    Role,
    Signers,
    Step,
    Stops,
    Together,
    Waiver,
)
from remit.log.yaml import Path

ID = Text("lower-case letters, digits and dashes", r"[a-z0-9][a-z0-9-]*", "platform-lead")
ROLE = Text("the name of a role or body", r"[a-z0-9][a-z0-9@.-]*", "platform-lead")
HANDLE = Text("a person's handle", r"[a-z0-9][a-z0-9@-]*(?:\.[a-z0-9@-]+)*", "ana")
TOPIC = Text("a topic path", r"\*|[a-z0-9][a-z0-9@._-]*(?:/[a-z0-9][a-z0-9@._-]*)*", "vendor/software")
FACT = Text("the name of a fact", r"[A-Za-z0-9][\w.-]*", "term-months")
BOUNDARY_ID = Text("a boundary's id", r"[a-z0-9][a-z0-9/-]*", "contract")
LINE = Text()
ROLES, HANDLES, TOPICS, IDS = Several(ROLE), Several(HANDLE), Several(TOPIC), Several(ROLE)
TIER = Choice("edge", "functional", "central")
_SHARES: dict[str, tuple[Ratio, bool]] = {
    "majority": ((1, 2), True),
    "two-thirds": ((2, 3), False),
    "three-quarters": ((3, 4), False),
    "unanimous": ((1, 1), False),
}
_WORDS = {
    **{word: Passes(share, strictly) for word, (share, strictly) in _SHARES.items()},
    "no-blocks": Passes(blocks=True),
}


class Share(Kind):
    """A share of votes: a word, a fraction or a decimal; read as (numerator, denominator, strictly)."""

    wanted = "a share, such as `majority`, `two-thirds`, `2/3` or `0.5`"

    def read(self, value: Any, at: Path, problems: Problems) -> Any:
        """Numerator, denominator, and whether more than the share is needed."""
        if isinstance(value, str):
            if value in _SHARES:
                (top, bottom), strictly = _SHARES[value]
                return top, bottom, strictly
            top_text, slash, bottom_text = value.partition("/")
            if slash and top_text.isdigit() and bottom_text.isdigit() and 0 < int(top_text) <= int(bottom_text):
                return int(top_text), int(bottom_text), False
            number = to_fact(value)
            if isinstance(number, Decimal) and 0 < number <= 1:
                return (*number.as_integer_ratio(), False)
        return self.wrong(value, at, problems)

    def schema(self) -> dict[str, Any]:
        """A word, a fraction as text or a number up to 1."""
        return {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                {
                    "type": "string",
                    "pattern": r"^([1-9][0-9]*/[1-9][0-9]*|majority|two-thirds|three-quarters|unanimous)$",
                },
            ]
        }


class Fact(Kind):
    """A value that a fact is compared with."""

    wanted = "a value"

    def read(self, value: Any, at: Path, problems: Problems) -> Any:
        """The typed value."""
        return to_fact(value) if isinstance(value, str) else self.wrong(value, at, problems)

    def schema(self) -> dict[str, Any]:
        """Text, a number or a truth."""
        return {"type": ["string", "number", "boolean"]}


def _says_something(out: dict[str, Any], at: Path, problems: Problems) -> None:
    if not out:
        remedy = "write a value, a list, or `up_to`, `below`, `over`, `at_least`, `not`"
        problems.say(at, "an empty condition says nothing", remedy)


CONDITION = Switch(
    Built(Fact(), lambda value: {"values": (value,)}),
    Built(Several(Fact(), alone=False), lambda values: {"values": values}),
    Shape(
        "a condition",
        {
            "up_to": Key(Number(), "At most this."),
            "below": Key(Number(), "Less than this."),
            "over": Key(Number(), "More than this."),
            "at_least": Key(Number(), "This or more."),
            "not": Key(Several(Fact()), "None of these.", name="excluded"),
        },
        dict,
        check=_says_something,
    ),
)
CONDITIONS = Built(
    Table(FACT, CONDITION, lambda name, parts: Condition(name, **parts)), lambda table: tuple(table.values())
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
            "share": Key(Share(), "The share that must say yes: a word, `2/3` or `0.5`."),
            "strictly": Key(Flag(), "More than the share, not just the share."),
            "of": Key(
                Choice("cast", "present", "members"),
                "What the share is taken of: votes cast (default), all who took part, or all members.",
            ),
            "quorum": Key(Whole(1), "How many must take part."),
            "quorum_share": Key(Share(), "Which share of the members must take part."),
            "yes_at_least": Key(Whole(1), "How many must say yes."),
            "blocks": Key(Flag(), "Whether one block fails it."),
            "missing_at_most": Key(Whole(0), "How many members may not have said yes."),
            "open": Key(Length(), "How long the vote stays open after it was announced."),
        },
        _passes,
        "{share: 2/3, of: members}",
    ),
)


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


_WITHIN = Key(Length(), "How long an answer may take; silence then means go on (advice) or escalate (consent).")
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
OBJECTION = Shape(
    "objection",
    {
        "by": Key(ROLES, "Who may object.", needed=True),
        "within": Key(Length(), "How long after it was announced.", needed=True),
        "goes_to": Key(ROLE, "Who decides then; without it the next above in `escalation`."),
    },
    Objection,
    "{by: member, within: 72h, goes_to: board}",
)


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
DUTY_KEYS = {
    "consent": Key(CONSENT, "Who else must say yes."),
    "signers": Key(SIGNERS, "How many must sign, the decider counted."),
    "advice": Key(ADVICE, "Who must be heard first. Advice is not permission."),
    "objection": Key(OBJECTION, "Who may object, and for how long."),
    "inform": Key(ROLES, "Who is told afterwards."),
    "require": Key(CONDITIONS, "Facts that must hold before it is decided."),
    "passes": Key(PASSES, "When the body's vote is carried; replaces the body's own rule."),
}


def _with_duties(parts: dict[str, Any]) -> dict[str, Any]:
    """What was read of a step or a boundary, with its duties as one value."""
    duties = Duties(**{key: entry for key, entry in parts.items() if key in DUTY_KEYS})
    return {"duties": duties, **{key: entry for key, entry in parts.items() if key not in DUTY_KEYS}}


DELEGATE = Switch(
    Built(Flag(), Delegate),
    mapping=Shape(
        "delegate",
        {
            "to": Key(ROLES, "Roles that may receive it; without it any."),
            "up_to": Key(Number(), "The most that may be delegated."),
            "onward": Key(Flag(), "Whether they may pass it on (default no)."),
        },
        Delegate,
        "{to: [manager], up_to: 5000}",
    ),
)


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
    return Step(**_with_duties(parts))


STEP = Shape(
    "a step",
    {
        "up_to": Key(Number(), "The last value of the step."),
        "below": Key(Number(), "The first value after the step."),
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
    Table(ROLE, Unlimited()),
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
                    "within": Key(Length(), "How far back.", needed=True),
                },
                Together,
                "{same: [supplier], within: 90d}",
            ),
            "Which decisions are measured together.",
        ),
        "budget": Key(ID, "The budget that it draws on."),
        "own": Key(
            Choice("never", "allowed"), "Whether people may decide what they ask for or gain from (default never)."
        ),
        "only": Key(Flag(), "Whether those above may not decide it instead."),
        "delegate": Key(DELEGATE, "Whether it may be delegated."),
        "team_may": Key(
            Choice("tighten", "loosen"), "What a lower policy's deciders may do: tighten (default) or loosen."
        ),
        "decide_within": Key(
            Shape(
                "decide_within",
                {
                    "span": Key(Length(), "How long after the need was raised.", needed=True),
                    "then": Key(ROLE, "Who may decide too after that: a role, a body or `raiser`.", needed=True),
                },
                DecideWithin,
                "{span: 5d, then: raiser}",
            ),
            "A timebox: who may decide too when nobody has.",
        ),
        "record": Key(Choice("none", "line", "full"), "How much must be written (default line)."),
        "grade": Key(Choice("claimed", "committed", "signed"), "The least proof of who decided."),
        "why": Key(LINE, "Why the boundary is where it is."),
        "because": Key(LINE, "Why it is forbidden; shown in the answer."),
        "clause": Key(LINE, "The place in the source."),
        **DUTY_KEYS,
    },
    lambda **parts: Boundary(**_with_duties(parts)),
    check=_one_answer,
)
ACTING = Shape(
    "an acting holder",
    {
        "who": Key(HANDLE, "Who acts.", needed=True),
        "from": Key(Day(), "The first day.", needed=True, name="start"),
        "to": Key(Day(), "The last day.", needed=True, name="until"),
        "except": Key(IDS, "Boundaries that the acting holder has no part in.", name="excepted"),
    },
    Acting,
    "{who: ana, from: 2026-07-01, to: 2026-08-31}",
)
ROLE_SHAPE = Shape(
    "a role",
    {
        "tier": Key(TIER, "edge, functional or central.", needed=True),
        "title": Key(LINE, "How people call it."),
        "held_by": Key(Several(HANDLE, empty=True), "Who holds it; people.yml adds dated holders."),
        "deputy": Key(HANDLES, "Who stands in while every holder is away, or nobody holds it."),
        "acting": Key(Several(ACTING), "Who acts in it from one day to another."),
    },
    dict,
    "{tier: edge}",
)
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
BUDGET_SHAPE = Shape(
    "a budget",
    {
        "amount": Key(Number(), "How much, in the policy's currency.", needed=True),
        "per": Key(Choice("month", "quarter", "year", "total"), "The calendar period that it lasts.", needed=True),
        "from": Key(Day(), "The first day that counts.", name="start"),
        "tolerance_percent": Key(Number(), "How far it may be exceeded."),
        "over": Key(ROLE, "Who decides beyond it.", needed=True),
    },
    dict,
)
EMERGENCY = Shape(
    "an emergency power",
    {
        "id": Key(ID, "Its name.", needed=True),
        "topic": Key(TOPICS, "What it reaches (default everything).", name="topics"),
        "when": Key(CONDITIONS, "The facts under which it may be used."),
        "decide": Key(ROLES, "Who may decide.", needed=True),
        "consent": Key(CONSENT, "Who must say yes first, even then."),
        "advice": Key(ROLES, "Who must be heard first, even then."),
        "limit": Key(Number(), "The most that may be decided under it."),
        "sets_aside": Key(IDS, "Prohibitions that it lifts."),
        "inform": Key(ROLES, "Who is told afterwards."),
        "ratify": Key(
            Shape(
                "ratify",
                {
                    "by": Key(ROLE, "Who confirms it afterwards."),
                    "within": Key(Length(), "By when."),
                    "report_only": Key(Flag(), "A report is enough."),
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
DELEGATION = Shape(
    "a delegation",
    {
        "id": Key(ID, "Its name.", needed=True),
        "from_role": Key(ROLE, "The role that gives.", needed=True),
        "to": Key(HANDLE, "The person or role that receives.", needed=True),
        "boundaries": Key(Several(BOUNDARY_ID), "Which boundaries.", needed=True),
        "limit": Key(Number(), "The most."),
        "from": Key(Day(), "The first day.", needed=True, name="start"),
        "to_date": Key(Day(), "The last day.", needed=True, name="until"),
        "written": Key(LINE, "Where it is written."),
    },
    Delegation,
)
WAIVER = Shape(
    "a waiver",
    {
        "id": Key(ID, "Its name.", needed=True),
        "boundary": Key(BOUNDARY_ID, "The one boundary that it lifts.", needed=True),
        "granted_by": Key(HANDLE, "Who granted it.", needed=True),
        "from": Key(Day(), "The first day.", needed=True, name="start"),
        "to": Key(Day(), "The last day.", needed=True, name="until"),
        "decision": Key(LINE, "The only decision that it is for."),
        "because": Key(LINE, "Why.", needed=True),
    },
    Waiver,
)
STOPS = Shape(
    "stops",
    {
        "who": Key(ROLES, "Who may pull the cord (default anyone)."),
        "responder": Key(ROLE, "Who must answer.", needed=True),
        "respond_within": Key(Length(), "By when.", needed=True),
        "then": Key(ROLE, "To whom it goes when nobody answered."),
        "lifted_by": Key(ROLES, "Who may lift it."),
    },
    Stops,
)


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
        "escalate": Key(ROLE, "Whom to ask where no boundary covers it."),
        "advice": Key(ADVICE, "Who must be heard first."),
        "clause": Key(LINE, "The place in the source."),
    },
    Otherwise,
    "{escalate: platform-lead}",
    _somebody,
)
IN_FORCE = Shape(
    "in_force",
    {
        "from": Key(Day(), "The first day that this version judges.", needed=True),
        "until": Key(Day(), "The first day that it no longer judges: only to retire a policy."),
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
    "in_force": Key(IN_FORCE, "From when it judges, by the day of the decision.", needed=True),
    "review_by": Key(Day(), "When to look at it again."),
    "extends": Key(ID, "The policy above it."),
    "currency": Key(Text("three capital letters", r"[A-Z]{3}", "EUR"), "The currency of its amounts."),
    "roles": Key(Table(ID, ROLE_SHAPE, lambda name, parts: Role(name, **parts)), "Positions that people hold."),
    "bodies": Key(Table(ID, BODY_SHAPE, lambda name, parts: Body(name, **parts)), "Groups that vote."),
    "escalation": Key(ROLES, "Roles and bodies, lowest first: who stands above whom."),
    "topics": Key(Table(TOPIC, LINE), "Known topics, with a line of meaning; where given, any other is asked about."),
    "boundaries": Key(Several(BOUNDARY, alone=False, empty=True), "Who decides what.", needed=True),
    "budgets": Key(Table(ID, BUDGET_SHAPE, lambda name, parts: Budget(name, **parts)), "Sums that decisions draw on."),
    "emergency": Key(Several(EMERGENCY, alone=False, empty=True), "Who may decide alone in an emergency."),
    "delegations": Key(Several(DELEGATION, alone=False, empty=True), "Written, dated delegations."),
    "waivers": Key(Several(WAIVER, alone=False, empty=True), "Boundaries lifted for a time."),
    "stops": Key(STOPS, "Who may pull the cord, who answers, by when."),
    "otherwise": Key(OTHERWISE, "What happens where no boundary says who decides.", needed=True),
    "cannot_say": Key(Several(LINE), "What the source says and this file does not; shown in the answer."),
}


CODE, NAME = "L10", "policy-unreadable"


def read_policy(text: str, path: str) -> tuple[Policy | None, list[Finding]]:
    """The policy that `text` holds, or None and every problem of it (L10): nothing is judged by half a policy."""
    try:
        data = yaml.read(text)
    except yaml.StrictError as error:
        remedy = "policies are plain YAML: mappings, lists and text"
        return None, [Finding(CODE, NAME, ERROR, path, error.message, remedy, error.line, error.column)]
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
            "`until` is the first day that it no longer judges",
        )
    if "roles" not in out and "extends" not in out:
        problems.say(at, "a policy needs `roles`", "name the positions that decide: `roles: {engineer: {tier: edge}}`")
    for name in sorted(set(out.get("roles", ())) & set(out.get("bodies", ()))):
        problems.say(("bodies", name), f"`{name}` is a role and a body", "give one of them another name")
    if "anyone" in out.get("roles", ()):
        problems.say(("roles", "anyone"), "`anyone` is built in", "it is every person who has not left; take it out")
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
            problems.say(("boundaries", index, *place), message, "let a body decide, or consent: `consent: board`")


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
            problems.say((key, index, "id"), f"`{entry.id}` stands twice", "give each its own id")
        seen.add(entry.id)


def _two_ends(out: dict[str, Any], problems: Problems) -> None:
    for key, ending in (("delegations", "to_date"), ("waivers", "to")):
        for index, entry in enumerate(out.get(key, ())):
            if entry.until < entry.start:
                problems.say(
                    (key, index, ending), f"`{entry.id}` ends before it begins", "the last day comes after the first"
                )


POLICY = Shape("a policy", POLICY_KEYS, _policy, check=_check)

"""Every key of a policy file: its kind, its meaning, and the type that it makes.

One table for the reader, the JSON Schema and the reference page. A policy is written by hand and read aloud, so the keys
are words that a manager uses.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from remit.log import yaml
from remit.log.facts import to_fact
from remit.log.finding import ERROR, Finding
from remit.log.kinds import (
    Built,
    Choice,
    Day,
    Either,
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


def _condition(out: dict[str, Any], at: Path, problems: Problems) -> dict[str, Any]:
    if not out:
        problems.say(
            at,
            "an empty condition says nothing",
            "write a value, a list, or `up_to`, `below`, `over`, `at_least`, `not`",
        )
    if "not" in out:
        out = {**out, "excluded": out["not"]}
        del out["not"]
    return out


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
            "not": Key(Several(Fact()), "None of these."),
        },
        _condition,
    ),
)
CONDITIONS = Built(
    Table(FACT, CONDITION), lambda table: tuple(Condition(name, **parts) for name, parts in table.items())
)


def _passes(out: dict[str, Any], at: Path, problems: Problems) -> Passes:
    share, quorum_share = out.pop("share", None), out.pop("quorum_share", None)
    strictly = out.pop("strictly", False) or bool(share and share[2])
    of = out.pop("of", "cast")
    return Passes(
        share=share[:2] if share else None,
        strictly=strictly,
        of_members=of == "members",
        of_present=of == "present",
        quorum_share=quorum_share[:2] if quorum_share else None,
        quorum_strictly=bool(quorum_share and quorum_share[2]),
        **out,
    )


PASSES = Switch(
    Built(Choice(*_WORDS), lambda word: _WORDS[word]),
    None,
    Shape(
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


def _consents(entries: tuple[Any, ...]) -> tuple[Consent, ...]:
    """`{of: [a, b]}` without `any` means each: two consents."""
    out: list[Consent] = []
    for entry in entries:
        if isinstance(entry, str):
            out.append(Consent((entry,)))
        elif entry[1] is None:
            out.extend(Consent((role,), 1, entry[2]) for role in entry[0])
        else:
            out.append(Consent(*entry))
    return tuple(out)


def _consent(out: dict[str, Any], at: Path, problems: Problems) -> tuple[Any, ...]:
    return out["of"], out.get("any"), out.get("respond_within")


_WITHIN = Key(Length(), "How long an answer may take; silence then means go on (advice) or escalate (consent).")
CONSENT = Built(
    Several(
        Switch(
            ROLE,
            None,
            Shape(
                "a consent",
                {
                    "of": Key(ROLES, "Whose consent.", needed=True),
                    "any": Key(Whole(1), "How many of them; without it each of them."),
                    "respond_within": _WITHIN,
                },
                _consent,
                "{any: 1, of: [treasurer, chair]}",
            ),
        )
    ),
    _consents,
)
ADVICE = Built(
    Several(
        Switch(
            ROLE,
            None,
            Shape(
                "an advice",
                {"from": Key(ROLES, "Whose advice; of several, each.", needed=True), "respond_within": _WITHIN},
                lambda out, at, problems: tuple(Advice(role, out.get("respond_within")) for role in out["from"]),
                "{from: security, respond_within: 3d}",
            ),
        )
    ),
    lambda entries: tuple(
        advice for entry in entries for advice in ((Advice(entry),) if isinstance(entry, str) else entry)
    ),
)
OBJECTION = Shape(
    "objection",
    {
        "by": Key(ROLES, "Who may object.", needed=True),
        "within": Key(Length(), "How long after it was announced.", needed=True),
        "goes_to": Key(ROLE, "Who decides then; without it the next above in `escalation`."),
    },
    lambda out, at, problems: Objection(**out),
    "{by: member, within: 72h, goes_to: board}",
)


def _signers(out: dict[str, Any], at: Path, problems: Problems) -> Signers:
    if out["count"] == 1 and "including" not in out:
        problems.say(
            at,
            "one signature is the decider's own",
            "write `count: 2`, or with `including` the role whose signature is needed",
        )
    return Signers(**out)


SIGNERS = Shape(
    "signers",
    {
        "count": Key(Whole(1), "How many different people, the decider counted.", needed=True),
        "of": Key(ROLES, "Roles whose holders may sign.", needed=True),
        "including": Key(ROLES, "Roles that must be among them."),
    },
    _signers,
    "{count: 2, of: [director, treasurer]}",
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


def take_duties(out: dict[str, Any]) -> Duties:
    """The duties of a step or a boundary, taken out of what was read."""
    return Duties(**{key: out.pop(key) for key in DUTY_KEYS if key in out})


DELEGATE = Either(
    Built(Flag(), Delegate),
    Shape(
        "delegate",
        {
            "to": Key(ROLES, "Roles that may receive it; without it any."),
            "up_to": Key(Number(), "The most that may be delegated."),
            "onward": Key(Flag(), "Whether they may pass it on (default no)."),
        },
        lambda out, at, problems: Delegate(**out),
        "{to: [manager], up_to: 5000}",
    ),
)


def _step(out: dict[str, Any], at: Path, problems: Problems) -> Step:
    ends = [key for key in ("up_to", "below", "above") if key in out]
    if len(ends) != 1:
        problems.say(
            at,
            "a step has one end",
            "write one of `up_to` (the end belongs to it), `below` (it does not), `above: true` (no end)",
        )
    if bool(out.get("decide")) == bool(out.get("forbid")):
        problems.say(at, "a step says who decides, or forbids", "write `decide: <role>` or `forbid: true`")
    out.pop("above", None)
    return Step(duties=take_duties(out), **out)


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
)


def _steps_rise(steps: tuple[Step, ...], at: Path, problems: Problems) -> None:
    end, inclusive = None, False
    for index, step in enumerate(steps):
        here = (*at, "steps", index)
        if step.last and index < len(steps) - 1:
            problems.say(here, "only the last step can be `above: true`", "move it to the end")
        value = step.up_to if step.up_to is not None else step.below
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


def _boundary(out: dict[str, Any], at: Path, problems: Problems) -> Boundary:
    said = [key for key in ("decide", "steps", "limits", "forbid") if key in out]
    if len(said) > 1:
        problems.say(
            (*at, said[1]),
            f"boundary `{out['id']}` has {' and '.join(f'`{key}`' for key in said)}",
            "keep one of them; write a second boundary for the other",
        )
    _steps_rise(out.get("steps", ()), at, problems)
    _about_deciders(out, said, at, problems)
    out["topics"] = out.pop("topic")
    if "limits" in out:
        out["limits"] = tuple((role, None if most == "unlimited" else most) for role, most in out["limits"].items())
    return Boundary(duties=take_duties(out), **out)


BOUNDARY = Shape(
    "a boundary",
    {
        "id": Key(ID, "Its name, in records and answers.", needed=True),
        "title": Key(LINE, "A line about it."),
        "topic": Key(TOPICS, "What it is about: one topic path or several; `*` is everything.", needed=True),
        "when": Key(CONDITIONS, "The facts under which it applies."),
        "decide": Key(ROLES, "Who decides."),
        "steps": Key(Several(STEP, alone=False), "Who decides by size: a ladder."),
        "limits": Key(Table(ROLE, Unlimited()), "Who decides by size: each role and the most that it may decide."),
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
                lambda parts, at, problems: Together(**parts),
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
                lambda parts, at, problems: DecideWithin(**parts),
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
    _boundary,
)
ACTING = Shape(
    "an acting holder",
    {
        "who": Key(HANDLE, "Who acts.", needed=True),
        "from": Key(Day(), "The first day.", needed=True),
        "to": Key(Day(), "The last day.", needed=True),
        "except": Key(IDS, "Boundaries that the acting holder has no part in."),
    },
    lambda out, at, problems: Acting(out["who"], out["from"], out["to"], out.get("except", ())),
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
    lambda out, at, problems: out,
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
    lambda out, at, problems: out,
)
BUDGET_SHAPE = Shape(
    "a budget",
    {
        "amount": Key(Number(), "How much, in the policy's currency.", needed=True),
        "per": Key(Choice("month", "quarter", "year", "total"), "The calendar period that it lasts.", needed=True),
        "from": Key(Day(), "The first day that counts."),
        "tolerance_percent": Key(Number(), "How far it may be exceeded."),
        "over": Key(ROLE, "Who decides beyond it.", needed=True),
    },
    lambda out, at, problems: {("start" if key == "from" else key): value for key, value in out.items()},
)
EMERGENCY = Shape(
    "an emergency power",
    {
        "id": Key(ID, "Its name.", needed=True),
        "topic": Key(TOPICS, "What it reaches (default everything)."),
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
                lambda parts, at, problems: Ratify(**parts),
                "{by: board, within: 7d}",
            ),
            "Who confirms it afterwards.",
            needed=True,
        ),
        "clause": Key(LINE, "The place in the source."),
    },
    lambda out, at, problems: Emergency(**{("topics" if key == "topic" else key): value for key, value in out.items()}),
)
DELEGATION = Shape(
    "a delegation",
    {
        "id": Key(ID, "Its name.", needed=True),
        "from_role": Key(ROLE, "The role that gives.", needed=True),
        "to": Key(HANDLE, "The person or role that receives.", needed=True),
        "boundaries": Key(
            Several(Text("a boundary's id", r"[a-z0-9][a-z0-9/-]*", "contract")), "Which boundaries.", needed=True
        ),
        "limit": Key(Number(), "The most."),
        "from": Key(Day(), "The first day.", needed=True),
        "to_date": Key(Day(), "The last day.", needed=True),
        "written": Key(LINE, "Where it is written."),
    },
    lambda out, at, problems: Delegation(
        **{{"from": "start", "to_date": "until"}.get(key, key): value for key, value in out.items()}
    ),
)
WAIVER = Shape(
    "a waiver",
    {
        "id": Key(ID, "Its name.", needed=True),
        "boundary": Key(
            Text("a boundary's id", r"[a-z0-9][a-z0-9/-]*", "contract"), "The one boundary that it lifts.", needed=True
        ),
        "granted_by": Key(HANDLE, "Who granted it.", needed=True),
        "from": Key(Day(), "The first day.", needed=True),
        "to": Key(Day(), "The last day.", needed=True),
        "decision": Key(LINE, "The only decision that it is for."),
        "because": Key(LINE, "Why.", needed=True),
    },
    lambda out, at, problems: Waiver(
        **{{"from": "start", "to": "until"}.get(key, key): value for key, value in out.items()}
    ),
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
    lambda out, at, problems: Stops(**out),
)


def _otherwise(out: dict[str, Any], at: Path, problems: Problems) -> Otherwise:
    if "decide" not in out and "escalate" not in out:
        problems.say(
            at,
            "`otherwise` names nobody",
            "write `escalate: <role>` or `decide: <role>`: who decides what no boundary covers?",
        )
    return Otherwise(**out)


OTHERWISE = Shape(
    "otherwise",
    {
        "decide": Key(ROLES, "Who decides what no boundary covers; `anyone` is everyone."),
        "escalate": Key(ROLE, "Whom to ask where no boundary covers it."),
        "advice": Key(ADVICE, "Who must be heard first."),
        "clause": Key(LINE, "The place in the source."),
    },
    _otherwise,
    "{escalate: platform-lead}",
)
IN_FORCE = Shape(
    "in_force",
    {
        "from": Key(Day(), "The first day that this version judges.", needed=True),
        "until": Key(Day(), "The first day that it no longer judges: only to retire a policy."),
    },
    lambda out, at, problems: out,
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
    "roles": Key(Table(ID, ROLE_SHAPE), "Positions that people hold."),
    "bodies": Key(Table(ID, BODY_SHAPE), "Groups that vote."),
    "escalation": Key(ROLES, "Roles and bodies, lowest first: who stands above whom."),
    "topics": Key(Table(TOPIC, LINE), "Known topics, with a line of meaning; where given, any other is asked about."),
    "boundaries": Key(Several(BOUNDARY, alone=False, empty=True), "Who decides what.", needed=True),
    "budgets": Key(Table(ID, BUDGET_SHAPE), "Sums that decisions draw on."),
    "emergency": Key(Several(EMERGENCY, alone=False, empty=True), "Who may decide alone in an emergency."),
    "delegations": Key(Several(DELEGATION, alone=False, empty=True), "Written, dated delegations."),
    "waivers": Key(Several(WAIVER, alone=False, empty=True), "Boundaries lifted for a time."),
    "stops": Key(STOPS, "Who may pull the cord, who answers, by when."),
    "otherwise": Key(OTHERWISE, "What happens where no boundary says who decides.", needed=True),
    "cannot_say": Key(Several(LINE), "What the source says and this file does not; shown in the answer."),
}


def role(name: str, parts: dict[str, Any]) -> Role:
    """A role of a name."""
    return Role(name, **parts)


def body(name: str, parts: dict[str, Any]) -> Body:
    """A body of a name."""
    return Body(name, **parts)


def budget(name: str, parts: dict[str, Any]) -> Budget:
    """A budget of a name."""
    return Budget(name, **parts)


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


def _policy(out: dict[str, Any], at: Path, problems: Problems) -> Policy:
    _check(out, at, problems)
    del out["remit"]
    name, in_force = out.pop("policy"), out.pop("in_force")
    out["title"] = out.get("title", name)
    for key, build in (("roles", role), ("bodies", body), ("budgets", budget)):
        out[key] = {name: build(name, parts) for name, parts in out.get(key, {}).items()}
    out["boundaries"] = tuple(boundary._replace(policy=name) for boundary in out["boundaries"])
    return Policy(name=name, start=in_force["from"], until=in_force.get("until"), **out)


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


POLICY = Shape("a policy", POLICY_KEYS, _policy)

"""Scenarios: who asks about what, and what the policy is to answer. Policies are tested with them like code."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from typing import Any, NamedTuple

from remit.authority import answer
from remit.authority.answer import ANSWERS, Answer, NoAnswer, to_json
from remit.authority.procedure import question
from remit.authority.procedure.chain import Policies
from remit.authority.procedure.context import Calendar, Ground
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question, moment
from remit.authority.procedure.register import Entry, Register
from remit.authority.words import joined
from remit.log.facts import to_facts
from remit.log.fields import Free
from remit.log.finding import Finding
from remit.log.kinds import Choice, Key, Problems, Several, Shape, Table, Text, mapping_of, near
from remit.log.moment import parse_moment
from remit.log.people import People
from remit.log.policy import ANYONE, Policy, Unreadable
from remit.log.record import PROPOSED, Record, entries, texts
from remit.log.stops import Stop
from remit.log.yaml import Path, Value

CODE, NAME = "L14", "scenario-unreadable"
SHOWN = 12
"""So many names are listed where none is near; more are found elsewhere."""
NO_ANSWER = "error"
"""The outcome of a scenario in which no policy is in force."""

UNREADABLE = "unreadable"
"""What comes of one whose policy cannot be read."""


class Scenario(NamedTuple):
    """One question and the answer that the policy is to give."""

    id: str
    person: str
    at: str
    decision: dict[str, Any]
    """Fields of a record, and facts."""
    outcome: str
    policy: str | None = None
    as_role: str | None = None
    mentions: tuple[str, ...] = ()
    """Ids that the structured answer must name."""
    absent: tuple[str, ...] = ()
    records: tuple[dict[str, Any], ...] = ()
    """Earlier decisions."""
    stops: tuple[dict[str, Any], ...] = ()
    about: str = ""
    note: str = ""
    goes_to: tuple[str, ...] = ()
    """Roles and people to whom the answer must send it."""


_NAMES, _ENTRY = Several(Text(), empty=True), Table(Text(), Free())
SCENARIO = Shape(
    "a scenario",
    {
        "id": Key(Text(), "Its name.", needed=True),
        "policy": Key(Text(), "The lowest policy of the chain."),
        "person": Key(Text(), "Who asks.", needed=True),
        "as": Key(Text(), "The only role of theirs that counts.", name="as_role"),
        "at": Key(Text(), "When they ask.", needed=True),
        "decision": Key(_ENTRY, "Fields of a record, and facts.", needed=True),
        "outcome": Key(Choice(*ANSWERS, NO_ANSWER), "The answer.", needed=True),
        "mentions": Key(_NAMES, "Ids that the answer must name."),
        "goes_to": Key(Several(Text()), "Roles and people to whom it must go."),
        "absent": Key(_NAMES, "Who is away."),
        "records": Key(Several(_ENTRY, empty=True), "Earlier decisions, for sums and budgets."),
        "stops": Key(Several(_ENTRY, empty=True), "Open stops."),
        "about": Key(Text(), "A hint for people; not tested."),
        "note": Key(Text(), "A remark."),
    },
    Scenario,
)
FILE = Several(SCENARIO, alone=False, empty=True)


class Names(NamedTuple):
    """The names that scenarios may use."""

    roles: frozenset[str]
    """Roles and bodies of any version of the policies."""
    people: frozenset[str]
    """People by any handle of theirs, and whom the policies name."""
    listed: bool
    """Whether there is a list of people: without one anybody may ask."""

    def of_role(self, name: str) -> bool:
        """Whether a name is that of a role, a body, or somebody known, who may be named instead."""
        return name in self.roles or name in self.people

    def of_person(self, name: str) -> bool:
        """Whether a name is somebody's."""
        return name in self.people or not self.listed


def names_of(policies: Iterable[Policy], people: People | None) -> Names:
    """The names that some policies and people know."""
    roles, named = {ANYONE}, set(people.by_handle if people else ())
    for policy in policies:
        roles |= {*policy.roles, *policy.bodies}
        for role in policy.roles.values():
            named |= {*role.held_by, *role.deputy, *(acting.who for acting in role.acting)}
        named |= {member for body in policy.bodies.values() for member in body.members}
        named |= {entry.to for entry in policy.delegations}
        named |= {name for entry in policy.boundaries for name in entry.decide}
    return Names(frozenset(roles), frozenset(named - roles), people is not None)


def read_scenarios(text: str, path: str, names: Names | None = None) -> tuple[list[Scenario], list[Finding]]:
    """The scenarios of a file, and every problem of it (L14); with `names` also what nobody and no role is called."""
    wrapped = _wrapped(text)
    data = mapping_of(wrapped, path, CODE, NAME, "a scenario file is a list of scenarios in plain YAML")
    found: list[Scenario] = []
    if isinstance(data, Finding):
        findings = [data]
    else:
        problems = Problems()
        found = FILE.read(data.get("scenarios") or [], ("scenarios",), problems) or []
        _ids_once(data.get("scenarios"), problems)
        if names:
            _known(data.get("scenarios"), names, problems)
        findings = problems.findings(CODE, NAME, path, wrapped)
    above = wrapped is not text
    return list(found), [finding._replace(line=max(1, finding.line - above)) for finding in findings]


def _ids_once(data: Value, problems: Problems) -> None:
    """Of two scenarios with one id the second would hide the first."""
    seen: set[str] = set()
    for index, entry in enumerate(data if isinstance(data, list) else ()):
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str) and name in seen:
            problems.say(("scenarios", index, "id"), f"two scenarios are called `{name}`", "give each its own id")
        elif isinstance(name, str):
            seen.add(name)


def _known(data: Value, names: Names, problems: Problems) -> None:
    """Names in scenarios that are no person's, or no role's."""
    for index, entry in enumerate(data if isinstance(data, list) else ()):
        for key, name, knows in _named(entry, names) if isinstance(entry, dict) else ():
            if knows(name):
                continue
            person = knows == names.of_person
            what = "nobody in people.yml" if person else "no role or body of the policies"
            listed = sorted(names.people if person else names.roles - {ANYONE})
            remedy = near(name, listed)
            if len(listed) > SHOWN and remedy.startswith("one of"):
                remedy = "name somebody who is listed" if person else "`remit policy show` lists the roles"
            problems.say(("scenarios", index, *key), f"`{name}` is {what}", remedy)


Named = tuple[Path, str, Callable[[str], bool]]
"""A key, a name under it, and what tells whether it is one that is known."""


def _named(entry: dict[str, Value], names: Names) -> Iterator[Named]:
    """Every name in a scenario."""
    person, role = names.of_person, names.of_role
    yield from ((("person",), name, person) for name in texts(entry.get("person")))
    yield from ((("absent",), name, person) for name in texts(entry.get("absent")))
    yield from ((("as",), name, role) for name in texts(entry.get("as")))
    yield from ((("goes_to",), name, role) for name in texts(entry.get("goes_to")))
    decision = entry.get("decision")
    for key, value in decision.items() if isinstance(decision, dict) else ():
        at: Path = ("decision", key)
        if key in ("requester", "interested", "benefits", "raised_by"):
            yield from ((at, name, person) for name in texts(value))
        elif key in ("advised", "informed"):
            yield from ((at, name, role) for name in texts(value))
        elif key in ("consents", "advice", "objections", "votes", "asked"):
            for voice in entries(value) if key == "votes" else _spoken(value):
                yield from ((at, name, person) for name in texts(voice.get("who")))
                said = (voice.get(word) for word in ("as", "role", "body", "of"))
                yield from ((at, name, role) for names_ in said for name in texts(names_))


def _wrapped(text: str) -> str:
    """A list at the top becomes the value of `scenarios`, one line lower."""
    for line in text.split("\n"):
        if line.startswith("- "):
            return "scenarios:\n" + text.replace("\n---\n", "\n\n", 1).removeprefix("---\n")
        if line and not line.startswith(("#", "---")):
            break
    return text


FIELDS = frozenset((
    "topic", "facts", "requester", "interested", "consents", "advice", "objections", "votes", "informed", "asked",
    "announced", "raised", "raised_by", "related", "budget", "emergency", "waiver", "id",
))  # fmt: skip
"""Fields of a record that a decision may have; everything else in it is a fact."""


class Result(NamedTuple):
    """The result of one scenario."""

    id: str
    wanted: str
    got: str
    passed: bool
    explanation: str


def run(
    scenarios: Iterable[Scenario],
    policies: Iterable[Policy],
    people: People | None = None,
    unreadable: Collection[Unreadable] = (),
) -> list[Result]:
    """The result of every scenario, in order. Times without an offset are UTC. Under an unreadable policy none passes."""
    known = Policies(policies, unreadable=unreadable)
    return [_run(scenario, known, people) for scenario in scenarios]


def ask(scenario: Scenario, policies: Policies, people: People | None = None) -> Answer | NoAnswer:
    """The answer in a scenario."""
    at = parse_moment(scenario.at, UTC)
    if at is None:
        return NoAnswer("time", f"`{scenario.at}` is no day and no time", "write `at: 2026-02-01T09:00`")
    ground = ground_of(scenario, policies, people)
    return judge(
        ground, question_of(scenario.decision), scenario.person, at, policy=scenario.policy, as_role=scenario.as_role
    )


def ground_of(scenario: Scenario, policies: Policies, people: People | None = None) -> Ground:
    """What the answer in a scenario stands on."""
    return Ground(
        policies,
        people,
        Register(filter(None, (_entry(entry) for entry in scenario.records))),
        tuple(_stop(entry) for entry in scenario.stops),
        Calendar(UTC),
        frozenset(scenario.absent),
    )


def _run(scenario: Scenario, policies: Policies, people: People | None) -> Result:
    found = ask(scenario, policies, people)
    if isinstance(found, NoAnswer):
        got = UNREADABLE if found.reason == UNREADABLE else NO_ANSWER
        return Result(scenario.id, scenario.outcome, got, got == scenario.outcome, found.message)
    named = strings({key: value for key, value in to_json(found).items() if key not in ("because", "would_change")})
    lacking = [name for name in scenario.mentions if name not in named]
    whom = {*found.goes_to, *found.goes_to_people}.union(
        *((one.next, *one.next_people, *one.deputies) for one in found.away)
    )
    missed = [name for name in scenario.goes_to if name not in whom]
    passed = found.answer == scenario.outcome and not lacking and not missed
    remarks = [] if passed else list(_remarks(found, policies))
    if lacking:
        remarks.append(f"the answer does not name {', '.join(lacking)}")
    if missed:
        remarks.append(f"it does not go to {joined(missed)}{_people(found)}")
    explanation = found.because + (f" ({'; '.join(remarks)})" if remarks else "")
    return Result(scenario.id, scenario.outcome, found.answer, passed, explanation)


def _people(found: Answer) -> str:
    """To whom an answer goes by name, where it goes to anybody."""
    to = f"but to {joined(found.goes_to_people)}" if found.goes_to_people else "but to nobody by name"
    return f", {to}" if found.goes_to else ""


def _remarks(found: Answer, policies: Policies) -> Iterator[str]:
    """What the author of a policy needs besides the reason: to whom it goes, which boundary wants to know, what had no effect."""
    if found.answer == answer.ESCALATE and set(found.goes_to).difference(found.because.replace(":", "").split()):
        yield f"it goes to {joined(found.goes_to)}"
    if found.answer == answer.DECIDE_AFTER:
        yield from (duty.text for duty in found.duties if duty.missing and duty.text not in found.because)
    if found.answer == answer.ASK:
        looking = sorted(set(_looking(found, policies)))
        if looking:
            yield f"{joined(looking, 'and')} {'looks' if len(looking) == 1 else 'look'} at it"
    yield from found.notes


def _looking(found: Answer, policies: Policies) -> Iterator[str]:
    """The boundaries that a missing fact keeps open."""
    for policy in policies.versions:
        for boundary in policy.boundaries:
            facts = {condition.fact for condition in boundary.when}
            if boundary.sized:
                facts.add(boundary.measure)
            if boundary.id in found.boundaries and facts.intersection(found.missing):
                yield boundary.id


def strings(value: object) -> set[str]:
    """Every whole string value in a structure."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, Mapping):
        return {text for entry in value.values() for text in strings(entry)}
    if isinstance(value, (list, tuple)):
        return {text for entry in value for text in strings(entry)}
    return set()


def question_of(decision: Mapping[str, Any], zone: tzinfo = UTC) -> Question:
    """The question of a scenario's decision: `benefits` is interested, `advised` advice by those roles, consents `{role: who}`."""
    head: dict[str, Any] = {key: value for key, value in decision.items() if key in FIELDS}
    facts = decision.get("facts")
    known = {"benefits", "advised"}
    head["facts"] = {
        **(facts if isinstance(facts, dict) else {}),
        **{key: value for key, value in decision.items() if key not in FIELDS and key not in known},
    }
    head["interested"] = [*texts(decision.get("interested")), *texts(decision.get("benefits"))]
    advised = [{"as": role} for role in texts(decision.get("advised"))]
    head["advice"] = [*_spoken(decision.get("advice")), *advised]
    head["consents"] = _spoken(decision.get("consents"))
    return question.question_of(Record("", str(decision.get("id") or ""), PROPOSED, head, ""), zone)


def _spoken(value: object) -> list[dict[str, Any]]:
    """Entries as in a record, or the short form `{role: who}`."""
    if isinstance(value, dict) and not {"who", "as"} & set(value):
        return [{"as": role, "who": who} for role, people in value.items() for who in texts(people)]
    return list(entries(value))


def _entry(found: Mapping[str, Any]) -> Entry | None:
    """An earlier decision. What is no field of a record is a fact."""
    at = moment(found.get("decided"), UTC)
    if at is None or found.get("status") not in (None, "accepted"):
        return None
    plain = {"id", "decided", "status", "topic", "budget", "boundary", "facts", "decider", "tier"}
    facts = found.get("facts")
    return Entry(
        str(found.get("id") or ""),
        at.last_instant(UTC),
        to_facts(
            {
                **(facts if isinstance(facts, dict) else {}),
                **{key: value for key, value in found.items() if key not in plain},
            }
        ),
        texts(found.get("topic")) or None,
        found.get("budget"),
        found.get("boundary"),
    )


def _stop(found: Mapping[str, Any]) -> Stop:
    return Stop(
        str(found.get("who") or found.get("by") or ""),
        moment(found.get("on") or found.get("at"), UTC),
        found.get("record"),
        found.get("topic"),
        found.get("budget"),
        str(found.get("why") or found.get("reason") or ""),
        moment(found.get("until"), UTC),
        moment(found.get("lifted"), UTC),
    )

"""The tree of all answers against the procedure that it was made from."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import asking
import pytest
from walk import walk

from remit.authority.answer import Answer, NoAnswer, to_json
from remit.authority.policy.decision_tree import BEYOND, Branch, Node, Tree, Trees, trees
from remit.authority.policy.scenarios import ask, ground_of, question_of, read_scenarios
from remit.authority.procedure.answers import conditions
from remit.authority.procedure.chain import Chain, Policies
from remit.authority.procedure.context import Case, Ground
from remit.authority.procedure.context import ground_of as ground_of_log
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question
from remit.log.facts import show, to_facts
from remit.log.moment import parse_moment
from remit.log.people import read_people
from remit.log.policy import read_policy

DAY = "2026-06-01T12:00+00:00"
LEFT_OUT = ("related", "topics", "cannot_say", "intents", "who", "near", "boundaries")
"""What a tree does not say: the same for all, or what makes no difference to the answer."""
PLAIN = {"topic", "facts"}


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what is empty or not in a tree."""
    return {key: value for key, value in answer.items() if key not in LEFT_OUT and value not in (None, "", [])}


def asked(node: Node) -> Iterator[str]:
    """Every fact that a tree asks for."""
    if isinstance(node, Branch):
        yield node.fact
        for _, below in node.ways:
            yield from asked(below)


def values(chain: Chain) -> dict[str, list[str]]:
    """Facts with values at every threshold, a cent beside it, and far from all."""
    out: dict[str, set[str]] = {"amount": {"0", "12", "999999999"}}
    for condition in (one for level in chain.levels for one in conditions(level.policy)):
        known = out.setdefault(condition.fact, set())
        known |= set(map(show, (*condition.values, *condition.excluded)))
        for end in condition.ends:
            known |= {
                show(end),
                show(end + Decimal("0.01")),
                show(end - Decimal("0.01")),
                show(2 * end + Decimal("3.5")),
            }
        known |= {"yes", "no"} if known & {"yes", "no"} else set()
        if not condition.numeric and condition.fact not in (
            "amount",
            *(one.measure for one in chain.lowest.policy.boundaries),
        ):
            known.add("something else")
    return {fact: sorted(known) for fact, known in out.items()}


Asked = tuple[str, dict[str, str], str]
"""A topic, facts as they are typed, and who asks."""


def random_questions(found: Trees, chain: Chain, people: list[str], times: int, seed: str | None) -> Iterator[Asked]:
    """Questions about what a tree asks for."""
    rng = random.Random(seed)
    asks = {fact for several in found.of.values() for node in several for fact in asked(node)}
    known = {fact: some for fact, some in values(chain).items() if fact in asks}
    slips = [f"{topic[:-1]}" for topic in found.topics if len(topic) > 5]
    topics = [*found.topics, *(f"{topic}/below" for topic in found.topics), "nowhere", *slips]
    for _ in range(times):
        said = {fact: rng.choice(some) for fact, some in known.items() if rng.random() < 0.8}
        yield rng.choice(topics), said, rng.choice(["", *people])


def compare(ground: Ground, found: Trees, questions: Iterator[Asked], policy: str | None = None) -> int:
    """How many of some questions a tree answers; fails where it answers another than the procedure."""
    answered = 0
    for topic, said, who in questions:
        answer = judge(ground, Question((topic,), to_facts(dict(said))), who, parse_moment(DAY), policy=policy)
        by_tree = walk(found, topic, said, who)
        assert by_tree is not None
        if "ask" in by_tree:
            assert answer.answer == "ask", (topic, who, said)
            continue
        assert plain(by_tree) == plain(to_json(answer)), (topic, who, said)
        answered += 1
    return answered


def real_policies(shared_dir: Path) -> Policies:
    """Policies transcribed from real documents."""
    paths = sorted((shared_dir / "authority/policies").glob("*.yml"))
    read = [read_policy(path.read_text("utf-8"), path.name)[0] for path in paths]
    return Policies(policy for policy in read if policy)


def named(chain: Chain) -> list[str]:
    """People that the policies of a chain name."""
    roles = [role for level in chain.levels for role in level.roles.values()]
    delegates = [
        entry.to for level in chain.levels for entry in level.policy.delegations if entry.to not in level.roles
    ]
    return sorted({who for role in roles for who in (*role.held_by, *role.deputy)} | set(delegates))


@pytest.mark.shared
def test_random_questions_have_the_answers_of_the_procedure_under_every_real_policy(shared_dir):
    policies = real_policies(shared_dir)
    asked_of, answered = 0, 0
    for name in policies.by_name:
        chain = policies.chain(date(2026, 6, 1), name)
        if isinstance(chain, NoAnswer):  # retired by then
            continue
        ground, people = Ground(policies), named(chain)
        some = random.Random(name).sample(people, min(3, len(people)))
        found = trees(ground, parse_moment(DAY), some, name)
        assert isinstance(found, Trees)
        assert all(BEYOND not in several for several in found.of.values())
        answered += compare(ground, found, random_questions(found, chain, some, 60, name), name)
        asked_of += 1
    assert asked_of == 16
    assert answered > 700


@pytest.mark.shared
def test_every_plain_scenario_of_the_real_documents_has_its_answer(shared_dir):
    folder = shared_dir / "authority"
    policies = real_policies(shared_dir)
    scenarios, _ = read_scenarios((folder / "scenarios.yml").read_text("utf-8"), "scenarios.yml")
    walked = 0
    for scenario in scenarios:
        question, answer = question_of(scenario.decision), ask(scenario, policies)
        alone = Question(question.topics, question.facts)
        if scenario.as_role or question != alone or len(question.topics) != 1 or not isinstance(answer, Answer):
            continue
        ground, at = ground_of(scenario, policies), parse_moment(scenario.at)
        chain = ground.chain(at, scenario.policy)
        assert not isinstance(chain, NoAnswer)
        case = Case(ground, Question((), {}), "", at, chain)
        tree = Tree(case, question.topics[0], scenario.person)
        levels = {
            level.policy.id: {
                name: tuple(case.role_holders.holders(level, name)) for name in (*level.roles, *level.bodies)
            }
            for level in case.chain.levels
        }
        found = Trees(
            {},
            {scenario.person: 0},
            {question.topics[0]: (tree.grow({}),)},
            levels,
            case.role_holders.absent,
            case.chain.id,
        )
        said = {fact: show(value) for fact, value in question.facts.items()}
        by_tree = walk(found, question.topics[0], said, scenario.person)
        assert by_tree is not None, scenario.id
        assert by_tree.get("answer", "ask") == scenario.outcome, scenario.id
        if "ask" not in by_tree:
            only = {
                fact: value
                for fact, value in question.facts.items()
                if fact in set(asked(found.of[question.topics[0]][0]))
            }
            again = judge(
                case.ground,
                alone._replace(facts=only),
                scenario.person,
                parse_moment(scenario.at),
                policy=scenario.policy,
            )
            assert plain(by_tree) == plain(to_json(again)), scenario.id
        walked += 1
    assert walked > 60


def test_what_earlier_decisions_and_budgets_leave_is_a_threshold():
    spent = asking.record("D-1", topic="trips", facts={"amount": "400"}, decider="ben")
    bought = asking.record("D-2", topic="tooling/chairs", facts={"amount": "300", "supplier": "ikea"}, decider="ben")
    log = asking.log(spent, bought)
    ground, people = ground_of_log(log), ["ana", "ben", "cho", "dia", "eva"]
    found = trees(ground, parse_moment("2026-05-31T23:00+00:00"), people)
    assert isinstance(found, Trees)
    ways = {amount: walk(found, "trips", {"amount": amount}, "ben")["answer"] for amount in ("600", "600.01")}
    assert ways == {"600": "decide", "600.01": "escalate"}
    chairs = {"supplier": "ikea", "amount": "200.01"}
    assert walk(found, "tooling/chairs", chairs, "ben")["goes_to"] == ["lead"]
    assert "amount 500.01 is in the step" in walk(found, "tooling/chairs", chairs, "ben")["because"]
    assert walk(found, "tooling/chairs", {**chairs, "amount": "200"}, "ben")["answer"] == "decide"
    assert walk(found, "tooling/chairs", {**chairs, "supplier": "other"}, "ben")["answer"] == "decide"
    assert walk(found, "tooling/chairs", {"amount": "200.01"}, "ben") == {"ask": "supplier"}


DEANS = """\
remit: 1
policy: uni
in_force: {from: 2026-01-01}
roles: {dean: {tier: functional, of: faculty}, bursar: {tier: functional, held_by: [fay]}, provost: {tier: central, held_by: [cho]}}
topics: {books: what we read, rooms: where we read}
boundaries:
  - {id: books, topic: books, steps: [{up_to: 100, decide: dean}, {above: true, decide: provost, consent: dean}]}
  - {id: rooms, topic: rooms, decide: bursar, advice: dean}
escalation: [dean, provost]
otherwise: {escalate: provost}
"""
DEANS_PEOPLE = """\
people: {ana: {team: biology}, ben: {team: physics}, dia: {team: physics}, eva: {}, cho: {}, fay: {}}
holds: [{role: dean, who: ana}, {role: dean, who: ben}, {role: dean, who: dia, of: chemistry}, {role: dean, who: ben, of: law}, {role: dean, who: dia}]
"""


def areas_and_slips() -> tuple[Trees, Ground, list[Asked]]:
    """The tree of a policy whose roles have areas, and every question about it that may differ."""
    policy = read_policy(DEANS, "uni.yml")[0]
    assert policy
    ground, people = (
        Ground(Policies([policy]), read_people(DEANS_PEOPLE)[0]),
        ["ana", "ben", "cho", "dia", "eva", "fay"],
    )
    found = trees(ground, parse_moment(DAY), people)
    assert isinstance(found, Trees)
    areas = [{}, *({"faculty": area} for area in ("biology", "physics", "chemistry", "law", "moon"))]
    said = [{**area, **amount} for area in areas for amount in ({}, {"amount": "100"}, {"amount": "100.01"})]
    topics = [
        "books",
        "rooms",
        "books/old",
        "boks",
        "rooms",
        "room",
        "roomz/old",
        "gardens",
        "boo",
        "Books",
    ]
    return found, ground, [(topic, facts, who) for topic in topics for facts in said for who in ("", *people)]


def test_each_area_has_its_holders_in_the_tree_and_a_slip_is_a_question():
    found, ground, questions = areas_and_slips()
    assert compare(ground, found, iter(questions)) > 900

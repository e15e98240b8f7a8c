"""Scenario files: read with every problem at once, run, and told apart by outcome and by what the answer names."""

from datetime import UTC, datetime
from decimal import Decimal
from textwrap import dedent

import pytest
from asking import moment

from remit.authority.answer import Answer, BudgetUse, Duty, NoAnswer, Refused, number, to_json
from remit.authority.policy.scenarios import (
    Names,
    Result,
    Scenario,
    _entry,
    _stop,
    names_of,
    question_of,
    read_scenarios,
    run,
    strings,
)
from remit.authority.procedure.question import Asked, Voice, Votes
from remit.authority.procedure.question import question_of as asked
from remit.authority.procedure.register import Entry
from remit.log.finding import ERROR, Finding
from remit.log.people import read_people
from remit.log.policy import Unreadable, read_policy
from remit.log.record import Record
from remit.log.stops import Stop

POLICY = """\
remit: 1
policy: p
in_force: {from: 2026-01-01}
roles: {a: {tier: edge, held_by: [ana]}}
boundaries: [{id: x, topic: x, decide: a, inform: a}]
otherwise: {escalate: a}
"""


def test_a_list_is_read_with_all_its_keys():
    text = dedent("""\
        # who asks what
        - id: one
          policy: p
          person: ana
          as: a
          at: 2026-02-01
          decision: {topic: x, amount: 5}
          outcome: decide
          mentions: a
          absent: [ben]
          records: [{id: R, decided: 2026-01-01}]
          stops: {who: ben}
          about: a hint
          note: a remark
        - {id: two, person: ben, at: 2026-02-01, decision: {}, outcome: error}
        """)
    assert read_scenarios(text, "s.yml") == (
        [
            Scenario(
                "one", "ana", "2026-02-01", {"topic": "x", "amount": "5"}, "decide", "p", "a", ("a",), ("ben",),
                ({"id": "R", "decided": "2026-01-01"},), ({"who": "ben"},), "a hint", "a remark",
            ),
            Scenario("two", "ben", "2026-02-01", {}, "error"),
        ],
        [],
    )  # fmt: skip


def test_a_mapping_with_the_list_will_do_and_so_will_nothing():
    one = "{id: one, person: ana, at: 2026-02-01, decision: {}, outcome: ask}"
    wanted = [Scenario("one", "ana", "2026-02-01", {}, "ask")]
    assert read_scenarios(f"scenarios:\n  - {one}\n", "s.yml") == (wanted, [])
    assert read_scenarios(f"---\n- {one}\n", "s.yml") == (wanted, [])
    assert read_scenarios(f"# a remark\n---\n\n- {one}\n", "s.yml") == (wanted, [])
    assert read_scenarios("", "s.yml") == ([], [])


def test_every_problem_of_a_file_comes_with_its_line():
    scenarios, findings = read_scenarios(
        dedent("""\
        - {id: one, person: ana, at: 2026-02-01, decision: {}, outcome: maybe}
        - {id: two, persn: ana, at: 2026-02-01, decision: x, outcome: ask}
        - {id: three, person: ana, at: 2026-02-01, decision: {}, outcome: ask}
        """),
        "s.yml",
    )
    assert [scenario.id for scenario in scenarios] == ["three"]
    assert [(found.code, found.name, found.level, found.path, found.line, found.message) for found in findings] == [
        ("L14", "scenario-unreadable", "error", "s.yml", 1, "scenarios[1].outcome is `maybe`"),
        ("L14", "scenario-unreadable", "error", "s.yml", 2, "a scenario needs `person`"),
        ("L14", "scenario-unreadable", "error", "s.yml", 2, "`persn` is not a key of a scenario"),
        ("L14", "scenario-unreadable", "error", "s.yml", 2, "scenarios[2].decision is `x`"),
    ]
    scenarios, findings = read_scenarios("- {id: [}\n", "s.yml")
    assert (scenarios, [found.line for found in findings]) == ([], [1])
    scenarios, findings = read_scenarios("scenarios: {a: b}\n", "s.yml")
    assert (scenarios, [found.line for found in findings]) == ([], [1])


def test_a_result_says_what_was_wanted_what_came_and_why():
    policy, _ = read_policy(POLICY, "p.yml")

    def scenario(name, outcome="decide", mentions=(), person="ana", at="2026-02-01", **decision):
        return Scenario(name, person, at, {"topic": "x", **decision}, outcome, mentions=mentions)

    results = run(
        [
            scenario("right", mentions=("a", "x", "inform")),
            scenario("wrong", outcome="escalate"),
            scenario("unnamed", mentions=("b", "a", "c")),
            scenario("never", outcome="error", at="2025-01-01"),
            scenario("ever", at="2025-01-01"),
            scenario("when", outcome="error", at="soon"),
        ],
        [policy],
    )
    older = "2025-01-01 is before the first version of `p` (2026-01-01)"
    assert results == [
        Result("right", "decide", "decide", True, "x assigns it to a"),
        Result("wrong", "escalate", "decide", False, "x assigns it to a"),
        Result("unnamed", "decide", "decide", False, "x assigns it to a (the answer does not name b, c)"),
        Result("never", "error", "error", True, older),
        Result("ever", "decide", "error", False, older),
        Result("when", "error", "error", True, "`soon` is no day and no time"),
    ]


def test_what_is_said_in_because_and_would_change_names_nothing():
    policy, _ = read_policy(POLICY, "p.yml")
    (result,) = run([Scenario("one", "ben", "2026-02-01", {"topic": "x"}, "escalate", mentions=("ask a",))], [policy])
    assert result.passed is False


def test_strings_are_found_whole_and_anywhere():
    assert strings({"a": "x", "b": ["y", {"c": "z"}], "d": 1, "e": None, "f": ("w",)}) == {"x", "y", "z", "w"}


def test_a_decision_holds_fields_of_a_record_and_facts():
    case = question_of(
        {
            "id": "D-1",
            "topic": ["x", "y"],
            "amount": "5",
            "facts": {"kind": "k"},
            "benefits": "ben",
            "interested": ["cho"],
            "advised": ["a", "b"],
            "advice": [{"who": "ana", "as": "c", "at": "2026-01-02"}],
            "consents": {"a": "ana", "b": ["ben", "cho"]},
            "objections": [{"role": "a", "at": "2026-01-02", "withdrawn": "no"}],
            "votes": {"yes": "2", "no": "x", "abstain": ["ana"], "block": "1", "members": "9"},
            "asked": [{"of": ["a", "b"], "for": "consent", "on": "2026-01-02"}],
            "emergency": "true",
            "requester": "dia",
            "related": "R",
            "budget": "plan",
            "waiver": "w",
            "raised": "2026-01-01",
            "raised_by": "eva",
            "announced": "2026-01-03",
            "informed": "a",
        }
    )
    assert case.facts == {"amount": Decimal(5), "kind": "k"}
    assert (case.id, case.topics, case.interested, case.requester) == ("D-1", ("x", "y"), ("cho", "ben"), "dia")
    assert case.advice == (Voice("ana", "c", moment("2026-01-02")), Voice(None, "a"), Voice(None, "b"))
    assert case.consents == (Voice("ana", "a"), Voice("ben", "b"), Voice("cho", "b"))
    assert case.objections == (Voice(None, "a", moment("2026-01-02")),)
    assert case.votes == (Votes(None, 2, 0, 1, 1, 9),)
    assert case.asked == (Asked("a", "consent", moment("2026-01-02")), Asked("b", "consent", moment("2026-01-02")))
    assert (case.emergency, case.related, case.budget, case.waiver) == ("", ("R",), "plan", "w")
    assert (case.raised, case.raised_by, case.announced) == (moment("2026-01-01"), "eva", moment("2026-01-03"))
    assert (case.informed, case.ratified) == (("a",), False)


def test_what_is_left_out_or_of_another_kind_is_nothing():
    case = question_of({"consents": {"who": "ana"}, "advice": "x", "raised": "soon", "raised_by": "", "waiver": ["w"]})
    assert case.consents == (Voice("ana"),)
    assert case._replace(consents=()) == question_of({})
    assert case.id == ""
    assert asked(Record("", "D-1", "proposed", {"facts": "x", "topic": "t"}, "")).facts == {}


def test_an_emergency_is_named_any_or_none():
    said = {"fire": "fire", "yes": "", "TRUE": "", "no": None, "false": None, "": None}
    assert {word: question_of({"emergency": word}).emergency for word in said} == said
    ratified = question_of({"emergency": {"under": "fire", "ratified": {"who": "ana"}}})
    assert (ratified.ratifications, ratified.ratified) == ((Voice("ana"),), False)
    assert question_of({"emergency": {"under": "fire", "ratified": "yes"}}).ratified
    assert question_of({"emergency": {}}).emergency == ""
    assert question_of({"emergency": ["x"]}).emergency is None


def test_earlier_decisions_and_stops_are_read_in_their_short_form():
    entry = _entry(
        {
            "id": "R",
            "decided": "2026-01-01",
            "topic": "x",
            "budget": "b",
            "boundary": "y",
            "amount": "5",
            "facts": {"k": "v"},
            "decider": "ana",
            "tier": "edge",
            "status": "accepted",
        }
    )
    assert entry == Entry(
        "R", datetime(2026, 1, 1, 23, 59, 59, tzinfo=UTC), {"amount": Decimal(5), "k": "v"}, ("x",), "b", "y"
    )
    assert _entry({"decided": "2026-01-01T09:00"}) == Entry("", datetime(2026, 1, 1, 9, tzinfo=UTC), {})
    assert _entry({"id": "R"}) is None
    assert _entry({"id": "R", "decided": "2026-01-01", "status": "proposed"}) is None
    long = {
        "who": "ana",
        "on": "2026-01-01",
        "record": "R",
        "topic": "x",
        "budget": "b",
        "why": "w",
        "until": "2026-01-02",
        "lifted": "2026-01-03",
    }
    assert _stop(long) == Stop(
        "ana", moment("2026-01-01"), "R", "x", "b", "w", moment("2026-01-02"), moment("2026-01-03")
    )
    assert _stop({"by": "ana", "at": "2026-01-01", "reason": "w"}) == Stop("ana", moment("2026-01-01"), why="w")
    assert _stop({}) == Stop("")


def test_an_answer_is_data():
    use = BudgetUse("b", Decimal(5), Decimal("5.50"), Decimal(0), Decimal(1), Decimal(4), "2026", "a")
    found = Answer(
        "decide",
        "ana",
        "a",
        duties=(Duty("advice", ("b",), boundary="x"),),
        budget=(use,),
        refused=(Refused("d", "why"),),
    )
    said = to_json(found)
    assert said["as"] == "a"
    assert "as_role" not in said
    assert (said["tier"], said["comparison"], said["goes_to"], said["because"]) == (None, None, [], None)
    assert said["duties"] == [
        {
            "kind": "advice",
            "who": ["b"],
            "met": False,
            "by": [],
            "needs": 1,
            "boundary": "x",
            "fact": None,
            "until": None,
            "text": None,
        }
    ]
    assert said["budget"] == [
        {
            "id": "b",
            "amount": 5,
            "cap": 5.5,
            "spent": 0,
            "this": 1,
            "left": 4,
            "period": "2026",
            "over": "a",
            "exceeded": False,
        }
    ]
    assert said["refused"] == [{"id": "d", "why": "why"}]
    assert use.text == "a must agree: it exceeds budget b in 2026"
    none = NoAnswer("time", "no day", "write one")
    assert to_json(none) == {"answer": None, "reason": "time", "message": "no day", "remedy": "write one"}
    assert [type(number(Decimal(text))) for text in ("5", "5.0", "5.5")] == [int, int, float]


def test_a_failure_says_to_whom_it_goes_and_which_boundary_wants_to_know():
    policy, findings = read_policy(
        dedent("""\
        remit: 1
        policy: p
        in_force: {from: 2026-01-01}
        roles: {a: {tier: edge, held_by: [ana]}, b: {tier: central, held_by: [ben]}}
        boundaries:
          - {id: x, topic: x, when: {size: {over: 1}}, decide: a, consent: b}
          - {id: y, topic: [x, y], limits: {a: 5}, objection: {by: b, within: 1d}}
          - {id: z, topic: z, decide: b}
        emergency: [{id: now, decide: a, topic: z, consent: b, ratify: {}}]
        escalation: [a, b]
        otherwise: {escalate: b}
        """),
        "p.yml",
    )
    assert findings == []

    def result(wanted, **decision):
        return run([Scenario("one", "ana", "2026-02-01", decision, wanted)], [policy])[0].explanation

    assert result("decide", topic="y") == "it depends on amount (y looks at it)"
    assert result("decide", topic="x") == "it depends on size, amount (x and y look at it)"
    assert result("decide", topic="y", amount="1", requester="ana") == (
        "you asked for it, gain from it or declared an interest (it goes to b)"
    )
    assert result("decide", topic="y", amount="9") == "y assigns it to b: amount 9 is above every step and limit"
    assert (
        result("decide", topic="z", emergency="true") == "in an emergency a may decide (now) (consent of b is needed)"
    )
    late = {"announced": "2026-01-02", "objections": [{"role": "b", "at": "2026-01-20"}]}
    assert result("escalate", topic="y", amount="1", **late) == (
        "y assigns it to a: amount 1 is within the limits of: a up to 5 (the objection of b came too late and has no effect)"
    )


def test_a_file_that_is_no_plain_yaml_says_where_and_what_to_write():
    broken = (("- id: [a\n", 1, "write `- id: [a]`"), ("scenarios:\n  - {id: a\n", 2, "write `  - {id: a}`"))
    for text, line, remedy in broken:
        found, findings = read_scenarios(text, "s.yml")
        assert found == []
        assert [(entry.code, entry.line, entry.remedy) for entry in findings] == [("L14", line, remedy)]


def test_a_decision_in_a_scenario_is_any_mapping():
    line = "- {{id: a, person: ben, at: 2026-01-01, decision: {}, outcome: ask}}\n"
    (found,), none = read_scenarios(line.format("{topic: [a, b], facts: {x: [1]}, consents: {cto: cho}}"), "s.yml")
    assert (found.decision, none) == ({"topic": ["a", "b"], "facts": {"x": ["1"]}, "consents": {"cto": "cho"}}, [])
    assert read_scenarios(line.format("[x]"), "s.yml")[1][0].message == "scenarios[1].decision is a list"


def test_a_file_holds_one_document():
    found, findings = read_scenarios("# two\n---\n- id: a\n---\n- id: b\n", "s.yml")
    assert found == []
    assert [entry.remedy for entry in findings] == ["a scenario file is a list of scenarios in plain YAML"]


ROUTES = """\
remit: 1
policy: p
in_force: {from: 2026-01-01}
roles:
  clerk: {tier: edge, held_by: [ana]}
  dean: {tier: functional, held_by: [ben, cho]}
escalation: [clerk, dean]
boundaries: [{id: x, topic: x, steps: [{up_to: 10, decide: clerk}, {above: true, decide: dean}]}]
otherwise: {escalate: dean}
"""


@pytest.mark.parametrize(
    ("goes_to", "absent", "said"),
    [
        (("dean",), (), None),
        (("dean", "ben", "cho"), (), None),
        (("cho",), ("ben",), None),
        (("ben",), ("ben",), "it does not go to ben, but to cho"),
        (("clerk", "dean"), (), "it does not go to clerk, but to ben or cho"),
    ],
)
def test_a_scenario_says_to_which_roles_and_people_an_answer_goes(goes_to, absent, said):
    policy, _ = read_policy(ROUTES, "p.yml")
    decision = {"topic": "x", "amount": "50"}
    asked = Scenario("s", "ana", "2026-02-01", decision, "escalate", absent=absent, goes_to=goes_to)
    (result,) = run([asked], [policy])
    assert result.passed is (said is None)
    assert said is None or said in result.explanation


@pytest.mark.parametrize(
    ("amount", "said"), [("5", "it does not go to cho"), ("50", "it does not go to cho, but to nobody by name")]
)
def test_an_answer_that_goes_to_nobody_is_told_without_a_name(amount, said):
    policy, _ = read_policy(ROUTES.replace(", held_by: [ben, cho]", ""), "p.yml")
    asked = Scenario("s", "ana", "2026-02-01", {"topic": "x", "amount": amount}, "decide", goes_to=("cho",))
    (result,) = run([asked], [policy])
    assert result.explanation.endswith(f"{said})")


def test_under_a_policy_that_cannot_be_read_no_scenario_passes():
    unread = Unreadable("p", None, Finding("L10", "policy-unreadable", ERROR, "p.yml", "bad", "mend it", 3, 1))
    results = run([Scenario(name, "ana", "2026-02-01", {}, name) for name in ("error", "decide")], [], None, [unread])
    assert [(result.got, result.passed) for result in results] == [("unreadable", False)] * 2


def test_goes_to_is_a_key_of_a_scenario():
    text = "- {id: s, person: ana, at: 2026-02-01, decision: {topic: x}, outcome: escalate, goes_to: [dean, cho]}\n"
    scenarios, findings = read_scenarios(text, "s.yml")
    assert (scenarios[0].goes_to, findings) == (("dean", "cho"), [])


def test_two_scenarios_of_one_id_are_an_error():
    one = "- person: ana\n  id: s\n  at: 2026-02-01\n  decision: {topic: x}\n  outcome: ask\n"
    findings = read_scenarios(one + one, "s.yml")[1]
    assert [(found.line, found.message, found.remedy) for found in findings] == [
        (7, "two scenarios are called `s`", "give each its own id")
    ]
    findings = read_scenarios(one.replace("id: s", "id: {s: t}") * 2, "s.yml")[1]
    assert [(found.line, found.message) for found in findings] == [
        (2, "scenarios[1].id is a mapping"),
        (7, "scenarios[2].id is a mapping"),
    ]


def test_persons_and_roles_that_nothing_has_are_errors_with_their_line():
    policy, _ = read_policy(ROUTES, "p.yml")
    people, _ = read_people("people: {ana: {name: Ana}, ben: {name: Ben}, cho: {name: Cho, formerly: [charlotte]}}\n")
    text = dedent("""\
        - id: one
          person: anna
          as: cleark
          at: 2026-02-01
          decision:
            topic: x
            requester: zed
            consents: {deen: ben}
            votes: {body: board, 'yes': 3}
          outcome: escalate
          goes_to: [dean, charlotte, dan]
          absent: [bem]
        """)
    found = read_scenarios(text, "s.yml", names_of([policy], people))[1]
    assert [(finding.line, finding.message, finding.remedy) for finding in found] == [
        (2, "`anna` is nobody in people.yml", "did you mean `ana`?"),
        (3, "`cleark` is no role or body of the policies", "did you mean `clerk`?"),
        (7, "`zed` is nobody in people.yml", "one of: ana, ben, charlotte, cho"),
        (8, "`deen` is no role or body of the policies", "did you mean `dean`?"),
        (9, "`board` is no role or body of the policies", "one of: clerk, dean"),
        (11, "`dan` is no role or body of the policies", "did you mean `dean`?"),
        (12, "`bem` is nobody in people.yml", "did you mean `ben`?"),
    ]
    assert {finding.code for finding in found} == {"L14"}


def test_without_a_list_of_people_anybody_may_ask():
    policy, _ = read_policy(ROUTES, "p.yml")
    text = "- {id: s, person: zed, as: dean, at: 2026-02-01, decision: {topic: x, requester: yan}, outcome: ask}\n"
    assert read_scenarios(text, "s.yml", names_of([policy], None))[1] == []
    assert len(read_scenarios(text.replace("dean", "den"), "s.yml", names_of([policy], None))[1]) == 1


def test_whoever_a_policy_names_may_be_named():
    policy, _ = read_policy(
        dedent("""\
        remit: 1
        policy: p
        in_force: {from: 2026-01-01}
        roles: {a: {tier: edge, held_by: [ana], deputy: [ben], acting: [{who: cho, from: 2026-01-01, to: 2026-02-01}]}}
        bodies: {board: {tier: central, members: [dia, a], passes: majority}}
        boundaries: [{id: x, topic: x, decide: [a, fay]}]
        delegations: [{id: d, from_role: a, to: eva, boundaries: [x], while_away: true}]
        otherwise: {escalate: a}
        """),
        "p.yml",
    )
    assert policy
    assert names_of([policy], None) == (
        {"a", "board", "anyone"},
        {"ana", "ben", "cho", "dia", "eva", "fay"},
        False,
    )


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ("requester: zed", True),
        ("interested: [zed]", True),
        ("benefits: zed", True),
        ("raised_by: zed", True),
        ("advised: [zed]", False),
        ("informed: zed", False),
        ("consents: [{who: zed}]", True),
        ("advice: [{who: zed}]", True),
        ("objections: [{who: zed}]", True),
        ("consents: [{who: ana, as: zed}]", False),
        ("objections: [{who: ana, role: zed}]", False),
        ("asked: [{of: [clerk, zed], for: consent}]", False),
    ],
)
def test_a_name_that_nothing_has_is_found_wherever_it_is_said(said, person):
    policy, _ = read_policy(ROUTES, "p.yml")
    people, _ = read_people("people: {ana: }\n")
    text = f"- {{id: s, person: ana, at: 2026-02-01, decision: {{{said}}}, outcome: ask}}\n"
    found = read_scenarios(text, "s.yml", names_of([policy], people))[1]
    what = "nobody in people.yml" if person else "no role or body of the policies"
    assert [finding.message for finding in found] == [f"`zed` is {what}"]


@pytest.mark.parametrize("many", [12, 13])
def test_of_more_than_twelve_names_none_is_listed(many):
    known = [f"a{number:02}" for number in range(many)]
    names = Names(frozenset(known), frozenset(known), listed=True)
    text = "- {id: s, person: zed, as: zed, at: 2026-02-01, decision: {requester: a1}, outcome: ask}\n"
    listed = f"one of: {', '.join(known)}"
    assert [finding.remedy for finding in read_scenarios(text, "s.yml", names)[1]] == [
        listed if many == 12 else "name somebody who is listed",
        listed if many == 12 else "`remit policy show` lists the roles",
        "did you mean `a12`?" if many == 13 else "did you mean `a11`?",
    ]

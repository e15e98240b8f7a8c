"""Policies: text to types; every problem of a file at once, with its place and a way out."""

from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest

from remit.log.duties import Advice, Condition, Consent, Duties, Objection, Passes, Signers
from remit.log.moment import Span
from remit.log.policy import (
    Acting,
    Body,
    Boundary,
    Budget,
    DecideWithin,
    Delegate,
    Delegation,
    Emergency,
    Otherwise,
    Policy,
    Ratify,
    Role,
    Step,
    Stops,
    Together,
    Waiver,
    read_policy,
)

WHOLE = """\
remit: 1
policy: acme
title: Who decides what
source: the handbook
owner: board
in_force: {from: 2026-01-01, until: 2030-01-01}
review_by: 2027-01-01
extends: holding
currency: EUR
roles:
  engineer: {tier: edge, title: Engineer, held_by: [ben, ed@acme], deputy: ana}
  lead:
    tier: functional
    held_by: []
    acting: {who: cho, from: 2026-02-01, to: 2026-02-28, except: tools}
bodies:
  board: {tier: central, title: The board, members: [lead, dia], passes: two-thirds}
escalation: [engineer, lead, board]
topics: {tooling: what we build with, data/customer: what we keep}
boundaries:
  - id: tools
    title: Tools
    topic: [tooling, "*"]
    when: {amount: {over: 10, below: 20.50}, kind: [a, 2, true], agency: {not: [x, y]}, urgent: no}
    measure: cost
    together: {same: supplier, within: 90d}
    budget: plan
    own: allowed
    only: true
    team_may: loosen
    delegate: {to: engineer, up_to: 5, onward: true}
    decide_within: {span: 5wd, then: raiser}
    record: full
    grade: signed
    why: because we know
    because: shown
    clause: "1"
    beyond: board
    consent: [lead, {any: 2, of: [lead, board], respond_within: 2wd}, {of: [a, b]}]
    steps:
      - {up_to: 5, decide: engineer, delegate: false}
      - {below: 10, decide: [engineer, lead], advice: [{from: [board, lead], respond_within: 3d}, engineer]}
      - {above: true, forbid: true}
  - id: limits
    topic: data
    limits: {engineer: 5, lead: unlimited}
    signers: {count: 2, of: [engineer, lead], including: lead}
    objection: {by: [engineer], within: 72h, goes_to: board}
    inform: [board]
    require: {quotes: {at_least: 2, up_to: 9}}
    passes: {share: 2/3, strictly: true, of: members, quorum: 3, quorum_share: 0.75, yes_at_least: 2, blocks: true, missing_at_most: 0, open: 2w}
  - {id: never, topic: x, forbid: yes, because: no}
budgets: {plan: {amount: 100.50, per: quarter, from: 2026-02-01, tolerance_percent: 10, over: board}}
emergency:
  - {id: fire, topic: data, decide: engineer, advice: lead, limit: 9, sets_aside: never, inform: board, clause: E, ratify: {by: board, within: 7d, report_only: true}}
delegations: [{id: d, from_role: lead, to: ben, boundaries: [tools, holding/x], limit: 3, from: 2026-01-01, to_date: 2026-02-01, written: memo}]
waivers: [{id: w, boundary: never, granted_by: dia, from: 2026-01-01, to: 2026-01-02, decision: D-1, because: why}]
stops: {who: [engineer], responder: lead, respond_within: 1d, then: board, lifted_by: lead}
otherwise: {decide: anyone, escalate: lead, advice: engineer, clause: "9"}
cannot_say: [care]
x-team: {anything: goes}
"""


def test_every_key_becomes_a_type():
    policy, findings = read_policy(WHOLE, "acme.yml")
    assert findings == []
    assert policy == Policy(
        name="acme", start=date(2026, 1, 1), until=date(2030, 1, 1), title="Who decides what", path="acme.yml",
        source="the handbook", owner="board", review_by=date(2027, 1, 1), extends="holding", currency="EUR",
        roles={
            "engineer": Role("engineer", "edge", ("ben", "ed@acme"), ("ana",), title="Engineer"),
            "lead": Role("lead", "functional", acting=(Acting("cho", date(2026, 2, 1), date(2026, 2, 28), ("tools",)),)),
        },
        bodies={"board": Body("board", "central", ("lead", "dia"), Passes((2, 3)), "The board")},
        escalation=("engineer", "lead", "board"),
        topics={"tooling": "what we build with", "data/customer": "what we keep"},
        boundaries=(
            Boundary(
                "tools", ("tooling", "*"), title="Tools", measure="cost", together=Together(("supplier",), Span(90, "d")),
                when=(
                    Condition("amount", over=Decimal(10), below=Decimal("20.50")),
                    Condition("kind", ("a", Decimal(2), "yes")),
                    Condition("agency", excluded=("x", "y")),
                    Condition("urgent", ("no",)),
                ),
                budget="plan", own="allowed", only=True, team_may="loosen",
                delegate=Delegate(to=("engineer",), up_to=Decimal(5), onward=True),
                decide_within=DecideWithin(Span(5, "wd"), "raiser"), record="full", grade="signed",
                why="because we know", because="shown", clause="1", beyond="board",
                duties=Duties(consent=(
                    Consent(("lead",)), Consent(("lead", "board"), 2, Span(2, "wd")), Consent(("a",)), Consent(("b",)),
                )),
                steps=(
                    Step(up_to=Decimal(5), decide=("engineer",), delegate=Delegate(allowed=False)),
                    Step(
                        below=Decimal(10), decide=("engineer", "lead"),
                        duties=Duties(advice=(Advice("board", Span(3, "d")), Advice("lead", Span(3, "d")), Advice("engineer"))),
                    ),
                    Step(forbid=True),
                ),
                policy="acme", line=21,
            ),
            Boundary(
                "limits", ("data",), limits=(("engineer", Decimal(5)), ("lead", None)),
                duties=Duties(
                    signers=Signers(2, ("engineer", "lead"), ("lead",)),
                    objection=Objection(("engineer",), Span(72, "h"), "board"), inform=("board",),
                    require=(Condition("quotes", at_least=Decimal(2), up_to=Decimal(9)),),
                    passes=Passes(
                        (2, 3), strictly=True, of_members=True, quorum=3, quorum_share=(3, 4), yes_at_least=2, blocks=True,
                        missing_at_most=0, open=Span(2, "w"),
                    ),
                ),
                policy="acme", line=44,
            ),
            Boundary("never", ("x",), forbid=True, because="no", policy="acme", line=52),
        ),
        budgets={"plan": Budget("plan", Decimal("100.50"), "quarter", "board", date(2026, 2, 1), Decimal(10))},
        emergency=(
            Emergency(
                "fire", ("engineer",), ("data",), Ratify("board", Span(7, "d"), report_only=True), ("lead",), ("board",),
                ("never",), Decimal(9), "E",
            ),
        ),
        delegations=(
            Delegation("d", "lead", "ben", ("tools", "holding/x"), date(2026, 1, 1), date(2026, 2, 1), Decimal(3), "memo"),
        ),
        waivers=(Waiver("w", "never", "dia", date(2026, 1, 1), date(2026, 1, 2), "why", "D-1"),),
        stops=Stops("lead", Span(1, "d"), ("engineer",), "board", ("lead",)),
        otherwise=Otherwise(("anyone",), "lead", (Advice("engineer"),), "9"),
        cannot_say=("care",),
    )  # fmt: skip


SMALL = "remit: 1\npolicy: p\nin_force: {from: 2026-01-01}\nroles: {a: {tier: edge}}\nboundaries: []\notherwise: {decide: a}\n"


def test_the_smallest_policy_has_a_title_too():
    policy, findings = read_policy(SMALL, "p.yml")
    assert findings == []
    assert (policy.title, policy.id, policy.by_id) == ("p", "p@2026-01-01", {})


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("majority", Passes((1, 2), strictly=True)),
        ("two-thirds", Passes((2, 3))),
        ("three-quarters", Passes((3, 4))),
        ("unanimous", Passes((1, 1))),
        ("no-blocks", Passes(blocks=True)),
        ("{share: majority, open: 1d}", Passes((1, 2), strictly=True, open=Span(1, "d"))),
        ("{share: 0.5}", Passes((1, 2))),
        ("{share: 1}", Passes((1, 1))),
        ("{share: 3/5, of: cast, strictly: no}", Passes((3, 5))),
        ("{share: 3/5, of: present}", Passes((3, 5), of_present=True)),
        ("{share: 3/5, of: members}", Passes((3, 5), of_members=True)),
        ("{quorum_share: 1/2}", Passes(quorum_share=(1, 2))),
        ("{quorum_share: majority}", Passes(quorum_share=(1, 2), quorum_strictly=True)),
    ],
)
def test_a_voting_rule_is_a_word_or_its_parts(word, rule):
    policy, findings = read_policy(SMALL + f"bodies: {{b: {{tier: edge, passes: {word}}}}}\n", "p.yml")
    assert findings == []
    assert policy.bodies["b"].passes == rule


@pytest.mark.parametrize("share", ["²/3", "٢/3", "3/2", "0/3", "1.5", "half", "1" * 20 + "/2"])
def test_what_is_no_share_is_said(share):
    policy, findings = read_policy(SMALL + f"bodies: {{b: {{tier: edge, passes: {{share: {share}}}}}}}\n", "p.yml")
    assert policy is None
    assert [found.message for found in findings] == [f"bodies.b.passes.share is `{share}`"]


def problems(text):
    policy, findings = read_policy(dedent(text), "p.yml")
    assert policy is None
    assert {(found.code, found.name, found.level, found.path) for found in findings} <= {
        ("L10", "policy-unreadable", "error", "p.yml")
    }
    return [f"{found.line}:{found.column} {found.message}; {found.remedy}" for found in findings]


def test_every_problem_comes_at_once_with_its_place_and_a_way_out():
    assert problems("""\
        remit: 2
        polcy: acme
        in_force: {from: 2026-13-01}
        roles: {anyone: {tier: edg}, b: {held_by: a}}
        bodies: {b: {tier: edge, passes: most, members: 7}}
        boundaries:
          - id: One
            topic: vendor/*
            when: {amount: {}, kind: []}
            decide: a
            forbid: true
          - {id: two, topic: x, steps: []}
          - {id: two, topic: x, limits: {a: 1_000, b: much}}
          - {topic: x, steps: [{up_to: 5, decide: a}, {up_to: 5, decide: a}, {above: true, decide: a}, {below: 9, decide: a}]}
          - {id: y, topic: x, steps: [{decide: a}, {up_to: 5, below: 6, forbid: true, decide: a}, {up_to: 7}]}
        budgets: {b: {amount: 5, per: week, over: a}}
        emergency: {}
        otherwise: {}
        """) == [
        "1:1 a policy needs `policy`; add `policy`: Its name; the file is `<name>@<from>.yml`.",
        "1:1 remit is `2`; write `1`, or leave the key out",
        "2:1 `polcy` is not a key of a policy; did you mean `policy`?",
        "3:12 in_force.from is `2026-13-01`; write a day, such as `2026-01-31`",
        "4:18 roles.anyone.tier is `edg`; did you mean `edge`?",
        "4:30 a role needs `tier`; add `tier`: edge, functional or central.",
        "5:26 bodies.b.passes is `most`; one of: majority, two-thirds, three-quarters, unanimous, no-blocks",
        "7:5 boundaries[1].id is `One`; write `id: one`",
        "8:5 boundaries[1].topic is `vendor/*`; write a topic path, such as `vendor/software`",
        "9:12 an empty condition says nothing; write a value, a list, or `up_to`, `below`, `over`, `at_least`, `not`",
        "9:24 boundaries[1].when.kind is a list; an empty list says nothing: leave the key out",
        "12:25 boundaries[2].steps is a list; an empty list says nothing: leave the key out",
        "13:34 boundaries[3].limits.a is `1_000`; write `1000`: a number has no separators",
        "13:44 boundaries[3].limits.b is `much`; write a number or `unlimited`",
        "14:5 a boundary needs `id`; add `id`: Its name, in records and answers.",
        "15:31 a step has one end; write one of `up_to` (the end belongs to it), `below` (it does not), `above: true` (no end)",
        "15:44 a step has one end; write one of `up_to` (the end belongs to it), `below` (it does not), `above: true` (no end)",
        "15:44 a step says who decides, or forbids; write `decide: <role>` or `forbid: true`",
        "15:91 a step says who decides, or forbids; write `decide: <role>` or `forbid: true`",
        "16:26 budgets.b.per is `week`; one of: month, quarter, year, total",
        "17:1 emergency is a mapping; write a list",
        "18:1 `otherwise` names nobody; write `escalate: <role>` or `decide: <role>`: who decides what no boundary covers?",
    ]


def test_what_does_not_fit_together_is_told_too():
    text = SMALL.replace("roles: {a: {tier: edge}}", "roles: {a: {tier: edge}, anyone: {tier: edge}}").replace(
        "boundaries: []",
        dedent("""\
        bodies: {a: {tier: edge, passes: majority}}
        delegations: [{id: d, from_role: a, to: b, boundaries: x, from: 2026-02-01, to_date: 2026-01-01}]
        waivers: [{id: w, boundary: x, granted_by: b, from: 2026-02-01, to: 2026-01-01, because: y}]
        boundaries:
          - {id: x, topic: t, decide: a}
          - {id: x, topic: t, decide: a}"""),
    )
    assert problems(text.replace("{from: 2026-01-01}", "{from: 2026-01-01, until: 2026-01-01}")) == [
        "3:30 the policy ends before it begins; `until` is the first day on which it is no longer in force",
        "4:26 `anyone` is built in; it is every person who has not left; remove it",
        "5:10 `a` is a role and a body; give one of them another name",
        "6:77 `d` ends before it begins; the last day comes after the first",
        "7:65 `w` ends before it begins; the last day comes after the first",
        "10:6 `x` occurs twice; give each its own id",
    ]


def test_where_one_is_taken_a_list_is_none():
    text = SMALL.replace("boundaries: []", "boundaries: [{id: x, topic: x, limits: {a: 5}, beyond: [a, b]}]")
    assert problems(text) == [
        (
            "5:48 boundaries[1].beyond is a list; "
            "write one alone, without a list: the name of a role or body, such as `platform-lead`"
        )
    ]


def test_a_voting_rule_needs_voters():
    heads = ["decide: a", "steps: [{up_to: 1, decide: a}, {above: true, decide: b}]", "limits: {a: 5, b: 9}"]
    bodies = "\nbodies: {b: {tier: edge, passes: majority}}"

    def said(boundary, more=bodies):
        text = SMALL.replace("boundaries: []", f"boundaries: [{{id: x, topic: x, {boundary}}}]{more}")
        return [found.message for found in read_policy(text, "p.yml")[1]]

    silent = ["nobody votes where boundary `x` says `passes`"]
    assert [said(f"{head}, passes: majority") for head in heads] == [silent, [], []]
    assert said("decide: a, consent: b, passes: majority") == []
    assert said("limits: {a: 5}, beyond: b, passes: majority") == []
    assert said("steps: [{above: true, decide: a, passes: majority}]") == silent
    assert said("steps: [{above: true, decide: a, consent: b, passes: majority}]") == []
    assert said("consent: b, steps: [{above: true, decide: a, passes: majority}]") == []
    assert said("inform: a, passes: majority") == []
    assert said("decide: a, passes: majority", "\nextends: q") == []


@pytest.mark.parametrize(
    "key", ["own: allowed", "only: true", "beyond: a", "delegate: false", "team_may: loosen",
            "decide_within: {span: 1d, then: a}"],
)  # fmt: skip
def test_a_word_about_deciders_needs_deciders(key):
    name = key.partition(":")[0]
    silent = [
        (f"`{name}` says nothing: boundary `x` names no decider", "write it on the boundary that says who decides")
    ]

    def said(who):
        text = SMALL.replace("boundaries: []", f"boundaries: [{{id: x, topic: x, {who}, {key}}}]")
        return [(found.message, found.remedy) for found in read_policy(text, "p.yml")[1]]

    assert said("consent: a") == said("forbid: true") == silent
    assert said("decide: a") == said("limits: {a: 5}") == said("steps: [{up_to: 5, decide: a}]") == []


def test_one_signature_is_one_of_a_role():
    text = SMALL.replace("boundaries: []", "boundaries: [{id: x, topic: x, decide: a, signers: {count: 1, of: a}}]")
    assert problems(text) == [
        (
            "5:43 one signature is the decider's own; "
            "write `count: 2`, or with `including` the role whose signature is needed"
        )
    ]
    assert read_policy(text.replace("of: a", "of: a, including: a"), "p.yml")[1] == []


def test_steps_must_rise():
    def steps(*written):
        lines = ", ".join(f"{{{step}, decide: a}}" for step in written)
        return SMALL.replace("boundaries: []", f"boundaries: [{{id: x, topic: t, steps: [{lines}]}}]")

    for fine in (
        ("up_to: 5", "up_to: 6"),
        ("below: 5", "up_to: 5"),
        ("below: 5", "below: 6", "above: true"),
        ("up_to: 5", "below: 6"),
    ):
        assert read_policy(steps(*fine), "p.yml")[1] == []
    assert problems(steps("up_to: 5", "below: 5")) == [
        "5:63 this step ends at 5, but the step before ends at 5; let the ends of the steps rise"
    ]
    assert problems(steps("below: 5", "below: 5"))[0].endswith("let the ends of the steps rise")
    assert problems(steps("up_to: 5", "up_to: 4"))[0].endswith("let the ends of the steps rise")
    assert problems(steps("above: true", "up_to: 4")) == [
        "5:40 only the last step can be `above: true`; move it to the end"
    ]


def test_a_boundary_says_one_thing():
    text = SMALL.replace("boundaries: []", "boundaries: [{id: x, topic: t, decide: a, limits: {a: 1}, forbid: true}]")
    assert problems(text) == [
        "5:43 boundary `x` has `decide` and `limits` and `forbid`; keep one of them; write a second boundary for the other"
    ]


def test_a_policy_that_extends_another_may_have_no_roles():
    text = SMALL.replace("roles: {a: {tier: edge}}\n", "")
    assert problems(text) == [
        "1:1 a policy needs `roles`; name the positions that decide: `roles: {engineer: {tier: edge}}`"
    ]
    assert read_policy(text + "extends: q\n", "p.yml")[1] == []


@pytest.mark.parametrize(("text", "place"), [("policy: [", "1:10"), ("- a", "1:1"), ("a: &x 1", "1:4")])
def test_what_is_no_yaml_is_one_problem(text, place):
    (said,) = problems(text)
    assert said.startswith(f"{place} ")
    assert said.endswith("; policies are plain YAML: mappings, lists and text")

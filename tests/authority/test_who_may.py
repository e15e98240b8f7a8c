"""Who may decide a matter, at each size."""

from datetime import date
from itertools import product

from asking import NOW, log, moment

from remit.authority.answer import NoAnswer
from remit.authority.policy.ranges import Grid, who_may
from remit.authority.policy.trials import ANOTHER
from remit.authority.procedure.chain import Policies
from remit.authority.procedure.context import Ground, ground_of
from remit.authority.procedure.question import Question
from remit.log.facts import to_facts
from remit.log.policy import read_policy


def rows(topic, facts=None, ground=None):
    found = who_may(ground or ground_of(log()), Question((topic,), to_facts(facts or {})), NOW)
    return [(row.text, row.answer, row.deciders, row.people, row.before, row.after) for row in found]


def test_a_ladder_is_told_step_by_step():
    assert rows("tooling") == [
        ("amount up to 500", "escalate", ("engineer",), ("ben", "dia"), (), ()),
        ("amount 500.01 to 5000", "escalate", ("lead",), ("ana",), ("consent of legal is needed",), ()),
        ("amount from 5000.01", "escalate", ("cto",), ("cho",), (), ()),
    ]


def test_a_given_amount_gives_one_row():
    assert rows("tooling", {"amount": "700"}) == [
        ("amount 700", "escalate", ("lead",), ("ana",), ("consent of legal is needed",), ())
    ]


def test_what_is_not_measured_is_one_row():
    assert rows("data") == [
        (
            "",
            "escalate",
            ("lead",),
            ("ana",),
            ("advice of engineer is needed", "announce it: engineer may object within 2d"),
            ("cto",),
        ),
    ]


def test_what_no_boundary_covers_goes_where_the_policy_says():
    assert rows("sea") == [("", "escalate", ("lead",), ("ana",), (), ())]


def test_conditions_on_the_size_and_limits_make_rows_too():
    policy, findings = read_policy(
        """\
remit: 1
policy: p
in_force: {from: 2026-01-01}
roles: {a: {tier: edge, held_by: [ana]}, b: {tier: central, held_by: [ben]}}
escalation: [a, b]
boundaries:
  - {id: small, topic: x, when: {amount: {below: 100}}, limits: {a: 50, b: unlimited}}
  - {id: large, topic: x, when: {amount: {at_least: 100, up_to: 200}}, decide: b, inform: a}
  - {id: never, topic: x, when: {amount: {over: 200}}, forbid: true}
  - {id: depends, topic: y, when: {red: true}, limits: {a: 5}}
otherwise: {escalate: b}
""",
        "p.yml",
    )
    assert findings == []
    ground = Ground(Policies([policy]))
    assert rows("x", ground=ground) == [
        ("amount up to 50", "escalate", ("a", "b"), ("ana", "ben"), (), ()),
        ("amount 50.01 to 99.99", "escalate", ("b",), ("ben",), (), ()),
        ("amount 100 to 200", "escalate", ("b",), ("ben",), (), ("a",)),
        ("amount from 200.01", "forbidden", ("b",), ("ben",), (), ()),
    ]
    found = who_may(ground, Question(("y",), {}), NOW)
    assert [(row.answer, row.missing) for row in found] == [("ask", ("red",))]


def test_without_a_policy_there_is_no_row():
    assert isinstance(who_may(ground_of(log()), Question(("x",), {}), moment("2020-01-01")), NoAnswer)
    assert date(2026, 1, 1) == moment("2026-01-01").day


def test_the_facts_of_some_cases_are_told_in_as_few_as_cover_them():
    values = {"long": ("yes", "no"), "renews": ("yes", "no"), "ward": (ANOTHER,), "kind": ("a", "b", ANOTHER)}
    cases = [dict(zip(values, some, strict=True)) for some in product(*values.values())]
    grid = Grid("", (), "", values, tuple(cases))
    assert grid.where(cases) == ""
    assert grid.where([one for one in cases if one["kind"] != "a"]) == "kind is not a"
    either = [one for one in cases if one["long"] == "yes" or one["renews"] == "yes"]
    assert grid.where(either) == "renews is yes; or long is yes"
    odd = [one for one in cases if (one["long"] == "yes") != (one["renews"] == "yes") and one["kind"] == "b"]
    assert (
        grid.where(odd) == "long is yes and renews is no and kind is b; or long is no and renews is yes and kind is b"
    )

"""Which values of facts are tried of a policy, and which of them matter."""

from datetime import date
from decimal import Decimal

import pytest
from authority_policies import chain_of, policies_of

from remit.authority.policy.trials import CENT, MOST, case_of, essential, fact_words, frozen, merged, plan, plan_of
from remit.authority.procedure.context import Ground

HEAD = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
currency: EUR
roles: {engineer: {tier: edge}, cto: {tier: central}}
escalation: [engineer, cto]
otherwise: {escalate: cto}
boundaries:
"""


def values(rest: str) -> dict[str, tuple[object, ...]]:
    """The values that are tried for the topic `t` under one boundary."""
    return plan(chain_of(f"{HEAD}  - {{id: a, topic: t, {rest}}}\n"), "t").values


@pytest.mark.parametrize(
    ("rest", "tried"),
    [
        ("decide: cto", {}),
        ("decide: cto, when: {urgent: yes}", {"urgent": ("no", "yes")}),
        ("decide: cto, when: {urgent: no}", {"urgent": ("no", "yes")}),
        ("decide: cto, when: {agency: {not: dod}}", {"agency": ("another", "dod")}),
        ("limits: {cto: unlimited}", {"amount": (Decimal(0),)}),
        ("limits: {cto: unlimited}, measure: days", {"days": (Decimal(0),)}),
        ("limits: {cto: 5}", {"amount": (Decimal("4.99"), Decimal(5), Decimal("5.01"))}),
        ("limits: {cto: 0}", {"amount": (Decimal(0), CENT)}),
        ("limits: {cto: 0}, measure: days", {"days": (-CENT, Decimal(0), CENT)}),
        ("decide: cto, when: {days: {over: 0}}", {"days": (-CENT, Decimal(0), CENT)}),
        ("decide: cto, when: {size: [2, small, -1, big]}", {"size": ("big", "small", Decimal(-1), Decimal(2))}),
        ("decide: cto, when: {amount: [small, 3]}", {"amount": ("small", Decimal(3))}),
    ],
)
def test_a_fact_is_tried_at_every_value_at_which_something_may_change(rest, tried):
    assert values(rest) == tried


def test_an_amount_below_nothing_is_tried_only_where_nothing_else_is():
    assert values("decide: cto, when: {amount: -3}") == {"amount": (Decimal(-3),)}


def test_values_of_two_plans_are_put_together_in_order():
    one = plan_of("t", {"b": ("x", Decimal(10)), "a": ("no",)})
    other = plan_of("t", {"b": ("w", Decimal(9), "x")})
    found = merged(one, other)
    assert list(found.items()) == [("a", ("no",)), ("b", ("w", "x", Decimal(9), Decimal(10)))]


def test_all_combinations_are_tried_unless_they_are_too_many():
    facts = dict.fromkeys("abc", ("no", "yes"))
    every, pairs = plan_of("t", facts, 8), plan_of("t", facts, 7)
    assert (every.total, len(every.cases)) == (pairs.total, len(set(map(frozen, every.cases)))) == (8, 8)
    assert len(pairs.cases) == 7
    assert [fact_words(case) for case in pairs.cases[:5]] == [
        "a = no, b = no, c = no",
        "a = no, b = yes, c = no",
        "a = yes, b = no, c = no",
        "a = yes, b = yes, c = no",
        "a = no, b = no, c = no",
    ]
    assert plan_of("t", {"a": tuple(map(str, range(MOST)))}).total == MOST


def test_a_case_is_known_by_its_facts_in_any_order():
    assert frozen({"b": "x", "a": "y"}) == frozen({"a": "y", "b": "x"}) == (("a", "y"), ("b", "x"))


def test_nobody_in_particular_asks_what_is_tried():
    text = f"{HEAD}  - {{id: a, topic: t, decide: cto}}\n"
    case = case_of(Ground(policies_of(text)), chain_of(text), "t", {}, date(2026, 6, 1))
    assert (case.asker, case.question.topics, case.day) == ("", ("t",), date(2026, 6, 1))


def test_only_facts_that_make_a_difference_are_told():
    tried = {"a": ("no", "yes"), "b": ("no", "yes")}
    bad = {frozen({"a": "yes", "b": value}) for value in tried["b"]}
    assert essential({"a": "yes", "b": "no"}, tried, bad) == {"a": "yes"}
    assert essential({"a": "yes", "b": "no"}, tried, {frozen({"a": "yes", "b": "no"})}) == {"a": "yes", "b": "no"}

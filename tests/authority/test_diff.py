"""Two versions in words: whose authority changes."""

from datetime import date
from decimal import Decimal

import pytest
from authority_policies import chain_of
from test_lint import HEAD

from remit.authority.policy.diff import diff
from remit.authority.policy.ranges import range_text

DAY = date(2026, 6, 1)


def changes(before: str, after: str) -> list[str]:
    """The difference between two lists of boundaries, as lines."""
    return [change.text for change in diff(chain_of(HEAD + before), chain_of(HEAD + after), DAY)]


TOOLS = "  - {id: tools, topic: tooling, steps: [{up_to: 500, decide: engineer}, {up_to: 5000, decide: lead}, {above: true, decide: cto}]}\n"


def test_nothing_changes_where_nothing_that_a_decision_meets_changes() -> None:
    same = TOOLS.replace("id: tools,", "id: kit, why: other words,")
    assert changes(TOOLS, TOOLS) == changes(TOOLS, same) == []


def test_a_wider_step_says_who_gains_and_who_gives() -> None:
    assert changes(TOOLS, TOOLS.replace("up_to: 500,", "up_to: 1000,")) == [
        "engineer: tooling, up to 500 EUR -> up to 1000 EUR",
        "lead: tooling, over 500 and up to 5000 EUR -> over 1000 and up to 5000 EUR",
    ]


def test_an_end_that_no_longer_belongs_to_the_step() -> None:
    assert changes(TOOLS, TOOLS.replace("up_to: 500,", "below: 500,")) == [
        "engineer: tooling, up to 500 EUR -> below 500 EUR",
        "lead: tooling, over 500 and up to 5000 EUR -> from 500 and up to 5000 EUR",
    ]


def test_a_ladder_written_as_conditions_is_the_same() -> None:
    as_conditions = (
        "  - {id: a, topic: tooling, when: {amount: {up_to: 500}}, decide: engineer}\n"
        "  - {id: b, topic: tooling, when: {amount: {over: 500, up_to: 5000}}, decide: lead}\n"
        "  - {id: c, topic: tooling, when: {amount: {over: 5000}}, decide: cto}\n"
    )
    assert changes(TOOLS, as_conditions) == []


def test_duties_prohibitions_and_the_facts_under_which_they_come() -> None:
    after = TOOLS + (
        "  - {id: data, topic: tooling, when: {personal-data: true}, consent: lead, inform: cto}\n"
        "  - {id: no, topic: tooling, when: {cloud: yes, amount: {over: 5000}}, forbid: true, because: too risky}\n"
    )
    assert changes(TOOLS, after) == [
        "cto: tooling, over 5000 EUR -> nothing (if cloud is yes)",
        "tooling is forbidden: nothing -> over 5000 EUR (if cloud is yes)",
        "tooling requires consent of lead: nothing -> everything (if cloud is no and personal-data is yes)",
        "tooling requires consent of lead: nothing -> up to 5000 EUR (if cloud is yes and personal-data is yes)",
        "tooling informs cto: nothing -> everything (if cloud is no and personal-data is yes)",
        "tooling informs cto: nothing -> up to 5000 EUR (if cloud is yes and personal-data is yes)",
    ]


def test_cases_that_no_few_words_cover_are_told_one_by_one() -> None:
    before = (
        "  - {id: a, topic: data, when: {a: true, b: true}, decide: lead}\n"
        "  - {id: b, topic: data, when: {a: false, b: false}, decide: lead}\n"
        "  - {id: c, topic: data, decide: cto}\n"
    )
    after = before.replace("topic: data, when", "topic: data, inform: engineer, when")
    assert changes(before, after) == [
        "data informs engineer: nothing -> everything (if a is no and b is no; or a is yes and b is yes)"
    ]


def test_a_new_topic_is_compared_with_the_default() -> None:
    assert changes(TOOLS, TOOLS + "  - {id: travel, topic: travel, decide: engineer}\n") == [
        "lead: travel, everything -> nothing",
        "engineer: travel, nothing -> everything",
    ]


def test_what_stands_outside_the_boundaries() -> None:
    before = chain_of(HEAD + TOOLS)
    after = chain_of(
        (HEAD + TOOLS)
        .replace("held_by: [ana], deputy: [dia]", "held_by: [ana, eva]")
        .replace("otherwise: {escalate: lead}", "otherwise: {decide: anyone}")
        .replace("[engineer, lead, cto]", "[engineer, cto]")
        + "budgets: {tools: {amount: 20000, per: year, over: cto}}\n"
    )
    assert [change.text for change in diff(before, after, DAY)] == [
        (
            "role lead: a functional role, held by ana; while every holder is away, dia is the deputy -> "
            "a functional role, held by ana and eva"
        ),
        "budget tools: nothing -> 20 000 EUR a year; beyond it cto decides",
        "escalation: engineer, lead, cto -> engineer, cto",
        "anything else: ask lead -> everyone decides",
    ]


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("1111111", "everything"),
        ("0000000", "nothing"),
        ("1110000", "up to 500 EUR"),
        ("1100000", "below 500 EUR"),
        ("0001111", "over 500 EUR"),
        ("0011111", "from 500 EUR"),
        ("0001110", "over 500 and up to 5000 EUR"),
        ("1100001", "below 500 EUR and over 5000 EUR"),
    ],
)
def test_ranges_name_the_threshold_and_whether_it_belongs(holds: str, said: str) -> None:
    grid = [Decimal(value) for value in ("0", "499.99", "500", "500.01", "4999.99", "5000", "5000.01")]
    assert range_text(grid, [held == "1" for held in holds], "EUR") == said


def test_an_emergency_power_that_reaches_less() -> None:
    wide = "emergency: [{id: fire, decide: lead, ratify: {}}]\n"
    narrow = "emergency: [{id: fire, decide: lead, when: {night: true}, limit: 500, advice: cto, ratify: {}}]\n"
    before, after = (chain_of(HEAD.replace("boundaries:", f"{power}boundaries:") + TOOLS) for power in (wide, narrow))
    assert [change.text for change in diff(before, after, DAY)] == [
        (
            "emergency fire: lead may decide everything alone (fire). -> "
            "lead may decide everything alone up to 500 EUR, if night is yes, after advice of cto (fire)."
        )
    ]

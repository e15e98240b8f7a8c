"""What lint finds, by trying and by reading; each finding beside a policy without it."""

from datetime import date

import pytest
from authority_policies import policy_of

from remit.authority.policy.lint import lint
from remit.authority.policy.trials import plan_of
from remit.log.people import read_people

DAY = date(2026, 6, 1)
HEAD = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
currency: EUR
roles:
  engineer: {tier: edge, held_by: [ben, dia]}
  lead: {tier: functional, held_by: [ana], deputy: [dia]}
  cto: {tier: central, held_by: [cho, fee]}
escalation: [engineer, lead, cto]
otherwise: {escalate: lead}
boundaries:
"""
TEAM = """\
remit: 1
policy: shop
extends: acme
in_force: {from: 2026-01-01}
otherwise: {escalate: lead}
boundaries:
"""


def said(*texts: str, people: str = "", day: date = DAY, quiet: tuple[str, ...] = ("L08", "L11")) -> list[str]:
    """Code and message of every finding, without those of codes that are not looked at."""
    found = lint([policy_of(text) for text in texts], read_people(people)[0] if people else None, day)
    return [f"{finding.code} {finding.line}: {finding.message}" for finding in found if finding.code not in quiet]


def test_a_sound_policy_has_no_finding() -> None:
    text = (
        HEAD + "  - {id: tools, topic: tooling, steps: [{up_to: 500, decide: engineer}, {above: true, decide: lead}]}\n"
    )
    assert said(text) == []


@pytest.mark.parametrize(
    ("boundaries", "wanted"),
    [
        (
            (
                "  - {id: small, topic: buy, when: {amount: {below: 50000}}, decide: lead}\n"
                "  - {id: large, topic: buy, when: {amount: {over: 50000}}, decide: cto}\n"
            ),
            ["L01 12: no boundary of buy applies for amount = 50000"],
        ),
        (
            (
                "  - {id: small, topic: buy, when: {amount: {up_to: 50000}}, decide: lead}\n"
                "  - {id: large, topic: buy, when: {amount: {over: 50000.01}}, decide: cto}\n"
            ),
            ["L01 12: no boundary of buy applies for amount = 50000.01"],
        ),
        (
            "  - {id: urgent, topic: access, when: {urgent: true}, decide: lead}\n",
            ["L01 12: no boundary of access applies for urgent = no"],
        ),
        (
            (
                "  - {id: low, topic: data, when: {class: [public, internal]}, decide: engineer}\n"
                "  - {id: high, topic: data, when: {class: {not: [public, internal, secret]}}, decide: lead}\n"
            ),
            ["L01 12: no boundary of data applies for class = secret"],
        ),
    ],
)
def test_a_gap_is_found_at_the_threshold_where_it_lies(boundaries: str, wanted: list[str]) -> None:
    assert said(HEAD + boundaries) == wanted


@pytest.mark.parametrize(
    "boundaries",
    [
        (
            "  - {id: small, topic: buy, when: {amount: {up_to: 50000}}, decide: lead}\n"
            "  - {id: large, topic: buy, when: {amount: {over: 50000}}, decide: cto}\n"
        ),
        "  - {id: some, topic: buy, when: {amount: {up_to: 50000}}, decide: lead}\n  - {id: rest, topic: '*', decide: cto}\n",
        (
            "  - {id: yes, topic: buy, when: {risky: false}, decide: lead}\n"
            "  - {id: no, topic: buy, when: {risky: true}, forbid: true, because: too risky}\n"
        ),
        "  - {id: quotes, topic: buy, when: {amount: {over: 1000}}, require: {quotes: {at_least: 2}}}\n",
        (
            "  - {id: reach, topic: buy, when: {reach: core}, decide: lead}\n"
            "  - {id: extra, topic: buy, when: {reach: [extra, own]}, decide: engineer}\n"
        ),
    ],
)
def test_no_gap_is_found_where_every_listed_value_is_covered(boundaries: str) -> None:
    assert said(HEAD + boundaries) == []


def test_an_overlap_names_both_boundaries_and_the_facts() -> None:
    text = HEAD + (
        "  - {id: large, topic: buy, when: {amount: {at_least: 500}}, decide: cto}\n"
        "  - {id: small, topic: buy, when: {amount: {up_to: 500}}, decide: lead}\n"
    )
    assert said(text) == ["L02 13: large and small both apply at amount = 500 and differ"]


def test_two_that_apply_and_say_the_same_are_no_overlap() -> None:
    text = HEAD + (
        "  - {id: large, topic: buy, when: {amount: {at_least: 500}}, decide: cto}\n"
        "  - {id: long, topic: buy, when: {years: {over: 3}}, decide: cto}\n"
        "  - {id: rest, topic: buy, decide: lead}\n"
    )
    assert said(text) == []


def test_two_versions_of_one_day_are_named() -> None:
    text = HEAD + "  - {id: a, topic: a, decide: lead}\n"
    assert "L03 0: p.yml starts on the same day, 2026-01-01" in said(text, text)


@pytest.mark.parametrize(
    ("parent", "child", "wanted"),
    [
        (
            "steps: [{up_to: 500, decide: lead}, {above: true, decide: cto}]",
            "decide: engineer",
            ["L04 7: the team's boundary own allows more than buy of acme: engineer instead of lead"],
        ),
        ("decide: lead", "decide: cto", []),
        ("decide: lead", "decide: lead, consent: cto", []),
        ("decide: lead, team_may: loosen", "decide: engineer", []),
        (
            "decide: lead, only: true",
            "decide: cto",
            ["L04 7: the team's boundary own allows more than buy of acme: cto instead of lead"],
        ),
    ],
)
def test_a_team_that_gives_more_than_the_organisation_allows(parent: str, child: str, wanted: list[str]) -> None:
    found = said(f"{HEAD}  - {{id: buy, topic: buy, {parent}}}\n", f"{TEAM}  - {{id: own, topic: buy, {child}}}\n")
    assert [line for line in found if line.startswith("L04")] == wanted


def test_a_role_that_nobody_holds_and_one_that_hangs_on_one_person() -> None:
    text = HEAD.replace(", held_by: [cho, fee]", ", held_by: [cho]").replace(", held_by: [ben, dia]", "")
    text += "  - {id: a, topic: code, decide: engineer}\n  - {id: b, topic: data, decide: cto}\n"
    assert said(text) == ["L05 0: nobody holds engineer", "L06 13: only cho can decide data, and there is no deputy"]
    people = (
        "people: {cho: {}, eva: {}, gus: {left: 2026-05-31}}\n"
        "holds: [{role: engineer, who: eva, from: 2026-01-01}, {role: cto, who: gus}]\n"
    )
    assert said(text, people=people) == ["L06 13: only cho can decide data, and there is no deputy"]


def test_dates_and_waivers() -> None:
    text = HEAD.replace("currency", "review_by: 2026-05-31\ncurrency") + (
        "  - {id: a, topic: code, decide: engineer}\nwaivers:\n"
        "  - {id: w, boundary: a, granted_by: cho, from: 2026-01-01, to: 2026-03-31, because: a trial}\n"
        "  - {id: v, boundary: a, granted_by: cho, from: 2026-01-01, to: 2026-04-01, because: a trial}\n"
    )
    assert said(text) == [
        "L07 0: its review was due on 2026-05-31",
        "L09 0: waiver v runs for 91 days; the limit is 90",
    ]
    assert said(text, day=date(2026, 5, 31)) == ["L09 0: waiver v runs for 91 days; the limit is 90"]


def test_money_without_a_budget_and_decisions_far_from_the_data() -> None:
    text = HEAD + (
        "  - {id: buy, topic: buy, steps: [{up_to: 500, decide: engineer}, {above: true, decide: cto}]}\n"
        "  - {id: near, topic: near, decide: cto, advice: engineer}\n"
        "  - {id: paid, topic: buy/paid, limits: {cto: unlimited}, budget: tools, advice: engineer}\n"
        "budgets: {tools: {amount: 10, per: year, over: cto}}\n"
    )
    assert said(text, quiet=()) == [
        "L08 12: engineer or cto may decide buy, but no budget limits the total",
        "L11 12: buy is decided centrally without advice from the front line",
    ]


def test_names_that_nothing_has_are_named_with_the_nearest() -> None:
    text = HEAD + (
        "  - {id: a, topic: code, decide: enginer, budget: tolls, consent: ben}\n"
        "budgets: {tools: {amount: 10, per: year, over: cto}}\n"
        "waivers: [{id: w, boundary: b, granted_by: cho, from: 2026-01-01, to: 2026-02-01, because: a trial}]\n"
    )
    found = lint([policy_of(text)], None, DAY)
    assert [(entry.message, entry.remedy) for entry in found if entry.code == "L12"] == [
        ("`b` is not a boundary", "one of: a, acme/a"),
        ("`enginer` is not a role, committee or person", "did you mean `engineer`?"),
        ("`tolls` is not a budget", "did you mean `tools`?"),
    ]


def test_a_policy_that_extends_none_is_named() -> None:
    assert said(TEAM + "  []\n") == ["L12 0: there is no policy `acme`"]


def test_the_next_version_is_judged_on_its_own_first_day() -> None:
    now = HEAD + "  - {id: a, topic: code, decide: engineer}\n"
    later = now.replace("2026-01-01", "2026-09-01").replace(
        "decide: engineer}", "when: {urgent: true}, decide: engineer}"
    )
    older = later.replace("2026-09-01", "2025-01-01")
    assert said(older, now, later) == ["L01 12: no boundary of code applies for urgent = no"]


def test_where_a_power_over_everything_does_not_apply_the_default_does() -> None:
    urgent = "  - {id: urgent, topic: '*', when: {urgent: true}, decide: lead}\n"
    heard = "  - {id: heard, topic: code, advice: [lead]}\n"
    assert said(HEAD + urgent + heard) == []
    assert said(HEAD + urgent.replace("'*'", "['*', code]")) == ["L01 12: no boundary of code applies for urgent = no"]


def test_too_many_combinations_are_tried_in_pairs_and_it_says_so() -> None:
    facts = ", ".join(f"f{number}: {{up_to: {number}}}" for number in range(1, 9))
    text = (
        HEAD
        + f"  - {{id: a, topic: code, when: {{{facts}}}, decide: engineer}}\n  - {{id: b, topic: code, decide: lead}}\n"
    )
    assert said(text) == ["L01 0: 252 of 6561 combinations of facts were tested for code"]
    assert len(plan_of("code", {"a": ("yes", "no"), "b": ("yes", "no")}).cases) == 4


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        ("  - {id: a, topic: buy, limits: {engineer: 50, cto: unlimited}}\n", []),
        (
            "  - {id: a, topic: buy, limits: {engineer: 50, lead: unlimited}}\n",
            ["L08 12: engineer or lead may decide buy, but no budget limits the total"],
        ),
        ("  - {id: a, topic: buy, measure: days, limits: {lead: unlimited}}\n", []),
        ("  - {id: a, topic: buy, steps: [{up_to: 9, decide: lead}, {above: true, forbid: true}]}\n", []),
        (
            (
                "  - {id: a, topic: buy, limits: {lead: 9}}\n  - {id: b, topic: sell, limits: {lead: 9}, budget: t}\n"
                "budgets: {t: {amount: 9, per: year, over: cto}}\n"
            ),
            [],
        ),
        ("  - {id: a, topic: buy, decide: cto}\n  - {id: b, topic: sell, decide: lead, advice: lead}\n", []),
        (
            "  - {id: a, topic: buy, decide: cto}\n  - {id: b, topic: sell, decide: lead, advice: engineer}\n",
            ["L11 12: a is decided centrally without advice from the front line"],
        ),
        (
            (
                "  - {id: a, topic: buy, decide: board}\n  - {id: b, topic: sell, decide: lead, advice: engineer}\n"
                "bodies: {board: {tier: central, members: [cto], passes: majority}}\n"
            ),
            [],
        ),
    ],
)
def test_money_and_the_front_line_are_named_where_a_document_would(rest: str, wanted: list[str]) -> None:
    assert said(HEAD + rest, quiet=()) == wanted


@pytest.mark.parametrize(
    ("boundary", "delegation", "wanted"),
    [
        ("decide: lead", "from_role: lead, to: ben", ""),
        ("decide: lead", "from_role: lead, to: engineer", ""),
        ("decide: lead, delegate: {to: engineer}", "from_role: lead, to: ben", ""),
        ("limits: {lead: 5}", "from_role: cto, to: ben", ""),
        ("limits: {lead: 5}, delegate: {to: engineer}", "from_role: lead, to: engineer", ""),
        ("limits: {lead: 5, cto: unlimited}", "from_role: lead, to: ben", ""),
        (
            "steps: [{up_to: 5, decide: lead, delegate: false}, {above: true, decide: lead}]",
            "from_role: lead, to: ben",
            "",
        ),
        ("decide: lead", "from_role: cto, to: ben", ""),
        ("decide: lead, only: true", "from_role: cto, to: ben", "cto does not decide a"),
        ("decide: lead, delegate: false", "from_role: cto, to: ben", "a may not be delegated"),
        ("decide: lead, delegate: false", "from_role: lead, to: ben", "a may not be delegated"),
        ("decide: lead, delegate: {to: [cto]}", "from_role: lead, to: ben", "a may be delegated to cto only"),
        ("decide: lead", "from_role: lead, to: ana", "ana holds lead already"),
        ("decide: lead", "from_role: lead, to: lead", "lead holds lead already"),
        ("decide: lead", "from_role: lead, to: eva", "eva is away for all of it"),
        ("decide: lead", "from_role: lead, to: gus", "gus has left"),
        ("decide: lead", "from_role: lead, to: clerk", "nobody holds clerk"),
        ("decide: lead", "from_role: lead, to: fay", ""),
    ],
)
def test_delegations_without_effect(boundary: str, delegation: str, wanted: str) -> None:
    people = (
        "people: {ana: , ben: , cho: , dia: , eva: , fay: , fee: , gus: {left: 2026-05-31}}\n"
        "away: [{who: eva, from: 2026-05-01, until: 2026-07-31}, {who: fay, from: 2026-05-01, until: 2026-07-30}]\n"
    )
    text = HEAD.replace("roles:\n", "roles:\n  clerk: {tier: edge}\n") + f"  - {{id: a, topic: buy, {boundary}}}\n"
    text += (
        f"delegations: [{{id: d, {delegation}, boundaries: a, from: 2026-01-01, to_date: 2026-07-31, written: memo}}]\n"
    )
    found = [line for line in said(text, people=people) if line.startswith("L16")]
    assert found == ([f"L16 0: delegation d has no effect: {wanted}"] if wanted else [])


def test_delegations_passed_on_in_a_circle_over_or_unwritten() -> None:
    onward = "  - {id: a, topic: buy, decide: lead, only: true, delegate: {onward: true}}\ndelegations:\n"
    entry = "  - {{id: {}, from_role: {}, to: {}, boundaries: [acme/a], from: 2026-01-01, to_date: {}{}}}\n".format
    memo, end = ", written: memo", "2026-12-31"
    passed = entry("one", "lead", "engineer", end, memo) + entry("two", "engineer", "cto", end, memo)
    assert said(HEAD + onward + passed) == []
    assert said(HEAD + onward.replace("onward: true", "onward: false") + passed) == [
        "L16 0: delegation two has no effect: what engineer received of a may not be passed on"
    ]
    circle = entry("one", "cto", "engineer", end, memo) + entry("two", "engineer", "cto", end, memo)
    assert said(HEAD + onward + circle) == [
        "L16 0: delegation one has no effect: cto and engineer delegate a in a circle",
        "L16 0: delegation two has no effect: cto and engineer delegate a in a circle",
    ]
    assert said(HEAD + onward + entry("one", "lead", "ben", end, "")) == [
        "L16 0: delegation one does not say where it is written"
    ]
    assert said(HEAD + onward + entry("one", "cto", "ben", "2026-05-31", "")) == []
    people = "people: {ana: , ben: , cho: , dia: , fee: }\n"
    assert "L12 0: `bem` is not a role, committee or person" in said(
        HEAD + onward + entry("one", "lead", "bem", end, memo), people=people
    )


def test_a_default_that_lets_decide_wants_a_list_of_topics() -> None:
    text = HEAD.replace("{escalate: lead}", "{decide: engineer}") + "  - {id: a, topic: buy, decide: lead}\n"
    assert said(text) == ["L17 0: engineer may decide whatever no boundary names, and nothing lists the topics"]
    assert said(text + "topics: {buy: what we pay for}\n") == []

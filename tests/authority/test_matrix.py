"""The delegation matrix as data."""

from datetime import date

import pytest
from authority_policies import chain_of
from test_lint import HEAD, TEAM
from test_prose import ACME

from remit.authority.policy.matrix import matrix
from remit.authority.procedure.role_holders import RoleHolders


def test_a_row_has_a_line_for_each_step() -> None:
    chain = chain_of(ACME)
    tools, cash, quotes = matrix(chain, RoleHolders(None, date(2026, 6, 1)))
    assert [(grant.who, grant.limit, grant.tier, grant.ask, grant.holders, grant.most) for grant in tools.grants] == [
        ("engineer", "up to 500 EUR", "edge", (), ("ben",), "500"),
        ("platform-lead", "over 500 and below 25 000 EUR", "functional", ("advice of engineer",), ("ana",), "<25000"),
        ("board", "from 25 000 EUR", "central", ("a vote of board: 2/3 of the votes cast",), ("ana",), "unlimited"),
    ]
    assert (tools.topics, tools.tell, tools.why) == (
        ("tooling",),
        ("platform-lead",),
        "The team that uses a tool knows best what it needs",
    )
    assert (cash.forbids, cash.grants, cash.why) == (True, (), "Nobody can trace it")
    assert (quotes.conditions, quotes.ask, quotes.grants) == (
        ("amount is over 10000",),
        ("quotes must be 2 or more",),
        (),
    )


def test_the_rows_of_a_chain_begin_with_the_organisation() -> None:
    team = (
        "remit: 1\npolicy: shop\nextends: acme\nin_force: {from: 2026-02-01}\nboundaries:\n"
        "  - {id: till, topic: till, decide: engineer}\notherwise: {escalate: cto}\n"
    )
    rows = matrix(chain_of(ACME, team))
    assert [(row.policy, row.boundary) for row in rows] == [
        ("acme", "tools"),
        ("acme", "no-cash"),
        ("acme", "quotes"),
        ("shop", "till"),
    ]
    assert rows[-1].grants[0].tier == "edge"


def test_a_row_has_what_other_boundaries_always_ask_of_it() -> None:
    chain = chain_of(
        HEAD
        + """  - {id: wide, topic: data, decide: board, consent: cto, passes: two-thirds, inform: lead}
  - {id: all, topic: "*", advice: engineer, inform: cto}
  - {id: maybe, topic: data, when: {urgent: true}, consent: lead}
  - {id: deep, topic: data/customer, decide: engineer, advice: engineer}
  - {id: half, topic: [data/order, sale], decide: engineer}
  - {id: extra, topic: data/customer, inform: cto}
bodies: {board: {tier: central, members: [cto], passes: majority}}
"""
    )
    rows = {row.boundary: (row.ask, row.tell) for row in matrix(chain)}
    assert rows["deep"] == (("advice of engineer", "consent of cto"), ("lead", "cto"))
    assert rows["half"] == (("advice of engineer",), ("cto",))
    assert rows["extra"] == ((), ("cto",))


@pytest.mark.parametrize(
    ("above", "below", "asked"),
    [
        ("decide: lead", "decide: engineer", ("consent of lead (acme)",)),
        ("decide: lead", "decide: lead", ()),
        ("decide: lead", "decide: [engineer, cto]", ()),
        ("decide: lead, team_may: loosen", "decide: engineer", ()),
        ("decide: lead, when: {urgent: true}", "decide: engineer", ()),
        ("limits: {lead: 5}", "decide: engineer", ("consent of whoever decides it under a (acme)",)),
        ("decide: lead", "inform: engineer", ()),
    ],
)
def test_a_row_of_a_team_names_whose_consent_it_needs(above: str, below: str, asked: tuple[str, ...]) -> None:
    org = HEAD + f"  - {{id: all, topic: '*', decide: cto}}\n  - {{id: a, topic: data, {above}}}\n"
    if "when" in above:
        org = org.replace("decide: cto", "decide: cto, team_may: loosen")
    chain = chain_of(org, TEAM + f"  - {{id: b, topic: data/order, {below}}}\n", name="shop")
    assert matrix(chain)[-1].ask == asked

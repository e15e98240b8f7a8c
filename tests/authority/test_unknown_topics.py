"""A topic that is spelt almost like a known one is a question, whether or not the policy lists its topics."""

import pytest
from authority_policies import chain_of

from remit.authority.procedure.matching import unknown_topics

ABOVE = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
roles: {lead: {tier: edge}}
otherwise: {decide: anyone}
boundaries:
  - {id: any, topic: "*", decide: lead}
  - {id: tools, topic: [tooling, hire, c-i, p_r], decide: lead}
  - {id: customers, topic: [data/customer/card, data/remix], decide: lead}
"""
TEAM = """\
remit: 1
policy: shop
extends: acme
in_force: {from: 2026-01-01}
otherwise: {decide: anyone}
boundaries:
  - {id: shelf, topic: data/shelf, decide: lead}
"""
LISTED = "topics: {tooling: what we build with, data: what we keep}\n"


def near(topic: str, team: str = TEAM) -> dict[str, str]:
    return unknown_topics(chain_of(ABOVE, team, name="shop").lowest, (topic,))


@pytest.mark.parametrize(
    ("topic", "meant"),
    [
        ("toolng", "tooling"),
        ("Tooling", "tooling"),
        ("toolings/cache", "tooling/cache"),
        ("tool-ing", "tooling"),
        ("data/shelv", "data/shelf"),
        ("daat/customer", None),
        ("data/custmer", "data/customer"),
        ("data/shelfs/top", "data/shelf/top"),
        ("data/customer/crad", None),
        ("data/customer/cards", "data/customer/card"),
        ("hires", "hire"),
        ("c_i", "c-i"),
        ("p-r", None),
        ("fire", None),
        ("data/tooling", None),
        ("sea", None),
        ("tooling/toolng", None),
        ("data", None),
        ("remit/policy", None),
        ("remit/polcy", "remit/policy"),
        ("remit/setings", "remit/settings"),
        ("data/remit", "data/remix"),
        ("remit/hooks", None),
        ("permit", None),
        ("remits", None),
        ("*", None),
    ],
)
def test_what_was_perhaps_meant(topic: str, meant: str | None) -> None:
    assert near(topic) == ({} if meant is None else {topic: meant})


def test_a_list_of_topics_makes_every_other_one_unknown() -> None:
    listed = TEAM + LISTED
    assert near("sea", listed) == {"sea": ""}
    assert near("toling", listed) == {"toling": "tooling"}
    assert near("data/custmer", listed) == {"data/custmer": "data/customer"}
    assert near("tol", listed) == {"tol": "tooling"}
    assert near("data/other", listed) == near("remit/people", listed) == {}

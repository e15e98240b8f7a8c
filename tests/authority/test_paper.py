"""The paper ratio: what each tier holds by policy."""

from decimal import Decimal

from authority_policies import chain_of
from test_drill import HEAD, TOOLS

from remit.authority.policy.paper_ratio import paper


def test_topics_are_split_over_the_lines_of_their_matrix() -> None:
    found = paper(chain_of(HEAD + TOOLS + "  - {id: data, topic: [data, logs], decide: lead, consent: legal}\n"))
    third = Decimal(1) / 3
    assert (found.counted, found.measured) == (3, 1)
    assert {tier: round(share, 9) for tier, share in found.topics.items()} == {
        "edge": round(third / 3, 9),
        "functional": round((third + 2) / 3, 9),
        "central": round(third / 3, 9),
    }


def test_amounts_are_shares_of_the_range_that_the_policy_names() -> None:
    found = paper(chain_of(HEAD + TOOLS))
    assert found.amounts == {"edge": Decimal("0.1"), "functional": Decimal("0.9"), "central": 0}
    assert found.beyond == {"edge": 0, "functional": 0, "central": 1}
    assert found.reach[0].most == (("edge", Decimal(500)), ("functional", Decimal(5000)), ("central", None))
    assert found.otherwise == "functional"


def test_limits_count_for_the_lowest_tier_that_reaches_so_far() -> None:
    found = paper(chain_of(HEAD + "  - {id: buy, topic: buy, limits: {engineer: 250, lead: 1000, cto: unlimited}}\n"))
    assert found.amounts == {"edge": Decimal("0.25"), "functional": Decimal("0.75"), "central": 0}
    assert found.beyond["central"] == 1
    assert found.reach[0].most == (("edge", Decimal(250)), ("functional", Decimal(1000)), ("central", None))


def test_what_is_forbidden_or_only_asks_is_nobodys() -> None:
    rules = "  - {id: no, topic: cash, forbid: true, because: no}\n  - {id: ask, topic: a, advice: lead}\n"
    found = paper(chain_of(HEAD + rules))
    assert (found.counted, found.topics, found.amounts) == (0, {}, {})
    ladder = "  - {id: buy, topic: buy, steps: [{up_to: 500, decide: engineer}, {above: true, forbid: true}]}\n"
    found = paper(chain_of(HEAD + ladder))
    assert (found.amounts, found.beyond) == ({"edge": 1, "functional": 0, "central": 0}, {})

"""A body consents by its vote, and by no member's word."""

import pytest
from authority_policies import policies_of

from remit.authority.answer import Answer
from remit.authority.policy.scenarios import Scenario, ask

POLICY = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
roles:
  cto: {tier: central, held_by: [cho]}
  director: {tier: central, held_by: [dan, eva, fay]}
bodies:
  board: {tier: central, members: [director], passes: majority}
  union: {tier: edge, members: [director], passes: unanimous}
escalation: [cto]
otherwise: {escalate: cto}
emergency: [{id: alarm, topic: fire, decide: board, ratify: {}}]
boundaries:
  - {id: sale, topic: sale, decide: cto, consent: board}
  - {id: slow, topic: slow, decide: board, passes: {yes_at_least: 1, open: 2d}}
  - {id: slower, topic: slow, passes: {yes_at_least: 2, open: 5d}}
  - {id: fire, topic: fire, decide: cto}
  - {id: two, topic: two, decide: cto, consent: [{any: 2, of: [board, union]}]}
"""


@pytest.mark.parametrize(
    ("topic", "votes", "met"),
    [
        ("sale", {"body": "board", "yes": "2", "no": "1"}, True),
        ("sale", {"body": "board", "yes": "1", "no": "1"}, False),
        ("sale", {"body": "union", "yes": "3"}, False),
        ("sale", {"yes": "3"}, False),
        ("two", {"body": "board", "yes": "3"}, False),
    ],
)
def test_a_carried_vote_that_names_the_body_is_its_consent(topic: str, votes: dict[str, str], met: bool) -> None:
    scenario = Scenario("x", "cho", "2026-06-01", {"topic": topic, "votes": votes}, "decide")
    found = ask(scenario, policies_of(POLICY))
    assert isinstance(found, Answer)
    assert (found.answer, found.duties[0].met) == (("decide", True) if met else ("decide-after", False))
    if met:
        assert found.duties[0].text == "consent of board: it voted for it"


@pytest.mark.parametrize("consents", [{"board": "dan"}, {"board": ["dan", "eva", "fay"]}, [{"who": "dan"}]])
def test_the_word_of_members_never_replaces_the_vote_of_their_body(consents: object) -> None:
    asked = Scenario("x", "cho", "2026-06-01", {"topic": "sale", "consents": consents}, "decide-after")
    found = ask(asked, policies_of(POLICY))
    assert isinstance(found, Answer)
    assert [duty.text for duty in found.open_duties] == ["consent of board is needed: board consents by its vote"]


def test_where_any_two_members_will_do_each_gives_their_word() -> None:
    decision = {"topic": "two", "consents": {"board": ["dan", "eva"]}}
    found = ask(Scenario("x", "cho", "2026-06-01", decision, "decide"), policies_of(POLICY))
    assert isinstance(found, Answer)
    assert found.answer == "decide"


def test_a_vote_under_two_rules_is_open_until_the_later_end():
    """The deciding boundary has one window, a boundary that only asks for a vote another."""
    decision = {"topic": "slow", "announced": "2026-05-31T12:00", "votes": {"body": "board", "yes": "3"}}
    found = ask(Scenario("x", "dan", "2026-06-01T12:00", decision, "decide-after"), policies_of(POLICY))
    assert isinstance(found, Answer)
    assert [duty.until for duty in found.duties] == ["2026-06-05T12:00+00:00"]
    assert found.duties[0].text.endswith("the vote is open until 2026-06-05T12:00+00:00")


@pytest.mark.parametrize(
    ("votes", "answer"),
    [
        ({"yes": "3"}, "decide"),
        ({"body": "board", "yes": "3"}, "decide"),
        ({"body": "union", "yes": "3"}, "decide-after"),
        ({"body": "board", "yes": "1", "no": "2"}, "decide-after"),
    ],
)
def test_a_power_of_a_body_is_used_by_its_own_vote(votes: dict[str, str], answer: str) -> None:
    """A vote that names no body is that of the body that decides; one of another body is not."""
    decision = {"topic": "fire", "emergency": "alarm", "votes": votes}
    found = ask(Scenario("x", "dan", "2026-06-01", decision, answer), policies_of(POLICY))
    assert isinstance(found, Answer)
    assert (found.answer, found.emergency) == (answer, "alarm")

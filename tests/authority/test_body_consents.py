"""A body consents by the word of a member, or by its vote."""

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
boundaries:
  - {id: sale, topic: sale, decide: cto, consent: board}
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

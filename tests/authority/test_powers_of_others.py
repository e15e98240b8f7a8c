"""Somebody who has no emergency power is told who has it; a misspelt power is told too."""

import pytest
from authority_policies import policies_of

from remit.authority.answer import Answer
from remit.authority.policy.scenarios import Scenario, ask

POLICY = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
roles:
  engineer: {tier: edge, held_by: [ana]}
  keeper: {tier: edge, held_by: [ben, eva]}
  cto: {tier: central, held_by: [cho]}
escalation: [engineer, cto]
emergency: [{id: outage, topic: data, decide: keeper, ratify: {by: cto, within: 1d}}]
boundaries:
  - {id: data, topic: data, decide: cto}
  - {id: tools, topic: tools, decide: cto}
otherwise: {escalate: cto}
"""


@pytest.mark.parametrize(
    ("who", "decision", "answer", "notes"),
    [
        ("ana", {"topic": "data", "emergency": "true"}, "escalate", ("in an emergency keeper may decide (outage): ben or eva",)),
        ("ana", {"topic": "data", "emergency": "outage"}, "escalate", ("in an emergency keeper may decide (outage): ben or eva",)),
        ("ana", {"topic": "data", "emergency": "outrage"}, "escalate", ("`outrage` is not an emergency power of the policy; did you mean `outage`?",)),
        ("ana", {"topic": "tools", "emergency": "true"}, "escalate", ()),
        ("ana", {"topic": "data"}, "escalate", ()),
        ("ben", {"topic": "data", "emergency": "true"}, "decide", ()),
        ("cho", {"topic": "data", "emergency": "true"}, "decide", ()),
    ],
)  # fmt: skip
def test_whoever_has_no_power_is_told_who_has_it(who: str, decision: dict[str, str], answer: str, notes: tuple[str, ...]) -> None:  # fmt: skip
    found = ask(Scenario("x", who, "2026-06-01", decision, answer), policies_of(POLICY))
    assert isinstance(found, Answer)
    assert (found.answer, found.notes) == (answer, notes)


def test_where_the_policy_has_no_powers_none_is_suggested() -> None:
    plain = "".join(line for line in POLICY.splitlines(keepends=True) if not line.startswith("emergency"))
    found = ask(
        Scenario("x", "ana", "2026-06-01", {"topic": "data", "emergency": "fire"}, "escalate"), policies_of(plain)
    )
    assert isinstance(found, Answer)
    assert found.notes == ("`fire` is not an emergency power of the policy",)

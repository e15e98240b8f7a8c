"""A missing fact is never a yes: a boundary can require that it is known who asks, and when it was announced."""

import pytest
from authority_policies import policies_of

from remit.authority.answer import Answer
from remit.authority.policy.scenarios import Scenario, ask
from remit.authority.procedure.answers import says_more
from remit.log.policy import read_policy
from remit.log.record import Record

POLICY = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
roles:
  manager: {tier: functional, held_by: [ana, ben]}
  director: {tier: central, held_by: [cho, dan, eva]}
bodies:
  board: {tier: central, members: [director], passes: {share: majority, open: 7d}}
escalation: [manager, director]
budgets: {travel: {amount: 1000, per: year, over: director}}
otherwise: {escalate: director}
boundaries:
  - {id: expense, topic: expense, decide: manager, require: [requester]}
  - {id: bylaws, topic: bylaws, decide: board, require: [announced]}
  - {id: grants, topic: grants, decide: board}
  - {id: trips, topic: trips, decide: manager, require: [budget, destination]}
  - {id: quiet, topic: quiet, decide: manager, require: requester}
"""
CARRIED = {"body": "board", "yes": "3"}


def answer(topic: str, who: str = "ana", **decision: object) -> Answer:
    found = ask(Scenario("x", who, "2026-06-20", {"topic": topic, **decision}, "decide"), policies_of(POLICY))
    assert isinstance(found, Answer)
    return found


@pytest.mark.parametrize("topic", ["expense", "quiet"])
def test_without_the_required_requester_nobody_decides_alone(topic: str) -> None:
    unsaid = answer(topic)
    assert (unsaid.answer, [duty.text for duty in unsaid.open_duties]) == (
        "decide-after",
        ["requester must be given"],
    )
    assert answer(topic, requester="ben").answer == "decide"
    assert answer(topic, requester="ana").answer == "escalate"


def test_without_the_required_announcement_a_vote_that_must_be_open_is_no_yes() -> None:
    assert answer("bylaws", "cho", votes=CARRIED).answer == "decide-after"
    assert answer("bylaws", "cho", votes=CARRIED, announced="2026-06-19").answer == "decide-after"
    assert answer("bylaws", "cho", votes=CARRIED, announced="2026-06-01").answer == "decide"


def test_an_answer_says_that_the_time_a_vote_was_open_is_not_checked() -> None:
    said = [duty.text for duty in answer("grants", "cho", votes=CARRIED).duties]
    assert said == ["3 of 3 voted yes; nothing says when it was announced, so how long it was open is not checked"]
    told = [duty.text for duty in answer("grants", "cho", votes=CARRIED, announced="2026-06-01").duties]
    assert told == ["3 of 3 voted yes"]


def test_any_fact_can_be_required_without_saying_what_it_is() -> None:
    assert [duty.fact for duty in answer("trips").open_duties] == ["budget", "destination"]
    assert answer("trips", budget="travel", destination="Bern", amount="5").answer == "decide"


@pytest.mark.parametrize("key", ["requester", "announced", "budget"])
def test_records_that_say_it_and_records_that_do_not_share_no_answer(key: str) -> None:
    assert says_more(Record("x.md", "D-1", "accepted", {key: "ana"}, ""))


def test_a_required_name_that_is_no_name_is_an_error() -> None:
    policy, found = read_policy(POLICY.replace("[requester]", "[the requester]"), "p.yml")
    assert policy is None
    assert [(finding.line, finding.message) for finding in found] == [
        (13, "boundaries[1].require[1] is `the requester`"),
    ]

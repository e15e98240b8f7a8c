"""When a pulled cord stops a decision, and whom it then waits for."""

import pytest
from asking import moment

from remit.authority.answer import Answer, NoAnswer
from remit.authority.procedure.chain import Policies
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question
from remit.log.policy import read_policy
from remit.log.stops import Stop

POLICY = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
currency: EUR
roles:
  engineer: {tier: edge, held_by: [ben]}
  lead: {tier: functional, held_by: [ana]}
  cto: {tier: central, held_by: [cho]}
boundaries:
  - {id: tools, topic: [tooling, pages], decide: engineer}
  - {id: trips, topic: trips, decide: engineer, budget: trips}
budgets: {trips: {amount: 1000, per: month, over: cto}}
"""
RULES = "stops: {responder: lead, respond_within: 1d, then: cto}\n"
ESCALATE = "otherwise: {escalate: lead}\n"
NOON = "2026-05-04T12:00+00:00"


def ask(*stops: Stop, at: str = NOON, case: Question | None = None, policy: str = RULES + ESCALATE) -> Answer:
    read, findings = read_policy(POLICY + policy, "policy.yml")
    assert findings == []
    ground = Ground(Policies([read]), stops=stops)
    found = judge(ground, case or Question(("tooling",), {}, "D-1"), "ben", moment(at))
    assert not isinstance(found, NoAnswer)
    return found


def on_topic(topic: str = "tooling", **more: str) -> Stop:
    dates = {key: moment(value) for key, value in more.items() if key in ("on", "until", "lifted")}
    return Stop("dia", topic=topic, **{**more, **dates})


@pytest.mark.parametrize(
    ("stop", "at", "outcome"),
    [
        (on_topic(on=NOON), "2026-05-04T11:59+00:00", "decide"),
        (on_topic(on=NOON), NOON, "stop"),
        (on_topic(on="2026-05-04"), "2026-05-03T23:59+00:00", "decide"),
        (on_topic(on="2026-05-04"), "2026-05-04T00:00+00:00", "stop"),
        (on_topic(), NOON, "stop"),
        (on_topic(until=NOON), NOON, "stop"),
        (on_topic(until=NOON), "2026-05-04T12:01+00:00", "decide"),
        (on_topic(until="2026-05-04"), "2026-05-04T23:59+00:00", "stop"),
        (on_topic(until="2026-05-04"), "2026-05-05T00:00+00:00", "decide"),
        (on_topic(lifted=NOON), "2026-05-04T11:59+00:00", "stop"),
        (on_topic(lifted=NOON), NOON, "decide"),
    ],
)
def test_a_stop_holds_from_the_moment_it_is_pulled_until_it_ends_or_is_lifted(stop, at, outcome):
    assert ask(stop, at=at).answer == outcome


@pytest.mark.parametrize(
    ("stop", "outcome"),
    [
        (on_topic("tooling"), "stop"),
        (on_topic("pages"), "stop"),
        (on_topic("tooling/cache"), "decide"),
        (on_topic("trips"), "decide"),
        (Stop("dia", record="D-1"), "stop"),
        (Stop("dia", record="D-2"), "decide"),
        (Stop("dia", budget="trips"), "decide"),
        (Stop("dia"), "decide"),
    ],
)
def test_a_stop_on_one_of_several_topics_stops_the_decision_and_on_anything_else_does_not(stop, outcome):
    assert ask(stop, case=Question(("tooling", "pages"), {}, "D-1")).answer == outcome


def test_a_stop_on_a_budget_stops_whatever_draws_on_it():
    stop = Stop("dia", budget="trips")
    assert ask(stop, case=Question(("trips",), {"amount": 1})).answer == "stop"
    assert ask(stop, case=Question(("tooling",), {"amount": 1}, budget="trips")).answer == "stop"


def test_the_first_stop_that_is_open_is_told():
    lifted, first, second = on_topic(lifted=NOON), Stop("eva", topic="tooling"), Stop("fay", topic="tooling")
    assert ask(lifted, first, second).stopped_by == "eva"


STOP = on_topic(on="2026-05-01T12:00+00:00", why="smoke")


@pytest.mark.parametrize(
    ("policy", "at", "goes_to", "because"),
    [
        (RULES, "2026-05-02T12:00+00:00", "lead", "; lead must respond by 2026-05-02T12:00+00:00"),
        (
            RULES,
            "2026-05-02T12:01+00:00",
            "cto",
            "; lead did not respond by 2026-05-02T12:00+00:00, so it is escalated to cto",
        ),
        (RULES.replace(", then: cto", ""), NOON, "lead", "; lead must respond by 2026-05-02T12:00+00:00"),
        ("", NOON, "cto", ""),
        ("escalation: [engineer, lead]\n", NOON, "lead", ""),
        ("owner: ben\n", NOON, "ben", ""),
    ],
)
def test_a_stop_says_who_must_answer_it_by_when(policy, at, goes_to, because):
    found = ask(STOP, at=at, policy=policy + ESCALATE)
    assert (found.goes_to, found.because) == ((goes_to,), f"dia stopped topic tooling: smoke{because}")
    assert found.would_change == ('lift the stop: run `remit resume --topic tooling --why "..."`',)


def test_a_stop_without_a_day_is_not_overdue():
    found = ask(Stop("dia", budget="trips"), case=Question(("trips",), {"amount": 1}))
    assert (found.goes_to, found.because) == (("lead",), "dia stopped budget trips")


def test_where_nobody_else_is_named_whoever_pulled_the_cord_is_asked():
    text = "remit: 1\npolicy: acme\nin_force: {from: 2026-01-01}\nroles: {}\n"
    text += "boundaries:\n  - {id: all, topic: tooling, decide: anyone}\notherwise: {decide: anyone}\n"
    policy, findings = read_policy(text, "policy.yml")
    assert (policy is not None, findings) == (True, [])
    found = judge(Ground(Policies([policy]), stops=(STOP,)), Question(("tooling",), {}), "ben", moment(NOON))
    assert (found.goes_to, found.because) == (("dia",), "dia stopped topic tooling: smoke")


def test_a_stop_on_a_budget_that_no_policy_has_stops_what_names_it():
    assert ask(Stop("dia", budget="lost"), case=Question(("tooling",), {}, budget="lost")).answer == "stop"
    assert ask(Stop("dia", budget="lost")).answer == "decide"


def test_the_reason_of_a_stop_ends_without_its_full_stop():
    assert ask(on_topic(why="It smells."), policy=ESCALATE).because == "dia stopped topic tooling: It smells"

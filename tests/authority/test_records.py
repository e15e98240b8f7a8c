"""The procedure for records: head and acts together, at the moment of the decision."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from asking import NOW, act, log, moment, record

from remit.authority.answer import NoAnswer
from remit.authority.procedure.chain import policy_for, team_of
from remit.authority.procedure.context import ground_of
from remit.authority.procedure.decision import judge_record
from remit.authority.procedure.question import question_of
from remit.authority.procedure.register import Entry, Register, entries_of
from remit.log.settings import Settings, Team
from remit.log.stops import Stop, stops_of


def outcome(*records, at=NOW, who=None, **parts):
    found = judge_record(log(*records, **parts), records[0], at, who=who)
    return found.reason if isinstance(found, NoAnswer) else found.answer


def test_a_decided_record_is_judged_when_it_was_decided():
    decided = record("D-1", decider="ben", topic="tooling", facts={"amount": "500"}, decided="2026-02-01")
    found = judge_record(log(decided), decided, NOW)
    assert (found.answer, found.as_role, found.tier, found.could_be, found.boundary) == (
        "decide", "engineer", "edge", "edge", "tools",
    )  # fmt: skip
    assert (found.record, found.grade, found.exit_code) == ("line", None, 0)


def test_what_was_decided_before_the_first_version_is_not_judged():
    assert outcome(record("D-1", decider="ben", topic="tooling", decided="2025-12-31")) == "older"


def test_without_a_policy_nothing_is_judged():
    assert outcome(record("D-1", decider="ben", topic="tooling"), settings=Settings(policy="none")) == "none"


def test_what_was_decided_in_another_log_is_not_judged_and_what_was_open_there_is():
    came = {"decider": "ben", "topic": "tooling", "facts": {"amount": "500"}}
    decided = record("D-1", **came, imported={"from": "docs/adr/1.md", "format": "madr"})
    said = "it was decided in another log and is not checked against the policies of this one"
    assert judge_record(log(decided), decided, NOW) == NoAnswer("elsewhere", said, "")
    assert outcome(record("D-1", **came, imported={"from": "x.md", "format": "madr", "status": "proposed"})) == "decide"


def test_an_open_record_is_judged_now():
    proposal = record("D-1", status="proposed", decider="ben", topic="tooling", facts={"amount": "501"})
    assert outcome(proposal) == "escalate"


def test_an_open_record_without_a_moment_is_not_judged():
    assert outcome(record("D-1", status="proposed", decider="ben", topic="tooling"), at=None) == "time"


def test_an_open_record_without_a_decider_says_whom_it_waits_for():
    proposal = record("D-1", status="proposed", topic="tooling", facts={"amount": "20"})
    found = judge_record(log(proposal), proposal, NOW)
    assert (found.answer, found.goes_to, found.goes_to_people) == ("escalate", ("engineer",), ("ben", "dia"))


def test_somebody_else_may_be_asked_about():
    proposal = record("D-1", status="proposed", decider="ana", topic="tooling", facts={"amount": "20"})
    assert outcome(proposal, who="dia") == "decide"


def test_a_role_is_named_only_where_the_decider_holds_it():
    decided = record("D-1", decider="ben", as_="cto", topic="tooling", facts={"amount": "20"})
    found = judge_record(log(decided), decided)
    assert found.answer == "escalate"
    assert found.because.startswith("ben may not decide it as cto")


def test_consents_in_the_head_and_in_act_files_count():
    facts = {"amount": "700"}
    assert outcome(record("D-1", decider="ana", topic="tooling", facts=facts)) == "decide-after"
    inline = [{"as": "legal", "who": "eva", "on": "2026-05-19"}]
    assert outcome(record("D-1", decider="ana", topic="tooling", facts=facts, consents=inline)) == "decide"
    filed = act("consent", "eva", as_="legal", on="2026-05-19")
    assert outcome(record("D-1", filed, decider="ana", topic="tooling", facts=facts)) == "decide"
    late = act("consent", "eva", as_="legal", on="2026-05-21")
    assert outcome(record("D-1", late, decider="ana", topic="tooling", facts=facts)) == "decide-after"


def test_advice_windows_objections_and_telling_come_from_act_files_too():
    head = {"decider": "ana", "topic": "data", "announced": "2026-05-10"}
    advice = act("advice", "ben", as_="engineer", on="2026-05-11", taken="yes")
    assert outcome(record("D-1", **head)) == "decide-after"
    assert outcome(record("D-1", advice, **head)) == "decide"
    objection = act("objection", "dia", as_="engineer", on="2026-05-11")
    assert outcome(record("D-1", advice, objection, **head)) == "escalate"
    withdrawn = act("objection", "dia", as_="engineer", on="2026-05-11", withdrawn="2026-05-12")
    assert outcome(record("D-1", advice, withdrawn, **head)) == "decide"
    told = record("D-1", advice, act("inform", "ana", of=["cho"]), **head)
    assert [duty.met for duty in judge_record(log(told), told).duties if duty.kind == "inform"] == [True]


def test_ballots_are_counted_of_members_and_the_last_counts():
    def ballots(*said):
        return [
            act("vote", who, number=str(index), body_="guild", says=says, on=f"2026-05-1{index}")
            for index, (who, says) in enumerate(said)
        ]

    def vote(*said, **head):
        return outcome(record("D-1", *ballots(*said), decider="ben", topic="style", **head))

    assert vote() == "decide-after"
    assert vote(("ben", "yes"), ("dia", "no")) == "decide-after"
    assert vote(("ben", "yes"), ("dia", "no"), ("dia", "yes")) == "decide"
    assert vote(("ben", "yes"), ("dia", "abstain")) == "decide"
    assert vote(("cho", "yes"), ("eva", "yes"), ("ben", "no")) == "decide-after"
    assert vote(("ben", "no"), votes={"body": "guild", "yes": "2", "no": "0"}) == "decide"
    assert vote(("ben", "yes"), ("dia", "yes"), votes={"yes": "2", "no": "2"}) == "decide-after"
    assert vote(("ben", "block"), votes={"body": "guild", "yes": "1", "no": "0"}) == "decide-after"


def test_who_was_asked_is_read_from_act_files():
    filed = act("asked", "ana", of=["legal", "ben"], on="2026-05-01", for_="advice")
    asked = question_of(record("D-1", filed, topic="data"), UTC).asked
    assert [(entry.of, entry.kind) for entry in asked] == [("legal", "advice"), ("ben", "advice")]
    both = question_of(record("D-1", act("asked", "ana", of="eva", on="2026-05-01"), topic="data"), UTC).asked
    assert [entry.kind for entry in both] == ["advice", "consent"]
    assert question_of(record("D-1", act("asked", "ana", of="eva"), topic="data"), UTC).asked == ()


@pytest.mark.parametrize(("result", "met"), [(None, True), ("ratified", True), ("refused", False)])
def test_an_emergency_is_ratified_by_an_act(result, met):
    parts = {"result": result} if result else {}
    head = {"decider": "ben", "topic": "data", "emergency": {"under": "outage"}}
    decided = record("D-1", act("ratification", "cho", on="2026-05-21", **parts), **head)
    found = judge_record(log(decided), decided)
    assert (found.answer, found.emergency) == ("decide", "outage")
    assert [duty.met for duty in found.duties if duty.kind == "ratify"] == [met]


@pytest.mark.parametrize(("who", "met"), [("cho", True), ("dia", False), ("ben", False)])
def test_only_whom_the_power_names_ratifies(who, met):
    """By an act, or as the record reports it."""
    head = {"decider": "ben", "topic": "data", "emergency": {"under": "outage"}}
    filed = record("D-1", act("ratification", who, on="2026-05-21"), **head)
    head["emergency"] = {"under": "outage", "ratified": {"who": who, "on": "2026-05-21"}}
    for decided in (filed, record("D-1", **head)):
        found = judge_record(log(decided), decided)
        assert [duty.met for duty in found.duties if duty.kind == "ratify"] == [met]


def test_earlier_accepted_decisions_are_added_up():
    head = {"decider": "ben", "topic": "tooling"}
    new = record("D-2", **head, facts={"amount": "300", "supplier": "s"})
    old = record("D-1", **head, facts={"amount": "201", "supplier": "s"}, decided="2026-05-01")
    assert outcome(new, old) == "escalate"
    assert outcome(new, record("D-1", status="rejected", **head, facts=old.facts, decided="2026-05-01")) == "decide"
    assert outcome(new, record("D-1", **head, facts=old.facts, decided="2026-04-01")) == "decide"


def test_of_two_decisions_on_one_day_the_second_by_id_counts_the_first():
    head = {"decider": "ben", "topic": "tooling", "decided": "2026-05-20", "facts": {"amount": "300", "supplier": "s"}}
    first, second = record("D-1", **head), record("D-2", **head)
    assert outcome(first, second) == "decide"
    assert outcome(second, first) == "escalate"


def test_a_budget_counts_what_was_decided_in_the_month():
    def trip(name, amount, **head):
        return record(name, decider="ben", topic="trips", facts={"amount": amount}, **head)

    assert outcome(trip("D-2", "400"), trip("D-1", "600", decided="2026-05-02")) == "decide"
    assert outcome(trip("D-2", "401"), trip("D-1", "600", decided="2026-05-02")) == "escalate"
    assert outcome(trip("D-2", "401"), trip("D-1", "600", decided="2026-04-30")) == "decide"


def test_a_team_has_its_own_policy():
    settings = Settings(policy="acme", teams=(Team("shop", "shop"), Team("core"), Team("lost", "gone")))
    mine = record("D-1", decider="fay", topic="shelf")
    assert outcome(mine, settings=settings) == "decide"
    named = record("D-1", decider="fay", topic="shelf", team="core")
    assert outcome(named, settings=settings) == "escalate"
    early = record("D-1", decider="fay", topic="shelf", decided="2026-01-31")
    assert outcome(early, settings=settings) == "escalate"
    world = log(mine, settings=settings)
    days = ("2026-01-31", "2026-02-01", "2026-08-31", "2026-09-01")
    assert [policy_for(world, mine, moment(day)) for day in days] == [None, "shop", "shop", None]
    assert policy_for(world, mine) == "shop"
    assert policy_for(world, named) is None
    assert policy_for(world, record("D-1", team="lost")) is None
    assert policy_for(world, record("D-1")) is None
    assert team_of(world, "fay") == "shop"
    assert team_of(world, "zoe") is None
    assert team_of(world, None) is None


def test_every_kind_of_stop_is_found_with_its_end():
    inline = {
        "who": "ben",
        "on": "2026-05-01",
        "why": "smoke",
        "until": "2026-05-09",
        "lifted": {"who": "ana", "on": "2026-05-02"},
    }
    filed = act("stop", "dia", "It\nsmells.", on="2026-05-03")
    lift = act("lift", "ana", lifts="stop-dia-x", on="2026-05-04")
    on_topic = act("stop", "eva", "Audit.", on="2026-05-05", topic="data", until="2026-05-06")
    on_budget = act("stop", "eva", number="y", on="2026-05-05", budget="trips")
    found = list(stops_of(log(record("D-1", filed, lift, topic="data", stops=[inline]), stops=(on_topic, on_budget))))
    assert found == [
        Stop("eva", moment("2026-05-05"), topic="data", why="Audit.", until=moment("2026-05-06"), path=on_topic.path),
        Stop("eva", moment("2026-05-05"), budget="trips", path=on_budget.path),
        Stop(
            "ben",
            moment("2026-05-01"),
            record="D-1",
            why="smoke",
            until=moment("2026-05-09"),
            lifted=moment("2026-05-02"),
            path="decisions/D-1.md",
            where=("stops", 0),
        ),
        Stop(
            "dia",
            moment("2026-05-03"),
            record="D-1",
            why="It\nsmells.",
            lifted=moment("2026-05-04"),
            path=filed.path,
        ),
    ]
    assert found[3].sentence == "It smells."


def test_a_lift_that_names_no_stop_lifts_the_earlier_ones():
    early, late = act("stop", "dia", "One.", on="2026-05-03"), act("stop", "eva", "Two.", on="2026-05-05")
    lift = act("lift", "ana", on="2026-05-04")
    found = list(stops_of(log(record("D-1", early, lift, late, topic="data"))))
    assert [(one.who, one.lifted) for one in found] == [("dia", moment("2026-05-04")), ("eva", None)]


def test_a_stopped_record_cannot_be_decided_until_the_stop_is_lifted():
    proposal = record(
        "D-1",
        act("stop", "dia", on="2026-05-01"),
        status="proposed",
        decider="ben",
        topic="tooling",
        facts={"amount": "1"},
    )
    assert outcome(proposal) == "stop"
    assert outcome(proposal, at=moment("2026-04-30")) == "decide"
    assert (
        outcome(
            record("D-1", status="proposed", decider="ben", topic="data/x"), stops=(act("stop", "eva", topic="data"),)
        )
        == "stop"
    )


def test_a_stop_after_the_decision_does_not_undo_it():
    decided = record("D-1", act("stop", "dia", on="2026-05-25"), decider="ben", topic="tooling", facts={"amount": "1"})
    assert outcome(decided) == "decide"


def test_the_register_of_a_log_holds_what_was_accepted():
    records = (
        record(
            "D-1", topic=["tooling", "data"], facts={"amount": "2.50", "kind": "yes"}, budget="trips", boundary="tools"
        ),
        record("D-2", status="proposed", topic="tooling"),
        record("D-3", topic="tooling", decided="soon"),
        record("D-4", decided="2026-05-01"),
    )
    assert list(entries_of(log(*records))) == [
        Entry(
            "D-1", datetime(2026, 5, 20, 12, tzinfo=UTC), {"amount": Decimal("2.50"), "kind": "yes"},
            ("tooling", "data"), "trips", "tools",
        ),
        Entry("D-4", datetime(2026, 5, 1, 23, 59, 59, tzinfo=UTC), {}, None, None, None),
    ]  # fmt: skip


def test_absence_and_a_register_of_ones_own_can_be_given():
    proposal = record("D-1", status="proposed", topic="data", advice=[{"who": "ben"}], announced="2026-05-01")
    world = log(proposal)
    assert judge_record(world, proposal, NOW, who="eva").answer == "escalate"
    away = ground_of(world, absent=["ana"])
    assert judge_record(world, proposal, NOW, who="eva", ground=away).answer == "decide"
    empty = ground_of(world, register=Register())
    assert empty.register.entries == []


def test_holidays_and_working_days_are_the_settings():
    calendar = ground_of(
        log(settings=Settings(policy="acme", working_days=("mon", "tue"), holidays=("2026-01-01", "soon")))
    ).calendar
    assert calendar.working == {0, 1}
    assert [str(day) for day in calendar.holidays] == ["2026-01-01"]


def test_a_ballot_that_names_no_body_is_for_the_body_that_decides():
    ballot = act("vote", "ben", says="block", on="2026-05-10")
    head = {"decider": "ben", "topic": "style"}
    assert outcome(record("D-1", ballot, votes={"body": "guild", "yes": "1"}, **head)) == "decide-after"
    assert outcome(record("D-1", act("vote", "ben", says="yes", on="2026-05-10"), **head)) == "decide"
    assert outcome(record("D-1", votes={"body": "guild", "yes": "1"}, **head)) == "decide"

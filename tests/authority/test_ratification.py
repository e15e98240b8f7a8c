"""Whose word on the ratification of an emergency decision counts."""

import pytest
from asking import NOW, PEOPLE, POLICY, TEAM, act, record

from remit.authority.answer import RATIFY, Answer, Duty
from remit.authority.procedure.decision import judge_record, may_ratify
from remit.log.log import Log
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.settings import Settings

OUTAGE = "{id: outage, topic: data, decide: engineer, ratify: {by: cto, within: 1d}}"
DUE = "2026-05-21T12:00+00:00"
HEAD = {"decider": "ben", "topic": "data", "emergency": {"under": "outage"}}


def log(*records, power: str = OUTAGE, people: str = PEOPLE) -> Log:
    found = [read_policy(text.replace(OUTAGE, power), "policy.yml") for text in (POLICY, TEAM)]
    assert [findings for _, findings in found] == [[], []]
    read, findings = read_people(people)
    assert findings == []
    return Log(
        settings=Settings(policy="acme"),
        people=read,
        policies=tuple(policy for policy, _ in found if policy),
        records=tuple(records),
    )


def ratify(who: str, on: str = "2026-05-21", **more: str):
    return act("ratification", who, number=who + on[-2:], on=on, **more)


def owed(*acts, power: str = OUTAGE, people: str = PEOPLE, **head) -> list[Duty]:
    decided = record("D-1", *acts, **{**HEAD, **head})
    found = judge_record(log(decided, power=power, people=people), decided)
    assert isinstance(found, Answer)
    assert (found.answer, found.emergency) == ("decide", "outage")
    return [duty for duty in found.duties if duty.kind == RATIFY]


def inline(**ratified: str) -> dict[str, object]:
    return {"emergency": {"under": "outage", "ratified": ratified}}


def test_until_it_is_ratified_the_duty_says_by_whom_and_by_when():
    text = f"ratification by cto by {DUE}"
    assert owed() == [Duty(RATIFY, ("cto",), boundary="outage", until=DUE, text=text)]
    assert owed(ratify("cho")) == [Duty(RATIFY, ("cto",), True, boundary="outage", until=DUE, text=text)]


SELF = OUTAGE.replace("by: cto", "by: engineer")
ALONE = PEOPLE.replace("  - {role: engineer, who: dia}\n", "")


def test_nobody_ratifies_what_they_decided_themselves():
    assert owed(ratify("ben"), power=SELF) == [
        Duty(
            RATIFY,
            ("engineer",),
            boundary="outage",
            until=DUE,
            text=f"ratification by engineer by {DUE}; a ratification by ben, who decided it, does not count",
        )
    ]
    assert not owed(power=SELF, **inline(who="ben", on="2026-05-21"))[0].met
    assert owed(ratify("ben"), ratify("dia"), power=SELF)[0].met


def test_unless_nobody_else_could():
    assert owed(ratify("ben"), power=SELF, people=ALONE)[0].met
    assert owed(ratify("ben"), power=OUTAGE.replace("by: cto", "by: ben"))[0].met


def test_an_earlier_handle_is_the_same_person():
    people = PEOPLE.replace("ben: {name: Ben}", "ben: {name: Ben, formerly: [benny]}")
    text = f"ratification by engineer by {DUE}; a ratification by ben, who decided it, does not count"
    assert owed(ratify("benny"), power=SELF, people=people)[0].text == text


def test_a_body_ratifies_by_a_member_or_scribe_other_than_the_decider():
    power = OUTAGE.replace("by: cto", "by: guild")
    scribe = PEOPLE + "scribes: [{who: fay, for: [guild]}, {who: ben, for: [guild]}]\n"
    assert not owed(ratify("ben"), power=power)[0].met
    assert not owed(ratify("ben"), power=power, people=scribe)[0].met
    assert owed(ratify("dia"), power=power)[0].met
    assert owed(ratify("fay"), power=power, people=scribe)[0].met
    assert not owed(ratify("fay"), power=power)[0].met
    assert not owed(ratify("fay"), people=scribe)[0].met
    assert owed(power=power, **inline(who="guild"))[0].met


@pytest.mark.parametrize(
    ("ratified", "met"),
    [
        ({"who": "cto"}, True),
        ({"as": "cto"}, True),
        ({"as": "lead"}, False),
        ({"who": "cho"}, True),
        ({"who": "dia"}, False),
    ],
)
def test_a_role_may_be_all_that_a_record_reports(ratified, met):
    assert owed(**inline(**ratified))[0].met is met


def test_who_held_the_role_on_the_day_of_the_ratification_counts():
    people = PEOPLE.replace("{role: cto, who: cho}", "{role: cto, who: cho, until: 2026-05-21}")
    people += "  - {role: cto, who: dia, from: 2026-05-22}\n"
    assert owed(ratify("cho", "2026-05-21"), people=people)[0].met
    assert not owed(ratify("cho", "2026-05-22"), people=people)[0].met
    assert not owed(ratify("dia", "2026-05-21"), people=people)[0].met
    assert owed(ratify("dia", "2026-05-22"), people=people)[0].met


def test_what_does_not_count_is_named():
    found = owed(ratify("dia"), ratify("ben"), ratify("dia", "2026-05-22"))[0]
    assert found.text == f"ratification by cto by {DUE}; a ratification by dia or ben, who decided it, does not count"


def test_a_refusal_is_told_by_whom():
    found = owed(ratify("cho", result="refused"))[0]
    text = f"ratification by cto by {DUE}, refused by cho"
    assert found == Duty(RATIFY, ("cto",), False, ("cho",), boundary="outage", until=DUE, text=text)
    assert owed(ratify("dia", result="refused")) == owed()
    assert owed(ratify("cho", result="refused"), ratify("cho", "2026-05-22"))[0] == owed(ratify("cho"))[0]


def test_a_report_or_a_power_that_names_nobody_is_open_to_all():
    report = owed(ratify("ben"), power=OUTAGE.replace("within: 1d", "report_only: true"))
    assert report == [Duty(RATIFY, ("cto",), True, boundary="outage", text="report to cto")]
    nobody = owed(ratify("ben"), power=OUTAGE.replace("by: cto, ", ""))
    assert nobody == [
        Duty(RATIFY, (), True, boundary="outage", until=DUE, text=f"ratification by those above by {DUE}")
    ]


def test_a_power_that_asks_for_nothing_leaves_nothing_to_do():
    assert owed(power=OUTAGE.replace("by: cto, within: 1d", "")) == []


@pytest.mark.parametrize(("who", "may"), [("cho", True), ("ben", False), ("dia", False)])
def test_who_may_ratify_is_whose_word_would_count(who, may):
    decided = record("D-1", ratify("cho"), **HEAD)
    assert may_ratify(log(decided), decided, who, NOW) is may
    assert may_ratify(log(decided), record("D-1", **{**HEAD, **inline(who="cho")}), who, NOW) is may


def test_what_was_no_emergency_anybody_may_ratify():
    plain = record("D-1", decider="ana", topic="tooling", facts={"amount": "1"})
    assert may_ratify(log(plain), plain, "dia", NOW)
    older = record("D-1", decided="2020-01-01", **HEAD)
    assert may_ratify(log(older), older, "dia", NOW)


def test_that_it_was_ratified_may_be_all_that_a_record_says():
    assert owed(emergency={"under": "outage", "ratified": "yes"})[0].met


def test_of_a_role_whose_ratification_does_not_count_the_role_is_named():
    assert owed(**inline(**{"as": "lead"}))[0].text.endswith("; a ratification by lead does not count")


def test_nobody_ratifies_as_the_scribe_of_a_role():
    assert not owed(ratify("fay"), people=PEOPLE + "scribes: [{who: fay, for: [cto]}]\n")[0].met

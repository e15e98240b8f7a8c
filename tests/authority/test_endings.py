"""Who may end an accepted decision."""

import pytest
from asking import NOW, act, log, moment, record

from remit.authority.answer import CONSENT, Duty, NoAnswer
from remit.authority.procedure.context import ground_of
from remit.authority.procedure.decision import judge_ending
from remit.authority.procedure.question import Question, question_of
from remit.log.moment import Moment


def end(old, who, at: Moment = NOW, *, by: Question | None = None, reversing: bool = False, stops=()):
    world = log(old, stops=stops)
    return judge_ending(ground_of(world), question_of(old, world.zone), who, at, by=by, reversing=reversing)


def by(**head) -> Question:
    return question_of(record("D-9", topic="style", **head), log().zone)


OLD = record("D-1", decider="ana", topic="tooling", facts={"amount": "700"})


def test_whoever_could_decide_the_old_record_may_end_it():
    assert end(record("D-1", topic="tooling", facts={"amount": "20"}), "dia").answer == "decide"


def test_the_topic_of_the_new_record_is_not_enough():
    found = end(OLD, "ben")
    assert (found.answer, found.goes_to) == ("escalate", ("lead",))


def test_what_the_old_record_needed_is_needed_again():
    assert end(OLD, "ana").answer == "decide-after"
    assert end(OLD, "ana", by=by(consents=[{"who": "eva", "as": "legal"}])).answer == "decide"


def test_the_old_consents_are_not_consents_to_its_end():
    agreed = record(
        "D-1", decider="ana", topic="tooling", facts={"amount": "700"}, consents=[{"who": "eva", "as": "legal"}]
    )
    assert end(agreed, "ana").answer == "decide-after"


def test_the_consent_of_one_who_could_decide_it_is_enough():
    found = end(record("D-1", topic="tooling", facts={"amount": "20"}), "eva", by=by(consents=[{"who": "dia"}]))
    assert (found.answer, found.who) == ("decide", "eva")
    assert found.duties[0].text == "dia, who could decide it, consents to ending it"
    assert found.duties[0].by == ("dia",)


@pytest.mark.parametrize(
    "consent", [{"who": "fay"}, {"as": "lead"}, {"who": "dia", "on": "2026-06-02"}, {"who": "eva"}]
)
def test_other_consents_are_not(consent):
    assert (
        end(record("D-1", topic="tooling", facts={"amount": "20"}), "eva", by=by(consents=[consent])).answer
        == "escalate"
    )


SMALL = record("D-1", topic="tooling", facts={"amount": "20"})
AGREED = Duty(
    CONSENT, ("engineer",), True, ("dia",), boundary="tools", text="dia, who could decide it, consents to ending it"
)


@pytest.mark.parametrize("on", ["2026-05-31", "2026-06-01", "2026-06-01T11:00+00:00", "2026-06-01T12:00+00:00"])
def test_a_consent_given_up_to_the_end_is_in_time(on):
    found = end(SMALL, "eva", by=by(consents=[{"who": "dia", "on": on}]))
    assert (found.answer, found.because, found.duties) == ("decide", AGREED.text, (AGREED,))


def test_a_consent_given_later_that_minute_is_not():
    assert end(SMALL, "eva", by=by(consents=[{"who": "dia", "on": "2026-06-01T12:01+00:00"}])).answer == "escalate"


def test_the_consent_that_is_good_counts_wherever_it_stands():
    others = [{"as": "lead"}, {"who": "dia", "on": "2026-06-02"}, {"who": "fay"}, {"who": "zoe"}, {"who": "dia"}]
    found = end(SMALL, "eva", by=by(consents=others))
    assert (found.answer, found.duties) == ("decide", (AGREED,))


def test_where_no_consent_is_good_the_answer_is_as_without():
    assert end(SMALL, "eva", by=by(consents=[{"who": "fay"}, {"as": "lead"}])) == end(SMALL, "eva")


def test_what_the_one_who_consents_would_still_need_is_needed():
    found = end(OLD, "ben", by=by(consents=[{"who": "ana"}]))
    assert (found.answer, found.who, found.as_role) == ("decide-after", "ben", "lead")
    assert [(duty.kind, duty.who, duty.met) for duty in found.duties] == [
        ("consent", ("lead",), True),
        ("consent", ("legal",), False),
    ]
    both = by(consents=[{"who": "ana"}, {"who": "eva", "as": "legal"}])
    assert end(OLD, "ben", by=both).answer == "decide"


def test_where_no_boundary_says_who_decides_the_consent_is_of_whom_the_default_names():
    found = end(record("D-1", topic="elsewhere"), "ben", by=by(consents=[{"who": "ana"}]))
    text = "ana, who could decide it, consents to ending it"
    assert found.duties[0] == Duty(CONSENT, ("lead",), True, ("ana",), text=text)


def test_what_is_reversible_needs_no_more_than_the_consent_of_one_who_could_decide_it():
    old = record("D-1", topic="tooling", facts={"amount": "700", "reversible": "yes"})
    agreed = by(consents=[{"who": "ana"}])
    assert end(old, "ben", by=agreed, reversing=True).answer == "decide"
    assert end(old, "ben", by=agreed).answer == "decide-after"


def test_ending_is_not_reversing_unless_it_is_said_to_be():
    old = record("D-1", topic="tooling", facts={"amount": "700", "reversible": "yes"})
    world = log(old)
    assert judge_ending(ground_of(world), question_of(old, world.zone), "ana", NOW).answer == "decide-after"


def test_what_is_reversible_is_reversed_without_a_higher_consent():
    old = record("D-1", topic="tooling", facts={"amount": "700", "reversible": "yes"})
    found = end(old, "ana", reversing=True)
    reason = "the old decision can be reversed by whoever could decide it"
    assert (found.answer, found.because) == ("decide", reason)
    assert end(old, "ana").answer == "decide-after"
    assert end(old, "ben", reversing=True).answer == "escalate"
    at_a_cost = record("D-1", topic="tooling", facts={"amount": "700", "reversible": "at-a-cost"})
    assert end(at_a_cost, "ana", reversing=True).answer == "decide-after"


def test_a_stop_does_not_keep_a_decision_alive():
    stopped = record("D-1", act("stop", "dia", on="2026-05-01"), topic="tooling", facts={"amount": "20"})
    assert end(stopped, "ben", stops=(act("stop", "eva", topic="tooling"),)).answer == "decide"


def test_a_prohibition_of_today_does_not_keep_a_decision_alive():
    assert end(record("D-1", topic="style/banned"), "ana").answer == "decide"


def test_nor_does_it_bind_who_consents_to_its_end():
    found = end(record("D-1", topic="style/banned"), "ben", by=by(consents=[{"who": "ana"}]))
    assert (found.answer, found.because) == ("decide", "ana, who could decide it, consents to ending it")


def test_ending_a_decision_spends_nothing():
    assert end(record("D-1", topic="trips", facts={"amount": "900"}), "ben").answer == "decide"


def test_the_interest_that_counts_is_todays():
    old = record("D-1", topic="tooling", facts={"amount": "20"}, requester="ben")
    assert end(old, "ben").answer == "decide"
    assert end(old, "ben", by=by(requester="ben")).answer == "escalate"


def test_before_the_first_policy_nothing_is_judged():
    found = end(OLD, "ana", moment("2025-01-01"))
    assert isinstance(found, NoAnswer)


def test_what_nobody_can_say_is_asked():
    assert end(record("D-1", topic="tooling"), "ben").answer == "ask"

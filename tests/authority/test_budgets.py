"""What earlier decisions take from a budget, and from which period."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from asking import moment

from remit.authority.answer import Answer, NoAnswer
from remit.authority.procedure.chain import Policies
from remit.authority.procedure.context import Calendar, Ground, period
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question
from remit.authority.procedure.register import Drawing, Entry, Register
from remit.log.facts import to_facts
from remit.log.policy import Budget, read_policy
from remit.log.stops import Stop

POLICY = """\
remit: 1
policy: acme
in_force: {from: 2000-01-01}
currency: EUR
roles:
  engineer: {tier: edge, held_by: [ben]}
  cto: {tier: central, held_by: [cho]}
boundaries:
  - {id: trips, topic: trips, decide: engineer, budget: trips}
  - {id: abroad, topic: fairs, when: {abroad: true}, decide: engineer, budget: trips}
  - {id: fairs, topic: fairs, decide: engineer}
  - {id: fairs-late, topic: fairs/late, when: {late: true}, decide: engineer, budget: trips}
  - {id: work, topic: work, decide: engineer, measure: hours, budget: hours}
budgets:
  trips: {amount: 1000, per: month, over: cto}
  hours: {amount: 40, per: year, over: cto}
otherwise: {escalate: cto}
"""
NOON = "2026-05-20T12:00+00:00"
EARLIER = datetime(2026, 5, 4, 9, tzinfo=UTC)


def policy(text: str = POLICY):
    found, findings = read_policy(text, "policy.yml")
    assert findings == []
    return found


def entry(amount: str | None = "900", at: datetime = EARLIER, *, name: str = "D-1", **more) -> Entry:
    facts = {**({"amount": amount} if amount else {}), **more.pop("facts", {})}
    return Entry(name, at, to_facts(facts), **{"topics": ("trips",), **more})


def ask(case: Question, *entries: Entry, at: str = NOON, stops: tuple[Stop, ...] = (), zone=UTC) -> Answer:
    ground = Ground(Policies([policy()]), register=Register(entries), stops=stops, calendar=Calendar(zone))
    found = judge(ground, case, "ben", moment(at))
    assert not isinstance(found, NoAnswer)
    return found


def trip(amount: str = "100", topic: str = "trips", name: str = "D-9", **more) -> Question:
    return Question((topic,), to_facts({"amount": amount, **more.pop("facts", {})}), name, **more)


def spent(case: Question, *entries: Entry, **how) -> list[tuple[str, str]]:
    return [(use.id, str(use.spent)) for use in ask(case, *entries, **how).budget]


@pytest.mark.parametrize(
    ("at", "label", "start"),
    [
        ("2026-01-01", "2026-Q1", "2026-01-01"),
        ("2026-03-31", "2026-Q1", "2026-01-01"),
        ("2026-04-01", "2026-Q2", "2026-04-01"),
        ("2026-06-30", "2026-Q2", "2026-04-01"),
        ("2026-07-01", "2026-Q3", "2026-07-01"),
        ("2026-09-30", "2026-Q3", "2026-07-01"),
        ("2026-10-01", "2026-Q4", "2026-10-01"),
        ("2026-12-31", "2026-Q4", "2026-10-01"),
    ],
)
def test_a_quarter_is_of_the_calendar(at, label, start):
    found = period(Budget("b", Decimal(1), "quarter", "cto"), date.fromisoformat(at))
    assert found[:2] == (label, date.fromisoformat(start))


@pytest.mark.parametrize(
    ("per", "day", "found"),
    [
        ("month", date(2026, 5, 20), ("2026-05", date(2026, 5, 1), date(2026, 6, 1))),
        ("month", date(2026, 12, 31), ("2026-12", date(2026, 12, 1), date(2027, 1, 1))),
        ("quarter", date(2026, 12, 31), ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1))),
        ("quarter", date(2026, 2, 28), ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1))),
        ("year", date(2026, 5, 20), ("2026", date(2026, 1, 1), date(2027, 1, 1))),
        ("year", date(9998, 5, 20), ("9998", date(9998, 1, 1), date(9999, 1, 1))),
        ("year", date(9999, 5, 20), ("9999", date(9999, 1, 1), None)),
        ("total", date(2026, 5, 20), ("total", None, None)),
    ],
)
def test_a_period_has_a_name_a_first_day_and_an_end(per, day, found):
    assert period(Budget("b", Decimal(1), per, "cto"), day) == found


def test_a_budget_that_begins_later_than_its_period_counts_from_there():
    begun, day = date(2026, 5, 3), date(2026, 5, 20)
    assert period(Budget("b", Decimal(1), "month", "cto", start=begun), day)[1] == begun
    assert period(Budget("b", Decimal(1), "total", "cto", start=begun), day)[1] == begun
    assert period(Budget("b", Decimal(1), "month", "cto", start=date(2026, 4, 3)), day)[1] == date(2026, 5, 1)


def test_the_first_of_january_begins_a_year():
    last, first = datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    hours = {"facts": {"hours": "30"}, "topics": ("work",)}
    case = Question(("work",), to_facts({"hours": "11"}), "D-9")
    assert spent(case, entry(None, last, **hours)) == [("hours", "0")]
    assert spent(case, entry(None, first, **hours)) == [("hours", "30")]
    assert ask(case, entry(None, first, **hours)).goes_to == ("cto",)


def test_a_month_begins_in_the_zone_of_the_log():
    east = timezone(timedelta(hours=2))
    at = datetime(2026, 4, 30, 22, tzinfo=UTC)
    assert spent(trip(), entry(at=at), zone=east) == [("trips", "900")]
    assert spent(trip(), entry(at=at)) == [("trips", "0")]


def test_a_budget_may_count_another_fact_than_the_amount():
    earlier = entry("700", facts={"hours": "30"}, topics=("work",))
    case = Question(("work",), to_facts({"amount": "700", "hours": "10"}), "D-9")
    assert spent(case, earlier) == [("hours", "30")]
    assert ask(case, earlier).answer == "decide"
    assert ask(case._replace(facts=to_facts({"hours": "11"})), earlier).answer == "escalate"


def test_where_the_measured_fact_is_missing_the_amount_is_counted():
    earlier = entry("30", topics=("work",))
    case = Question(("work",), to_facts({"amount": "10"}), "D-9")
    assert spent(case, earlier) == [("hours", "30")]
    assert ask(case._replace(facts={})).missing == ("amount",)


def test_a_decision_does_not_count_itself():
    own = entry("900", name="D-9")
    assert spent(trip("900"), own) == [("trips", "0")]
    assert spent(trip("100"), own, entry("300")) == [("trips", "300")]
    assert spent(trip("100", name="D-8"), own) == [("trips", "900")]


def test_what_a_decision_took_elsewhere_is_not_taken_off():
    assert spent(trip("900"), entry("300"), entry("500", name="D-9", topics=("work",))) == [("trips", "300")]
    assert spent(trip("900"), entry("300"), entry("500", EARLIER.replace(month=4), name="D-9")) == [("trips", "300")]
    assert spent(trip("900"), entry("300"), entry("500", EARLIER.replace(month=6), name="D-9")) == [("trips", "300")]


def test_its_own_first_moment_of_the_period_is_taken_off():
    assert spent(trip(), entry("900", datetime(2026, 5, 1, tzinfo=UTC), name="D-9")) == [("trips", "0")]


def test_judged_at_the_moment_it_was_decided_nothing_of_its_own_was_counted_yet():
    at = datetime(2026, 5, 20, 12, tzinfo=UTC)
    assert spent(trip(), entry("900", at, name="D-9"), entry("300", at)) == [("trips", "300")]


def test_a_boundary_that_is_false_draws_nothing():
    assert spent(trip(topic="fairs", facts={"abroad": "yes"})) == [("trips", "0")]
    assert spent(trip(topic="fairs", facts={"abroad": "no"})) == []


@pytest.mark.parametrize(
    ("earlier", "taken"),
    [
        ({"topics": ("fairs",), "facts": {"abroad": "yes"}}, "900"),
        ({"topics": ("fairs",), "facts": {"abroad": "no"}}, "0"),
        ({"topics": ("fairs",)}, "900"),
        ({"topics": ("fairs/late",), "facts": {"abroad": "no", "late": "yes"}}, "900"),
        ({"topics": ("fairs/late",), "facts": {"abroad": "no", "late": "no"}}, "0"),
        ({"topics": ("trips", "fairs"), "facts": {"abroad": "no"}}, "900"),
        ({"topics": ("work",)}, "0"),
        ({"topics": None}, "900"),
        ({"topics": None, "budget": "hours"}, "0"),
        ({"topics": ("work",), "budget": "trips"}, "900"),
        ({"topics": ("trips",), "budget": "hours"}, "0"),
    ],
)
def test_earlier_decisions_draw_on_what_they_name_or_on_what_their_topics_and_facts_say(earlier, taken):
    assert spent(trip(), entry(**earlier)) == [("trips", taken)]


def test_a_budget_that_no_policy_has_is_no_budget():
    assert spent(trip(topic="work", facts={"hours": "1"}, budget="lost")) == [("hours", "0")]
    lost = policy()._replace(budgets={})
    found = judge(Ground(Policies([lost])), trip(), "ben", moment(NOON))
    assert (found.answer, found.budget) == ("decide", ())


def test_a_record_may_name_its_budget():
    assert spent(trip(topic="fairs", facts={"abroad": "no"}, budget="trips"), entry()) == [("trips", "900")]


CHILD = """\
remit: 1
policy: shop
extends: acme
in_force: {from: 2000-01-01}
boundaries:
  - {id: stands, topic: stands, decide: engineer, budget: trips}
budgets: {trips: {amount: 500, per: month, over: cto}}
otherwise: {escalate: cto}
"""


def test_a_budget_of_a_child_is_not_the_one_of_its_parent():
    ground = Ground(
        Policies([policy(), policy(CHILD)]), register=Register([entry(), entry(name="D-2", topics=("stands",))])
    )
    child = judge(ground, Question(("stands",), to_facts({"amount": "1"}), "D-9"), "ben", moment(NOON))
    parent = judge(ground, trip(), "ben", moment(NOON))
    assert [(use.cap, use.spent) for use in (*child.budget, *parent.budget)] == [(500, 900), (1000, 900)]


@pytest.mark.parametrize(
    ("earlier", "draws"),
    [
        ({}, True),
        ({"topics": None}, True),
        ({"budget": "trips"}, True),
        ({"budget": "hours"}, False),
        ({"topics": ("work",)}, False),
        ({"topics": ("fairs",)}, True),
        ({"topics": ("fairs",), "facts": {"abroad": "no"}}, False),
        ({"topics": ("fairs/late",)}, True),
        ({"topics": ("fairs", "trips")}, True),
    ],
)
def test_whether_a_decision_draws_is_told_by_budget_topics_and_facts(earlier, draws):
    chain = Ground(Policies([policy()])).chain(moment(NOON))
    level = chain.lowest
    assert Drawing(chain, level, level.budgets["trips"], "amount").draws(entry(**earlier)) is draws


@pytest.mark.parametrize(("topic", "missing"), [("buy", ("site",)), ("work", ())])
def test_a_fact_that_only_decisions_of_other_matters_say_is_not_asked_for(topic, missing):
    ladder = "steps: [{up_to: 1000, decide: engineer}, {above: true, decide: cto}]"
    together = f"\n  - {{id: buy, topic: buy, together: {{same: [supplier, site], within: 30d}}, {ladder}}}\nbudgets:"
    ground = Ground(
        Policies([policy(POLICY.replace("\nbudgets:", together))]),
        register=Register([entry(topics=(topic,), facts={"supplier": "s", "site": "north"})]),
    )
    found = judge(ground, trip(topic="buy", facts={"supplier": "s"}), "ben", moment(NOON))
    assert (found.missing, found.answer) == (missing, "ask" if missing else "decide")

"""Which boundary rules where several apply equally, which step a size lies in, and what comes beyond the last."""

from datetime import UTC
from decimal import Decimal

import pytest
from asking import moment
from authority_policies import policies_of

from remit.authority.answer import Answer, NoAnswer
from remit.authority.policy.ranges import range_text, who_may
from remit.authority.policy.scenarios import NO_ANSWER, Scenario, question_of, run
from remit.authority.policy.scenarios import ask as ask_scenario
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question, Voice
from remit.authority.procedure.register import Entry, Register
from remit.log.facts import to_facts

HEAD = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
currency: EUR
roles:
  engineer: {tier: edge, held_by: [ben]}
  buyer: {tier: edge, held_by: [dia]}
  legal: {tier: functional, held_by: [eva]}
  lead: {tier: functional, held_by: [ana]}
  cto: {tier: central, held_by: [cho]}
bodies:
  guild: {tier: edge, members: [engineer], passes: majority}
escalation: [engineer, lead, cto]
otherwise: {escalate: lead}
"""
NOON = moment("2026-06-01T12:00+00:00")


def ask(boundaries: str, who: str = "ben", amount: str | None = None, *earlier: Entry, **head: object) -> Answer:
    ground = Ground(policies_of(HEAD + boundaries), register=Register(earlier))
    facts = {"amount": amount} if amount else {}
    found = judge(ground, question_of({"topic": "t", **facts, **head}), who, NOON)
    assert not isinstance(found, NoAnswer)
    return found


@pytest.mark.parametrize(
    ("one", "other", "rules"),
    [
        ("decide: lead", "decide: legal", "lead"),
        ("decide: legal", "decide: lead", "lead"),
        ("decide: cto", "decide: guild", "guild"),
        ("decide: cto", "decide: lead", "cto"),
        ("decide: [engineer, cto]", "decide: lead", "lead"),
        ("decide: [lead, engineer]", "decide: buyer", "lead"),
        ("decide: engineer", "decide: buyer, consent: lead", "buyer"),
        ("decide: buyer, signers: {count: 3, of: [lead]}", "decide: engineer, consent: lead", "buyer"),
        ("decide: buyer", "decide: engineer", "engineer"),
    ],
)
def test_of_boundaries_that_apply_equally_the_stricter_rules(one, other, rules):
    """A body over central over functional over edge, then more signatures, then higher in the escalation, then by name."""
    for first, second in ((one, other), (other, one)):
        found = ask(f"boundaries: [{{id: a, topic: t, {first}}}, {{id: b, topic: t, {second}}}]\n", "cho")
        assert found.deciders[0] == rules
        assert found.ties


def test_the_lowest_of_several_deciders_tells_how_strict_a_boundary_is():
    both = HEAD.replace("[engineer, lead, cto]", "[engineer, legal, lead, cto]")
    boundaries = "boundaries: [{id: a, topic: t, decide: [lead, legal]}, {id: b, topic: t, decide: legal}]\n"
    found = judge(Ground(policies_of(both + boundaries)), question_of({"topic": "t"}), "ben", NOON)
    assert isinstance(found, Answer)
    assert (found.boundary, found.ties) == ("b", ("a", "b"))


def ladder(*steps: str, rest: str = "") -> str:
    return f"boundaries: [{{id: t, topic: t, steps: [{', '.join(f'{{{step}}}' for step in steps)}]{rest}}}]\n"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("99.99", "amount 99.99 is in the step below 100"),
        ("100", "amount 100 is in the step up to 500"),
        ("500.01", "amount 500.01 is in the last step, over 500"),
    ],
)
def test_a_size_is_told_by_its_step(amount, said):
    steps = ladder("below: 100, decide: engineer", "up_to: 500, decide: lead", "above: true, decide: cto")
    assert ask(steps, amount=amount).comparison == said


def test_the_last_step_begins_where_the_one_below_it_ended():
    steps = ladder("below: 100, decide: engineer", "above: true, decide: cto")
    assert ask(steps, amount="100").comparison == "amount 100 is in the last step, from 100"


def test_nothing_is_within_every_limit():
    limits = "boundaries: [{id: t, topic: t, limits: {engineer: 100, cto: unlimited}}]\n"
    assert ask(limits, amount="0").comparison == "amount 0 is within the limits of: engineer up to 100, cto unlimited"
    assert ask(limits, amount="101").comparison == "amount 101 is within the limits of: cto unlimited"


def test_beyond_the_last_step_it_never_goes_to_a_lower_tier_than_that_of_the_last():
    steps = ("up_to: 1, decide: engineer", "up_to: 2, decide: engineer", "up_to: 3, decide: cto")
    assert ask(ladder(*steps), amount="4").goes_to == ("cto",)
    flat = ("up_to: 1, decide: cto", "up_to: 2, decide: cto", "up_to: 3, decide: engineer")
    assert ask(ladder(*flat), amount="4").goes_to == ("lead",)
    low = ("up_to: 1, decide: buyer", "up_to: 2, decide: buyer", "up_to: 3, decide: engineer")
    assert ask(ladder(*low), amount="4").goes_to == ("lead",)


def test_beyond_a_last_step_that_forbids_only_the_highest_tier_is_asked():
    steps = ("up_to: 1, decide: engineer", "up_to: 2, forbid: true")
    assert ask(ladder(*steps), amount="2").answer == "forbidden"
    assert ask(ladder(*steps), amount="3").goes_to == ("cto",)


def reach(boundaries: str, **facts: str) -> list[tuple[str, tuple[str, ...]]]:
    found = who_may(Ground(policies_of(HEAD + boundaries)), Question(("t",), to_facts(facts)), NOON)
    assert not isinstance(found, NoAnswer)
    return [(row.text, row.deciders) for row in found]


def test_two_ranges_are_two_rows():
    two = [("amount up to 100", ("engineer",)), ("amount from 100.01", ("cto",))]
    assert reach(ladder("up_to: 100, decide: engineer", "above: true, decide: cto")) == two


def test_a_range_of_one_value_is_told_as_that_value():
    steps = ladder("below: 100, decide: engineer", "up_to: 100, decide: lead", "above: true, decide: cto")
    assert reach(steps) == [
        ("amount up to 99.99", ("engineer",)),
        ("amount 100", ("lead",)),
        ("amount from 100.01", ("cto",)),
    ]


@pytest.mark.parametrize(
    "size",
    ["steps: [{up_to: 100, decide: engineer}, {above: true, decide: cto}]", "limits: {engineer: 100, cto: unlimited}"],
)
def test_only_what_has_steps_or_limits_measures(size):
    boundaries = f"boundaries: [{{id: a, topic: t, inform: lead}}, {{id: t, topic: t, measure: hours, {size}}}]\n"
    assert [text for text, _ in reach(boundaries)] == ["hours up to 100", "hours from 100.01"]
    assert [text for text, _ in reach(boundaries, hours="7")] == ["hours 7"]


def test_of_several_roles_that_must_wait_the_lowest_is_used():
    both = HEAD.replace("held_by: [cho]", "held_by: [cho, ben]")
    waits = both + "boundaries: [{id: t, topic: t, decide: engineer, consent: legal}]\n"
    found = judge(Ground(policies_of(waits)), question_of({"topic": "t"}), "ben", NOON)
    assert isinstance(found, Answer)
    assert (found.answer, found.as_role) == ("decide-after", "engineer")


# What is said of a scenario that came out otherwise


def explained(
    boundaries: str, decision: dict[str, object], outcome: str = "decide", at: str = "2026-06-01", *mentions: str
):
    scenario = Scenario("s", "ben", at, {"topic": "t", **decision}, outcome, mentions=mentions)
    (result,) = run([scenario], [policies_of(HEAD + boundaries).versions[0]])
    return result


def test_a_scenario_on_no_day_has_no_answer():
    found = explained("boundaries: [{id: t, topic: t, decide: lead}]\n", {}, at="soon")
    assert (found.got, found.explanation) == (NO_ANSWER, "`soon` is no day and no time")


def test_what_an_answer_names_is_not_looked_for_in_its_sentences():
    rest = "boundaries: [{id: t, topic: t, decide: engineer}]\n"
    found = explained(rest, {}, "decide", "2026-06-01", "t assigns it to engineer", "lost")
    lacking = "the answer does not name t assigns it to engineer, lost"
    assert (found.passed, found.explanation) == (False, f"t assigns it to engineer ({lacking})")


def test_which_boundaries_want_to_know_is_told():
    steps = "steps: [{up_to: 1, decide: engineer}, {above: true, decide: cto}]"
    rest = f"boundaries: [{{id: t, topic: t, {steps}}}, {{id: u, topic: t, when: {{kind: x}}, forbid: true}}, "
    rest += "{id: v, topic: v, when: {kind: x}, forbid: true}, {id: y, topic: t, inform: cto}, {id: w, topic: t, decide: lead, measure: kind, when: {far: no}}]\n"
    found = explained(rest, {"far": "yes"})
    assert (found.got, found.explanation.partition(" (")[2]) == ("ask", "t and u look at it)")


def test_of_two_values_a_cent_apart_the_rounder_is_the_threshold():
    def said(*values: str) -> str:
        return range_text([Decimal(value) for value in values], [True, False], "EUR")

    assert said("999.99", "1000") == "below 1000 EUR"
    assert said("0.09", "0.1") == "below 0.1 EUR"
    assert said("1000", "1000.01") == "up to 1000 EUR"
    assert said("123.44", "123.45") == "up to 123.44 EUR"
    assert said("499", "500") == "up to 499 EUR"


def test_a_range_begins_at_the_threshold_below_it_or_where_it_was_seen_to_hold():
    def said(*values: str) -> str:
        return range_text([Decimal(value) for value in values], [False] * (len(values) - 1) + [True])

    assert said("0", "499.99") == "from 499.99"
    assert said("1000", "1499.99", "1500") == "from 1500"
    assert said("1000", "1500", "1500.01") == "over 1500"


def test_a_scenario_on_no_day_says_so_to_whoever_asks():
    found = ask_scenario(Scenario("s", "ben", "soon", {"topic": "t"}, "decide"), policies_of(HEAD + "boundaries: []\n"))
    assert found == NoAnswer("time", "`soon` is no day and no time", "write `at: 2026-02-01T09:00`")


def test_all_that_helps_to_mend_a_policy_is_said():
    limits = "boundaries: [{id: t, topic: t, steps: [{up_to: 1, decide: engineer}, {above: true, decide: cto}]}]\n"
    found = explained(limits, {"amount": "2", "requester": "ben"}, "decide", "2026-06-01", "lost")
    assert found.explanation.endswith(" (the answer does not name lost)")
    own = "boundaries: [{id: t, topic: t, decide: engineer}]\n"
    asked = explained(own, {"requester": "ben"}, "decide", "2026-06-01", "lost")
    assert asked.explanation.endswith(" (it goes to lead; the answer does not name lost)")


def test_of_what_is_forbidden_it_is_not_said_to_whom_it_goes():
    found = explained("boundaries: [{id: t, topic: t, forbid: true}]\n", {})
    assert (found.got, "it goes to" in found.explanation) == ("forbidden", False)


def test_facts_of_a_scenario_may_stand_by_themselves_or_together():
    steps = ladder("up_to: 1, decide: engineer", "above: true, decide: cto")
    assert explained(steps, {"facts": {"amount": "1"}}).passed
    assert explained(steps, {"facts": {"kind": "x"}, "amount": "1"}).passed
    assert question_of({"facts": {"kind": "x"}}).facts == {"kind": "x"}


def test_a_decision_of_a_scenario_need_not_have_a_name():
    assert (question_of({"topic": "t"}).id, question_of({"id": "D-1"}).id) == ("", "D-1")


def test_a_consent_may_be_of_a_role_alone():
    assert question_of({"consents": {"as": "lead"}}).consents == (Voice(None, "lead"),)


def test_what_is_still_missing_is_said_once():
    both = "boundaries: [{id: t, topic: t, decide: engineer, consent: [legal, lead], inform: cto}]\n"
    waiting = explained(both, {"consents": {"lead": "ana"}})
    assert waiting.explanation == "t assigns it to engineer; first: consent of legal is needed"
    power = "emergency: [{id: fire, decide: engineer, advice: [lead, legal], inform: cto, ratify: {by: cto}}]\n"
    urgent = explained(both + power, {"emergency": "yes", "advised": "lead"})
    assert urgent.explanation == "in an emergency engineer may decide (fire) (advice of legal is needed)"


@pytest.mark.parametrize(("when", "related"), [("", ()), (", when: {amount: {over: 500}}", ("D-1",))])
def test_earlier_decisions_are_named_where_the_size_was_looked_at(when, related):
    """A boundary without steps and limits looks at the size only in its `when`."""
    earlier = Entry("D-1", moment("2026-05-01T12:00+00:00").last_instant(UTC), {"amount": Decimal(400)})
    found = ask(
        f"boundaries:\n  - {{id: a, topic: t, decide: engineer{when}}}\n", "ben", "200", earlier, related=["D-1"]
    )
    assert (found.answer, found.related) == ("decide", related)
    assert ("related" in found.flags) == bool(related)


def test_no_boundary_is_named_where_the_default_applied():
    found = ask("boundaries: []\n", "ana")
    assert (found.answer, found.boundary) == ("decide", None)


AREAS = """\
  - {id: alone, topic: alone, decide: engineer}
  - {id: theirs, topic: theirs, decide: dean}
  - {id: heard, topic: heard, decide: engineer, advice: [dean]}
  - {id: above, topic: above, decide: lead}
"""


@pytest.mark.parametrize(
    ("topics", "missing"),
    [
        ("alone", ()), ("above", ()), ("theirs", ("faculty",)), ("heard", ("faculty",)), (["alone", "above"], ()),
        (["alone", "theirs"], ("faculty",)),
    ],
)  # fmt: skip
def test_an_area_is_asked_for_where_somebody_who_decides_or_must_act_has_one(topics, missing):
    text = HEAD.replace("bodies:", "  dean: {tier: functional, of: faculty, held_by: [eva]}\nbodies:")
    ground = Ground(policies_of(f"{text}boundaries:\n{AREAS}"))
    found = judge(ground, question_of({"topic": topics}), "ben", NOON)
    assert isinstance(found, Answer)
    assert found.missing == missing


@pytest.mark.parametrize(
    ("topics", "owner", "otherwise", "deciders"),
    [
        ("remit/people", "ghost", "{escalate: lead}", ("lead",)),
        (["remit/people", "remit/people/x"], "ghost", "{escalate: lead}", ("lead",)),
        ("remit/people", "ghost", "{decide: [spirit, lead], escalate: cto}", ("lead", "cto")),
        ("remit/people", "ghost", "{decide: anyone}", ("ghost",)),
        ("remit/people", "ghost", "{escalate: spirit}", ("ghost",)),
        ("remit/people", "cto", "{escalate: lead}", ("cto",)),
        ("remit/people", "intern", "{escalate: lead}", ("intern",)),
        ("remit/policy", "ghost", "{escalate: lead}", ("ghost",)),
        (["remit/people", "remit/policy"], "ghost", "{escalate: lead}", ("ghost",)),
    ],
)
def test_where_nobody_is_left_who_may_change_people_the_default_gives_the_log_an_owner(
    topics, owner, otherwise, deciders
):
    text = HEAD.replace(
        "roles:",
        f"owner: {owner}\nroles:\n  ghost: {{tier: central}}\n  spirit: {{tier: edge}}\n  intern: {{tier: edge}}",
    )
    text = text.replace("{escalate: lead}", otherwise).replace("[engineer, lead", "[intern, engineer, lead")
    found = judge(Ground(policies_of(f"{text}boundaries: []\n")), question_of({"topic": topics}), "ben", NOON)
    assert isinstance(found, Answer)
    assert found.deciders == deciders
    if deciders != (owner,):
        said = f"nobody holds ghost, so the policy's default applies to people.yml: {deciders[-1]}"
        assert (found.because, found.boundary, found.flags) == (said, None, ("no-boundary",))


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("{above: true, decide: engineer}", ""),
        ("{up_to: 5, decide: lead}, {above: true, decide: engineer}", "amount 9 is in the last step, over 5"),
        ("{below: 5, decide: lead}, {above: true, decide: engineer}", "amount 9 is in the last step, from 5"),
    ],
)
def test_the_last_step_is_named_by_where_it_begins(steps, said):
    found = ask(f"boundaries:\n  - {{id: t, topic: t, steps: [{steps}]}}\n", amount="9")
    assert (found.answer, found.comparison) == ("decide", said)


def test_without_an_owner_and_an_escalation_the_roles_of_the_highest_tier_decide_last():
    text = HEAD.replace("escalation: [engineer, lead, cto]\n", "").replace("{escalate: lead}", "{decide: anyone}")
    found = judge(Ground(policies_of(f"{text}boundaries: []\n")), question_of({"topic": "remit/policy"}), "ben", NOON)
    assert isinstance(found, Answer)
    assert found.deciders == ("cto",)

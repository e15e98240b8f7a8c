"""Corners of the procedure, each by its whole way: a policy, a question, the answer."""

from datetime import UTC
from decimal import Decimal

import pytest
from asking import act, log, moment, record
from authority_policies import policies_of

from remit.authority.answer import Answer, NoAnswer
from remit.authority.procedure.chain import policy_of_team, team_of
from remit.authority.procedure.context import Ground, calendar_of, ground_of
from remit.authority.procedure.decision import NOT_JUDGED, judge, judge_record
from remit.authority.procedure.question import Question, Voice, Votes, question_of, voice_of, votes_of
from remit.authority.procedure.register import Entry, Register
from remit.log.facts import to_facts
from remit.log.people import read_people
from remit.log.record import Record
from remit.log.settings import Settings, Team

HEAD = "remit: 1\npolicy: acme\nin_force: {from: 2026-01-01}\ncurrency: EUR\n"
ROLES = """\
roles:
  engineer: {tier: edge, held_by: [ben, dia]}
  lead: {tier: functional, held_by: [ana]}
  legal: {tier: functional, held_by: [eva]}
  cto: {tier: central, held_by: [cho]}
escalation: [engineer, lead, cto]
otherwise: {escalate: lead}
"""
NOON = moment("2026-06-01T12:00+00:00")


def ask(
    rest: str, case: Question, who: str = "ben", *, people: str | None = None, earlier: tuple[Entry, ...] = ()
) -> Answer:
    known = read_people(people)[0] if people else None
    ground = Ground(policies_of(HEAD + ROLES + rest), known, Register(earlier))
    found = judge(ground, case, who, NOON)
    assert not isinstance(found, NoAnswer)
    return found


def asked(head: dict[str, object], record_id: str = "") -> Question:
    return question_of(Record("", record_id, "proposed", head, ""))


def case(topic: str = "t", head: dict[str, object] | None = None, **facts: str) -> Question:
    return asked({"topic": topic, "facts": facts, **(head or {})}, "D-9")


# What a head says


@pytest.mark.parametrize(
    "head",
    [
        {"requester": "ana"},
        {"interested": ["ana"]},
        {"consents": [{"who": "ana"}]},
        {"advice": [{"who": "ana"}]},
        {"objections": [{"who": "ana"}]},
        {"votes": {"yes": "1"}},
        {"informed": ["ana"]},
        {"asked": [{"of": "ana", "on": "2026-05-01"}]},
        {"announced": "2026-05-01"},
        {"related": ["D-1"]},
        {"budget": "trips"},
        {"emergency": {"under": "fire"}},
        {"waiver": "w"},
    ],
    ids=lambda head: next(iter(head)),
)
def test_everything_that_a_head_says_is_heard_where_it_stands_alone(head):
    assert asked({"topic": "t", **head}) != asked({"topic": "t"})


def test_a_head_that_says_nothing_more_is_its_topics_and_facts():
    plain = asked({"topic": "t", "facts": {"amount": "5"}})
    assert plain == Question(("t",), {"amount": Decimal(5)})
    assert (plain.id, plain.ratified, plain.emergency) == ("", False, None)


def test_the_power_relied_on_is_named_in_its_entry():
    assert asked({"emergency": {"under": "fire"}}).emergency == "fire"
    assert asked({"emergency": {"why": "smoke"}}).emergency == ""


@pytest.mark.parametrize(
    ("said", "withdrawn"), [(None, False), ("", False), ("no", False), ("false", False), ("2026-05-01", True)]
)
def test_an_objection_is_withdrawn_where_it_says_so(said, withdrawn):
    assert voice_of({"who": "ana", "withdrawn": said}, UTC) == Voice("ana", withdrawn=withdrawn)


@pytest.mark.parametrize(("said", "yes"), [("3", 3), ("²", 0), ("٣", 0), ("-1", 0), (["ana", "ben"], 2), (None, 0)])
def test_a_count_of_votes_is_digits_or_names(said, yes):
    assert votes_of({"yes": said}, UTC) == Votes(yes=yes)


def test_every_day_of_the_week_can_be_a_working_day():
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert [calendar_of(UTC, (day,), ()).working for day in days] == [{number} for number in range(7)]


def test_the_team_is_a_fact_unless_a_fact_says_otherwise():
    assert asked({"team": "shop", "facts": {"kind": "x"}}).facts == {"team": "shop", "kind": "x"}
    assert asked({"team": "shop", "facts": {"team": "web"}}).facts == {"team": "web"}


# Records


def test_a_record_without_a_decider_is_asked_for_nobody():
    proposal = record("D-1", status="proposed", topic="tooling", facts={"amount": "20"})
    found = judge_record(log(proposal), proposal, NOON)
    assert isinstance(found, Answer)
    assert found.who == ""


def test_without_a_policy_or_a_moment_it_is_said_why_nothing_is_judged():
    none, proposal = log(settings=Settings(policy="none")), record("D-1", status="proposed", topic="t")
    said = NoAnswer("none", "nobody has written down who decides here (`policy: none`)", "")
    assert judge_record(none, proposal, NOON, who="ben") == NOT_JUDGED == said
    assert judge_record(log(), proposal, None, who="ben") == NoAnswer(
        "time", "it is not known when", "write `decided: <day>`"
    )


def test_the_policy_of_a_team_judges_even_where_the_log_has_none():
    world = log(settings=Settings(policy="none", teams=(Team("shop", "acme"),)))
    proposal = record("D-1", status="proposed", topic="style", team="shop")
    assert isinstance(judge_record(world, proposal, NOON, who="ben"), Answer)


def test_a_register_that_is_given_counts_instead_of_the_log():
    spent = record("D-1", decider="ben", topic="trips", facts={"amount": "900"})
    new = record("D-2", decider="ben", topic="trips", facts={"amount": "200"})
    world = log(spent, new)
    outcomes = [judge_record(world, new, ground=ground_of(world, register=register)) for register in (None, Register())]
    assert [found.answer for found in outcomes if isinstance(found, Answer)] == ["escalate", "decide"]


def test_a_record_is_decided_in_the_role_that_it_names():
    decided = [
        record("D-1", decider="cho", **named, topic="tooling", facts={"amount": "9000"})
        for named in ({}, {"as_": "cto"}, {"as_": "lead"})
    ]
    asked = [judge_record(log(one), one) for one in decided]
    assert [(found.answer, found.as_role) for found in asked if isinstance(found, Answer)] == [
        ("decide", "cto"), ("decide", "cto"), ("escalate", None),
    ]  # fmt: skip


def test_who_acted_is_whom_the_file_was_read_to_be_of():
    consent = act("consent", "eva")._replace(head={"act": "consent", "on": "2026-05-01"})
    ratified = act("ratification", "cho")._replace(head={"act": "ratification"})
    found = question_of(record("D-1", consent, ratified, topic="data"), UTC)
    assert found.consents == (Voice("eva", on=moment("2026-05-01")),)
    assert found.ratifications == (Voice("cho"),)


def votes(*acts, **head) -> tuple[Votes, ...]:
    return question_of(record("D-1", *acts, topic="style", **head), UTC).votes


def ballot(who: str, says: str | None, on: str, body: str | None = "guild", number: str = "x"):
    parts = {"says": says, "body": body, "on": on}
    return act("vote", who, number=number)._replace(head={key: value for key, value in parts.items() if value})


def test_ballots_are_in_the_order_in_which_they_were_cast():
    cast = (ballot("ben", "no", "2026-05-03"), ballot("ben", "yes", "2026-05-02", number="a"))
    assert votes(*cast) == (Votes("guild", ballots=(("ben", "yes"), ("ben", "no"))),)


def test_ballots_belong_to_their_body():
    cast = (ballot("ben", "no", "2026-05-03"), ballot("cho", "yes", "2026-05-02", "board"))
    board, guild = Votes("board", ballots=(("cho", "yes"),)), Votes("guild", ballots=(("ben", "no"),))
    assert votes(*cast) == (board, guild)
    counted = [{"body": "union", "yes": "4"}, {"body": "guild", "yes": "2"}]
    assert votes(*cast, votes=counted) == (Votes("union", 4), guild._replace(yes=2), board)


def test_a_ballot_that_says_nothing_is_kept_as_such():
    (found,) = votes(ballot("ben", None, ""))
    assert (found.body, found.yes, found.no, found.ballots) == ("guild", 0, 0, (("ben", ""),))
    assert votes(act("consent", "eva"), votes={"yes": "1"}) == (Votes(yes=1),)


def test_a_stop_that_says_little_is_a_stop():
    world = log(record("D-1", act("stop", "dia"), stops=[{}]))
    assert [(stop.who, stop.why, stop.record) for stop in ground_of(world).stops] == [
        ("", "", "D-1"),
        ("dia", "", "D-1"),
    ]


def test_a_lift_lifts_the_stop_that_it_names_and_else_every_earlier_one():
    stop, other = act("stop", "dia", on="2026-05-01"), act("lift", "ana", on="2026-05-02", number="stop-dia-x")
    consent = act("consent", "ana", on="2026-05-02", lifts="stop-dia-x")
    lift = act("lift", "ana", on="2026-05-03", lifts="decisions/stops/stop-dia-x.md")
    lifted = [ground_of(log(record("D-1", stop, more))).stops[0].lifted for more in (other, consent, lift)]
    assert lifted == [moment("2026-05-02"), None, moment("2026-05-03")]


def test_of_several_versions_of_a_teams_policy_the_one_of_the_day_judges():
    settings = Settings(policy="acme", teams=(Team("shop", "shop"),))
    world = log(settings=settings)
    shop = next(policy for policy in world.policies if policy.name == "shop")
    older = shop._replace(start=moment("2026-01-10").day, until=None)
    several = world.replace(policies=(*world.policies, older))
    shelf = record("D-1", decider="fay", topic="shelf", team="shop", decided="2026-10-01")
    assert judge_record(several, shelf).answer == judge_record(world, shelf).answer == "escalate"
    early = record("D-1", decider="fay", topic="shelf", team="shop", decided="2026-01-20")
    assert [judge_record(several, early).answer, judge_record(world, early).answer] == ["decide", "escalate"]


@pytest.mark.parametrize(
    ("team", "day", "named"),
    [
        ("shop", None, "shop"),
        ("shop", "2026-01-31", None),  # before its first version
        ("shop", "2026-02-01", "shop"),
        ("shop", "2026-09-01", None),  # it was retired
        ("lab", "2026-06-01", None),  # nobody wrote it
        ("lab", None, None),
        ("none", "2026-06-01", None),
        ("core", "2026-06-01", "acme"),  # two versions of one day clash: no other judges
    ],
)
def test_the_policy_of_a_team_is_its_own_where_one_is_in_force(team, day, named):
    teams = (Team("shop", "shop"), Team("lab", "lab"), Team("none"), Team("core", "acme"))
    world = log(settings=Settings(policy="acme", teams=teams))
    world = world.replace(policies=(*world.policies, world.policies[0]))
    assert policy_of_team(world, team, moment(day) if day else None) == named


# Who holds what


def test_a_person_called_like_a_role_does_not_hold_it():
    people = "people: {lead: {name: Lee}, cho: {name: Cho}, board: {name: Bo}}\n"
    rest = "bodies: {board: {tier: central, members: [cto], passes: majority}}\n"
    rest += "boundaries: [{id: t, topic: t, decide: lead}, {id: u, topic: u, decide: board}]\n"
    assert ask(rest, case(), "lead", people=people).answer == "escalate"
    assert ask(rest, case("u"), "board", people=people).answer == "escalate"


def test_a_person_who_is_named_decides_until_they_leave():
    rest = "boundaries: [{id: t, topic: t, decide: fay}]\n"
    people = "people: {ana: {name: Ana}, fay: {name: Fay}}\n"
    assert ask(rest, case(), "fay", people=people).answer == "decide"
    assert ask(rest, case(), "ana", people=people).goes_to_people == ("fay",)
    gone = people.replace("name: Fay", "name: Fay, left: 2026-05-01")
    assert ask(rest, case(), "fay", people=gone).answer == "escalate"
    assert ask(rest, case(), "ana", people=gone).goes_to_people == ()


def test_anyone_may_sit_in_a_body():
    rest = "bodies: {all: {tier: edge, members: [anyone], passes: majority}}\n"
    rest += "boundaries: [{id: t, topic: t, decide: all}]\n"
    people = "people: {ana: {name: Ana}, ben: {name: Ben}, cho: {name: Cho}}\n"
    found = ask(rest, case(head={"votes": {"yes": "1"}}), people=people)
    assert (found.answer, found.held) == ("decide", "member")
    lost = ask(rest.replace("majority", "{share: 1/2, of: members}"), case(head={"votes": {"yes": "1"}}), people=people)
    assert lost.open_duties[0].text == "1 of 3: 1/2 of 3 is needed"


def test_a_scribe_records_for_their_own_body_only():
    rest = "bodies:\n  board: {tier: central, members: [cto], passes: majority}\n"
    rest += "  union: {tier: edge, members: [cto], passes: majority}\nboundaries: [{id: t, topic: t, decide: board}]\n"
    people = "people: {ana: {name: Ana}, cho: {name: Cho}, fay: {name: Fay}}\nscribes: [{who: fay, for: [%s]}]\n"
    voted = case(head={"votes": {"body": "board", "yes": "1"}})
    assert ask(rest, voted, "fay", people=people % "board").held == "scribe"
    assert ask(rest, voted, "fay", people=people % "union").answer == "escalate"


def test_a_scribe_speaks_for_no_role():
    rest = "boundaries: [{id: t, topic: t, decide: engineer, consent: legal}]\n"
    people = "people: {ben: {name: Ben}, eva: {name: Eva}, fay: {name: Fay}}\nscribes: [{who: fay, for: [legal]}]\n"
    assert ask(rest, case(head={"consents": [{"who": "fay"}]}), people=people).answer == "decide-after"
    assert ask(rest, case(head={"consents": [{"who": "eva"}]}), people=people).answer == "decide"


# Numbers


@pytest.mark.parametrize("name", ["rate-date", "rate_date", "rate-on", "rate_on"])
def test_the_day_of_a_rate_may_be_spelled_in_four_ways(name):
    rest = "boundaries: [{id: t, topic: t, steps: [{up_to: 100, decide: engineer}, {above: true, decide: cto}]}]\n"
    foreign = {"amount": "80", "currency": "USD", "rate": "1.3"}
    assert ask(rest, case(**foreign)).missing == ("rate-date",)
    assert ask(rest, case(**foreign, **{name: "2026-05-01"})).comparison == "amount 104.0 is in the last step, over 100"


def test_a_decision_related_to_itself_counts_once():
    rest = "boundaries: [{id: t, topic: t, steps: [{up_to: 100, decide: engineer}, {above: true, decide: cto}]}]\n"
    own = Entry("D-9", NOON.instant(), to_facts({"amount": "60"}), ("t",))
    found = ask(rest, case(head={"related": ["D-9"]}, amount="60"), earlier=(own,))
    assert (found.answer, found.related) == ("decide", ())


# Votes, consents, objections


def test_a_body_that_voted_has_consented_whatever_a_member_said_too():
    rest = "bodies: {board: {tier: central, members: [cto, lead], passes: majority}}\n"
    rest += "boundaries: [{id: t, topic: t, decide: engineer, consent: board}]\n"
    head = {"consents": [{"who": "cho"}], "votes": {"body": "board", "yes": "2"}}
    assert ask(rest, case(head=head)).duties[0].text == "consent of board: it voted for it"


def test_a_vote_that_was_announced_need_not_be_open_for_a_time():
    rest = "bodies: {guild: {tier: edge, members: [engineer], passes: majority}}\n"
    rest += "boundaries: [{id: t, topic: t, decide: guild}]\n"
    assert ask(rest, case(head={"votes": {"yes": "2", "announced": "2026-06-01"}})).answer == "decide"


OBJECT = "boundaries: [{id: t, topic: t, decide: engineer, objection: {by: engineer, within: 2d}}]\n"


def test_the_deciders_own_objection_is_none_and_those_after_it_are_heard():
    said = [{"who": "ben", "on": "2026-05-01"}, {"who": "dia", "on": "2026-05-01"}]
    own = {"announced": "2026-05-01", "objections": said[:1]}
    assert ask(OBJECT, case(head=own)).answer == "decide"
    both = {"announced": "2026-05-01", "objections": said}
    found = ask(OBJECT, case(head=both))
    assert (found.answer, found.because) == ("escalate", "dia objected in time")


def test_an_objection_or_advice_may_name_a_role_alone():
    head = {"announced": "2026-05-01", "objections": [{"as": "engineer"}]}
    assert ask(OBJECT, case(head=head)).because == "engineer objected in time"
    rest = "boundaries: [{id: t, topic: t, decide: engineer, advice: lead}]\n"
    assert ask(rest, case(head={"advice": [{"as": "lead"}]})).duties[0].text == "advice of lead: given"


def test_an_objection_on_a_day_to_come_is_not_heard_and_those_after_it_are():
    later, now = {"who": "dia", "on": "2026-06-02"}, {"as": "engineer", "on": "2026-05-01"}
    found = ask(OBJECT, case(head={"announced": "2026-05-01", "objections": [later, now]}))
    assert found.because == "engineer objected in time"


def test_several_prohibitions_are_told_in_the_order_of_their_names():
    rest = "boundaries: [{id: b, topic: t, forbid: true}, {id: a, topic: t, forbid: true}, {id: c, topic: t, decide: lead}]\n"
    assert ask(rest, case()).forbidden_by == ("a", "b")


def test_an_unknown_topic_suggests_one_near_it_for_each():
    rest = "topics: {tooling: x, toolings: y, data: z}\nboundaries: [{id: t, topic: tooling, decide: lead}]\n"
    assert ask(rest, case("toolin")).near == ("tooling",)


def test_a_ballot_without_a_day_was_cast_before_those_with_one():
    cast = (ballot("ben", "no", "2026-05-03"), ballot("ben", "yes", "", number="a"))
    assert votes(*cast) == (Votes("guild", ballots=(("ben", "yes"), ("ben", "no"))),)


def test_where_nobody_is_listed_nobody_has_a_team():
    assert team_of(log().replace(people=None), "fay") is None


@pytest.mark.parametrize("budget", ["", ["trips"], None])
def test_a_budget_that_is_no_word_is_none(budget):
    world = log(record("D-1", decider="ben", topic="trips", budget=budget))
    assert [entry.budget for entry in ground_of(world).register.entries] == [None]


# Who stands where


def test_a_member_who_is_also_the_scribe_decides_as_a_member():
    rest = "bodies: {board: {tier: central, members: [cto], passes: majority}}\n"
    rest += "boundaries: [{id: t, topic: t, decide: board}]\n"
    people = "people: {ana: {name: Ana}, cho: {name: Cho}}\nscribes: [{who: cho, for: [board]}]\n"
    assert ask(rest, case(head={"votes": {"yes": "1"}}), "cho", people=people).held == "member"


def test_nobody_is_the_scribe_of_a_role():
    people = "people: {ana: {name: Ana}, fay: {name: Fay}}\nscribes: [{who: fay, for: [lead]}]\n"
    assert ask("boundaries: [{id: t, topic: t, decide: lead}]\n", case(), "fay", people=people).answer == "escalate"


def test_the_next_above_may_be_of_the_same_tier():
    roles = ROLES.replace("  lead:", "  senior: {tier: edge, held_by: [fay]}\n  lead:").replace(
        "engineer, lead,", "engineer, senior, lead,"
    )
    policy = HEAD + roles + "boundaries: [{id: t, topic: t, decide: engineer}]\n"
    found = judge(Ground(policies_of(policy)), case(head={"requester": "ben"}), "ben", NOON)
    assert isinstance(found, Answer)
    assert found.goes_to == ("senior",)


def test_beyond_the_last_limit_a_lower_tier_is_passed_over():
    roles = ROLES.replace("[engineer, lead, cto]", "[lead, engineer, cto]")
    policy = HEAD + roles + "boundaries: [{id: t, topic: t, steps: [{up_to: 5, decide: lead}]}]\n"
    found = judge(Ground(policies_of(policy)), case(amount="6"), "ben", NOON)
    assert isinstance(found, Answer)
    assert found.goes_to == ("cto",)


def test_above_those_whom_the_escalation_does_not_list_stands_what_is_of_a_higher_tier_than_all_of_them():
    roles = ROLES.replace("  lead:", "  clerk: {tier: edge, held_by: [fay]}\n  lead:")
    policy = HEAD + roles + "boundaries: [{id: t, topic: t, decide: engineer, consent: {any: 1, of: [clerk, legal]}}]\n"
    found = judge(Ground(policies_of(policy)), case(head={"interested": ["eva", "fay"]}), "ben", NOON)
    assert isinstance(found, Answer)
    assert found.duties[0].who == ("cto",)


def test_a_fact_that_would_open_everything_is_asked_for():
    rest = 'boundaries: [{id: all, topic: "*", when: {kind: x}, decide: engineer}]\n'
    assert ask(rest, case()).missing == ("kind",)


def test_of_two_powers_that_each_lift_a_prohibition_the_first_is_used():
    rest = "boundaries: [{id: a, topic: t, forbid: true}, {id: b, topic: t, forbid: true}, {id: c, topic: t, decide: lead}]\n"
    rest += "emergency:\n  - {id: fire, decide: engineer, sets_aside: a, ratify: {}}\n"
    rest += "  - {id: flood, decide: engineer, sets_aside: b, ratify: {by: cto}}\n"
    found = ask(rest, case(head={"emergency": "yes"}))
    assert (found.answer, found.emergency, found.set_aside) == ("decide", "fire", ("a", "b"))


# What the answer says


def test_the_most_that_a_boundary_asks_to_be_written_and_proved_counts():
    one, other = "{id: a, topic: t, decide: engineer, %s}", "{id: b, topic: t, %s, inform: cto}"

    def asked(first: str, second: str) -> tuple[str, str | None]:
        found = ask(f"boundaries: [{one % first}, {other % second}]\n", case())
        return found.record, found.grade

    assert asked("record: none", "record: none") == ("none", None)
    assert asked("record: none", "record: line") == ("line", None)
    assert asked("record: full", "record: line") == ("full", None)
    assert asked("record: line, grade: claimed", "record: line") == ("line", "claimed")
    assert asked("record: line, grade: claimed", "record: line, grade: committed") == ("line", "committed")
    assert asked("record: line, grade: signed", "record: line, grade: committed") == ("line", "signed")


def test_a_default_could_be_decided_by_those_whom_it_names_first():
    text = (
        HEAD
        + ROLES.replace("{escalate: lead}", "{decide: cto, escalate: lead}")
        + "boundaries: [{id: u, topic: u, decide: lead}]\n"
    )
    found = judge(Ground(policies_of(text)), case(), "ben", NOON)
    assert isinstance(found, Answer)
    assert (found.could_be, found.goes_to) == ("central", ("lead",))


REQUESTS = """\
boundaries:
  - {id: up, topic: up, decide: [engineer, lead], own: above}
  - {id: leads, topic: leads, decide: lead, own: above}
  - {id: plain, topic: plain, decide: lead}
"""


@pytest.mark.parametrize(
    ("who", "topic", "requester", "goes_to"),
    [
        ("eva", "up", "ben", ("engineer", "lead")),
        ("ana", "leads", "ana2", ("cto",)),
        ("ana", "leads", "ben", ()),
        ("ana", "leads", "both", ("lead",)),
        ("ana", ["leads", "plain"], "ana2", ("cto",)),
        ("ana", "plain", "ana2", ()),
    ],
)
def test_somebody_above_every_role_of_the_requester_decides(who, topic, requester, goes_to):
    people = """\
people: {ana: {name: A}, ana2: {name: B}, ben: {name: C}, both: {name: D}, cho: {name: E}, eva: {name: F}}
holds: [{role: lead, who: ana2}, {role: engineer, who: both}, {role: cto, who: both}]
"""
    found = ask(REQUESTS, case(topic, {"requester": requester}), who, people=people)
    assert (found.answer == "decide", found.goes_to) == (not goes_to, goes_to)


AREAS = """\
roles:
  host: {tier: edge, of: town}
  cook: {tier: edge, of: town}
boundaries:
  - {id: room, topic: room, decide: host}
  - {id: meal, topic: meal, decide: cook}
otherwise: {escalate: host}
"""


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("room", "nobody holds host for the town given; it is held for basel, ulm"),
        ("meal", "nobody holds cook: add a holder in people.yml, or a deputy in the policy"),
    ],
)
def test_a_role_that_nobody_holds_for_the_area_is_told_with_the_areas_that_have_one(topic, said):
    people = """\
people: {ana: {name: A}, ben: {name: B}, cho: {name: C}}
holds: [{role: host, who: ana, of: ulm}, {role: host, who: cho, of: basel}]
"""
    ground = Ground(policies_of(HEAD + AREAS), read_people(people)[0], Register(()))
    found = judge(ground, case(topic, town="bern"), "ben", NOON)
    assert isinstance(found, Answer)
    assert said in str(found)


BODIES = """\
bodies:
  guild: {tier: edge, members: [engineer], passes: majority}
  board: {tier: functional, members: [legal], passes: majority}
boundaries:
  - {id: any, topic: any, decide: lead, consent: [{any: 1, of: [guild, board], respond_within: 5d}]}
  - {id: two, topic: two, decide: lead, consent: [{any: 2, of: [guild, board], respond_within: 5d}]}
  - {id: word, topic: word, decide: lead, consent: [{any: 1, of: [legal], respond_within: 5d}]}
  - {id: heard, topic: heard, decide: lead, advice: guild}
  - {id: vote, topic: vote, decide: guild}
  - {id: open, topic: vote, passes: {yes_at_least: 2, open: 5d}}
"""
SILENT = {"asked": [{"of": one, "kind": "consent", "on": "2026-05-01"} for one in ("guild", "board", "legal")]}


@pytest.mark.parametrize(
    ("topic", "head", "answer"),
    [
        ("any", SILENT, "escalate"),
        ("any", {**SILENT, "votes": {"body": "guild", "yes": "2"}}, "decide"),
        ("two", SILENT, "escalate"),
        ("two", {**SILENT, "votes": {"body": "guild", "yes": "2"}}, "escalate"),
        ("word", SILENT, "escalate"),
        ("word", {**SILENT, "consents": [{"who": "eva", "role": "legal", "on": "2026-05-02"}]}, "decide"),
        ("heard", {"advice": [{"who": "fay", "role": "guild"}]}, "decide"),
        ("heard", {"advice": [{"who": "eva", "role": "guild"}]}, "decide-after"),
    ],
)
def test_silence_where_somebody_answered_and_words_for_a_body(topic, head, answer):
    people = """\
people: {ana: {name: A}, ben: {name: B}, cho: {name: C}, dia: {name: D}, eva: {name: E}, fay: {name: F}}
scribes: [{who: fay, for: [guild]}]
"""
    assert ask(BODIES, case(topic, head), "ana", people=people).answer == answer


def test_the_bodies_that_consent_by_their_vote_are_named():
    found = ask(BODIES, case("any"), "ana")
    assert found.duties[0].text == "consent of guild or board is needed: guild or board consents by its vote"


@pytest.mark.parametrize(
    ("yes", "text"),
    [
        (
            "2",
            "2 of 2 voted yes; nothing says when it was announced, so how long it was open is not checked",
        ),
        ("1", "1 of 1: 2 must vote yes"),
    ],
)
def test_of_a_carried_vote_it_is_told_that_nothing_says_how_long_it_was_open(yes, text):
    found = ask(BODIES, case("vote", {"votes": {"body": "guild", "yes": yes}}))
    assert found.duties[0].text == text


def test_a_policy_below_that_allows_ones_own_does_not_lift_what_one_above_says():
    below = """\
remit: 1
policy: shop
extends: acme
in_force: {from: 2026-01-01}
boundaries: [{id: b, topic: t, decide: lead, own: allowed}]
otherwise: {escalate: lead}
"""
    above = HEAD + ROLES + "boundaries: [{id: a, topic: t, decide: lead, own: above}]\n"
    ground = Ground(policies_of(above, below), None, Register(()))
    found = judge(ground, case(head={"interested": ["ana"]}), "ana", NOON)
    assert isinstance(found, Answer)
    assert (found.answer, found.goes_to) == ("escalate", ("cto",))


def test_anyone_does_not_inherit_a_log_without_an_owner():
    people = "people: {ben: {name: B}}\n"
    policy = HEAD + "owner: boss\nroles: {boss: {tier: central}}\notherwise: {decide: anyone}\nboundaries: []\n"
    ground = Ground(policies_of(policy), read_people(people)[0], Register(()))
    found = judge(ground, case("remit/people"), "ben", NOON)
    assert isinstance(found, Answer)
    assert (found.answer, found.goes_to) == ("escalate", ("boss",))


def test_of_two_boundaries_that_name_one_budget_the_first_measures():
    policy = """\
budgets: {trips: {amount: 100, per: month, over: cto}}
boundaries:
  - {id: a, topic: t, measure: amount, budget: trips, steps: [{up_to: 50, decide: engineer}, {above: true, decide: cto}]}
  - {id: b, topic: "*", measure: hours, budget: trips, steps: [{up_to: 50, decide: lead}, {above: true, decide: cto}]}
"""
    found = ask(policy, case(head={"budget": "trips"}, amount="7", hours="3"))
    assert [use.this for use in found.budget] == [7]
    only_hours = ask(policy, case("u", {"budget": "trips"}, amount="7", hours="3"))
    assert [use.this for use in only_hours.budget] == [3]


DELEGATED = """\
boundaries:
  - {id: a, topic: t, decide: lead}
  - {id: b, topic: u, decide: lead}
  - {id: c, topic: w, decide: ana}
  - {id: d, topic: x, decide: lead}
delegations:
  - {id: one, from_role: lead, to: dia, boundaries: a, from: 2026-01-01, to_date: 2026-07-31, written: memo}
  - {id: two, from_role: lead, to: eva, boundaries: b, from: 2026-01-01, to_date: 2026-07-31, written: memo}
  - {id: three, from_role: legal, to: gus, boundaries: a, from: 2026-01-01, to_date: 2026-07-31, written: memo}
  - {id: six, from_role: lead, to: legal, boundaries: d, from: 2026-01-01, to_date: 2026-07-31, written: memo}
  - {id: four, from_role: ana, to: ben, boundaries: c, from: 2026-01-01, to_date: 2026-07-31, written: memo}
"""


@pytest.mark.parametrize(
    "people", [None, "people: {ana: {name: A}, ben: {name: B}, dia: {name: D}, eva: {name: E}, gus: {name: G}}\n"]
)
def test_who_stands_in_by_a_delegation_is_only_whom_it_reaches(people):
    known = read_people(people)[0] if people else None
    ground = Ground(policies_of(HEAD + ROLES + DELEGATED), known, absent=frozenset({"ana"}))
    for topic, who in (("t", "dia"), ("u", "eva"), ("x", "eva")):
        found = judge(ground, case(topic), "ben", NOON)
        assert isinstance(found, Answer)
        assert [one.deputies for one in found.away] == [(who,)]
    named = judge(ground, case("w"), "ben", NOON)
    assert isinstance(named, Answer)
    assert named.delegation == ("four" if known else None)

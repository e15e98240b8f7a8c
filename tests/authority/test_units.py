"""Corners of the procedure's parts that no story walks into."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from remit.authority.answer import NoAnswer
from remit.authority.procedure.chain import Chain, Policies, contains, depth, is_own
from remit.authority.procedure.conditions import FALSE, TRUE, Truth, judge_all, judge_one
from remit.authority.procedure.question import Votes
from remit.authority.procedure.register import Entry, Register
from remit.authority.procedure.role_holders import RoleHolders, turning_days
from remit.authority.procedure.votes import also, complete, count, describe, of_body, reaches, with_ballots
from remit.authority.words import condition_words, joined, when_words
from remit.log.duties import Condition, Passes
from remit.log.facts import show, to_fact, to_facts
from remit.log.moment import Span
from remit.log.people import Away, Hold, People, Person
from remit.log.policy import Acting, Boundary, Policy, Role, lineage

# Votes


@pytest.mark.parametrize(
    ("votes", "members", "rule", "text"),
    [
        (Votes(yes=3), 5, Passes((1, 2)), "3 of 3 voted yes"),
        (Votes(yes=3), 5, Passes((1, 2), of_members=True), "3 of 5 voted yes"),
        (Votes(yes=3, no=2, abstain=2), 5, Passes((1, 2), of_members=True), "3 of 7: 1/2 of 7 is needed"),
        (Votes(yes=3), 5, Passes(missing_at_most=2), "3 of 5 voted yes"),
        (Votes(yes=2, no=3), 5, Passes(missing_at_most=3), "2 of 5 voted yes"),
        (Votes(yes=3, no=3), 9, Passes(yes_at_least=3), "3 of 6 voted yes"),
        (
            Votes(yes=1, blocks=1),
            5,
            Passes((2, 3), blocks=True, quorum=4),
            "1 of 2: 1 blocked it; 2/3 of 2 is needed; 4 must take part",
        ),
        (Votes(yes=1, abstain=2), 4, Passes((1, 2), quorum_share=(3, 4)), "1 of 1 voted yes"),
        (Votes(yes=1, abstain=1), 4, Passes((1, 2), quorum_share=(3, 4)), "1 of 1: 3/4 of 4 must take part"),
        (Votes(yes=1), 4, Passes((6667, 10000)), "1 of 1 voted yes"),
        (Votes(yes=1, no=1), 4, Passes((6667, 10000)), "1 of 2: 66.67 % of 2 is needed"),
        (Votes(yes=1, no=12), 4, Passes((1, 12)), "1 of 13: 1/12 of 13 is needed"),
        (Votes(yes=1, no=13), 4, Passes((1, 13)), "1 of 14: 7.69231 % of 14 is needed"),
        (Votes(yes=0, no=1), 4, Passes((1, 2)), "0 of 1: nobody said yes"),
        (Votes(yes=3, no=2), 9, Passes((1, 2), strictly=True, of_present=True), "3 of 5 voted yes"),
        (
            Votes(yes=3, no=1, abstain=2),
            9,
            Passes((1, 2), strictly=True, of_present=True),
            "3 of 6: more than 1/2 of 6 is needed",
        ),
        (Votes(yes=3, abstain=2), 10, Passes((1, 2), quorum_share=(1, 2)), "3 of 3 voted yes"),
        (
            Votes(yes=3, abstain=2),
            10,
            Passes((1, 2), quorum_share=(1, 2), quorum_strictly=True),
            "3 of 3: more than 1/2 of 10 must take part",
        ),
        (Votes(yes=3, abstain=3), 10, Passes((1, 2), quorum_share=(1, 2), quorum_strictly=True), "3 of 3 voted yes"),
    ],
)
def test_a_count_says_what_it_lacks(votes, members, rule, text):
    assert count(votes, members, rule).text == text


def test_a_further_rule_is_taken_as_it_stands():
    votes = Votes(yes=1, no=1)
    assert also(votes, 5, Passes(quorum=2)).carried
    assert not count(votes, 5, Passes(quorum=2)).carried
    assert complete(Passes(quorum=2)) == Passes((1, 2), strictly=True, quorum=2)
    for whole in (Passes((1, 3)), Passes(yes_at_least=1), Passes(blocks=True), Passes(missing_at_most=0)):
        assert complete(whole) is whole


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Passes((1, 2), strictly=True), "more than 1/2 of the votes cast"),
        (Passes((2, 3), of_members=True), "2/3 of all members"),
        (Passes((1, 1)), "all of the votes cast"),
        (
            Passes((1, 2), strictly=True, of_present=True, quorum_share=(1, 2), quorum_strictly=True),
            "more than 1/2 of those who take part, more than 1/2 of the members take part",
        ),
        (
            Passes(yes_at_least=3, blocks=True, missing_at_most=2, quorum=4, quorum_share=(1, 3), open=Span(7, "d")),
            "at least 3 yes, no block, at most 2 members missing, 4 take part, 1/3 of the members take part, open for 7d",
        ),
        (Passes(quorum=4), "more than 1/2 of the votes cast, 4 take part"),
    ],
)
def test_a_voting_rule_in_words(rule, text):
    assert describe(rule) == text


def test_a_share_is_exact():
    assert reaches(2, 3, (2, 3), strictly=False)
    assert not reaches(2, 3, (2, 3), strictly=True)
    assert not reaches(2, 3, (6667, 10000), strictly=False)


def test_ballots_prove_a_reported_count():
    ballots = (("ana", "yes"), ("ben", "abstain"), ("cho", "no"), ("dia", "block"), ("zoe", "yes"), ("ana", "no"))
    members = ("ana", "ben", "cho", "dia")
    assert with_ballots(Votes(ballots=ballots), members, str) == Votes(None, 0, 2, 1, 1, ballots=ballots)
    assert with_ballots(Votes(yes=5, abstain=3, ballots=ballots), members, str) == Votes(
        None, 5, 2, 3, 1, ballots=ballots
    )
    assert with_ballots(Votes(yes=5), members, str) == Votes(yes=5)


def test_the_votes_of_a_body_are_its_own_and_those_without_a_name():
    theirs, count_, ballots = Votes("club", yes=9), Votes("board", yes=2), Votes(None, ballots=(("ana", "no"),))
    assert of_body((theirs, ballots, count_), "board") == Votes("board", yes=2, ballots=(("ana", "no"),))
    assert of_body((theirs, ballots), "board") == ballots
    assert of_body((theirs,), "board") is None


# Conditions and facts


def test_a_condition_has_three_values():
    over = Condition("amount", over=Decimal(5))
    assert judge_one(over, Decimal(6)) is True
    assert judge_one(over, Decimal(5)) is False
    assert judge_one(over, "much") is None
    assert judge_one(over, None) is None
    assert judge_one(over, ("much", Decimal(6))) is True
    assert judge_one(over, ("much", Decimal(5))) is None
    assert judge_one(over, (Decimal(4), Decimal(5))) is False
    assert judge_one(Condition("kind", ("a", "b")), "b") is True
    assert judge_one(Condition("kind", ("a", "b")), "c") is False
    assert judge_one(Condition("kind", excluded=("a",)), "a") is False
    assert judge_one(Condition("kind", excluded=("a",)), ("a", "b")) is True
    assert judge_one(Condition("kind"), "a") is True
    assert judge_one(Condition("n", (Decimal(2),), up_to=Decimal(1)), Decimal(2)) is False
    assert judge_one(Condition("n", up_to=Decimal(2), at_least=Decimal(2)), Decimal("2.0")) is True
    assert judge_one(Condition("n", below=Decimal(2)), Decimal(2)) is False
    assert judge_one(Condition("n", at_least=Decimal(2)), Decimal("1.99")) is False


def test_one_that_is_false_makes_all_false():
    known, unknown = Condition("a", ("x",)), Condition("b", ("x",))
    assert judge_all((), {}) == TRUE
    assert judge_all((unknown, known), {"a": "y"}) == FALSE
    assert judge_all((unknown, known), {"a": "x"}) == Truth(None, ("b",))
    assert judge_all((unknown, known), {"a": "x", "b": "x"}) == TRUE


def test_facts_are_exact_numbers_yes_no_or_text():
    assert to_fact("12.50") == Decimal("12.50")
    assert to_fact("012.50") == "012.50"
    assert to_fact("-3") == Decimal(-3)
    assert to_fact("True") == to_fact("yes") == "yes"
    assert to_fact("FALSE") == to_fact("no") == "no"
    assert to_fact("Yesterday") == "Yesterday"
    assert to_fact("1e3") == "1e3"
    assert to_fact("٣") == "٣"
    assert to_facts({"a": "1", "b": ["x", "2"], "c": None, "d": {}, "e": []}) == {
        "a": Decimal(1),
        "b": ("x", Decimal(2)),
    }
    assert show(("x", Decimal("2.50"), Decimal("1E+3"))) == "x, 2.50, 1000"


def test_conditions_in_words():
    assert condition_words(Condition("x", ("a", Decimal(2)))) == "a or 2"
    assert condition_words(Condition("x", excluded=("a",))) == "not a"
    assert condition_words(Condition("x", excluded=("a", "b"))) == "none of a, b"
    between = Condition("x", over=Decimal(1), at_least=Decimal(2), up_to=Decimal(3), below=Decimal(4))
    assert condition_words(between) == "over 1 and 2 or more and up to 3 and below 4"
    assert when_words((Condition("x", ("a",)), Condition("y", ("b",)))) == "x is a; y is b"
    assert joined(()) == ""
    assert joined(("a",)) == "a"
    assert joined(["a", "b"]) == "a or b"
    assert joined(("a", "b", "c"), "and") == "a, b and c"


# Topics


def test_topics_contain_what_is_under_them():
    assert contains("a", "a/b")
    assert contains("*", "a")
    assert not contains("a", "ab")
    assert not contains("a/b", "a")
    assert [depth(topic) for topic in ("*", "a", "a/b")] == [0, 1, 2]
    assert lineage("a/b/c") == ["a/b/c", "a/b", "a", "*"]
    assert lineage("*") == ["*"]
    assert is_own("remit")
    assert is_own("remit/policy")
    assert not is_own("remittance")


# Sums


def entry(name, day, **facts):
    return Entry(name, datetime(2026, 1, day, tzinfo=UTC), to_facts(facts))


def key(day, name=""):
    return (datetime(2026, 1, day, tzinfo=UTC), name)


def test_the_register_finds_what_is_the_same_or_left_out():
    register = Register((entry("c", 3, kind="x"), entry("a", 1, kind="x"), entry("b", 2), entry("d", 4, kind="y")))
    assert [found.id for found in register.entries] == ["a", "b", "c", "d"]
    assert [found.id for found in register.same("kind", "x", key(1), key(9))] == ["a", "c", "b"]
    assert [found.id for found in register.same("kind", "x", key(1, "b"), key(9))] == ["c", "b"]
    assert [found.id for found in register.same("kind", "y", key(1), key(4))] == ["b"]
    assert [found.id for found in register.same("kind", "y", key(1), key(4, "e"))] == ["d", "b"]
    assert [found.id for found in register.same("kind", None, key(2), key(4))] == ["b", "c"]
    assert list(Register().same("kind", None, key(1), key(9))) == []


def test_running_totals_are_made_once():
    register = Register((entry("a", 1, n="1"), entry("b", 2, n="10"), entry("c", 3), entry("d", 4, n="100")))
    asked = []

    def amount(found):
        asked.append(found.id)
        return found.facts.get("n")

    sums = register.sums("n", amount)
    assert sums.between(key(1), key(9)) == 111
    assert sums.between(key(2), key(4)) == 10
    assert sums.between(key(2), key(4, "e")) == 110
    assert sums.between(key(1, "b"), key(2)) == 0
    assert register.sums("n", amount) is sums
    assert asked == ["a", "b", "c", "d"]


# Versions and people


def policy(name="p", start=(2026, 1, 1), **parts):
    return Policy(name, date(*start), path=f"{name}.yml", **parts)


def test_without_a_name_the_one_policy_that_nothing_extends_judges():
    org, team = policy("org"), policy("team", extends="org")
    assert Policies((org, team)).chain(date(2026, 2, 1)).id == "org@2026-01-01 < team@2026-01-01"
    assert Policies((org, team), "org").chain(date(2026, 2, 1)).id == "org@2026-01-01"
    two = Policies((org, policy("other"))).chain(date(2026, 2, 1))
    assert two == NoAnswer("unknown", "no policy is named", "name the lowest one in remit.yml: `policy: <name>`")
    assert Policies(()).chain(date(2026, 2, 1), "x") == NoAnswer(
        "unknown", "there is no policy `x`", "policies here: none"
    )


def test_a_parent_that_is_missing_is_named():
    lonely = Policies((policy("team", extends="org"),))
    assert lonely.chain(date(2026, 2, 1)) == NoAnswer("unknown", "there is no policy `org`", "policies here: team")


def test_a_day_is_looked_up_once():
    policies = Policies((policy(), policy(start=(2026, 3, 1))))
    assert policies.chain(date(2026, 2, 1)) is policies.chain(date(2026, 2, 2))
    assert policies.chain(date(2026, 2, 1)) is not policies.chain(date(2026, 3, 1))


def test_a_name_that_nobody_defined_counts_as_central():
    level = Chain((policy(roles={"a": Role("a", "edge")}),)).lowest
    assert [level.tier(name) for name in ("a", "anyone", "ghost")] == ["edge", "edge", "central"]
    assert level.lowest(("ghost", "a")) == "edge"
    assert level.lowest(()) is None


def test_what_a_policy_says_reaches_its_own_boundaries_and_those_below():
    both, own, low = (
        Boundary("x", ("t",), policy="org"),
        Boundary("y", ("t",), policy="org"),
        Boundary("z", ("t",), policy="team"),
    )
    below = Boundary("x", ("t",), policy="team")
    chain = Chain((policy("org", boundaries=(both, own)), policy("team", extends="org", boundaries=(below, low))))
    org, team = chain.levels
    assert [chain.reaches("x", org, boundary) for boundary in (both, below)] == [True, False]
    assert chain.reaches("org/x", org, both)
    assert chain.reaches("team/x", org, below)
    assert chain.reaches("z", org, low)
    assert not chain.reaches("y", team, own)
    assert not chain.reaches("org/y", team, own)
    assert chain.reaches("z", team, low)
    assert [chain.name(boundary) for boundary in (both, own, low, below)] == ["org/x", "y", "z", "team/x"]


def test_a_role_that_is_its_own_deputy_finds_nobody():
    roles = {"a": Role("a", "edge", deputy=("a",)), "b": Role("b", "edge", deputy=("a", "ben"))}
    level = Chain((policy(roles=roles),)).lowest
    role_holders = RoleHolders(None, date(2026, 2, 1))
    assert role_holders.holders(level, "a") == {}
    assert role_holders.holders(level, "b") == {"ben": "deputy"}
    assert role_holders.holders(level, "ghost") == {}
    assert role_holders.everyone() == {}


def test_holding_by_the_policy_and_by_the_list_add_up():
    people = People((Person("ana"), Person("ben"), Person("cho")), (Hold("a", "ben"), Hold("b", "cho")))
    level = Chain(
        (
            policy(
                roles={
                    "a": Role(
                        "a", "edge", ("ana",), acting=(Acting("cho", date(2026, 2, 1), date(2026, 2, 2), ("t/x",)),)
                    )
                }
            ),
        )
    ).lowest
    role_holders = RoleHolders(people, date(2026, 2, 1))
    assert role_holders.holders(level, "a") == {"cho": "acting", "ana": "holder", "ben": "holder"}
    assert role_holders.holders(level, "a", Boundary("x", ("t",), policy="t")) == {"ana": "holder", "ben": "holder"}
    assert role_holders.everyone() == {"ana": "built-in", "ben": "built-in", "cho": "built-in"}
    assert RoleHolders(people, date(2026, 2, 3)).holders(level, "a") == {"ana": "holder", "ben": "holder"}


def test_the_days_on_which_something_turns():
    people = People(
        (Person("ana", left=date(2026, 1, 9)),),
        (Hold("a", "ana", date(2026, 1, 2), date(2026, 1, 4)), Hold("a", "ana")),
        (Away("ana", date(2026, 1, 6), date(2026, 1, 6)), Away("ana", None, date.max)),
    )
    acting = Acting("ana", date(2026, 1, 2), date(2026, 1, 20))
    version = policy(roles={"a": Role("a", "edge", acting=(acting,))})
    assert [day.day for day in turning_days((version,), people)] == [2, 5, 6, 7, 10, 21]
    assert [day.day for day in turning_days((version,), None)] == [2, 21]


def test_every_reason_for_no_answer_has_its_word():
    def reason(day, *versions, name="p"):
        found = Policies(versions).chain(day, name)
        return found.reason, found.message, found.remedy

    early, day = date(2025, 1, 1), date(2026, 2, 1)
    assert reason(early, policy(start=(2026, 3, 1)), policy()) == (
        "older", "2025-01-01 is before the first version of `p` (2026-01-01)", "decisions before that day are not checked",
    )  # fmt: skip
    assert reason(day, policy(), policy()) == (
        "clash", "p.yml and p.yml start on the same day", "change `in_force: from` of one of them, and its file name",
    )  # fmt: skip
    assert reason(day, policy(until=day)) == (
        "retired",
        "`p@2026-01-01` was retired on 2026-02-01",
        "write a new version: `remit policy new`",
    )
    assert reason(day, policy(extends="p")) == ("circle", "policy `p` extends itself", "remove one `extends`")
    assert reason(day, policy(), policy("q"), name="r") == ("unknown", "there is no policy `r`", "policies here: p, q")
    assert Policies((policy(until=date(2026, 2, 2)),)).chain(day).lowest.policy.name == "p"


def test_a_lower_policy_sees_what_stands_above_it():
    from remit.log.policy import Body, Budget, Stops

    stops = Stops("a", Span(1, "d"))
    above = policy(
        "org", currency="EUR", escalation=("a",), stops=stops, topics={"t": "x"},
        roles={"a": Role("a", "edge")}, bodies={"b": Body("b", "edge")}, budgets={"c": Budget("c", Decimal(1), "year", "a")},
    )  # fmt: skip
    low = Chain((above, policy("team", extends="org", roles={"a": Role("a", "central")}, topics={"u": "y"}))).lowest
    assert (low.currency, low.escalation, low.stops, set(low.topics)) == ("EUR", ("a",), stops, {"t", "u"})
    assert (low.tier("a"), low.above.tier("a"), set(low.bodies), set(low.budgets)) == ("central", "edge", {"b"}, {"c"})
    own = Chain((above, policy("team", extends="org", currency="USD", escalation=("z",)))).lowest
    assert (own.currency, own.escalation, own.rank) == ("USD", ("z",), {"z": 0})

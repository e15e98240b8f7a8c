"""Who stands in while people are away, for which areas roles are held, and policies of which a version cannot be read."""

from datetime import date

import asking
import pytest
from authority_policies import policy_of

from remit.authority.answer import Absence, Answer, Duty, NoAnswer
from remit.authority.procedure.chain import Chain, Level, Policies
from remit.authority.procedure.context import Case, Ground, ground_of
from remit.authority.procedure.decision import deciders, judge
from remit.authority.procedure.question import Question
from remit.authority.procedure.role_holders import RoleHolders
from remit.log.duties import Passes
from remit.log.facts import to_facts
from remit.log.finding import ERROR, Finding
from remit.log.people import People, Scribe, read_people
from remit.log.policy import Unreadable

CLUB = """\
remit: 1
policy: club
in_force: {from: 2026-01-01}
roles:
  lead: {tier: functional, held_by: [ana, ben], acting: [{who: kim, from: 2026-06-01, to: 2026-06-30, except: [club/hire]}]}
  host: {tier: edge, of: town, held_by: [ina], acting: [{who: jo, from: 2026-06-01, to: 2026-06-30}]}
  empty: {tier: functional}
  deputy-head: {tier: functional, held_by: [dia]}
  head: {tier: central, held_by: [cho], deputy: [dia, pia]}
bodies: {board: {tier: central, members: [m1, m2, m3], passes: majority}}
boundaries:
  - {id: hire, topic: hire, decide: lead}
  - {id: rent, topic: rent, decide: lead}
  - {id: roof, topic: roof, decide: head}
  - {id: mast, topic: mast, decide: [lead, deputy-head]}
  - {id: dues, topic: dues, decide: board}
delegations:
  - {id: rents, from_role: lead, to: eva, boundaries: [rent, mast], while_away: true}
  - {id: heads, from_role: deputy-head, to: jo, boundaries: [rent], while_away: true}
  - {id: old, from_role: lead, to: fay, boundaries: [rent], from: 2026-01-01, to_date: 2026-01-31}
  - {id: roofs, from_role: head, to: eva, boundaries: [roof], while_away: true}
escalation: [lead, empty, deputy-head, head]
otherwise: {escalate: head}
"""
PEOPLE = """\
people: {ana: , ben: , cho: , dia: , eva: , fay: , kim: , m1: , m2: , m3: , ina: {team: ulm}, jo: {team: bern}, pia: }
holds: [{role: host, who: jo}, {role: host, who: jo, of: basel}, {role: host, who: pia}]
away: [{who: ana, until: 2026-06-20}, {who: ben}, {who: dia, until: 2026-06-09}]
scribes: [{who: fay, for: [board]}]
"""
DAY = date(2026, 6, 1)
LEVEL = Level(policy_of(CLUB), None)


def holders(*also: str) -> RoleHolders:
    return RoleHolders(read_people(PEOPLE)[0], DAY, frozenset(also))


def absence(*names: str, away: tuple[str, ...] = (), **about: object) -> Absence | None:
    return holders(*away).absence(LEVEL, names, **about)  # type: ignore[arg-type]


def test_the_first_who_is_back_and_the_next_who_is_here_are_named() -> None:
    assert absence("lead") is None  # kim acts
    gone = absence("lead", away=("kim",), above=("empty", "deputy-head", "head"))
    assert gone == Absence(("lead",), ("kim", "ana", "ben"), date(2026, 6, 20), next="head", next_people=("cho",))
    assert absence("lead", away=("kim",), but=("ana", "kim")).who == ("ben",)
    delegated = absence("lead", away=("kim",), delegates=("eva", "fay", "ben"), but=("fay",), above=("head",))
    assert (delegated.deputies, delegated.next) == (("eva",), "")


@pytest.mark.parametrize(
    ("away", "rule", "idle"),
    [
        ((), None, False),
        (("m1",), None, False),
        (("m1", "m2"), None, False),
        (("m1",), Passes(missing_at_most=0), True),
    ],
)
def test_a_body_is_away_where_those_who_are_here_cannot_carry_a_vote(away: tuple[str, ...], rule: Passes | None, idle: bool) -> None:  # fmt: skip
    assert (absence("board", away=away, rule=rule) is not None) == idle


def test_acting_holders_leave_out_what_is_excepted_and_scribes_have_their_bodies() -> None:
    hire, rent, *_ = LEVEL.policy.boundaries
    assert "kim" not in holders().holders(LEVEL, "lead", hire)
    assert "kim" in holders().holders(LEVEL, "lead", rent)
    assert [holders().is_scribe(who, body) for who, body in (("fay", "board"), ("eva", "board"), ("fay", "x"))] == [
        True,
        False,
        False,
    ]
    assert not RoleHolders(People(scribes=(Scribe("fay", ("board",)),)), DAY).is_scribe("ana", "board")


def test_areas_are_those_of_everybody_or_of_one() -> None:
    host = LEVEL.roles["host"]
    assert holders().areas(host) == ["basel", "bern", "ulm"]
    assert holders().areas(host, "jo") == ["basel", "bern"]
    assert holders().areas(host, "pia") == holders().areas(host, "cho") == []


def test_whoever_acts_in_a_role_has_their_own_area() -> None:
    assert "jo" not in holders().of_areas({"town": "ulm"}).holders(LEVEL, "host")
    assert "jo" in holders().of_areas({"town": "bern"}).holders(LEVEL, "host")


def answer(who: str, topic: str, *away: str) -> Answer:
    ground = Ground(Policies([policy_of(CLUB)]), read_people(PEOPLE)[0], absent=frozenset(away))
    found = judge(ground, Question((topic,), to_facts({})), who, asking.NOW)
    assert isinstance(found, Answer)
    return found


def test_the_area_of_a_role_is_not_asked_where_a_body_decides() -> None:
    assert (answer("ana", "dues").goes_to, answer("m1", "dues").answer) == (("board",), "decide-after")


def test_roles_to_which_it_goes_are_told_once_though_a_duty_asks_them_too() -> None:
    ground = Ground(Policies([policy_of(CLUB)]), read_people(PEOPLE)[0], absent=frozenset(("kim",)))
    case = Case(ground, Question(("rent",), {}), "m1", asking.NOW, Chain((policy_of(CLUB),)))
    asked = [Duty("consent", ("lead",)), Duty("consent", ("host",)), Duty("inform", ("deputy-head",))]
    assert [one.roles for one in case.absences(LEVEL, ("lead",), duties=asked)] == [("lead",)]
    assert [one.roles for one in case.absences(LEVEL, ("host",), duties=asked)] == [("lead",)]


def test_a_delegation_while_away_holds_while_all_are_away_whoever_stands_in() -> None:
    assert answer("eva", "rent").answer == "escalate"
    assert answer("eva", "rent", "kim").delegation == "rents"
    assert answer("eva", "roof").answer == "escalate"
    assert answer("eva", "roof", "cho").delegation == "roofs"
    assert [one.deputies for one in answer("m1", "rent", "kim").away] == [("eva",)]
    assert [one.deputies for one in answer("m1", "mast", "kim").away] == [("eva",)]


def test_who_may_decide_is_everybody_who_may_alone_or_after_something_else() -> None:
    ground = ground_of(asking.log())
    assert deciders(ground, "remit/people", asking.NOW) == ("cho",)
    assert deciders(ground, "data", asking.NOW) == ("ana", "cho")
    assert deciders(ground, "style/banned", asking.NOW) == ()
    assert deciders(ground, "data", asking.moment("2025-01-01")) == ()
    assert deciders(Ground(Policies([policy_of(CLUB)]), None), "hire", asking.NOW) == ()


def unread(name: str, start: str | None, remedy: str = "") -> Unreadable:
    at = Finding("L10", "policy-unreadable", ERROR, "p.yml", "bad", remedy, 3, 1)
    return Unreadable(name, date.fromisoformat(start) if start else None, at)


SHOP = "remit: 1\npolicy: shop\nextends: club\nin_force: {{from: {}}}\nboundaries: []\notherwise: {{escalate: head}}\n"


@pytest.mark.parametrize(
    ("broken", "read"),
    [
        (unread("shop", "2026-06-01"), {"2026-05-31": True, "2026-06-01": False, "2026-12-31": False, "2027-01-01": True}),
        (unread("shop", "2026-01-01"), {"2025-12-31": None, "2026-01-01": False, "2027-01-01": True}),
        (unread("shop", "2027-01-01"), {"2026-12-31": True, "2027-01-01": False}),
        (unread("shop", None), {"2026-01-01": False, "2027-01-01": False}),
        (unread("other", "2026-01-01"), {"2026-01-01": True, "2027-01-01": True}),
    ],
)  # fmt: skip
def test_no_version_stands_in_for_one_that_cannot_be_read(broken: Unreadable, read: dict[str, bool | None]) -> None:
    versions = [policy_of(SHOP.format(day)) for day in ("2026-01-01", "2027-01-01")]
    known = Policies(versions, unreadable=(unread("aside", None), broken))
    for day, wanted in read.items():
        found = known.version("shop", date.fromisoformat(day))
        got = None if isinstance(found, NoAnswer) and found.reason == "older" else not isinstance(found, NoAnswer)
        assert got == wanted, day
        if wanted is False:
            said = "policy shop cannot be read: p.yml:3: bad"
            assert found == NoAnswer("unreadable", said, "fix the file")


def test_a_remedy_of_the_file_is_kept_and_a_broken_leaf_is_the_default() -> None:
    club = policy_of(CLUB)
    found = Policies([club], unreadable=(unread("club", "2026-02-01", "write x"),)).chain(DAY)
    assert isinstance(found, NoAnswer)
    assert found.remedy == "write x"
    assert Policies([club], unreadable=(unread("shop", None),)).default == "shop"
    shop = policy_of(SHOP.format("2026-01-01"))
    assert Policies([shop], unreadable=(unread("club", None),)).default == "shop"
    assert Policies([club, shop]).default == "shop"
    assert Policies([club], unreadable=(unread("a", None), unread("b", None))).default == "a"

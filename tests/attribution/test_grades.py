"""How well a commit proves who did something: faces, grades, scribes. No git is asked."""

import pytest
from changes import ORGANISATION, PEOPLE_PATH, POLICY_PATH, RECORD, SETTINGS_PATH, act_path, act_text, log_of, made

from remit.attribution import grades
from remit.attribution.grades import (
    CLAIMED,
    COMMITTED,
    PROVEN,
    asks_for_signatures,
    confirmations,
    faces_of,
    login_of,
    prove,
    scribe_for,
    wanted_for,
)
from remit.log.change import SIGNED, STRANGER, Signature
from remit.log.people import AGENT, People, Person
from remit.log.record import Record
from remit.log.timeline import Identity
from support import PEOPLE, POLICY, SETTINGS, record_text

ANA = Person("ana", emails=("Ana@Example.com", "ana@home.example"), logins=("Ana-Ito",), formerly=("anna",))
BEN = Person("ben", emails=("ben@example.com", "both@example.com"), logins=("ben", "shared"))
CHO = Person("cho", emails=("both@example.com",), logins=("SHARED",))
PEOPLE_OF = People((ANA, BEN, CHO))


@pytest.mark.parametrize(
    ("email", "login"),
    [
        ("ana@users.noreply.github.com", "ana"),
        ("a@users.noreply.github.com", "a"),
        ("123+ana-ito@users.noreply.github.com", "ana-ito"),
        ("+ana@users.noreply.github.com", ""),
        ("-ana@users.noreply.github.com", ""),
        ("ana-@users.noreply.github.com", ""),
        ("ana@users.noreply.github.com.evil.example", ""),
        ("ana@usersxnoreply.github.com", ""),
        ("12-ana.i_to-x@users.noreply.gitlab.com", "ana.i_to-x"),
        ("ana@users.noreply.gitlab.com", ""),
        ("ana.i-t_o@noreply.codeberg.org", "ana.i-t_o"),
        ("x@y@noreply.codeberg.org", ""),
        ("ana@example.com", ""),
        ("", ""),
    ],
)
def test_the_login_that_a_hosts_address_holds(email: str, login: str):
    assert login_of(email) == login


@pytest.mark.parametrize(
    ("email", "who"),
    [
        ("ana@example.com", "ana"),
        ("ANA@EXAMPLE.COM", "ana"),
        ("ana@home.example", "ana"),
        ("ANA-ITO@users.noreply.github.com", "ana"),
        ("7+ben@users.noreply.github.com", "ben"),
        ("shared@users.noreply.github.com", None),
        ("both@example.com", None),
        ("gil@example.com", None),
        ("\u0430na@example.com", None),
        ("\u212aben@example.com", None),
        ("ben@example.com\u0130", None),
        ("", None),
    ],
)
def test_a_face_is_an_address_that_one_person_has(email: str, who: str | None):
    found = faces_of(PEOPLE_OF).of(Identity("Whoever", email))
    assert (found.handle if found else None) == who


def test_every_letter_has_a_small_one_and_no_other_sign_does():
    email = "ABCDEFGHIJKLMNOPQRSTUVWXYZ@x.example"
    everybody = faces_of(People((Person("abc", emails=(email.lower(),)),)))
    assert everybody.of(Identity("", email)) == everybody.people["abc"]


def test_a_line_that_could_not_be_read_is_nobodys():
    assert faces_of(PEOPLE_OF).of(Identity("Ben", "ben@example.com", readable=False)) is None
    assert faces_of(PEOPLE_OF).of(Identity("Ben", "ben@example.com")) == BEN


def test_a_hosts_address_is_the_logins_whoever_writes_it_down():
    thief = Person("eva", emails=("ben@users.noreply.github.com",))
    assert faces_of(People((thief,))).of(Identity("", "ben@users.noreply.github.com")) == thief
    for people in ((thief, BEN), (BEN, thief)):
        assert faces_of(People(people)).of(Identity("", "ben@users.noreply.github.com")) == BEN


def test_a_handle_used_before_is_the_one_of_today():
    assert [faces_of(PEOPLE_OF).handle(name) for name in ("ana", "anna", "ben", "gil")] == ["ana", "ana", "ben", "gil"]


SIGNED_BY = {name: Signature(SIGNED, name) for name in ("ana", "anna", "ben")}


@pytest.mark.parametrize(
    ("who", "by", "signature", "grade"),
    [
        ("ana", "ana", None, COMMITTED),
        ("anna", "ana", None, COMMITTED),
        ("ana", "ben", None, CLAIMED),
        ("gil", "gil", None, CLAIMED),
        ("ana", "ana", SIGNED_BY["ana"], PROVEN),
        ("anna", "ana", SIGNED_BY["anna"], PROVEN),
        ("ana", "ana", SIGNED_BY["ben"], COMMITTED),
        ("ana", "ben", SIGNED_BY["ana"], CLAIMED),
        ("ana", "ana", Signature(STRANGER, "ana"), COMMITTED),
    ],
)
def test_a_commit_proves_who_did_it(who: str, by: str, signature: Signature | None, grade: str):
    commit = made(by)
    proof = prove(who, commit, faces_of(PEOPLE_OF), *filter(None, [signature]))
    assert (proof.grade, proof.author, proof.commit) == (grade, faces_of(PEOPLE_OF).people.get(by), commit.commit)
    assert proof.signature == (signature or Signature("unsigned"))
    assert (proof.scribe, proof.platform) == ("", False)


@pytest.mark.parametrize("host", ["github.com", "gitlab.com", "codeberg.org"])
def test_what_a_host_commits_is_said(host: str):
    assert prove("ana", made("ana", committer=Identity("GitHub", f"noreply@{host}")), faces_of(PEOPLE_OF)).platform
    assert not prove(
        "ana", made("ana", committer=Identity("GitHub", f"noreply@x.{host}")), faces_of(PEOPLE_OF)
    ).platform


BOARD = POLICY.replace(
    "topics:\n",
    """bodies:
  board: {tier: central, members: [cto, dia], passes: majority}
  panel: {tier: central, members: [eva], passes: majority}
topics:
  plan: what comes next
""",
    1,
).replace(
    "boundaries:\n",
    """boundaries:
  - {id: plan, topic: plan, decide: board, grade: signed, why: So.}
  - {id: steps, topic: plan/steps, steps: [{up_to: 5, decide: engineer}, {above: true, decide: panel}], why: So.}
  - {id: limits, topic: plan/limits, limits: {engineer: 5, board: 50}, beyond: panel, why: So.}
  - {id: kept, topic: plan/kept, decide: cto, grade: claimed, why: So.}
  - {id: bare, topic: plan/bare, decide: cto, why: So.}
""",
    1,
)
SCRIBES = (
    PEOPLE.replace("holds:\n", "  aid: {name: Aid, emails: [aid@example.com], kind: agent}\nholds:\n", 1)
    + """scribes:
  - {who: ben, for: [panel]}
  - {who: dia, for: [board]}
  - {who: aid, for: [board]}
"""
)


def log(policy: str = BOARD, people: str | None = SCRIBES, settings: str = SETTINGS, **others: str):
    files = {**ORGANISATION, POLICY_PATH: policy, PEOPLE_PATH: people, SETTINGS_PATH: settings, **others}
    return log_of(files)


def record(**fields: str | None) -> Record:
    return log_of({RECORD: record_text(**fields)}).records[0]


GRADED = SETTINGS + "grades: {edge: claimed, functional: committed, central: signed}\n"
OPEN = {"status": "proposed", "decider": None, "decided": None}


@pytest.mark.parametrize(
    ("fields", "grade"),
    [
        ({"boundary": "bare", "tier": "edge"}, CLAIMED),
        ({"boundary": "bare", "tier": "functional"}, COMMITTED),
        ({"boundary": "bare", "tier": "central"}, PROVEN),
        ({"boundary": "bare", "tier": None}, COMMITTED),
        ({"boundary": None, "tier": "edge"}, CLAIMED),
        ({"boundary": None, "tier": "edge", "topic": "plan"}, PROVEN),
        ({"boundary": "tools", "tier": "edge", "topic": "plan"}, CLAIMED),
        ({"boundary": None, "tier": None, "status": "rejected"}, PROVEN),
        ({"boundary": None, "tier": "edge", "status": "rejected"}, CLAIMED),
        ({"boundary": None, "tier": None}, COMMITTED),
        ({"boundary": "plan", "tier": "edge"}, PROVEN),
        ({"boundary": "acme/plan", "tier": "edge"}, PROVEN),
        ({"boundary": "kept", "tier": "central"}, CLAIMED),
        ({"boundary": "kept", **OPEN}, COMMITTED),
        ({"boundary": "plan", **OPEN}, PROVEN),
        ({"boundary": "bare", "tier": "edge", **OPEN}, COMMITTED),
        ({"boundary": None, "tier": "central", **OPEN}, COMMITTED),
    ],
)
def test_what_verification_a_record_needs(fields: dict[str, str | None], grade: str):
    assert wanted_for(log(settings=GRADED), record(**fields)) == grade


@pytest.mark.parametrize("grade", ["claimed", "committed"])
def test_of_several_boundaries_of_one_name_the_strictest_counts(grade: str):
    other = BOARD.replace("policy: acme", "policy: other").replace("grade: signed", f"grade: {grade}")
    assert wanted_for(log(**{"decisions/policy/other@2026-01-01.yml": other}), record(boundary="plan")) == PROVEN


@pytest.mark.parametrize(
    ("topics", "grade"),
    [
        ("tooling/cache", CLAIMED),
        ("plan, tooling/cache", CLAIMED),  # the first topic's boundary is its own
        ("tooling/cache, plan", PROVEN),
        ("tooling/cache, plan/other", PROVEN),
        ("tooling/cache, plan/other/deep", PROVEN),
        ("tooling/cache, plan/kept", CLAIMED),  # the nearest one says less
        ("tooling/cache, plan/kept/deep/er", CLAIMED),
        ("tooling/cache, plan/bare, plan/kept", CLAIMED),
        ("tooling/cache, plan/kept, plan", PROVEN),
        ("tooling/cache, planned", CLAIMED),
    ],
)
def test_further_topics_ask_for_their_proof(topics: str, grade: str):
    found = record(topic=f"[{topics}]", boundary="tools", tier="edge")
    assert wanted_for(log(settings=GRADED), found) == grade
    everything = "boundaries:\n  - {id: all, topic: '*', decide: cto, grade: committed, why: So.}\n"
    wide = log(BOARD.replace("boundaries:\n", everything, 1), settings=GRADED)
    assert wanted_for(wide, found) == (COMMITTED if topics.endswith("planned") else grade)


def test_without_people_everything_is_claimed():
    assert wanted_for(log(people=None), record(boundary="plan")) == CLAIMED


def test_whether_anything_has_to_be_signed():
    assert asks_for_signatures(log())
    assert not asks_for_signatures(log(POLICY))
    assert asks_for_signatures(log(POLICY, settings=GRADED))
    assert not asks_for_signatures(log(POLICY, settings=SETTINGS + "grades: {edge: claimed}\n"))


@pytest.mark.parametrize(
    ("author", "boundary", "decider", "scribe"),
    [
        ("dia", "plan", "cho", "dia"),  # who holds a role that is a member
        ("dia", "plan", "dia", "dia"),
        ("dia", "plan", "board", "dia"),
        ("dia", "plan", "cto", "dia"),
        ("dia", "acme/plan", "cho", "dia"),
        ("dia", "plan", "eva", ""),  # no member
        ("dia", "plan", None, ""),
        ("dia", "limits", "cho", "dia"),
        ("dia", "bare", "cho", ""),  # no body decides there
        ("dia", "steps", "cho", ""),  # another body does
        ("dia", None, "cho", ""),
        ("ben", "steps", "eva", "ben"),
        ("ben", "limits", "eva", "ben"),
        ("ben", "plan", "cho", ""),
        ("ben", "steps", "ben", "ben"),
        ("eva", "plan", "eva", ""),  # no scribe
        ("aid", "plan", "cho", ""),  # no person
    ],
)
def test_a_scribe_records_what_a_body_decided(author: str, boundary: str | None, decider: str | None, scribe: str):
    found = log()
    assert scribe_for(found, record(boundary=boundary, decider=decider), found.by_handle[author]) == scribe


def test_without_people_or_an_author_there_is_no_scribe():
    known = log().by_handle["dia"]
    assert scribe_for(log(), record(boundary="plan", decider="cho"), None) == ""
    assert scribe_for(log(people=None), record(boundary="plan", decider="cho"), known) == ""
    assert scribe_for(log(people=PEOPLE), record(boundary="plan", decider="cho"), known) == ""
    agent = known._replace(kind=AGENT)
    assert scribe_for(log(), record(boundary="plan", decider="cho"), agent) == ""


def test_who_holds_a_role_by_the_policy_is_a_member_too():
    held = BOARD.replace("  cto: {tier: central}", "  cto: {tier: central, held_by: [gil]}", 1)
    found = log(held)
    assert scribe_for(found, record(boundary="plan", decider="gil"), found.by_handle["dia"]) == "dia"
    role = held.replace(
        "  - {id: bare, topic: plan/bare, decide: cto", "  - {id: bare, topic: plan/bare, decide: legal", 1
    )
    found = log(role, SCRIBES.replace("[board]", "[legal]"))
    for decider, scribe in (("legal", "dia"), ("eva", "dia"), ("gil", ""), ("cho", "")):
        assert scribe_for(found, record(boundary="bare", decider=decider), found.by_handle["dia"]) == scribe, decider


def test_the_confirmations_of_one_person():
    files = {
        act_path(kind, who): act_text(kind, who)
        for kind, who in (("confirmation", "cho"), ("confirmation", "eva"), ("advice", "cho"))
    }
    found = log(**{RECORD: record_text(), **files}).records[0]
    assert [(act.kind, act.who) for act in confirmations(found, "cho")] == [("confirmation", "cho")]


def test_grades_are_ordered():
    assert grades.GRADES == ("claimed", "committed", "signed")

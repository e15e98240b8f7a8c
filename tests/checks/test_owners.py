"""Who owns protected files today, and who could be taken for somebody else."""

from datetime import UTC, datetime

import pytest
from changes import PEOPLE_PATH, POLICY_PATH, RECORD, SETTINGS_PATH, change, known

from remit.checks.owners import Owners, folded, marks, may_decide, taken_from, twin_of
from remit.log.moment import Moment
from remit.log.people import Person
from support import PEOPLE, POLICY, SETTINGS, record_text

NOW = Moment(datetime(2026, 11, 21).date(), datetime(2026, 11, 21, 12, tzinfo=UTC))
RULES = "remit/policy"
CONSENT = POLICY.replace(
    "boundaries:\n", "boundaries:\n  - {id: rules, topic: remit, decide: cto, consent: legal, why: So.}\n", 1
)
UPPER = POLICY.replace("policy: acme", "policy: upper").replace("owner: cto", "owner: legal")


def owners(now: str = "2026-11-21T12:00+00:00", **files: str) -> Owners:
    paths = {"policy": POLICY_PATH, "people": PEOPLE_PATH, "settings": SETTINGS_PATH, "upper": "decisions/policy/upper@2026-01-01.yml"}  # fmt: skip
    of = change({paths[name]: text for name, text in files.items()}, {RECORD: record_text()})
    return Owners(of, known(of, now))


def test_the_owner_of_the_policy_may_and_nobody_else():
    found = owners()
    assert [found.may(who, RULES, (None,)) for who in ("cho", "ana", "gil", "")] == [True, False, False, False]
    assert not owners(policy=CONSENT).may("cho", RULES, (None,)), "not alone"
    assert not owners(people=PEOPLE.replace("who: cho, from: 2026-01-01", "who: cho, from: 2026-11-22")).may(
        "cho", RULES, (None,)
    )
    assert owners("2026-01-01T00:30+00:00").may("cho", RULES, (None,))
    late = "2025-12-31T23:30+00:00"  # the policy is in force on the next day: in Berlin that is already
    assert not owners(late).may("cho", RULES, (None,))
    assert owners(late, settings=SETTINGS + "time_zone: Europe/Berlin\n").may("cho", RULES, (None,))


def test_whoever_owns_every_policy_of_a_file_may():
    found = owners(upper=UPPER)
    assert [found.may("cho", RULES, names) for names in (("acme",), ("upper",), ("acme", "upper"))] == [
        True,
        False,
        False,
    ]
    assert [found.may("eva", RULES, names) for names in (("acme",), ("upper",), ("nothing",))] == [False, True, False]
    assert [entry is None for entry in found.answers("eva", RULES, ("upper", "nothing"))] == [False, True]


def test_who_may_is_said():
    assert owners().owners(RULES, (None,)) == "cto"
    assert owners(upper=UPPER).owners(RULES, ("acme", "upper", "acme", "nothing")) == "cto or legal"
    assert owners().owners(RULES, ("nothing",)) == "nobody under today's policy"


def test_an_ownerless_log():
    assert not owners().ownerless(RULES)
    assert owners(people=PEOPLE.replace("  - {role: cto, who: cho, from: 2026-01-01}\n", "")).ownerless(RULES)


@pytest.mark.parametrize(
    ("who", "fields", "may"),
    [
        ("ben", {}, True),
        ("ana", {"facts": "{amount: 900}"}, True),
        ("ben", {"facts": "{amount: 900}"}, False),
        ("gil", {}, False),
        ("", {}, False),
        ("ana", {"topic": "data/customer", "facts": None, "boundary": "customer-data"}, True),  # after a consent
        ("ben", {"topic": "data/customer", "facts": None, "boundary": "customer-data"}, False),
        ("ana", {"topic": "data/customer", "facts": None, "interested": "[ana]"}, False),
    ],
)
def test_who_could_decide_a_record_today(who: str, fields: dict[str, str], may: bool):
    of = change({}, {RECORD: record_text(**fields)})
    assert may_decide(of, of.after.records[0], who, NOW) is may


def test_nobody_decides_a_record_without_a_policy():
    of = change({POLICY_PATH: None}, {RECORD: record_text()})  # type: ignore[dict-item]
    assert not may_decide(of, of.after.records[0], "ben", NOW)


ALIKE = [
    ("ANA", "ana"),
    ("\uff41na", "ana"),
    ("ﬁn", "fin"),
    ("Straße", "strasse"),
    ("аеорсухіѕјһԁӏвкмтнг", "aeopcyxisjhdlbkmthr"),
    ("αοινκρτυχε", "aoivkptuxe"),
    ("АНА", "aha"),
]


@pytest.mark.parametrize(("text", "plain"), ALIKE)
def test_letters_that_look_the_same_are_one(text: str, plain: str):
    assert folded(text) == plain


PERSON = Person(
    "a.1-x_0", emails=("Ana@Example.com", "7+Ana-Ito@users.noreply.github.com"), logins=("ANA",),
    keys=("ssh-ed25519 AAAA ana@home", "ssh-rsa BBBB"), formerly=("an@x",),
)  # fmt: skip


def test_by_what_a_commit_could_be_taken_for_a_persons():
    assert list(marks(PERSON)) == [
        "address ana@example.com",
        "address 7+ana-ito@users.noreply.github.com",
        "login ana-ito",
        "login ana",
        "key ssh-ed25519 AAAA",
        "key ssh-rsa BBBB",
        "handle alxo",
        "handle anx",
    ]


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ({}, False),
        ({"emails": ("ANA@example.com",)}, True),
        ({"emails": ("\u0430na@example.com",)}, True),
        ({"emails": ("9+ana@users.noreply.github.com",)}, True),
        ({"logins": ("Ana-ito",)}, True),
        ({"keys": ("ssh-rsa BBBB other@host",)}, True),
        ({"keys": ("ssh-rsa CCCC ana@home",)}, False),
        ({"handle": "alx0"}, True),
        ({"formerly": ("anx",)}, True),
        ({"handle": "a.1-x_0", "emails": ("ana@example.com",)}, False),  # herself
    ],
)
def test_a_newcomer_takes_nothing_from_others(fields: dict[str, object], taken: bool):
    found = taken_from(Person("gil", emails=("gil@example.com",))._replace(**fields), (Person("eva"), PERSON))
    assert found == (PERSON if taken else None)


@pytest.mark.parametrize(
    ("path", "twin"),
    [
        ("decisions/People.yml", "decisions/people.yml"),
        ("Decisions/people.yml", "decisions/people.yml"),
        ("DECISIONS/REMIT.YML", "decisions/remit.yml"),
        ("decisions/Policy/acme@2026-01-01.yml", "decisions/policy/acme@2026-01-01.yml"),
        ("decisions/policy/acme.YML", "decisions/policy/acme.yml"),
        ("decisions/people.yml", None),
        ("decisions/policy/acme@2026-01-01.yml", None),
        ("decisions/policy/ACME.yml", None),  # a policy itself
        ("other/People.yml", None),
        ("people.yml", None),
        ("decisionsx/People.yml", None),
        ("decisions/2026/People.yml", None),
        ("src/decisions/People.yml", None),
    ],
)
def test_the_protected_file_that_another_system_would_take_a_path_for(path: str, twin: str | None):
    assert twin_of(path, "decisions") == twin


def test_the_folder_of_a_log_may_have_large_letters():
    assert twin_of("docs/decisions/people.yml", "Docs/Decisions") == "Docs/Decisions/people.yml"
    assert twin_of("Docs/Decisions/people.yml", "Docs/Decisions") is None

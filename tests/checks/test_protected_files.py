"""Who may change the files that say who may decide, and what may come with them: G06, G07, G08 and G21 on values."""

from datetime import date

import pytest
from changes import PEOPLE_PATH, SETTINGS_PATH, act_text, blob
from findings import BASE, act_file, change, file, identity, made_by, proposal_text, said

from remit.log.change import TO_BE, Step
from remit.log.people import People, read_people
from support import PEOPLE, POLICY, POLICY_PATH, SETTINGS, record_text

RECORD = file("k3f9qz")
LOOSE = POLICY.replace("up_to: 500,", "up_to: 5000,").replace("up_to: 5000, decide: platform-lead", "up_to: 9000, decide: platform-lead")  # fmt: skip
ROLE = "  - {role: platform-lead, who: ben, from: 2026-01-01}\n"
LIFTED = record_text(facts="{amount: 900}")


def row(place: str, message: str, remedy: str, path: str = RECORD) -> str:
    return f"{path}{' ' if place else ''}{place}: {message}\n    {remedy}\n"


# -- G06 ---------------------------------------------------------------------------------------------------------------

ONLY_SO = row("decider deciding", "ben may decide this only under the policy, people or settings that this change edits", "merge those first, decided by their owner; then this")  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({}, {RECORD: LIFTED}, ""),
        ({}, {RECORD: LIFTED, POLICY_PATH: LOOSE}, ONLY_SO),
        ({}, {RECORD: record_text(), POLICY_PATH: LOOSE}, ""),
        ({}, {RECORD: record_text(facts="{amount: 90000}"), POLICY_PATH: LOOSE}, ""),
        ({}, {RECORD: LIFTED, file("zzzzzz"): proposal_text("zzzzzz"), PEOPLE_PATH: PEOPLE + ROLE}, ""),
        ({}, {RECORD: record_text(facts="{amount: 900}", consents="[]"), PEOPLE_PATH: PEOPLE + ROLE}, ""),
        ({}, {RECORD: LIFTED, SETTINGS_PATH: SETTINGS.replace("acme", "none")}, ""),
        ({RECORD: proposal_text(facts="{amount: 900}")}, {RECORD: LIFTED, POLICY_PATH: LOOSE}, ONLY_SO),
        ({RECORD: LIFTED}, {RECORD: LIFTED + "More.\n", POLICY_PATH: LOOSE}, ""),
        ({SETTINGS_PATH: SETTINGS.replace("acme", "none")}, {RECORD: LIFTED, POLICY_PATH: LOOSE, SETTINGS_PATH: SETTINGS}, ONLY_SO),
    ],
)  # fmt: skip
def test_no_decision_rests_on_what_the_change_itself_allows(before, after, wanted):
    assert said("G06", change(before, after)) == wanted


def test_the_first_policy_may_come_with_decisions():
    assert said("G06", change({}, {RECORD: LIFTED, POLICY_PATH: LOOSE}, founding=True)) == ""


# -- G21 ---------------------------------------------------------------------------------------------------------------

MERGE_FIRST = "merge the protected file in a separate change first, then the records"


def together(*paths: str, more: str = "", record: str = RECORD) -> str:
    message = f"this protected file changes together with {record}{more}"
    return "".join(row("", message, MERGE_FIRST, path) for path in paths)


ADVICE = act_file("k3f9qz", "advice", "eva")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({}, {RECORD: record_text()}, ""),
        ({}, {POLICY_PATH: LOOSE}, ""),
        ({}, {RECORD: record_text(), POLICY_PATH: LOOSE}, together(POLICY_PATH)),
        ({}, {RECORD: record_text(), POLICY_PATH: LOOSE, PEOPLE_PATH: PEOPLE + ROLE}, together(PEOPLE_PATH, POLICY_PATH)),
        ({}, {RECORD: record_text(), file("aaaaaa"): record_text("aaaaaa"), POLICY_PATH: LOOSE}, together(POLICY_PATH, more=" and 1 more", record=file("aaaaaa"))),
        ({}, {RECORD: record_text(topic="remit/policy"), POLICY_PATH: LOOSE}, ""),
        ({}, {RECORD: record_text(topic="[data, remit/policy]"), POLICY_PATH: LOOSE}, ""),
        ({}, {RECORD: proposal_text(), POLICY_PATH: LOOSE}, ""),
        ({RECORD: record_text()}, {RECORD: record_text(tags="[x]"), POLICY_PATH: LOOSE}, ""),
        ({RECORD: proposal_text()}, {ADVICE: act_text("advice", "eva"), POLICY_PATH: LOOSE}, together(POLICY_PATH)),
        ({RECORD: record_text(), ADVICE: act_text("advice", "eva")}, {ADVICE: act_text("advice", "eva", taken="yes"), POLICY_PATH: LOOSE}, ""),
    ],
)  # fmt: skip
def test_a_protected_file_changes_by_itself(before, after, wanted):
    assert said("G21", change(before, after)) == wanted


def test_the_first_policy_comes_with_all_the_rest():
    assert said("G21", change({}, {RECORD: record_text(), POLICY_PATH: LOOSE}, founding=True)) == ""


# -- G08 ---------------------------------------------------------------------------------------------------------------

DAY, OTHER = date(2026, 11, 21), date(2026, 3, 1)
NEW = f"restore it with `git restore -s {BASE[:12]} -SW -- {POLICY_PATH}`, and add a new version in force from today or later: `remit policy new`"
MOVED = POLICY_PATH.replace("acme@", "a@")
NEXT, NEXT_PATH = (
    POLICY.replace("from: 2026-01-01}\ncurr", "from: 2026-11-01}\ncurr"),
    POLICY_PATH.replace("-01-01", "-11-01"),
)


def history(path: str, what: str, many: str = "1 record was") -> str:
    return row("", f"{many} decided under acme@2026-01-01, {what}", NEW, path)


def overtaken(many: str = "1 record was", of: str = "2026-11-01") -> str:
    message = f"{many} decided under an earlier version in the period that acme@{of} covers"
    return row("in_force from", message, "let it be in force from 2026-11-21 or later", NEXT_PATH)


def until(day: str) -> str:
    return POLICY.replace("in_force: {from: 2026-01-01}", f"in_force: {{from: 2026-01-01, until: {day}}}")


@pytest.mark.parametrize(
    ("after", "days", "wanted"),
    [
        ({POLICY_PATH: LOOSE}, (), ""),
        ({POLICY_PATH: LOOSE}, (date(2025, 3, 1),), ""),
        ({POLICY_PATH: LOOSE}, (DAY,), history(POLICY_PATH, "whose text changed")),
        ({POLICY_PATH: LOOSE}, (DAY, OTHER), history(POLICY_PATH, "whose text changed", "2 records were")),
        ({POLICY_PATH: None, MOVED: LOOSE}, (DAY,), history(MOVED, "whose text changed")),
        ({POLICY_PATH: None, MOVED: POLICY}, (DAY,), ""),
        ({POLICY_PATH: "# New\n" + POLICY + "review_by: 2027-01-01\n"}, (DAY,), ""),
        ({POLICY_PATH: None}, (DAY,), history(POLICY_PATH, "which is gone")),
        ({POLICY_PATH: None}, (), ""),
        ({POLICY_PATH: "remit: 1\npolicy: [\n"}, (DAY,), ""),
        ({POLICY_PATH: until("2026-11-22")}, (DAY,), ""),
        ({POLICY_PATH: until("2026-11-21")}, (OTHER, DAY), history(POLICY_PATH, "whose text changed", "2 records were")),
        ({NEXT_PATH: NEXT}, (date(2026, 10, 31),), ""),
        ({NEXT_PATH: NEXT}, (date(2026, 11, 1),), overtaken()),
        ({NEXT_PATH: NEXT}, (date(2026, 11, 1), date(2026, 11, 20)), overtaken("2 records were")),
        ({NEXT_PATH: NEXT}, (DAY,), ""),
        ({NEXT_PATH: NEXT.replace("policy: acme", "policy: shop")}, (date(2026, 11, 2),), ""),
        (
            {POLICY_PATH: LOOSE, NEXT_PATH: NEXT}, (date(2026, 11, 1),),
            history(POLICY_PATH, "whose text changed") + overtaken(),
        ),
    ],
)  # fmt: skip
def test_a_version_that_judged_stays(after, days, wanted):
    assert said("G08", change({}, after, days=days)) == wanted


def test_of_several_versions_each_is_compared():
    told = change({NEXT_PATH: NEXT}, {NEXT_PATH: NEXT.replace("500", "600")}, days=(date(2026, 11, 2),))
    message = "1 record was decided under acme@2026-11-01, whose text changed"
    assert said("G08", told) == row("", message, NEW.replace("01-01", "11-01"), NEXT_PATH)
    earlier = change({}, {POLICY_PATH: LOOSE, NEXT_PATH: NEXT}, days=(DAY,), founding=True)
    assert said("G08", earlier) == ""


# -- G07 ---------------------------------------------------------------------------------------------------------------

CI = ".github/workflows/ci.yml"
HOST = identity("GitHub <noreply@github.com>")


def no_leave(path: str, who: str = "ben", topic: str = "policy", to: str = "cto", level: str = "") -> str:
    by = f"{who} <{who}@example.com> may not change this file (commit {who[0] * 8}); {to} may"
    return row(level, by, f"ask {to} to commit it, or to decide it: `remit decide TITLE --topic remit/{topic} --covers {path}`", path)  # fmt: skip


def covering(*paths_and_texts: tuple[str, str | None], **fields: str) -> str:
    named = ", ".join(f"{path} {blob(text) if text is not None else 'gone'}" for path, text in paths_and_texts)
    head = {"topic": "remit/policy", "facts": None, "decider": "cho", "tier": "central", "boundary": None}
    return record_text(covers=f"[{named}]", **{**head, **fields})


@pytest.mark.parametrize(
    ("after", "by", "wanted"),
    [
        ({POLICY_PATH: LOOSE}, "cho", ""),
        ({POLICY_PATH: LOOSE}, "ben", no_leave(POLICY_PATH)),
        ({SETTINGS_PATH: SETTINGS + "backdating_days: 90\n"}, "ben", no_leave(SETTINGS_PATH, topic="settings")),
        ({PEOPLE_PATH: PEOPLE + ROLE}, "ben", no_leave(PEOPLE_PATH, topic="people")),
        ({PEOPLE_PATH: PEOPLE + ROLE}, "cho", ""),
        ({POLICY_PATH: LOOSE}, (made_by("ben"), made_by("ben"), made_by("cho"), made_by("dia")), no_leave(POLICY_PATH) + no_leave(POLICY_PATH, "dia")),
        ({POLICY_PATH: LOOSE, SETTINGS_PATH: SETTINGS + "backdating_days: 90\n"}, "ben", no_leave(POLICY_PATH) + no_leave(SETTINGS_PATH, topic="settings")),
        ({POLICY_PATH: LOOSE}, "Mal <m@x>", no_leave(POLICY_PATH, "Mal").replace("Mal <Mal@example.com>", "Mal <m@x>, who is not in people.yml")),
        ({POLICY_PATH: None}, "ben", no_leave(POLICY_PATH)),
        ({"decisions/policy/shop@2026-01-01.yml": POLICY.replace("policy: acme", "policy: shop\nextends: acme")}, "ben", no_leave("decisions/policy/shop@2026-01-01.yml")),
        # decided by a record of the same change
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE))}, {POLICY_PATH: "ben", RECORD: "cho"}, ""),
        ({POLICY_PATH: None, RECORD: covering((POLICY_PATH, None))}, {POLICY_PATH: "ben", RECORD: "cho"}, ""),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, POLICY))}, {POLICY_PATH: "ben", RECORD: "cho"}, no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), topic="remit")}, {POLICY_PATH: "ben", RECORD: "cho"}, ""),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), topic="'*'")}, {POLICY_PATH: "ben", RECORD: "cho"}, no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), topic="[data, remit/policy]")}, {POLICY_PATH: "ben", RECORD: "cho"}, ""),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), decider="zoe")}, {POLICY_PATH: "ben", RECORD: "Zoe <z@x>"}, no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), topic="remit/people")}, {POLICY_PATH: "ben", RECORD: "cho"}, no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), status="rejected")}, {POLICY_PATH: "ben", RECORD: "cho"}, no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE))}, "ben", no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), decider="ben")}, "ben", no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE), decider="ben")}, {POLICY_PATH: "ben", RECORD: "cho"}, no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE))}, {POLICY_PATH: "ben", RECORD: (made_by("cho"), made_by("dia"))}, no_leave(POLICY_PATH)),
        ({POLICY_PATH: LOOSE, RECORD: covering((POLICY_PATH, LOOSE))}, {POLICY_PATH: "ben", RECORD: "Mal <m@x>"}, no_leave(POLICY_PATH)),
    ],
)  # fmt: skip
def test_a_protected_file_is_its_owners(after, by, wanted):
    assert said("G07", change({}, after, by)) == wanted


def test_a_record_that_is_merged_covers_no_later_change():
    before = {RECORD: covering((POLICY_PATH, LOOSE))}
    assert said("G07", change(before, {POLICY_PATH: LOOSE}, "ben")) == no_leave(POLICY_PATH)
    assert (
        said(
            "G07",
            change(
                before,
                {POLICY_PATH: LOOSE, RECORD: before[RECORD].replace("title", "tags: [x]\ntitle")},
                {POLICY_PATH: "ben", RECORD: "cho"},
            ),
        )
        == ""
    )


def test_who_owns_files_outside_is_asked_as_of_settings():
    told = change({}, {RECORD: record_text()}, "ben", touched={CI: (made_by("ben"),)})
    assert said("G07", told) == no_leave(CI, topic="settings")


def test_nobody_is_asked_while_the_log_is_founded_or_judges_nothing():
    assert said("G07", change({}, {POLICY_PATH: LOOSE}, "ben", founding=True)) == ""
    assert said("G07", change({SETTINGS_PATH: SETTINGS.replace("acme", "none")}, {POLICY_PATH: LOOSE}, "ben")) == ""


def test_what_is_staged_is_a_warning_and_what_the_host_squashed_was_judged():
    told = change({}, {POLICY_PATH: LOOSE}, "ben", head=TO_BE)
    assert said("G07", told) == no_leave(POLICY_PATH, level="warning")
    settings = {SETTINGS_PATH: SETTINGS + "merge: squash\n"}
    told = change(settings, {POLICY_PATH: LOOSE}, made_by("ben", committer=HOST), landed=True)
    assert said("G07", told) == ""


UPPER = POLICY.replace("policy: acme", "policy: upper").replace("owner: cto", "owner: legal")
UPPER_PATH = POLICY_PATH.replace("acme", "upper")
LOWER = POLICY.replace("policy: acme", "policy: acme\nextends: upper")


@pytest.mark.parametrize(
    ("old", "new", "by", "wanted"),
    [
        (LOWER, LOWER.replace("500", "600"), "cho", ""),
        (LOWER, LOWER.replace("500", "600"), "eva", no_leave(POLICY_PATH, "eva")),
        (LOWER, POLICY, "cho", no_leave(POLICY_PATH, "cho", to="cto or legal")),
        (POLICY, LOWER, "cho", ""),
        (LOWER, LOWER.replace("policy: acme", "policy: upper").replace("extends: upper\n", ""), "cho", no_leave(POLICY_PATH, "cho", to="cto or legal")),
        (LOWER, LOWER.replace("policy: acme", "policy: new"), "cho", ""),
        (POLICY, POLICY.replace("500", "600"), "cho", ""),
    ],
)  # fmt: skip
def test_a_policy_is_its_own_owners_and_those_of_what_it_leaves(old, new, by, wanted):
    shop = {POLICY_PATH.replace("acme", "shop"): LOWER.replace("policy: acme", "policy: shop")}
    assert said("G07", change({UPPER_PATH: UPPER, POLICY_PATH: old}, {POLICY_PATH: new}, by)) == wanted
    assert said("G07", change({UPPER_PATH: UPPER, POLICY_PATH: old, **shop}, {POLICY_PATH: new}, by)) == wanted


# -- people.yml --------------------------------------------------------------------------------------------------------

GIL = "  gil: {name: Gil, emails: [gil@example.com]}\n"
REFUSED = no_leave(PEOPLE_PATH, topic="people")
UNKNOWN = no_leave(PEOPLE_PATH, "gil", topic="people").replace(
    "gil <gil@example.com>", "Gil <gil@example.com>, who is not in people.yml"
)


def with_people(*persons: str, more: str = "", of: str = PEOPLE) -> str:
    """people.yml with further people, and further lines at its end."""
    return of.replace("holds:\n", "".join(persons) + "holds:\n", 1) + more


def with_key(who: str, text: str, of: str = PEOPLE) -> str:
    """people.yml with something more said of a person."""
    return of.replace(f"[{who}@example.com]", f"[{who}@example.com], {text}", 1)


AWAY = "away:\n  - {who: ben, from: 2026-12-01, until: 2026-12-10}\n"
BOT = with_people("  bot: {name: Bot, emails: [bot@example.com], kind: bot}\n")
ROLES = POLICY.replace("advice: [engineer]", "advice: [engineer, mia]").replace("engineer: {tier: edge}", "engineer: {tier: edge, held_by: [hal], deputy: [ivy], acting: [{who: joy, from: 2026-01-01, to: 2026-12-31}]}").replace(
    "escalation:", "bodies:\n  board: {tier: central, members: [kim], passes: {share: 1/2, of: members}}\n"
    "delegations:\n  - {id: del, from_role: cto, to: lea, boundaries: [tools], from: 2026-01-01, to_date: 2026-12-31}\nescalation:",
)  # fmt: skip


def newcomer(handle: str, more: str = "") -> str:
    return with_people(f"  {handle}: {{name: X, emails: [{handle}@example.com]{more}}}\n")


def end_of(who: str, day: str, of: str = PEOPLE) -> str:
    return of.replace(f"who: {who}, from: 2026-01-01", f"who: {who}, from: 2026-01-01, until: {day}")


@pytest.mark.parametrize(
    ("before", "after", "by", "wanted"),
    [
        # people without a role
        (PEOPLE, with_people(GIL), "ben", ""),
        (PEOPLE, with_people(GIL), "gil", ""),
        (PEOPLE, with_people(GIL), "Gil <GIL@example.com>", ""),
        (PEOPLE, with_people(GIL, "  hal: {name: Hal}\n"), "ben", ""),
        (PEOPLE, with_people(GIL, "  hal: {name: Hal}\n"), "gil", UNKNOWN),
        (PEOPLE, newcomer("hal"), "gil", UNKNOWN),
        (PEOPLE, newcomer("gil", ", formerly: [hal]"), "ben", REFUSED),
        (PEOPLE, with_people(GIL, more="  - {role: engineer, who: gil, from: 2026-11-21}\n"), "ben", REFUSED),
        (PEOPLE, with_people(GIL, more="scribes:\n  - {who: ben, for: [board]}\n"), "ben", REFUSED),
        (PEOPLE, with_people(GIL, more="founded: 2026-11-21\n"), "ben", REFUSED),
        (PEOPLE + "  - {role: engineer, who: gil, from: 2026-01-01}\n", with_people(GIL, more="  - {role: engineer, who: gil, from: 2026-01-01}\n"), "ben", REFUSED),
        (BOT, with_people(GIL, of=BOT), "bot", no_leave(PEOPLE_PATH, "bot", topic="people")),
        # what people.yml says of those who are there
        (PEOPLE, with_key("dia", "logins: [dia]"), "dia", no_leave(PEOPLE_PATH, "dia", topic="people")),
        (PEOPLE, PEOPLE.replace("  dia: {name: Dia Roth, emails: [dia@example.com], team: shop}\n", ""), "ben", REFUSED),
        (PEOPLE, PEOPLE.replace("  - {role: engineer, who: dia, from: 2026-01-01}\n", ""), "ben", REFUSED),
        (PEOPLE, "# Ours\n" + PEOPLE, "ben", ""),
        (PEOPLE, None, "ben", REFUSED),
        # absences
        (PEOPLE, PEOPLE + AWAY, "ben", ""),
        (PEOPLE, PEOPLE + AWAY, "dia", no_leave(PEOPLE_PATH, "dia", topic="people")),
        (PEOPLE + AWAY, PEOPLE, "ben", ""),
        (PEOPLE + AWAY, PEOPLE, "dia", no_leave(PEOPLE_PATH, "dia", topic="people")),
        (PEOPLE, PEOPLE + AWAY.replace("ben", "gil"), "gil", UNKNOWN),
        # leaving
        (PEOPLE, with_key("ben", "left: 2026-11-20"), "ben", ""),
        (PEOPLE, with_key("ben", "left: 2026-11-19"), "ben", REFUSED),
        (PEOPLE, with_key("ben", "left: 2026-12-31"), "ben", ""),
        (PEOPLE, with_key("ben", "left: 2026-12-31"), "dia", no_leave(PEOPLE_PATH, "dia", topic="people")),
        (with_key("ben", "left: 2026-12-31"), with_key("ben", "left: 2026-12-01"), "ben", ""),
        (with_key("ben", "left: 2026-12-01"), with_key("ben", "left: 2026-12-31"), "ben", REFUSED),
        (with_key("ben", "left: 2026-12-01"), PEOPLE, "ben", REFUSED),
        (with_key("ben", "left: 2026-11-01"), with_key("ben", "left: 2026-11-21"), "ben", REFUSED),
        (with_key("ben", "left: 2026-11-19"), with_key("ben", "left: 2026-11-20"), "ben", REFUSED),
        (PEOPLE, end_of("ben", "2026-11-20"), "ben", ""),
        (PEOPLE, end_of("ben", "2026-11-19"), "ben", REFUSED),
        (PEOPLE, end_of("ben", "2026-12-20"), "ben", ""),
        (PEOPLE, end_of("dia", "2026-12-20"), "ben", REFUSED),
        (end_of("ben", "2026-12-01"), PEOPLE, "ben", REFUSED),
        (PEOPLE, with_key("ben", "left: 2026-12-31", end_of("ben", "2026-12-31")), "ben", ""),
    ],
)  # fmt: skip
def test_people_say_of_themselves_that_they_come_and_go(before, after, by, wanted):
    assert said("G07", change({PEOPLE_PATH: before}, {PEOPLE_PATH: after}, by)) == wanted


@pytest.mark.parametrize("handle", ["hal", "ivy", "joy", "kim", "lea", "mia", "engineer", "board", "anyone", "raiser", "legal", "acme"])  # fmt: skip
def test_a_newcomer_takes_no_name_to_which_the_policy_gives_something(handle):
    told = change({POLICY_PATH: ROLES}, {PEOPLE_PATH: newcomer(handle)}, "ben")
    assert said("G07", told) == ("" if handle == "acme" else REFUSED)


TAKES = "{} would have the {} of {}, or one that looks the same"


def taking(handle: str, what: str, whose: str) -> str:
    return row(f"people {handle}", TAKES.format(handle, what, whose), "give them their own", PEOPLE_PATH)


KEYED = with_key("ana", "logins: [ana-ito], keys: ['ssh-ed25519 AAAA ana@home']")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (KEYED, with_people("  gil: {name: Gil, emails: [ANA@example.com]}\n", of=KEYED), taking("gil", "address", "ana")),
        (KEYED, with_people("  gil: {name: Gil, logins: [Ana-Ito]}\n", of=KEYED), taking("gil", "login", "ana")),
        (KEYED, with_people("  gil: {name: Gil, keys: ['ssh-ed25519 AAAA gil']}\n", of=KEYED), taking("gil", "key", "ana")),
        (KEYED, with_people("  an-a: {name: Gil}\n", of=KEYED), taking("an-a", "handle", "ana")),
        (KEYED, with_people("  gil: {name: Gil, formerly: [ben]}\n", of=KEYED), taking("gil", "handle", "ben")),
        (KEYED, with_people(GIL, of=KEYED), ""),
        (KEYED, with_key("ben", "logins: [ana-ito]", KEYED), taking("ben", "login", "ana")),
        (with_key("ben", "logins: [ana-ito]", KEYED), with_key("ben", "logins: [ana-ito, x]", KEYED), ""),
        (KEYED, with_people("  gil: {name: Ana Ito, emails: [ana@example.com], logins: [ana-ito], formerly: [ana]}\n", of=KEYED.replace(KEYED.splitlines(True)[1], "")), ""),
        (KEYED, with_people("  gil: {name: Gil, logins: [ana-ito], emails: [ana@example.com]}\n", of=KEYED), taking("gil", "address", "ana")),
    ],
)  # fmt: skip
def test_nobody_takes_what_others_are_recognised_by(before, after, wanted):
    assert said("G07", change({PEOPLE_PATH: before}, {PEOPLE_PATH: after}, "cho")) == wanted


def test_whoever_takes_it_may_not_even_add_themselves():
    after = with_people("  gil: {name: Gil, emails: [ANA@example.com]}\n", of=KEYED)
    assert (
        said("G07", change({PEOPLE_PATH: KEYED}, {PEOPLE_PATH: after}, "ben"))
        == taking("gil", "address", "ana") + REFUSED
    )


def test_a_file_is_no_twin_of_a_protected_one():
    told = change({}, {"decisions/People.yml": PEOPLE, "decisions/2026/x.md": "x"}, "cho")
    message = "where large and small letters are the same, this file is decisions/people.yml"
    assert said("G07", told) == row("", message, "give it another name, or change that file", "decisions/People.yml")


# -- several commits ---------------------------------------------------------------------------------------------------


def steps(before: str, after: str, *several: tuple[str, str | None, str | None]) -> str:
    """What is said of a change of people.yml by commits of these people, each from a text to a text."""
    told = change({PEOPLE_PATH: before}, {PEOPLE_PATH: after}, [made_by(who) for who, _, _ in several])
    people = tuple(Step(made_by(who), _read(old), _read(new)) for who, old, new in several)
    return said("G07", told._replace(evidence=told.evidence._replace(people=people)))


def _read(text: str | None) -> People | None:
    return read_people(text)[0] if text is not None else None


LEAD = PEOPLE + ROLE


def test_each_commit_is_asked_for_what_it_made_of_people():
    both = with_people(GIL, more=ROLE)
    assert steps(PEOPLE, both, ("cho", PEOPLE, LEAD), ("ben", LEAD, both)) == ""
    assert steps(PEOPLE, both, ("ben", PEOPLE, LEAD), ("cho", LEAD, both)) == REFUSED
    assert steps(PEOPLE, both, ("cho", PEOPLE, LEAD), ("ben", LEAD, both), ("ben", both, LEAD), ("cho", LEAD, both)) == REFUSED  # fmt: skip


def test_what_was_taken_back_was_never_done():
    gone = PEOPLE + AWAY
    assert steps(PEOPLE, PEOPLE + "# x\n", ("ben", PEOPLE, LEAD), ("cho", LEAD, PEOPLE + "# x\n")) == ""
    assert steps(PEOPLE, gone, ("dia", PEOPLE, LEAD), ("cho", LEAD, gone)) == ""
    assert steps(PEOPLE, LEAD, ("dia", PEOPLE, LEAD), ("cho", LEAD, PEOPLE), ("cho", PEOPLE, LEAD)) != ""
    assert steps(LEAD, PEOPLE, ("dia", LEAD, PEOPLE), ("cho", PEOPLE, LEAD), ("cho", LEAD, PEOPLE)) != ""
    odd = with_key("dia", "logins: [dia]")
    assert steps(PEOPLE, LEAD, ("dia", PEOPLE, odd), ("cho", odd, LEAD)) == ""
    assert steps(PEOPLE, LEAD, ("dia", None, odd), ("cho", odd, LEAD)) == "", "compared with the target's"
    assert steps(PEOPLE, LEAD, ("dia", PEOPLE, None), ("cho", None, LEAD)) == ""
    kept = odd + ROLE
    wanted = no_leave(PEOPLE_PATH, "dia", topic="people")
    assert steps(PEOPLE, kept, ("dia", None, odd), ("cho", odd, kept)) == wanted
    told = change({PEOPLE_PATH: PEOPLE}, {PEOPLE_PATH: LEAD}, "ben", people=())
    assert said("G07", told) == REFUSED


def test_what_comes_of_it_all_may_need_nobodys_leave():
    both = with_people(GIL, more=ROLE)
    assert steps(PEOPLE, with_people(GIL), ("ben", PEOPLE, both), ("ben", both, with_people(GIL))) == ""
    assert steps(PEOPLE, both, ("ben", PEOPLE, with_people(GIL)), ("dia", with_people(GIL), both)) == no_leave(PEOPLE_PATH, "dia", topic="people")  # fmt: skip


# -- founding again ----------------------------------------------------------------------------------------------------

EMPTY = PEOPLE.replace("  - {role: cto, who: cho, from: 2026-01-01}\n", "").replace("  - {role: platform-lead, who: ana, from: 2026-01-01}\n", "")  # fmt: skip
AGAIN = EMPTY + "  - {role: cto, who: ben, from: 2026-11-21}\nfounded: 2026-11-21\n"
FOUNDS = row("warning", "ben <ben@example.com> founds this log again (commit bbbbbbbb): nobody is left who may change people.yml", "merge it only if you administer the repository and know who it names", PEOPLE_PATH)  # fmt: skip
NOBODY = row("", "ben <ben@example.com> may not change this file (commit bbbbbbbb), and nobody is left who may", "somebody in people.yml founds the log again, and an administrator of the repository merges it: `remit people holds WHO ROLE --found`", PEOPLE_PATH)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "by", "wanted"),
    [
        (EMPTY, AGAIN, "ben", FOUNDS),
        (EMPTY, with_people(GIL, of=AGAIN), "ben", FOUNDS),
        (EMPTY, AGAIN, "Mal <m@x>", NOBODY.replace("ben <ben@example.com>", "Mal <m@x>, who is not in people.yml").replace("bbbbbbbb", "MMMMMMMM")),
        (with_people("  bot: {name: Bot, emails: [bot@example.com], kind: bot}\n", of=EMPTY), with_people("  bot: {name: Bot, emails: [bot@example.com], kind: bot}\n", of=AGAIN), "bot", NOBODY.replace("ben", "bot")),
        (with_key("ben", "left: 2026-11-20", EMPTY), with_key("ben", "left: 2026-11-20", AGAIN), "ben", NOBODY),
        (with_key("ben", "left: 2026-11-21", EMPTY), with_key("ben", "left: 2026-11-21", AGAIN), "ben", FOUNDS),
        (EMPTY, AGAIN.replace("founded: 2026-11-21\n", ""), "ben", NOBODY),
        (EMPTY + "founded: 2026-11-21\n", AGAIN, "ben", NOBODY),
        (EMPTY + "founded: 2026-11-20\n", AGAIN.replace("founded: 2026-11-21\n", ""), "ben", NOBODY),
        (EMPTY + "founded: 2026-11-20\n", AGAIN, "ben", FOUNDS),
        (EMPTY, with_key("dia", "logins: [dia]", AGAIN), "ben", NOBODY),
        (EMPTY, AGAIN + AWAY.replace("ben", "dia"), "ben", NOBODY),
        (EMPTY, AGAIN + "scribes:\n  - {who: ben, for: [board]}\n", "ben", NOBODY),
        (EMPTY, AGAIN.replace("  - {role: engineer, who: dia, from: 2026-01-01}\n", ""), "ben", NOBODY),
        (EMPTY, None, "ben", NOBODY),
        (EMPTY, with_people(GIL, of=EMPTY), "ben", ""),
    ],
)  # fmt: skip
def test_a_log_without_an_owner_is_founded_again(before, after, by, wanted):
    assert said("G07", change({PEOPLE_PATH: before}, {PEOPLE_PATH: after}, by)) == wanted


def test_a_log_is_founded_by_all_of_a_change():
    told = steps(EMPTY, AGAIN, ("ben", EMPTY, AGAIN), ("ben", AGAIN, with_key("dia", "logins: [dia]", AGAIN)))
    assert told == NOBODY
    assert steps(EMPTY, AGAIN, ("ben", None, AGAIN)) == FOUNDS, "people.yml is compared with the target's"
    other = with_key("dia", "logins: [dia]", EMPTY)
    evas = NOBODY.replace("ben", "eva").replace("b" * 8, "e" * 8)
    assert (
        steps(EMPTY, with_key("dia", "logins: [dia]", AGAIN), ("ben", EMPTY, AGAIN), ("eva", AGAIN, other))
        == FOUNDS + evas
    )
    assert steps(EMPTY, AGAIN, ("eva", EMPTY, other), ("ben", other, with_key("dia", "logins: [dia]", AGAIN))) == FOUNDS
    told = change({PEOPLE_PATH: EMPTY}, {PEOPLE_PATH: AGAIN}, "ben", people=())
    assert said("G07", told) == NOBODY
    staged = change({PEOPLE_PATH: EMPTY}, {PEOPLE_PATH: EMPTY + "founded: 2026-11-21\n"}, "ben", head=TO_BE)
    assert said("G07", staged) == FOUNDS
    staged = change({PEOPLE_PATH: EMPTY}, {PEOPLE_PATH: LEAD}, "ben", head=TO_BE)
    assert said("G07", staged) == NOBODY.replace("people.yml:", "people.yml warning:")
    merging = change({PEOPLE_PATH: EMPTY}, {SETTINGS_PATH: SETTINGS + "merge: squash\n"}, "ben")
    assert said("G07", merging) == no_leave(SETTINGS_PATH, topic="settings")

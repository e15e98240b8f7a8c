"""Who may change the files that say who may decide, and what may come with them: G06, G07, G08 and G21 on values."""

from datetime import date

import pytest
from changes import blob
from findings import (
    BASE,
    PEOPLE_PATH,
    SETTINGS_PATH,
    act_file,
    act_text,
    change,
    file,
    identity,
    made_by,
    proposal_text,
    said,
)  # fmt: skip

from remit.log.change import TO_BE
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
    ],
)  # fmt: skip
def test_a_policy_is_its_own_owners_and_those_of_what_it_leaves(old, new, by, wanted):
    assert said("G07", change({UPPER_PATH: UPPER, POLICY_PATH: old}, {POLICY_PATH: new}, by)) == wanted

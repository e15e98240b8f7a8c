"""Who is said to have decided and acted, against whose commits they are: G01, G02 and G09 on values."""

import pytest
from changes import PEOPLE_PATH, SETTINGS_PATH, act_text
from findings import act_file, change, file, identity, made_by, proposal_text, said

from remit.log.change import SIGNED, STRANGER, TO_BE, UNCHECKED, Signature
from support import PEOPLE, POLICY, POLICY_PATH, SETTINGS, record_text

RECORD = file("k3f9qz")
ACCEPTED = record_text()
OTHERS = PEOPLE.replace(
    "holds:",
    "  bot: {name: Bot, emails: [bot@example.com], kind: bot}\n"
    "  aid: {name: Aid, emails: [aid@example.com], kind: agent}\n"
    "holds:",
) + "scribes:\n  - {who: eva, for: [board]}\n"  # fmt: skip
BOARD = POLICY.replace(
    "escalation:",
    "  - {id: plan, topic: plan, decide: board, why: It concerns everybody.}\n"
    "bodies:\n  board: {tier: central, members: [cto], passes: {share: 1/2, of: members}}\nescalation:",
).replace("topics:\n", "topics:\n  plan: what comes next\n")
WHO = {PEOPLE_PATH: OTHERS, POLICY_PATH: BOARD}
SIGNING = {**WHO, SETTINGS_PATH: SETTINGS + "grades: {edge: signed, central: signed}\n"}
CLAIMING = {SETTINGS_PATH: SETTINGS + "grades: {edge: claimed}\n"}
HOST = identity("GitHub <noreply@github.com>")
PLAN = {"topic": "plan", "facts": None, "decider": "cho", "tier": "central", "boundary": "plan"}


def two(text: str) -> str:
    """What a test says over several lines, without its margin."""
    return "".join(line.removeprefix("    ") + "\n" for line in text.strip("\n").split("\n")[:-1])


def finding(who: str, what: str, remedy: str, path: str = RECORD) -> str:
    return f"{path} {who}: {what}\n    {remedy}\n"


@pytest.mark.parametrize(
    ("after", "by", "wanted"),
    [
        ({RECORD: ACCEPTED}, "ben", ""),
        (
            {RECORD: ACCEPTED}, "dia",
            finding("decider", "the decider is ben, but commit dddddddd, which set it to accepted, is by dia <dia@example.com>", "ask ben to run `remit decide k3f9qz`, or write `decider: dia`"),
        ),
        (
            {RECORD: ACCEPTED}, made_by("dia", merge=True),
            finding("decider", "the decider is ben, but the merge commit dddddddd, which set it to accepted, is by dia <dia@example.com>", "ask ben to run `remit decide k3f9qz`, or write `decider: dia`"),
        ),
        (
            {RECORD: record_text(decider="gil")}, "dia",
            finding("decider", "the decider is gil, but commit dddddddd, which set it to accepted, is by dia <dia@example.com>", "add gil to people.yml first, in a separate change (`remit people add gil`), or name who did it"),
        ),
        (
            {RECORD: ACCEPTED}, "Mallory <m@evil.example>",
            finding("decider", "the decider is ben, but commit MMMMMMMM, which set it to accepted, is by Mallory <m@evil.example>, who is not in people.yml", "if this is ben, add `m@evil.example` to their `emails` in decisions/people.yml, in a separate change; co-author lines and .mailmap do not count"),
        ),
        (
            {RECORD: ACCEPTED}, "Nobody <>",
            finding("decider", "the decider is ben, but commit NNNNNNNN, which set it to accepted, is by Nobody <>, who is not in people.yml", "ask ben to commit it again; co-author lines and .mailmap do not count"),
        ),
        (
            {RECORD: ACCEPTED}, made_by("dia", committer=HOST),
            finding("decider", "the decider is ben, but commit dddddddd, which set it to accepted, is by dia <dia@example.com>", "the Git host's squash or rebase replaced the author: use a merge commit, or set `merge: squash` in remit.yml"),
        ),
        (
            {RECORD: record_text(decider="bot")}, "bot",
            finding("decider", "bot is a bot; only people may decide", "name the person who did it"),
        ),
        (
            {RECORD: record_text(decider="aid")}, "aid",
            finding("decider", "aid is an agent; only people may decide", "name the person who did it"),
        ),
        ({RECORD: record_text(**PLAN)}, "eva", ""),
        ({RECORD: record_text(imported="{from: a.md, format: madr}")}, "dia", ""),
    ],
)  # fmt: skip
def test_a_decision_is_its_deciders(after, by, wanted):
    assert said("G01", change(WHO, after, by)) == wanted


def test_words_that_changed_before_they_were_merged_are_the_deciders_too():
    who, by = made_by("ben"), made_by("dia")
    told = change(WHO, {RECORD: ACCEPTED})
    told = told._replace(evidence=told.evidence._replace(stated={RECORD: {"deciding": (who,), "wording": (who, by)}}))
    message = "the decider is ben, but commit dddddddd, which changed the text, is by dia <dia@example.com>"
    assert said("G01", told) == finding("decider", message, "ask ben to commit this text, or restore what they decided")


@pytest.mark.parametrize(
    ("kind", "who", "by", "wanted"),
    [
        ("advice", "eva", "eva", ""),
        ("advice", "eva", "ana", ("the advice names eva, but commit aaaaaaaa, which added it, is by ana <ana@example.com>", "ask eva to add it themselves, or write `who: ana`")),
        ("''", "eva", "ana", ("the act names eva, but commit aaaaaaaa, which added it, is by ana <ana@example.com>", "ask eva to add it themselves, or write `who: ana`")),
        *((kind, "bot", "bot", ("bot is a bot; only people may respond for people", "name the person who did it")) for kind in ("advice", "consent", "objection", "vote", "ratification", "confirmation", "lift")),
        ("outcome", "bot", "bot", ""),
        ("vote", "cho", "eva", ("the vote names cho, but commit eeeeeeee, which added it, is by eva <eva@example.com>", "ask cho to add it themselves, or write `who: eva`")),
    ],
)  # fmt: skip
def test_an_act_is_its_speakers(kind, who, by, wanted):
    path = act_file("k3f9qz", "x", who)
    told = change({**WHO, RECORD: proposal_text("k3f9qz")}, {path: act_text(kind, who)}, by)
    assert said("G01", told) == (finding("who", *wanted, path) if wanted else "")


def test_what_became_of_an_act_is_the_deciders_word():
    path = act_file("k3f9qz", "advice", "eva")
    told = change(
        {RECORD: ACCEPTED, path: act_text("advice", "eva")}, {path: act_text("advice", "eva", taken="yes")}, "dia"
    )
    message = "`taken` of this advice is the decider's to write (ben), but commit dddddddd, which wrote it, is by dia <dia@example.com>"
    assert said("G01", told) == finding("taken", message, "ask ben to write it", path)


def test_a_grade_that_asks_for_nothing_asks_nobody():
    assert said("G01", change(CLAIMING, {RECORD: ACCEPTED}, "dia")) == ""
    assert said("G01", change({PEOPLE_PATH: None}, {RECORD: ACCEPTED}, "dia")) == ""


def test_what_the_git_host_squashed_was_checked_on_its_branch():
    settings = {SETTINGS_PATH: SETTINGS + "merge: squash\n"}
    by = made_by("dia", committer=HOST)
    assert said("G01", change(settings, {RECORD: ACCEPTED}, by, landed=True)) == ""
    assert said("G01", change(settings, {RECORD: ACCEPTED}, by)) != ""


def test_what_only_the_record_reports_is_asked_once_it_is_committed():
    consent = {
        "topic": "data/customer",
        "facts": None,
        "decider": "ana",
        "tier": "functional",
        "boundary": "customer-data",
    }
    after = {RECORD: record_text(**consent, consents="[{as: legal, who: eva, on: 2026-11-20}]")}
    message = "only ana reports the consent of eva (legal)"
    remedy = "ask eva to run `remit consent k3f9qz`; or set `grades` in remit.yml to `claimed`"
    assert said("G01", change({}, after, "ana")) == finding("consents", message, remedy)
    assert said("G01", change({}, after, "ana", head=TO_BE)) == ""


KEY = "ssh-ed25519 AAAA"


def signature(state: str, **parts: str) -> dict[str, object]:
    return {"signatures": {made_by("ben").commit.id: Signature(state, **parts)}}


SIGN = "ask ben to sign it (`git commit --amend --no-edit -S`, or `git rebase -S`)"


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (signature(SIGNED, who="ben"), None),
        (signature(SIGNED, who="eva"), ("commit bbbbbbbb is signed by eva, not by ben", SIGN)),
        ({}, ("commit bbbbbbbb is not signed, and the signature of ben is required", SIGN)),
        (signature(STRANGER, key="SHA256:x"), ("commit bbbbbbbb is signed with a key that nobody in people.yml has (SHA256:x)", "if it is ben's, add it to their `keys` in people.yml, in a separate change")),
        (signature(UNCHECKED, why="ssh-keygen is missing"), ("the signature of commit bbbbbbbb could not be checked: ssh-keygen is missing", "the signature may be valid: fix what is named and run the check again")),
        ({"head": TO_BE}, None),
    ],
)  # fmt: skip
def test_a_signature_that_is_asked_for_is_the_deciders(shown, wanted):
    told = change(SIGNING, {RECORD: ACCEPTED}, "ben", **shown)
    assert said("G02", told) == (finding("decider", *wanted) if wanted else "")


def test_each_claim_is_asked_for_its_own_signature():
    settings = {**WHO, SETTINGS_PATH: SETTINGS + "grades: {central: signed}\n"}
    after = {
        file("aaaaaa"): record_text("aaaaaa"),
        RECORD: record_text(**{**PLAN, "topic": "tooling", "boundary": "tools"}),
    }
    told = change(settings, after, {file("aaaaaa"): "ben", RECORD: "cho"})
    message = "commit cccccccc is not signed, and the signature of cho is required"
    assert said("G02", told) == finding("decider", message, SIGN.replace("ben", "cho"))


def test_no_signature_is_asked_of_what_needs_none_or_was_not_its_deciders_at_all():
    assert said("G02", change(WHO, {RECORD: ACCEPTED}, "ben")) == ""
    assert said("G02", change(SIGNING, {RECORD: ACCEPTED}, "dia")) == "", "G01 says so"


def test_a_scribe_who_decided_it_themselves_signs_it():
    told = change(SIGNING, {RECORD: record_text(**{**PLAN, "decider": "eva"})}, "eva")
    signed = {"signatures": {made_by("eva").commit.id: Signature(SIGNED, "eva")}}
    assert said("G02", told._replace(evidence=told.evidence._replace(**signed))) == ""
    message = "commit eeeeeeee was recorded by the scribe eva, not signed by eva"
    assert said("G02", told) == finding(
        "decider", message, "ask eva to run `remit confirm k3f9qz` and sign that commit"
    )


SCRIBED = finding(
    "decider",
    "commit eeeeeeee was recorded by the scribe eva, not signed by cho",
    "ask cho to run `remit confirm k3f9qz` and sign that commit",
)


@pytest.mark.parametrize(
    ("who", "by", "state", "wanted"),
    [
        ("cho", "cho", Signature(SIGNED, "cho"), ""),
        ("cho", "cho", Signature(SIGNED, "eva"), SCRIBED),
        ("cho", "cho", None, SCRIBED),
        ("dia", "dia", Signature(SIGNED, "dia"), SCRIBED),
    ],
)
def test_what_a_scribe_recorded_is_confirmed_by_a_signature(who, by, state, wanted):
    path = act_file("k3f9qz", "confirmation", who)
    after = {RECORD: record_text(**PLAN), path: act_text("confirmation", who)}
    signed = {made_by(by).commit.id: state} if state else {}
    told = change(SIGNING, after, {RECORD: "eva", path: by}, signatures=signed)
    assert [
        row for row in said("G02", told).splitlines(True)[:2] if RECORD in row or "confirm" in row
    ] == wanted.splitlines(True)


def test_a_committees_vote_that_its_scribe_recorded_is_confirmed_by_nobody_yet():
    path = act_file("k3f9qz", "vote", "cho")
    text = act_text("vote", "cho").replace("act: vote\n", "act: vote\nbody: board\n")
    told = change({**SIGNING, RECORD: record_text(**PLAN)}, {path: text}, "eva")
    assert said("G01", told) == ""
    message = "commit eeeeeeee was recorded by the scribe eva, not signed by cho"
    assert said("G02", told) == finding(
        "who", message, "ask cho to run `remit confirm k3f9qz` and sign that commit", path
    )


LATE = "say why it is recorded so late: add `late: …`"
READ = "enter the day on which the others could read it"
HAPPENED = "enter the time at which it happened"


def dated(
    key: str, text: str, than: str, remedy: str, path: str = RECORD, of: str = "2026-11-21 by ben <ben@example.com>"
):
    return f"{path} {key}: `{key}` is {text}, {than} commit bbbbbbbb of {of}\n    {remedy}\n"


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, ""),
        ({"decided": "2026-11-22T11:30+00:00"}, ""),
        ({"decided": "2026-11-22T11:31+00:00"}, dated("decided", "2026-11-22T11:31+00:00", "which is after", HAPPENED)),
        ({"decided": "2026-11-23"}, dated("decided", "2026-11-23", "which is after", HAPPENED)),
        ({"decided": "2026-11-13T11:30+00:00"}, ""),
        ({"decided": "2026-11-13T11:29+00:00"}, dated("decided", "2026-11-13T11:29+00:00", "8 days before", LATE)),
        ({"decided": "2026-11-13"}, ""),
        ({"decided": "2026-11-12"}, dated("decided", "2026-11-12", "9 days before", LATE)),
        ({"decided": "2026-11-01", "late": "it lay in a drawer"}, ""),
        ({"decided": "soon"}, ""),
        ({"decided": None}, ""),
    ],
)  # fmt: skip
def test_a_decision_is_dated_when_it_was_committed(fields, wanted):
    assert said("G09", change({}, {RECORD: record_text(**fields)}, "ben")) == wanted


def test_days_and_limits_are_the_settings_own():
    settings = {SETTINGS_PATH: SETTINGS + "time_zone: Asia/Tokyo\nbackdating_days: 2\n"}
    by = made_by("ben", "2026-11-21T20:00+00:00")
    told = change(settings, {RECORD: record_text(decided="2026-11-18")}, by)
    of = "2026-11-22 by ben <ben@example.com>"
    assert said("G09", told) == dated("decided", "2026-11-18", "4 days before", LATE, of=of)
    assert said("G09", change(settings, {RECORD: record_text(decided="2026-11-19")}, by)) == ""


@pytest.mark.parametrize("kind", ["consent", "advice", "objection", "vote", "ratification", "outcome", "stop"])
def test_what_others_say_is_dated_too_where_a_period_depends_on_it(kind):
    path = act_file("k3f9qz", kind, "ben")
    old = act_text(kind, "ben").replace("2026-11-21T11", "2026-11-01T11")
    wanted = (
        dated("on", "2026-11-01T11:00+00:00", "20 days before", READ, path) if kind not in ("outcome", "stop") else ""
    )
    before = {RECORD: proposal_text("k3f9qz")}
    assert said("G09", change(before, {path: old}, "ben")) == wanted
    assert said("G09", change(before, {path: old.replace("\nwho", "\nlate: it was in a letter\nwho")}, "ben")) == ""


def test_advice_may_be_old_when_the_decider_says_what_became_of_it():
    path = act_file("k3f9qz", "advice", "eva")
    old = act_text("advice", "eva").replace("2026-11-21T11", "2026-11-01T11")
    told = change({RECORD: ACCEPTED, path: old}, {path: old.replace("\nwho", "\ntaken: yes\nwho")}, "ben")
    assert said("G09", told) == ""


def stop(on: str = "2026-11-20T09:00+00:00", **fields: str) -> str:
    return act_text("stop", "eva", "It leaks.\n", on=on, topic="tooling/cache", **fields)


STOP = "decisions/stops/cache-eva-p7x2.md"
STOPPED = (
    f"{RECORD} decided deciding: a stop by eva was merged before this decision: eva stopped topic tooling/cache: It leaks\n"
    '    ask cho to lift the stop: run `remit resume --topic tooling/cache --why "..."`\n'
)
EARLIER = record_text(decided="2026-11-20T08:00+00:00")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({STOP: stop()}, {RECORD: EARLIER}, STOPPED),
        ({STOP: stop(), RECORD: proposal_text("k3f9qz")}, {RECORD: EARLIER}, STOPPED),
        ({STOP: stop(), RECORD: EARLIER}, {RECORD: EARLIER + "More.\n"}, ""),
        ({STOP: stop()}, {file("aaaaaa"): proposal_text("aaaaaa"), RECORD: EARLIER}, STOPPED),
        ({STOP: stop()}, {RECORD: record_text(decided="2025-12-01", late="found")}, STOPPED),
        ({STOP: stop(), PEOPLE_PATH: PEOPLE + "  - {role: cto, who: dia, from: 2026-01-01}\n"}, {RECORD: EARLIER}, STOPPED.replace("ask cho", "ask cho or dia")),
        ({STOP: stop()}, {RECORD: record_text()}, ""),
        ({}, {STOP: stop(), RECORD: EARLIER}, ""),
        ({STOP: stop().replace("tooling/cache", "data")}, {STOP.replace("eva", "ben"): stop(), RECORD: EARLIER}, ""),
        ({STOP: stop()}, {RECORD: EARLIER.replace("accepted", "rejected")}, ""),
        ({STOP: stop()}, {RECORD: EARLIER.replace("status", "imported: {from: a.md, format: madr}\nstatus")}, ""),
        ({STOP: stop(), SETTINGS_PATH: SETTINGS.replace("acme", "none")}, {RECORD: EARLIER}, ""),
        (
            {STOP: stop(), PEOPLE_PATH: PEOPLE.replace("  - {role: cto, who: cho, from: 2026-01-01}\n", "")}, {RECORD: EARLIER},
            STOPPED.replace("ask cho", "ask cto"),
        ),
    ],
)  # fmt: skip
def test_an_earlier_time_gets_no_decision_past_a_stop(before, after, wanted):
    assert said("G09", change(before, after, "ben")) == wanted

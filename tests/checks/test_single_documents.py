"""What is wrong with a record, an act or a stop by itself or beside others: G05, G11, G13, G15 to G18 on values."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from changes import PEOPLE_PATH, POLICY_PATH, SETTINGS_PATH, act_text
from findings import act_file, change, file, found, proposal_text, said

from remit.checks import rules
from remit.checks.check import READING, WARNING, Known
from remit.log.policy import read_policy
from remit.log.record import UNREADABLE, unresolved
from remit.log.source import unsafe_file
from support import PEOPLE, POLICY, SETTINGS, record_text

OLD, NEW = file("k3f9qz"), file("m4x8ra")
OLD_ID, NEW_ID = "D-20261121-k3f9qz", "D-20261121-m4x8ra"


def row(place: str, message: str, remedy: str, path: str = NEW, level: str = "error") -> str:
    return f"{path}{place}: {level}: {message}\n    {remedy}\n"


def test_an_id_names_one_file():
    twins = [OLD, file("k3f9qz-a"), file("k3f9qz-b")]
    keep = "keep the one that was merged first; if this is the other one, run `remit renumber {}`"

    def also(path: str) -> str:
        others = ", ".join(sorted(twin for twin in twins if twin != path))
        return row(":2:1", f"{OLD_ID} is also the id of {others}", keep.format(path), path)

    assert found("G05", dict.fromkeys(twins, record_text())) == "".join(map(also, sorted(twins)))
    assert found("G05", {OLD: record_text(), NEW: record_text("m4x8ra")}) == ""


# -- links -------------------------------------------------------------------------------------------------------------

SHOWS = "`remit list` shows the ids"


def old(**fields: str | None) -> str:
    return record_text(**{"status": "superseded", "superseded_by": f"[{NEW_ID}]", **fields})


def new(**fields: str | None) -> str:
    return record_text("m4x8ra", **{"supersedes": f"[{OLD_ID}]", **fields})


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({OLD: old(), NEW: new()}, ""),
        ({OLD: old(superseded_by=None)}, row(":4:1", "the status is superseded, but `superseded_by` is empty", "add `superseded_by: ID`, the id of the newer record", OLD)),
        ({OLD: old(superseded_by=None, imported="{from: a.md, format: madr}")}, ""),
        ({NEW: new(supersedes=NEW_ID)}, row(":12:1", "`supersedes` names the record itself", "name the other record")),
        ({NEW: new(supersedes=f"[{NEW_ID}]")}, row(":12:14", "`supersedes` names the record itself", "name the other record")),
        ({NEW: new()}, row(":12:14", f"`supersedes` names {OLD_ID}, which is not in this log", SHOWS)),
        ({NEW: new(supersedes=None, related=f"[{OLD_ID}]")}, row(":12:11", f"`related` names {OLD_ID}, which is not in this log", SHOWS)),
        ({OLD: record_text(), NEW: new(supersedes=None, related=f"[{OLD_ID}]")}, ""),
        ({NEW: new(supersedes=None, links=f"[{{as: amends, to: {OLD_ID}}}]")}, row(":12:22", f"`links` names {OLD_ID}, which is not in this log", SHOWS)),
        ({OLD: record_text(), NEW: new(supersedes=None, links=f"[{{as: amends, to: {OLD_ID}}}]")}, ""),
        ({OLD: record_text(), NEW: new()}, row(":12:14", f"it supersedes {OLD_ID}, which does not link back", f"run `remit supersede {OLD_ID} --by {NEW_ID}`")),
        ({OLD: record_text(), NEW: new(status="proposed", decider=None, decided=None)}, ""),
        ({OLD: record_text(), NEW: new(status="rejected")}, ""),
        ({OLD: old(), NEW: new(supersedes=None)}, row(":12:17", f"{NEW_ID} does not say that it supersedes this record", f"add `supersedes: [{OLD_ID}]` there, or remove the link here", OLD)),
        ({OLD: old(status="accepted"), NEW: new(supersedes=None, status="proposed")}, row(":12:17", f"{NEW_ID} does not say that it supersedes this record", f"add `supersedes: [{OLD_ID}]` there, or remove the link here", OLD)),
        ({OLD: old(), NEW: new(status="proposed")}, row(":12:17", f"{NEW_ID} is proposed: only an accepted decision supersedes another", f"restore the old status until {NEW_ID} is accepted", OLD)),
        ({OLD: old(), NEW: new(status=None)}, row(":12:17", f"{NEW_ID} is without a status: only an accepted decision supersedes another", f"restore the old status until {NEW_ID} is accepted", OLD)),
        (
            {OLD: old(supersedes=f"[{NEW_ID}]"), NEW: new(superseded_by=f"[{OLD_ID}]", status="superseded")},
            row(":13:14", "it supersedes itself through a circle of links", "remove one of the links", OLD)
            + row(":12:14", "it supersedes itself through a circle of links", "remove one of the links"),
        ),
        ({OLD: "---\nid: [\n---\n", NEW: new()}, ""),
        ({"docs/adr/0001-use-go.md": "# Use Go\n\n## Status\n\nAccepted\n\n## Context\n\nFast.\n\n## Decision\n\nGo.\n", SETTINGS_PATH: SETTINGS + "sources: [{path: docs/adr, format: nygard}]\n", NEW: new(supersedes="[docs/adr/0001-use-go]")}, ""),
    ],
)  # fmt: skip
def test_links_name_records_and_one_another(files, wanted):
    assert found("G11", files) == wanted


def test_a_circle_of_three_is_found_and_what_stands_beside_it_is_passed():
    ids = [file(suffix) for suffix in ("aaaaaa", "bbbbbb", "cccccc")]
    names = [f"D-20261121-{suffix}" for suffix in ("aaaaaa", "bbbbbb", "cccccc")]
    files = {
        path: record_text(
            path[-9:-3],
            status="superseded",
            superseded_by=f"[{names[at - 1]}]",
            supersedes=f"[{NEW_ID}, {names[(at + 1) % 3]}]",
        )
        for at, path in enumerate(ids)
    }
    files[NEW] = old(superseded_by=f"[{', '.join(names)}]").replace(OLD_ID, NEW_ID)
    circle = "it supersedes itself through a circle of links"
    assert found("G11", files).count(circle) == 6, "once for each link of the three"
    assert NEW not in found("G11", files)
    both = {file("aaaaaa"): files[ids[0]].replace(names[1], NEW_ID), NEW: files[NEW]}
    assert circle not in found("G11", both)
    lasso = {ids[0]: files[ids[0]], ids[1]: files[ids[1]].replace(names[2], names[1])}
    assert not [line for line in found("G11", lasso).splitlines() if circle in line], (
        "another's circle is no circle here"
    )


def test_a_circle_is_found_behind_a_link_to_nowhere():
    nowhere = "D-20261121-zzzzzz"
    files = {
        OLD: old(supersedes=f"[{NEW_ID}, {nowhere}]"),
        NEW: new(superseded_by=f"[{OLD_ID}]", status="superseded"),
    }
    assert found("G11", files).count("through a circle of links") == 2


# -- texts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"title": '"Cafés 😀"'}, ""),
        ({"title": '"a\\x1bb"'}, row(":3:1", "`title` contains the unsafe character U+001B", "remove it", OLD)),
        ({"title": '"a\\u202eb"'}, row(":3:1", "`title` contains the unsafe character U+202E", "remove it", OLD)),
        ({"title": '"a\\ud800b"'}, ""),
        ({"tags": '["a\\x7fb"]'}, row(":12:8", "`tags` contains the unsafe character U+007F", "remove it", OLD)),
        ({"body": "a\n\nb\x7fc \x1b\n"}, row(":15", "the text contains the unsafe character U+007F", "remove it", OLD)),
        ({"body": "a\n\nb\u200ec\n"}, row(":15", "the text contains the unsafe character U+200E", "remove it", OLD)),
        ({"body": "a\tb\r\n~\n"}, ""),
    ],
)  # fmt: skip
def test_a_text_shows_what_it_says(fields, wanted):
    assert found("G13", {OLD: record_text(**fields)}) == wanted


SECRETS = [
    ("a private key", "-----BEGIN " + "RSA PRIVATE KEY-----"),
    ("a private key", "-----BEGIN " + "PRIVATE KEY-----"),
    ("an AWS access key", "AKIA" + "A1B2" * 4),
    ("a GitHub token", "ghp_" + "a1" * 18),
    ("a Slack token", "xoxb-" + "1a" * 5),
    ("a JSON web token", "eyJ" + "a1" * 5 + ".eyJ" + "b2" * 5 + "." + "c3" * 5),
]


@pytest.mark.parametrize(("what", "secret"), SECRETS)
def test_a_secret_is_named_and_never_shown(what, secret):
    shown = f"this looks like {what}"
    assert found("G15", {OLD: record_text(body=f"See:\n\n{secret}\n")}) == row(
        ":15", shown, "revoke it, then remove it", OLD
    )
    assert found("G15", {OLD: record_text(body=f"See: ({secret}).\n")}) == row(
        ":13", shown, "revoke it, then remove it", OLD
    )


@pytest.mark.parametrize("near", ["PRIVATE KEY", "AKIA" + "A1B2" * 3, "ghp_" + "a1" * 17, "xoxb-" + "1a" * 4, "eyJ" + "a1" * 9])  # fmt: skip
def test_what_is_shorter_is_no_secret(near):
    assert found("G15", {OLD: record_text(body=f"See: {near}.\n")}) == ""


JWT_IO = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w"


@pytest.mark.parametrize("example", [JWT_IO, "AKIA" + "Q" * 16, "ghp_" + "Example1" * 5])
def test_what_is_plainly_an_example_is_no_secret(example):
    assert found("G15", {OLD: record_text(body=f"See: {example}.\n")}) == ""
    assert found("G15", {OLD: record_text(body=f"See: {example} and AKIA{'A1B2' * 4}.\n")}) != ""


@pytest.mark.parametrize(
    ("whole", "form", "level"),
    [(True, "madr", WARNING), (False, "madr", ""), (True, "remit", ""), (True, "", "")],
)
def test_a_secret_that_stood_in_an_adopted_record_is_a_warning(whole, form, level):
    told = change({}, {OLD: record_text(body=SECRETS[2][1]), STOP: act_text("stop", "eva", SECRETS[2][1])})
    (record,) = told.after.records
    document = record._replace(format=form) if form else record.acts[0]
    check = import_module(f"{rules.__name__}.g15_secret").rule
    known = Known(told.after, datetime(2026, 11, 21, tzinfo=UTC), whole=whole)
    assert [problem.level for problem in check.run(document, known)] == [level]


def test_a_clone_that_lacks_history_fails():
    told = change({}, {OLD: record_text()}, cut_off=True)
    remedy = (
        "fetch the full history: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab)"
    )
    message = "the history can't be checked: this shallow clone lacks part of the change"
    assert said("G16", told) == f"decisions: {message}\n    {remedy}\n"
    assert said("G16", change({}, {OLD: record_text()})) == ""


def test_what_the_readers_report_has_the_code_and_the_name_of_its_check():
    checks = {name[:3].upper(): import_module(f"{rules.__name__}.{name}").rule for name in rules.NAMES}
    reported = [
        UNREADABLE,
        unresolved(OLD, 1)[:2],
        unsafe_file(OLD, "", "")[:2],
        read_policy("[", POLICY_PATH)[1][0][:2],
    ]
    for code, name in reported:
        assert (checks[code].code, checks[code].name, checks[code].scope) == (
            code,
            name,
            READING if code != "L10" else checks[code].scope,
        )


# -- what waits --------------------------------------------------------------------------------------------------------

DECIDE = '`remit decide k3f9qz`, `remit withdraw k3f9qz --why "..."` or `remit defer k3f9qz --why "..."`; `remit may k3f9qz` shows who decides'
WAIT = "proposed {} ago{}"


def waits(days: str, who: str = "; waiting for ben or dia") -> str:
    return row(":4:1", WAIT.format(days, who), DECIDE, OLD, "warning")


NOBODY = PEOPLE.replace("holds:\n", "holds: []\nx:\n").partition("x:")[0]


@pytest.mark.parametrize(
    ("now", "files", "wanted"),
    [
        ("2026-12-21", {}, ""),
        ("2026-12-22", {}, waits("31 days")),
        ("2026-11-23", {SETTINGS_PATH: SETTINGS + "proposed_too_long_days: 1\n"}, waits("2 days")),
        ("2026-11-22", {SETTINGS_PATH: SETTINGS + "proposed_too_long_days: 0\n"}, waits("1 day")),
        ("2026-12-22", {OLD: proposal_text(decider="eva")}, waits("31 days", "; waiting for eva")),
        ("2026-12-22", {SETTINGS_PATH: SETTINGS.replace("acme", "none")}, waits("31 days", "")),
        ("2026-12-22", {PEOPLE_PATH: NOBODY}, waits("31 days", "")),
        ("2026-12-22", {OLD: record_text()}, ""),
    ],
)
def test_a_proposal_waits_for_somebody(now, files, wanted):
    assert found("G17", {OLD: proposal_text(), **files}, f"{now}T12:00+00:00") == wanted


ANSWERED = POLICY.replace("escalation:", "stops: {responder: cto, respond_within: 3d}\nescalation:")
STOP = act_file("k3f9qz", "stop", "eva")
RESPOND = 'respond to it, then lift it: run `remit resume k3f9qz --why "..."`'


def open_stop(more: str = "", level: str = "warning", why: str = " (Look.)", on: str = "2026-11-21T11:00+00:00") -> str:
    return row("", f"stopped by eva on {on}{why}{more}", RESPOND, STOP, level)


@pytest.mark.parametrize(
    ("now", "policy", "stop", "wanted"),
    [
        ("2026-11-21T12:00", POLICY, {}, open_stop()),
        ("2026-12-21T12:00", POLICY, {}, open_stop()),
        ("2026-11-21T12:00", ANSWERED, {}, open_stop("; cto must respond by 2026-11-24T11:00+00:00")),
        ("2026-11-24T11:00", ANSWERED, {}, open_stop("; cto must respond by 2026-11-24T11:00+00:00")),
        ("2026-11-24T11:01", ANSWERED, {}, open_stop("; cto had to respond by 2026-11-24T11:00+00:00", "error")),
        (
            "2026-11-21T12:00",
            ANSWERED,
            {"words": ""},
            open_stop("; cto must respond by 2026-11-24T11:00+00:00", why=""),
        ),
        ("2026-11-24T12:00", ANSWERED, {"on": "soon"}, open_stop(on="an unknown day")),
        ("2026-11-21T12:00", POLICY.replace("2026-01-01", "2026-12-01"), {}, open_stop()),
        ("2026-11-21T12:00", POLICY, {"until": "2026-11-20"}, ""),
    ],
)
def test_a_stop_waits_for_its_responder(now, policy, stop, wanted):
    files = {POLICY_PATH: policy, OLD: record_text(), STOP: act_text("stop", "eva", **stop)}
    assert found("G18", files, f"{now}+00:00") == wanted


def test_a_stop_that_a_record_reports_is_lifted_there():
    text = record_text(stops="[{who: eva, on: 2026-11-20, why: It leaks.}]")
    remedy = "respond to it, then lift it: add `lifted: {who: WHO, on: DAY}` to it in the record"
    assert found("G18", {OLD: text}) == row(":12:9", "stopped by eva on 2026-11-20 (It leaks.)", remedy, OLD, "warning")

"""Who may reject, deprecate, stop, lift and import, and what waits while something is stopped: G19, G20 and G23 on values."""

import pytest
from changes import PEOPLE_PATH, SETTINGS_PATH, act_text
from findings import BASE, act_file, change, file, made_by, proposal_text, said

from support import PEOPLE, POLICY, POLICY_PATH, SETTINGS, record_text

RECORD = file("k3f9qz")
STRANGER = "Mal <m@x>"


def row(place: str, message: str, remedy: str, path: str = RECORD) -> str:
    return f"{path}{' ' if place else ''}{place}: {message}\n    {remedy}\n"


# -- rejecting and deprecating -----------------------------------------------------------------------------------------

REJECTED = {"status": "rejected"}
REFUSED = row("status", "{} may not reject D-20261121-k3f9qz: only somebody who could accept it may", "`remit may k3f9qz` shows who may")  # fmt: skip
CLAIMING = {SETTINGS_PATH: SETTINGS + "grades: {edge: claimed}\n"}
LATER = POLICY.replace("in_force: {from: 2026-01-01}", "in_force: {from: 2026-11-01}")


@pytest.mark.parametrize(
    ("before", "fields", "wanted"),
    [
        ({}, {}, ""),
        ({}, {"decider": "eva"}, REFUSED.format("eva")),
        ({RECORD: proposal_text()}, {"decider": "eva"}, REFUSED.format("eva")),
        ({RECORD: record_text(status="rejected", decider="eva")}, {"decider": "eva", "tags": "[x]"}, ""),
        ({}, {"decider": "eva", "status": "accepted"}, ""),
        ({}, {"decider": None}, ""),
        ({}, {"decider": "eva", "imported": "{from: a.md, format: madr}"}, ""),
        (CLAIMING, {"decider": "eva"}, ""),
        ({PEOPLE_PATH: PEOPLE.replace("who: eva, from: 2026-01-01", "who: eva, from: 2026-01-01}\n  - {role: engineer, who: eva, from: 2026-11-21")}, {"decider": "eva"}, ""),
        ({PEOPLE_PATH: PEOPLE.replace("who: eva, from: 2026-01-01", "who: eva, from: 2026-01-01}\n  - {role: engineer, who: eva, from: 2026-11-21")}, {"decider": "eva", "decided": "2026-11-20"}, REFUSED.format("eva")),
        ({PEOPLE_PATH: PEOPLE.replace("who: eva, from: 2026-01-01", "who: eva, from: 2026-01-01}\n  - {role: engineer, who: eva, from: 2026-11-21")}, {"decider": "eva", "decided": None}, ""),
        ({SETTINGS_PATH: SETTINGS.replace("acme", "none")}, {"decider": "eva"}, ""),
    ],
)  # fmt: skip
def test_whoever_rejects_could_accept(before, fields, wanted):
    assert said("G19", change(before, {RECORD: record_text(**{**REJECTED, **fields})}, "eva")) == wanted


def test_a_rejection_that_others_stated_before_is_not_asked_again():
    told = change({}, {RECORD: record_text(status="rejected", decider="eva")}, "eva", stated={})
    assert said("G19", told) == ""


OLD, ENDED = record_text(facts="{amount: 400}"), record_text(facts="{amount: 400}", status="deprecated")
MINE = "{} <{}@example.com> may not deprecate D-20261121-k3f9qz (commit {})"


def may_not_end(who: str, to: str = "engineer or platform-lead or cto") -> str:
    message = MINE.format(who, who, who[0] * 8) + (f": {to} decides this" if to else "")
    return row("status", message, f"ask {to or 'whoever could decide it'} to run `remit deprecate k3f9qz`")


@pytest.mark.parametrize(
    ("before", "after", "by", "wanted"),
    [
        ({RECORD: OLD}, {RECORD: ENDED}, "ben", ""),
        ({RECORD: OLD}, {RECORD: ENDED}, "ana", ""),
        ({RECORD: OLD}, {RECORD: ENDED}, "eva", may_not_end("eva", "engineer")),
        ({}, {RECORD: ENDED}, "eva", may_not_end("eva", "engineer")),
        ({RECORD: OLD}, {RECORD: ENDED}, (made_by("ben"), made_by("eva"), made_by("eva")), may_not_end("eva", "engineer")),
        ({RECORD: ENDED}, {RECORD: ENDED.replace("title", "superseded_by: [D-20261121-aaaaaa]\ntitle")}, "eva", ""),
        ({RECORD: OLD}, {RECORD: OLD.replace("accepted", "superseded")}, "eva", ""),
        ({RECORD: OLD, **CLAIMING}, {RECORD: ENDED}, "eva", ""),
        ({RECORD: OLD, POLICY_PATH: POLICY.replace("2026-01-01", "2026-12-01")}, {RECORD: ENDED}, "eva", ""),
        ({RECORD: OLD, POLICY_PATH: POLICY.replace("2026-01-01", "2026-12-01")}, {RECORD: ENDED}, STRANGER, may_not_end("Mal", "").replace("Mal <Mal@example.com>", "Mal <m@x>, who is not in people.yml")),
        ({RECORD: OLD.replace("amount: 400", "amount: 4000")}, {RECORD: ENDED.replace("amount: 400", "amount: 4000")}, "ben", may_not_end("ben", "platform-lead")),
    ],
)  # fmt: skip
def test_whoever_deprecates_could_decide(before, after, by, wanted):
    assert said("G19", change(before, after, by)) == wanted


def test_all_who_could_are_named():
    policy = {POLICY_PATH: POLICY.replace("decide: engineer", "decide: [engineer, legal]"), RECORD: OLD}
    by = "Mal <m@x>, who is not in people.yml"
    wanted = may_not_end("Mal", "engineer or legal").replace("Mal <Mal@example.com>", by)
    assert said("G19", change(policy, {RECORD: ENDED}, STRANGER)) == wanted


# -- stopping and lifting ----------------------------------------------------------------------------------------------

STOPS = POLICY.replace("escalation:", "stops: {responder: cto, respond_within: 3d, who: [engineer, legal], lifted_by: [platform-lead, cto]}\nescalation:")  # fmt: skip
ANYONE = STOPS.replace("who: [engineer, legal]", "who: [legal, anyone]")
STOP, LIFT = act_file("k3f9qz", "stop", "eva"), act_file("k3f9qz", "lift", "dia")
ON_TOPIC, LIFT_TOPIC = "decisions/stops/cache-eva-p7x2.md", "decisions/stops/cache-dia-q8y3.md"
UNDO = f"`git restore -s {BASE[:12]} -SW -- {{}}`"


def no_stop(who: str, place: str, what: str, path: str) -> str:
    by = f"{who} <{who}@example.com> may not stop {what} (commit {who[0] * 8}); engineer or legal may"
    return row(place, by, f"take it back with {UNDO.format(path)}, and ask engineer or legal to stop it", path)


def no_lift(who: str, path: str = LIFT, names: str = "cto or platform-lead", of: str = "eva") -> str:
    by = f"{who} <{who}@example.com> may not lift the stop by {of} (commit {who[0] * 8})"
    return row("who", by, f"ask {names} to lift it, or {of}, who raised the stop", path)


REPORTED = record_text(stops="[{who: eva, on: 2026-11-20, why: It leaks.}]")


@pytest.mark.parametrize(
    ("policy", "after", "by", "wanted"),
    [
        (STOPS, {STOP: act_text("stop", "eva")}, "eva", ""),
        (STOPS, {STOP: act_text("stop", "eva")}, "dia", ""),
        (STOPS, {STOP: act_text("stop", "eva")}, "ana", no_stop("ana", "who", "D-20261121-k3f9qz", STOP)),
        (STOPS, {STOP: act_text("stop", "eva")}, (made_by("eva"), made_by("ana")), no_stop("ana", "who", "D-20261121-k3f9qz", STOP)),
        (STOPS, {STOP: act_text("stop", "eva")}, STRANGER, no_stop("Mal", "who", "D-20261121-k3f9qz", STOP).replace("Mal <Mal@example.com>", "Mal <m@x>, who is not in people.yml")),
        (ANYONE, {STOP: act_text("stop", "eva")}, "ana", ""),
        (ANYONE, {STOP: act_text("stop", "eva")}, STRANGER, ""),
        (POLICY, {STOP: act_text("stop", "eva")}, "ana", ""),
        (POLICY.replace("2026-01-01", "2026-12-01"), {STOP: act_text("stop", "eva")}, "ana", ""),
        (STOPS, {ON_TOPIC: act_text("stop", "eva", topic="tooling")}, "ana", no_stop("ana", "who", "tooling", ON_TOPIC)),
        (STOPS, {RECORD: REPORTED}, "ana", no_stop("ana", "stops 0", "D-20261121-k3f9qz", RECORD)),
        (STOPS, {RECORD: REPORTED}, "ben", ""),
    ],
)  # fmt: skip
def test_whoever_stops_is_named_for_that(policy, after, by, wanted):
    assert said("G19", change({POLICY_PATH: policy, RECORD: record_text()}, after, by)) == wanted


STANDING = {RECORD: record_text(), STOP: act_text("stop", "eva")}
NAMED = act_text("lift", "dia", lifts="stop-eva-p7x2")


@pytest.mark.parametrize(
    ("policy", "by", "wanted"),
    [
        (STOPS, "eva", ""),
        (STOPS, "cho", ""),
        (STOPS, "ana", ""),
        (STOPS, "dia", no_lift("dia")),
        (STOPS, (made_by("cho"), made_by("dia"), made_by("ben")), no_lift("dia") + no_lift("ben")),
        (STOPS.replace(", lifted_by: [platform-lead, cto]", ""), "ana", no_lift("ana", names="cto")),
        (POLICY, "eva", ""),
        (POLICY, "cho", ""),
        (POLICY, "dia", no_lift("dia", names="cto")),
        (POLICY, STRANGER, no_lift("Mal", names="cto").replace("Mal <Mal@example.com>", "Mal <m@x>, who is not in people.yml")),
        (STOPS, STRANGER, no_lift("Mal").replace("Mal <Mal@example.com>", "Mal <m@x>, who is not in people.yml")),
    ],
)  # fmt: skip
def test_a_stop_is_lifted_by_those_who_raised_it_or_are_named(policy, by, wanted):
    assert said("G19", change({POLICY_PATH: policy, **STANDING}, {LIFT: NAMED}, by)) == wanted


def test_each_stop_that_a_lift_lifts_is_asked_for():
    own = ON_TOPIC.replace("eva", "dia")
    before = {
        POLICY_PATH: STOPS,
        ON_TOPIC: act_text("stop", "eva", topic="tooling"),
        own: act_text("stop", "dia", topic="tooling"),
    }
    after = {LIFT_TOPIC: act_text("lift", "dia", topic="tooling")}
    assert said("G19", change(before, after, "dia")) == no_lift("dia", LIFT_TOPIC)
    assert said("G19", change(before, {LIFT_TOPIC: act_text("advice", "dia", topic="tooling")}, "dia")) == ""


def test_a_lift_that_was_merged_is_not_asked_again():
    before = {POLICY_PATH: STOPS, **STANDING, LIFT: NAMED}
    assert said("G19", change(before, {LIFT: NAMED.replace("on: ", "taken: yes\non: ")}, "dia")) == ""
    assert said("G19", change(before, {STOP: act_text("stop", "eva", "More.")}, "eva")) == ""


# -- what is stopped ---------------------------------------------------------------------------------------------------

CODE = "services/shop/cart.py"
AFFECTING = record_text(affects="[services/shop/**, docs/*]")


def waits(why: str = ": It leaks.", path: str = CODE) -> str:
    message = f"D-20261121-k3f9qz (Cache orders in Redis) applies to this path and was stopped by eva{why}"
    return row("", message, f"wait until the stop is lifted (`remit resume k3f9qz`), or undo this with {UNDO.format(path)}", path)  # fmt: skip


@pytest.mark.parametrize(
    ("record", "stop", "paths", "wanted"),
    [
        (AFFECTING, act_text("stop", "eva", "It leaks.\n\nBadly."), (CODE,), waits()),
        (AFFECTING, act_text("stop", "eva", ""), (CODE, "docs/a", "README"), waits("") + waits("", "docs/a")),
        (AFFECTING, act_text("stop", "eva"), ("services/other.py", "decisions/2026/x.md"), ""),
        (AFFECTING, act_text("stop", "eva", until="2026-11-20"), (CODE,), ""),
        (record_text(), act_text("stop", "eva"), (CODE,), ""),
        (record_text(affects="['**']"), act_text("stop", "eva"), ("decisions/2026/x.md",), ""),
        (record_text(affects="['**']"), act_text("stop", "eva", "It leaks."), ("decisions.py",), waits(path="decisions.py")),
    ],
)  # fmt: skip
def test_work_on_what_is_stopped_waits(record, stop, paths, wanted):
    told = change({}, {RECORD: record, STOP: stop}, paths=paths)
    assert said("G20", told) == wanted
    standing = change({RECORD: record, STOP: stop}, {})
    reported = standing.after.records
    told = standing._replace(after=standing.after.replace(records=()), stopped=reported)
    assert said("G20", told._replace(evidence=told.evidence._replace(paths=paths))) == wanted


def test_a_stop_that_the_change_lifts_holds_nothing_up():
    stopped = {RECORD: AFFECTING, STOP: act_text("stop", "eva")}
    before = change(stopped, {}).after.records
    assert said("G20", change(stopped, {LIFT: NAMED}, "eva", paths=(CODE,), stopped=before)) == ""
    assert said("G20", change(stopped, {}, "eva", paths=(CODE,), stopped=before)) != ""


# -- importing ---------------------------------------------------------------------------------------------------------

IMPORTED = "{from: docs/adr/1.md, format: madr}"
ELSEWHERE = {"imported": IMPORTED, "decided": "2026-11-01", "raised": "2026-10-01"}
DECIDE = "remove `imported` and decide it: `remit decide ID`"
SHAPE = row("imported", "`imported` has other keys or values than an import writes", f"import it with `remit import PATH`; or {DECIDE}")  # fmt: skip
CLAIMS = row("imported", "a record of this log now claims to be imported", DECIDE)
BEGAN = row("decided", "it was decided {}, after this change began, so it can't be an imported decision", DECIDE)


def no_import(who: str, to: str = "cto") -> str:
    message = f"{who} <{who}@example.com> may not import records (commit {who[0] * 8}); {to} may"
    return row("imported", message, f"ask {to} to import it; or {DECIDE}")


@pytest.mark.parametrize(
    ("before", "fields", "by", "wanted"),
    [
        ({}, {}, "cho", ""),
        ({}, {"imported": None}, "ben", ""),
        ({}, {}, "ben", no_import("ben")),
        ({}, {}, STRANGER, no_import("Mal").replace("Mal <Mal@example.com>", "Mal <m@x>, who is not in people.yml")),
        ({}, {}, (made_by("cho"), made_by("ben"), made_by("ben")), no_import("ben")),
        ({PEOPLE_PATH: None}, {}, "ben", ""),
        ({SETTINGS_PATH: SETTINGS.replace("acme", "none")}, {}, "ben", ""),
        ({}, {"imported": "yes"}, "cho", SHAPE),
        ({}, {"imported": "{from: a.md}"}, "cho", SHAPE),
        ({}, {"imported": "{format: madr}"}, "cho", SHAPE),
        ({}, {"imported": "{from: '', format: madr}"}, "cho", SHAPE),
        ({}, {"imported": "{from: a.md, format: auto}"}, "cho", SHAPE),
        ({}, {"imported": "{from: a.md, format: madr, by: ana}"}, "cho", SHAPE),
        ({}, {"imported": "{from: a.md, format: madr, status: proposed}"}, "cho", ""),
        ({}, {"decided": "2026-11-21T11:29+00:00"}, "cho", ""),
        ({}, {"decided": "2026-11-21T11:30+00:00"}, "cho", BEGAN.format("2026-11-21T11:30+00:00")),
        ({}, {"decided": "2026-11-21"}, "cho", BEGAN.format("2026-11-21")),
        ({}, {"decided": "2026-11-20"}, "cho", ""),
        ({}, {"decided": None}, "cho", ""),
        ({RECORD: record_text()}, {}, "cho", CLAIMS),
        ({RECORD: record_text(**ELSEWHERE)}, {"tags": "[x]"}, "ben", ""),
        ({RECORD: record_text(**ELSEWHERE)}, {"imported": "{from: b.md, format: madr}"}, "cho", CLAIMS),
        ({RECORD: proposal_text(imported=IMPORTED)}, {}, "cho", CLAIMS),
        ({RECORD: record_text(**ELSEWHERE)}, {"imported": None}, "ben", ""),
        ({}, {"imported": "[from, format]"}, "cho", SHAPE),
    ],
)  # fmt: skip
def test_records_are_imported_by_the_logs_owner(before, fields, by, wanted):
    assert said("G23", change(before, {RECORD: record_text(**{**ELSEWHERE, **fields})}, by)) == wanted


@pytest.mark.parametrize(
    ("imported", "wanted"),
    [(IMPORTED, SHAPE), ("{from: a.md, format: madr, status: proposed}", "")],
)
def test_what_is_imported_open_says_so(imported, wanted):
    assert said("G23", change({}, {RECORD: proposal_text(imported=imported)}, "cho")) == wanted


def test_what_was_imported_open_may_change_while_it_is():
    imported = "{from: a.md, format: madr, status: proposed}"
    before, after = proposal_text(imported=imported), proposal_text(imported=imported, tags="[x]")
    assert said("G23", change({RECORD: before}, {RECORD: after}, "ben")) == ""


def test_each_new_record_is_looked_at_and_the_first_commit_counts():
    other = file("aaaaaa")
    before = {other: record_text("aaaaaa")}
    after = {other: record_text("aaaaaa", **ELSEWHERE), RECORD: record_text(**ELSEWHERE)}
    told = change(before, after, {other: "cho", RECORD: "ben"})
    assert said("G23", told) == CLAIMS.replace(RECORD, other) + no_import("ben")
    by = {RECORD: made_by("cho"), PEOPLE_PATH: made_by("cho", "2026-11-01T09:00+00:00")}
    told = change(
        {}, {RECORD: record_text(**{**ELSEWHERE, "decided": "2026-11-02"}), PEOPLE_PATH: PEOPLE + "away: []\n"}, by
    )
    assert said("G23", told) == BEGAN.format("2026-11-02")
    assert said("G23", change({}, {RECORD: record_text(**ELSEWHERE)}, "ben", founding=True)) == ""


def test_a_record_of_another_log_is_not_imported():
    told = change({}, {RECORD: record_text(**ELSEWHERE)}, "ben")
    foreign = tuple(one._replace(format="madr") for one in told.after.records)
    assert said("G23", told._replace(after=told.after.replace(records=foreign))) == ""


def test_days_are_those_of_the_log():
    settings = {SETTINGS_PATH: SETTINGS + "time_zone: Pacific/Auckland\n"}
    by = made_by("cho", "2026-11-20T11:30+00:00")  # half past midnight on the 21st there
    told = change(settings, {RECORD: record_text(**{**ELSEWHERE, "decided": "2026-11-20"})}, by)
    assert said("G23", told) == ""

"""T12 to T17: nobody changes the rules and plays by them in one step."""

import time

import pytest
from story import bare, codes, found, rows, with_person

from support import PEOPLE, POLICY, POLICY_PATH, SETTINGS, Repo


def promote(repo: Repo, who: str = "ben") -> None:
    """Somebody makes themselves cto."""
    repo.write("decisions/people.yml", PEOPLE + f"  - {{role: cto, who: {who}, from: 2026-01-01}}\n")
    repo.commit("Make me cto", who=who)


def decide_high(repo: Repo) -> None:
    repo.record(decider="ben", tier="central", facts="{amount: 9000}")
    repo.commit("Decide", who="ben")


def test_t12_policy_before_decision(repo: Repo):
    repo.branch("work")
    promote(repo)
    decide_high(repo)
    said = {row["code"]: row for row in rows(repo) if row["level"] == "error"}
    assert said["G06"]["message"] == (
        f"ben may decide this only under the policy, people or settings that this change edits (commit {repo.head[:8]} by ben <ben@example.com>)"
    )
    assert said["G07"]["message"].endswith("may not change this file (commit {}); cto may".format(
        repo.git("rev-parse", "HEAD~1")[:8]))  # fmt: skip
    assert {"G06", "G07", "G21"} <= set(said)


def test_t12_split_over_two_changes_the_first_still_needs_the_owner(repo: Repo):
    repo.branch("work")
    promote(repo)
    assert codes(repo) == ["G07"]


def test_t12_the_owner_may_or_decides_it_for_somebody_else(repo: Repo):
    repo.branch("work")
    promote(repo, "cho")
    assert codes(repo) == []
    repo.git("switch", "-q", "-c", "other", "main")
    promote(repo)
    assert codes(repo) == ["G07"]
    repo.record(
        "m4x8ra", title="Make ben cto", decider="cho", topic="remit/people", tier="central", boundary=None, facts=None,
        covers=f'["decisions/people.yml {repo.git("rev-parse", "HEAD:decisions/people.yml").strip()}"]',
    )  # fmt: skip
    repo.commit("Ben becomes cto", who="cho")
    assert "G07" not in codes(repo)


def test_t12_a_record_that_somebody_forged_does_not_cover_a_guard(repo: Repo):
    repo.branch("work")
    repo.record(
        "m4x8ra", title="Make ben cto", decider="cho", topic="remit/people", tier="central", boundary=None, facts=None
    )
    promote(repo)
    assert {"G01", "G07"} <= set(codes(repo))


def test_t12_a_new_person_without_a_role_needs_nobody(repo: Repo):
    repo.branch("work")
    repo.write(
        "decisions/people.yml", PEOPLE.replace("holds:", "  fay: {name: Fay Bo, emails: [fay@example.com]}\nholds:", 1)
    )
    repo.commit("Welcome fay", who="dia")
    assert codes(repo) == []
    repo.write(
        "decisions/people.yml",
        PEOPLE.replace(
            "holds:", "  fay: {name: Fay Bo, emails: [fay@example.com]}\nholds:\n  - {role: legal, who: fay}", 1
        ),
    )
    repo.commit("And make her legal", who="dia")
    assert codes(repo) == ["G07"]


def test_t12_a_new_person_takes_no_name_to_which_the_policy_gives_something(repo: Repo):
    repo.write(POLICY_PATH, POLICY.replace("{above: true, decide: cto}", "{above: true, decide: [cto, gil]}"))
    repo.commit("Gil comes next month", who="cho")
    for handle in ("gil", "engineer", "anyone"):
        repo.git("switch", "-q", "-C", "work", "main")
        person = f"  {handle}: {{name: Fay Bo, emails: [fay@example.com]}}\nholds:"
        repo.write("decisions/people.yml", PEOPLE.replace("holds:", person, 1))
        repo.commit("Welcome", who="dia")
        assert codes(repo) == ["G07"]


def test_t12_one_s_own_absence_needs_nobody_and_anothers_does(repo: Repo):
    for who, wanted in (("ana", []), ("dia", ["G07"])):
        repo.git("switch", "-q", "-c", f"by-{who}", "main")
        repo.write("decisions/people.yml", PEOPLE + "away:\n  - {who: ana, from: 2026-12-01, until: 2026-12-10}\n")
        repo.commit("Away", who=who)
        assert codes(repo) == wanted


def test_t12_a_newcomer_adds_themselves_without_a_role_and_nobody_else(repo: Repo):
    repo.branch("work")

    def checked(lines: str, more: str = "") -> list[str]:
        repo.write("decisions/people.yml", PEOPLE.replace("holds:", f"{lines}holds:", 1) + more)
        repo.commit("Somebody new", who="fay")
        found = codes(repo)
        repo.git("reset", "-q", "--hard", "main")
        return found

    fay = "  fay: {emails: [fay@example.com]}\n"
    assert checked(fay) == []
    assert checked(fay, "  - {role: engineer, who: fay}\n") == ["G07"]
    assert checked("  gil: {emails: [gil@example.com]}\n") == ["G07"]
    assert checked(f"{fay}  gil: {{emails: [gil@example.com]}}\n") == ["G07"]
    assert checked("  fay: {emails: [fay@example.com, gil@example.com]}\n") == ["G07"]


def test_t12_one_s_own_leaving_needs_nobody_from_today_on(repo: Repo):
    repo.branch("work")

    def checked(who: str, left: str, until: str, by: str) -> list[str]:
        person = f"  {who}: {{name: Dia Roth, emails: [dia@example.com], team: shop"
        hold = f"{{role: engineer, who: {who}, from: 2026-01-01"
        text = PEOPLE.replace(person, f"{person}, left: {left}").replace(hold, f"{hold}, until: {until}")
        repo.write("decisions/people.yml", text)
        repo.commit("Leave", who=by)
        found = codes(repo)
        repo.git("reset", "-q", "--hard", "main")
        return found

    assert checked("dia", "2026-12-31", "2026-12-31", by="dia") == []
    assert checked("dia", "2026-12-31", "2026-12-31", by="ben") == ["G07"]
    assert checked("dia", "2026-12-31", "2026-03-01", by="dia") == ["G07"], "nobody undoes what they decided"
    assert checked("dia", "2026-03-01", "2026-12-31", by="dia") == ["G07"]


def ownerless(repo: Repo, otherwise: str) -> None:
    """The only owner has left; a branch on which people.yml is to be changed."""
    repo.write(POLICY_PATH, POLICY.replace("otherwise: {escalate: platform-lead}", f"otherwise: {otherwise}"))
    repo.write("decisions/people.yml", PEOPLE.replace("who: cho, from: 2026-01-01", "who: cho, until: 2026-11-01"))
    repo.commit("The owner left", who="cho")
    repo.branch("work")


def test_t98_without_an_owner_those_whom_otherwise_names_change_people(repo: Repo):
    ownerless(repo, "{escalate: platform-lead}")
    promote(repo, "dia")
    repo.commit("An owner", who="ben")
    assert codes(repo) == ["G07"]
    repo.git("reset", "-q", "--hard", "main")
    repo.write(
        "decisions/people.yml", repo.read("decisions/people.yml") + "  - {role: cto, who: dia, from: 2026-11-20}\n"
    )
    repo.commit("An owner", who="ana")
    assert codes(repo) == []
    repo.write(POLICY_PATH, repo.read(POLICY_PATH).replace("up_to: 500,", "up_to: 900,"))
    repo.commit("More than that", who="ana")
    assert codes(repo) == ["G07"]


def test_t98_an_ownerless_log_is_founded_again_and_that_is_said_loudly(repo: Repo):
    ownerless(repo, "{decide: anyone}")
    people = repo.read("decisions/people.yml")

    def checked(text: str, who: str = "ben") -> tuple[int, str]:
        repo.write("decisions/people.yml", text)
        repo.commit("An owner", who=who)
        code, out, _ = repo.remit("check", "--range", "main..HEAD")
        repo.git("reset", "-q", "--hard", "HEAD~1")
        return code, out

    owner, day = "  - {role: cto, who: dia, from: 2026-11-20}\n", "founded: 2026-11-20\n"
    code, out = checked(people + owner)
    assert code == 1
    assert "and nobody is left who may" in out
    assert "`remit people holds WHO ROLE --found`" in out
    code, out = checked(people + owner + day)
    assert code == 0
    assert "warning G07 policy-owner: ben <ben@example.com> founds this log again" in out
    assert checked(people + owner + day, who="mallory")[0] == 1, "a stranger founds nothing"
    taken = people.replace("  - {role: legal, who: eva, from: 2026-01-01}\n", "")
    assert checked(taken + owner + day)[0] == 1, "a founding takes nothing away"
    repo.git("switch", "-q", "main")
    repo.write("decisions/people.yml", people + owner + day)
    repo.commit("Founded", who="ben")
    repo.git("switch", "-q", "-C", "work")
    code, out = checked(people + owner + owner.replace("dia", "ben") + "founded: 2026-11-21\n")
    assert code == 1
    assert "cto may" in out


def test_t12_a_file_of_one_policy_cannot_hold_another(repo: Repo):
    shop = POLICY.replace("policy: acme", "policy: shop\nextends: acme").replace("owner: cto", "owner: engineer")
    repo.write("decisions/policy/shop@2026-01-01.yml", shop)
    repo.commit("A policy of the shop's own", who="cho")
    repo.branch("work")
    repo.write(
        "decisions/policy/shop@2026-11-22.yml",
        POLICY.replace("owner: cto", "owner: engineer").replace("2026-01-01", "2026-11-22"),
    )
    repo.commit("Ours now", who="ben")
    assert "G07" in codes(repo)


def test_t13_revoked_authority_via_an_old_branch(repo: Repo):
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    assert codes(repo) == []
    repo.git("switch", "-q", "main")
    repo.write("decisions/people.yml", PEOPLE.replace("  - {role: engineer, who: ben, from: 2026-01-01}\n", ""))
    repo.commit("Ben moves on", who="cho")
    repo.git("switch", "-q", "work")
    assert set(codes(repo)) & {"P01", "P12"}


def test_t14_guards_alone(repo: Repo):
    repo.write(".pre-commit-config.yaml", "repos: [{repo: remit, hooks: [{id: remit}]}]\n")
    repo.write(".github/workflows/decisions.yml", "jobs: {check: {steps: [{run: remit check}]}}\n")
    repo.commit("Gates", who="cho")
    for path in (".pre-commit-config.yaml", ".github/workflows/decisions.yml", "decisions/people.yml"):
        repo.git("switch", "-q", "-C", "work", "main")
        if path.endswith("people.yml"):
            repo.write(path, with_person("ben", keys='["ssh-ed25519 AAAA"]'))
        else:
            repo.git("rm", "-q", path)
        repo.record()
        repo.commit("Take the gate away and walk through", who="ben")
        assert {("G07", path), ("G21", path)} == {(row["code"], row["path"]) for row in rows(repo)}


@pytest.mark.parametrize(
    "path", ["lefthook.yml", ".husky/pre-commit", "bitbucket-pipelines.yml", ".cirrus.yml", "CODEOWNERS"]
)
def test_t14_a_hook_a_ci_file_and_who_reviews_the_log(repo: Repo, path: str):
    repo.write(path, "/decisions/ @acme/leads\n" if path == "CODEOWNERS" else "run: remit check\n")
    repo.commit("Gate", who="cho")
    repo.branch("work")
    repo.write(path, "* @dia\n")
    repo.commit("No gate", who="dia")
    assert codes(repo) == ["G07"]


def test_t14_other_ci_files_are_nobodys_guard(repo: Repo):
    repo.write(".github/workflows/deploy.yml", "paths-ignore: ['decisions/**']\n")
    repo.commit("Deploys", who="cho")
    repo.branch("work")
    repo.write(".github/workflows/deploy.yml", "jobs: {deploy: {}}\n")
    repo.record()
    repo.commit("Decide and do", who="ben")
    assert codes(repo) == []


def test_t15_self_approval(repo: Repo):
    repo.branch("work")
    fields = {
        "decider": "ana",
        "topic": "data/customer",
        "boundary": "customer-data",
        "tier": "functional",
        "facts": None,
    }
    repo.record(**fields, consents="[{as: legal, who: ana, on: 2026-11-20}]")
    repo.commit("Decide", who="ana")
    assert {"P02", "P03"} & set(codes(repo))


def test_t15_a_reported_consent_is_only_claimed_and_an_act_proves_it(repo: Repo):
    repo.branch("work")
    fields = {
        "decider": "ana",
        "topic": "data/customer",
        "boundary": "customer-data",
        "tier": "functional",
        "facts": None,
    }
    repo.proposal("k3f9qz", topic="data/customer", facts=None)
    repo.commit("Propose", who="ana")
    repo.record(**fields, consents="[{as: legal, who: eva, on: 2026-11-20}]")
    reported = repo.commit("Decide", who="ana")
    assert bare(repo) == [("G01", "only ana reports the consent of eva (legal)")]
    repo.git("reset", "-q", "--hard", f"{reported}~1")
    repo.act("k3f9qz", "consent", "eva", **{"as": "legal", "on": "2026-11-21T09:00+00:00"})
    repo.commit("Consent", who="eva")
    repo.record(**fields)
    repo.commit("Decide", who="ana")
    assert found(repo) == []


def test_t16_a_pattern_never_costs_more_than_its_length(repo: Repo):
    from remit.log.globs import matches

    start = time.process_time()
    assert not matches("*a" * 190 + "b", "a" * 5000)
    assert not matches("**/" * 130 + "x", "/".join("a" * 500))
    assert not matches("*a" * 300, "a" * 5000)  # longer than any glob may be
    repo.record(affects='["' + "*a" * 190 + 'b"]')
    repo.commit("Decide", who="ben")
    repo.act("k3f9qz", "stop", "dia", "Wait.\n")
    repo.commit("Stop", who="dia")
    repo.branch("work")
    repo.write("a" * 200, "x\n")
    repo.commit("Code", who="ben")
    assert [code for code in codes(repo) if code == "G20"] == []
    assert time.process_time() - start < 5


def test_t17_the_founding_change_is_judged_by_itself(empty_repo: Repo):
    repo = empty_repo
    repo.write("README", "hello\n")
    repo.commit("Begin")
    repo.branch("work")
    repo.organisation()
    repo.record()
    repo.commit("Decide", who="ben")
    assert codes(repo) == []
    repo.record("m4x8ra", decider="cho")
    repo.commit("Decide", who="ben")
    assert "G01" in codes(repo)


def test_t17_no_policy_is_never_fine(repo: Repo):
    repo.git("rm", "-q", POLICY_PATH)
    repo.commit("No policy", who="cho")
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    code, out, err = repo.remit("check", "--range", "main..HEAD")
    assert (code, out) == (1, "")
    assert "there is no policy" in err


def test_t17_an_unreadable_policy_fails_closed(repo: Repo):
    repo.write(POLICY_PATH, POLICY.replace("otherwise:", "otherwize:"))
    repo.commit("A slip", who="cho")
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    code, out, err = repo.remit("check", "--range", "main..HEAD")
    assert (code, out) == (1, "")
    assert err.startswith(f"remit: nothing can be checked: on the target branch, {POLICY_PATH} line ")
    assert repo.remit("check").code == 1
    repo.write(POLICY_PATH, POLICY)
    assert repo.remit("check").code == 1, "what judges is still the target's"


def test_policy_history_stays(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 400,"))
    repo.commit("Change the past", who="cho")
    assert bare(repo) == [("G08", "1 record was decided under acme@2026-01-01, whose text changed")]
    repo.write(POLICY_PATH, POLICY.replace("title:", "# who\nreview_by: 2027-01-01\ntitle:"))
    repo.commit("Only layout", who="cho")
    assert found(repo) == []
    repo.write(
        "decisions/policy/acme@2026-11-22.yml",
        POLICY.replace("2026-01-01", "2026-11-22").replace("up_to: 500,", "up_to: 400,"),
    )
    repo.commit("A new version", who="cho")
    assert found(repo) == []


def test_a_new_version_cannot_begin_before_what_was_decided(repo: Repo):
    repo.record(decided="2026-11-10", raised=None)
    repo.commit("Decide", who="ben", at="1794300000 +0000")
    repo.branch("work")
    repo.write("decisions/policy/acme@2026-11-01.yml", POLICY.replace("2026-01-01", "2026-11-01"))
    repo.commit("From this month", who="cho")
    assert bare(repo) == [
        ("G08", "1 record was decided under an earlier version in the period that acme@2026-11-01 covers")
    ]


def test_settings_are_the_targets(repo: Repo):
    repo.branch("work")
    repo.write("decisions/remit.yml", SETTINGS + "checks: {G01: off, G07: off, G21: off}\n")
    repo.record(decider="dia")
    repo.commit("Switch it off", who="ben")
    assert {"G01", "G07", "G21"} <= set(codes(repo))


def test_a_stopped_decision_holds_up_what_it_governs(repo: Repo):
    repo.record(affects="[services/shop/**]")
    repo.commit("Decide", who="ben")
    stop = repo.act("k3f9qz", "stop", "dia", "Orders are lost.\n")
    repo.commit("Stop", who="dia")
    repo.branch("work")
    repo.write("services/shop/cache.py", "x = 1\n")
    repo.write("docs/shop.md", "words\n")
    repo.commit("Go on", who="ben")
    assert [(row["code"], row["path"], row["message"].partition(" (commit ")[0]) for row in rows(repo)] == [
        (
            "G20",
            "services/shop/cache.py",
            "D-20261121-k3f9qz (Cache orders in Redis) applies to this path and was stopped by dia: Orders are lost.",
        )
    ]
    repo.act("k3f9qz", "lift", "dia", "Found it.\n", lifts=stop.rpartition("/")[2].removesuffix(".md"))
    repo.commit("Lift", who="dia")
    assert found(repo) == []


def test_a_decision_is_ended_by_one_who_could_decide_it(repo: Repo):
    fields = {
        "decider": "ana",
        "topic": "data/customer",
        "boundary": "customer-data",
        "tier": "functional",
        "facts": None,
    }
    repo.record(**fields)
    repo.commit("Decide", who="ana")
    for who, wanted in (("dia", ["G19"]), ("ana", []), ("cho", [])):
        repo.git("switch", "-q", "-C", "work", "main")
        repo.record(**fields, status="deprecated")
        repo.commit("End it", who=who)
        assert codes(repo) == wanted, who
    repo.git("switch", "-q", "-C", "work", "main")
    repo.record(**fields, status="deprecated")
    repo.commit("End it", who="dia")
    sha = repo.head[:8]
    assert found(repo) == [
        ("G19", f"dia <dia@example.com> may not deprecate D-20261121-k3f9qz (commit {sha}): platform-lead decides this")
    ]


def test_a_stop_is_lifted_by_whoever_pulled_it_or_answers_for_it(repo: Repo):
    repo.write(POLICY_PATH, POLICY + "stops: {responder: platform-lead, respond_within: 1d}\n")
    repo.commit("Who answers", who="cho")
    repo.record()
    repo.commit("Decide", who="ben")
    stop = repo.act("k3f9qz", "stop", "dia", "Orders are lost.\n")
    repo.commit("Stop", who="dia")
    for who, wanted in (("ben", ["G19"]), ("dia", []), ("ana", [])):
        repo.git("switch", "-q", "-C", "work", "main")
        repo.act("k3f9qz", "lift", who, "Found it.\n", lifts=stop)
        repo.commit("Lift", who=who)
        assert codes(repo) == wanted, who


def test_the_scheduled_run_names_what_a_passed_day_turned_bad(repo: Repo):
    repo.write(POLICY_PATH, POLICY + "stops: {responder: platform-lead, respond_within: 1d}\n")
    path = repo.proposal("m4x8ra", path="decisions/2026/D-20260901-m4x8ra.md", id="D-20260901-m4x8ra")
    repo.record(decided="2026-11-18", raised="2026-11-17")
    stop = repo.act("k3f9qz", "stop", "dia", "Orders are lost.\n", on="2026-11-19T11:00+00:00")
    repo.commit("All of it", who="cho")
    assert repo.remit("check").code == 0
    code, out, _ = repo.remit("check", "--all")
    assert code == 1
    assert f"{path}:4:1: warning G17 stays-proposed: proposed 81 days ago; waiting for ben or dia" in out
    assert f"{stop}" in out
    assert (
        "error G18 stop-unanswered: stopped by dia on 2026-11-19T11:00+00:00 (Orders are lost.); platform-lead had to respond by 2026-11-20T11:00+00:00"
        in out
    )


def test_a_merge_that_only_joins_two_sides_of_a_guard_changes_nothing(repo: Repo):
    repo.branch("work")
    repo.write("decisions/people.yml", PEOPLE.replace("Ana Ito", "Ana Ito-Berg"))
    repo.commit("A name", who="cho")
    repo.git("switch", "-q", "main")
    repo.write("decisions/people.yml", PEOPLE + "  - {role: engineer, who: eva, from: 2026-11-01}\n")
    repo.commit("Another engineer", who="cho")
    repo.git("switch", "-q", "work")
    repo.git("merge", "-q", "--no-edit", "main", who="ben")
    assert codes(repo) == []
    repo.write(
        "decisions/people.yml",
        repo.read("decisions/people.yml").replace("role: engineer, who: eva", "role: cto, who: eva"),
    )
    repo.git("add", "-A")
    repo.git("commit", "-q", "--amend", "--no-edit", who="ben")
    assert "G07" in codes(repo), "a merge that adds something of its own did"

"""`remit check` on real repositories: which bytes are judged, by which policy, and what is said."""

import json
import subprocess
import sys

import pytest

from remit.checks.report import Report
from support import PEOPLE, POLICY, POLICY_PATH, SETTINGS, record_text

K3 = "decisions/2026/D-20261121-k3f9qz.md"


def lines(result):
    return result.out.splitlines()


def test_a_whole_log_says_every_problem_at_once_by_path_and_line(repo):
    repo.record("aaaaaa", title="@ana", tags="[x]")
    repo.record("bbbbbb", tier="central", colour="red")
    repo.write("decisions/2026/D-20261121-cccccc.md", b"---\nid: \xff\n---\n")
    code, out, err = repo.remit("check")
    assert (code, err) == (1, "")
    assert out == (
        "decisions/2026/D-20261121-aaaaaa.md:3:8: error R01 unreadable-front-matter: cannot be read: a value cannot begin with the character '@': put it in quotes\n"
        '    write `title: "@ana"`\n'
        "decisions/2026/D-20261121-bbbbbb.md:10:1: error P10 wrong-tier: `tier` says central; the policy says edge\n"
        "    set `tier: edge`\n"
        "decisions/2026/D-20261121-bbbbbb.md:12:1: warning R02 unknown-key: `colour` is not a field\n"
        "    remove it, or rename it to `x-colour` if it is your own\n"
        "decisions/2026/D-20261121-cccccc.md: error G14 unsafe-file: this file is not UTF-8 at byte 8 (0xFF; looks like Latin-1)\n"
        "    save it as UTF-8 text; the file was not changed\n"
        f"3 errors, 1 warning: 3 records and 1 policy of the working tree, checked against {repo.head[:8]}\n"
    )


def test_a_clean_log_is_fine_and_says_what_was_checked(repo):
    repo.record()
    assert repo.remit("check") == (
        0,
        f"No problems found: 1 record and 1 policy of the working tree, checked against {repo.head[:8]}\n",
        "",
    )


def test_findings_as_json_keep_their_published_shape(repo):
    path = repo.record(colour="red")
    code, out, _ = repo.remit("check", "--format", "json")
    assert code == 0
    assert json.loads(out) == {
        "findings": [
            {
                "code": "R02", "name": "unknown-key", "level": "warning", "path": path, "line": 12, "column": 1,
                "message": "`colour` is not a field", "remedy": "remove it, or rename it to `x-colour` if it is your own",
            }
        ],
        "checked": {"records": 1, "policies": 1}, "against": repo.head, "notes": [], "known": 0,
    }  # fmt: skip


def test_findings_as_annotations_escape_what_has_a_meaning_there(repo):
    repo.record(topic="too%ling")
    assert lines(repo.remit("check", "--format", "github"))[0] == (
        f"::error file={K3},line=6,col=1,title=R04 bad-value::topic is `too%25ling`, which is not a valid topic. write a path of lower-case words, such as vendor/software"
    )


def test_findings_as_sarif_name_rule_place_and_fingerprint(repo):
    repo.record(colour="red")
    run = json.loads(repo.remit("check", "--format", "sarif").out)["runs"][0]
    assert run["tool"]["driver"]["rules"][0]["id"] == "R02"
    result = run["results"][0]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": K3, "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 12, "startColumn": 1}
    }  # fmt: skip
    assert result["partialFingerprints"] == {"remit/v1": "R02:D-20261121-k3f9qz:`colour` is not a field"}


def test_findings_as_junit_show_every_check_as_a_test(repo):
    from xml.etree import ElementTree

    repo.record(tier="central")
    root = ElementTree.fromstring(repo.remit("check", "--format", "junit").out)
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert root.get("failures") == "1"
    assert (
        cases["P10 wrong-tier"].find("failure").text
        == f"{K3}:10:1: `tier` says central; the policy says edge. set `tier: edge`"
    )
    assert len(cases["R01 unreadable-front-matter"]) == 0


def test_warnings_fail_only_where_strictness_is_asked_for(repo):
    repo.record(colour="red")
    assert [repo.remit("check").code, repo.remit("check", "--strict").code] == [0, 1]


def test_a_team_sets_the_level_of_a_check(repo):
    repo.write("decisions/remit.yml", SETTINGS + "checks: {P10: info, R02: off}\n")
    repo.commit()
    repo.record(tier="central", colour="red")
    assert lines(repo.remit("check"))[0] == f"{K3}:10:1: info P10 wrong-tier: `tier` says central; the policy says edge"
    assert repo.remit("check").code == 0


def test_what_a_passed_day_turns_bad_is_for_the_scheduled_run(repo):
    repo.record(raised="2026-01-01", decided="2026-01-02", review_by="2026-06-01")
    assert repo.remit("check").out.startswith("No problems found")
    assert "V03 review-overdue" in repo.remit("check", "--all").out


# -- nothing checked is never fine ------------------------------------------------------------------------------------
def test_outside_a_repository_one_sentence_says_what_to_do(tmp_path):
    from support import run_remit

    assert run_remit("check", cwd=tmp_path) == (
        1,
        "",
        "remit: this is not a git repository\n  run `git init`, then `remit init`\n",
    )


def test_an_empty_repository_has_no_log(empty_repo):
    code, out, err = empty_repo.remit("check")
    assert (code, out) == (1, "")
    assert err == "remit: there is no log here: decisions/ holds no settings, policy or record\n  run `remit init`\n"


def test_a_log_without_a_policy_is_not_fine(empty_repo):
    empty_repo.organisation(policy="", settings="remit: 1\n")
    empty_repo.record()
    code, _, err = empty_repo.remit("check")
    assert code == 1
    assert err == (
        "remit: there is no policy in decisions/policy/\n"
        "  write one (`remit init` makes a starter), or set `policy: none` in remit.yml to keep a plain decision log\n"
    )


def test_a_plain_decision_log_says_what_it_does_not_judge(empty_repo):
    empty_repo.organisation(policy="", people="", settings="policy: none\n")
    empty_repo.record(tier=None, boundary=None, topic=None)
    code, out, _ = empty_repo.remit("check")
    assert code == 0
    assert out.startswith(
        "`policy: none`: who may decide was not checked\nno decisions/people.yml: who acted was not checked\nNo problems found: 1 record"
    )


def test_an_unreadable_policy_is_an_error_and_never_a_yes(repo):
    repo.write(POLICY_PATH, POLICY.replace("boundaries:", "boundarys:"))
    repo.commit()
    repo.record()
    code, out, _ = repo.remit("check")
    assert code == 1
    assert "L10 policy-unreadable: `boundarys` is not a key of a policy" in out


def test_the_policy_that_judges_is_the_trusted_branchs_not_the_works(repo):
    repo.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 100000,"))
    repo.record(facts="{amount: 900}")
    assert "P01 not-yours" in repo.remit("check").out


def test_what_is_wrong_with_a_policy_is_found_before_it_lands(repo):
    repo.write(
        POLICY_PATH, POLICY.replace("otherwise: {escalate: platform-lead}", "otherwise: {escalate: platform-laed}")
    )
    done = repo.remit("check")
    assert done.code == 1
    assert done.out.startswith(
        f"{POLICY_PATH}: error L12 unknown-name: `platform-laed` is not a role, committee or person\n    did you mean `platform-lead`?\n"
    )
    assert "`platform-laed` is not a role, committee" in repo.remit("policy", "lint").out


def test_a_role_that_loses_its_last_holder_is_named(repo):
    repo.write("decisions/people.yml", PEOPLE.replace("  - {role: cto, who: cho, from: 2026-01-01}\n", ""))
    assert f"{POLICY_PATH}:11:3: warning L05 role-empty: nobody holds cto\n" in repo.remit("check").out
    repo.git("add", "-A")
    assert "warning L05 role-empty: nobody holds cto\n" in repo.remit("check", "--staged").out


def test_a_log_that_was_adopted_and_is_gone_is_missed(repo):
    repo.write("docs/adr/0001-use-redis.md", "# 1. Use Redis\n\n## Status\n\nAccepted\n")
    repo.write("decisions/remit.yml", SETTINGS + "sources: [{path: docs/adr, format: nygard}]\n")
    assert repo.remit("check").code == 0
    (repo.root / "docs/adr/0001-use-redis.md").unlink()
    assert repo.remit("check").out.startswith(
        "decisions/remit.yml:4:12: error R14 nothing-adopted: `sources`: docs/adr contains no readable decision\n"
    )


def test_a_trusted_branch_that_is_not_there_is_said(repo):
    repo.write("decisions/remit.yml", SETTINGS + "trusted: origin/man\n")
    assert (
        "\n`trusted: origin/man` is not a branch of this clone: HEAD was used instead\n"
        in f"\n{repo.remit('check').out}"
    )
    repo.write("decisions/remit.yml", SETTINGS + "trusted: main\n")
    assert "no branch" not in repo.remit("check").out


# -- which bytes ------------------------------------------------------------------------------------------------------
def test_staged_means_staged(repo):
    repo.record()
    repo.git("add", "-A")
    repo.record(tier="central")
    assert repo.remit("check", "--staged").code == 0
    assert repo.remit("check").code == 1


def test_a_range_fails_only_for_what_it_brings(repo):
    repo.record("aaaaaa", tier="central")
    base = repo.commit()
    repo.branch("feature")
    repo.record("bbbbbb")
    repo.commit("Cache", who="ben")
    assert repo.remit("check", "--range", f"{base}..HEAD") == (
        0, f"No problems found: 1 record and 1 policy of {base[:8]}..{repo.head[:8]}, checked against {base[:8]}\n", ""
    )  # fmt: skip
    repo.record("cccccc", tier="functional")
    repo.commit("More", who="ben")
    out = repo.remit("check", "--range", f"{base}..HEAD").out
    assert "D-20261121-cccccc.md:10:1: error P10" in out
    assert "aaaaaa" not in out


def test_a_branch_behind_its_target_has_deleted_nothing(repo):
    repo.branch("feature")
    repo.record("bbbbbb")
    repo.commit("Cache", who="ben")
    repo.git("switch", "-q", "main")
    repo.record("aaaaaa")
    repo.commit("Meanwhile", who="ben")
    assert repo.remit("check", "--range", "main..feature").code == 0


def test_a_commit_is_judged_as_it_is(repo):
    repo.record(tier="central")
    bad = repo.commit("Bad", who="ben")
    repo.record()
    repo.commit("Good", who="ben")
    assert [repo.remit("check", "--commit", bad).code, repo.remit("check", "--commit", "HEAD").code] == [1, 0]


def test_an_option_in_disguise_is_no_revision(repo):
    repo.record()
    repo.commit(who="ben")
    code, _, err = repo.remit("check", "--range", "--output=x..HEAD")
    assert code == 2
    assert err == "remit: '--output=x' names no commit here\n  give a branch, a tag or a commit that this clone has\n"
    assert not (repo.root / "x..HEAD").exists()
    assert not (repo.root / "x").exists()


def test_a_decided_record_is_frozen_also_in_the_work_tree(repo):
    path = repo.record()
    repo.commit(who="ben")
    repo.write(path, repo.read(path).replace("needed", "wanted"))
    assert lines(repo.remit("check"))[:1] == [
        f"{path}:13: error G03 accepted-is-frozen: a line of a decided record changed: it was “Because it is needed.”"
    ]
    (repo.root / path).unlink()
    assert (
        f"{path}: error G04 nothing-deleted: record D-20261121-k3f9qz (Cache orders in Redis) is gone"
        in repo.remit("check").out
    )


def test_formatters_over_the_whole_log_leave_it_green(repo):
    path = repo.record(body="Because  it is needed.   \n\n\n\nReally.\t\n")
    base = repo.commit(who="ben")
    tidy = "\n".join(line.rstrip() for line in repo.read(path).split("\n")).replace("\n\n\n", "\n")
    repo.write(path, tidy.replace("\n", "\r\n"))
    repo.git("-c", "core.autocrlf=false", "add", "-A")
    assert repo.remit("check", "--staged").code == 0
    assert repo.remit("check").code == 0
    repo.commit("Format")
    assert repo.remit("check", "--range", f"{base}..HEAD").code == 0


# -- files that are none ----------------------------------------------------------------------------------------------
def test_a_link_a_binary_a_huge_file_and_a_repository_are_each_named(repo):
    repo.record()
    (repo.root / "decisions/2026/D-20261121-aaaaaa.md").symlink_to("/etc/hostname")
    repo.write("decisions/2026/D-20261121-bbbbbb.md", b"---\nid: a\x00b\n---\n")
    with (repo.root / "decisions/2026/D-20261121-cccccc.md").open("wb") as huge:
        huge.truncate(200_000_000)
    subprocess.run(["git", "init", "-q", str(repo.root / "decisions/inner")], check=True)
    out = repo.remit("check").out
    assert [line for line in out.splitlines() if "G14" in line] == [
        "decisions/2026/D-20261121-aaaaaa.md: error G14 unsafe-file: this file is a symbolic link",
        "decisions/2026/D-20261121-bbbbbb.md: error G14 unsafe-file: this file is binary: it holds a NUL at byte 9",
        "decisions/2026/D-20261121-cccccc.md: error G14 unsafe-file: this file is 200,000,000 bytes; at most 262,144 are read",
        "decisions/inner/.git: error G14 unsafe-file: this file is another git repository",
    ]


def test_a_record_under_another_name_is_found(repo):
    repo.write("decisions/2026/cache.md", record_text())
    repo.write("decisions/2026/notes.md", "---\ntitle: Notes\n---\nNothing decided.\n")
    wanted = (
        "decisions/2026/cache.md: error G14 unsafe-file: this file has the front matter of a record, but not a record's file name\n"
        "    name it `<id>.md` or `<id>-<slug>.md`, with the id of its front matter\n"
    )
    assert repo.remit("check").out.startswith(wanted)
    repo.git("add", "-A")
    assert repo.remit("check", "--staged").out.startswith(wanted)


def test_a_terminal_is_never_spoken_to_by_a_record(repo):
    repo.record(title='"\\e]0;pwn\\a\\u202e"', colour="x")
    out = repo.remit("check").out
    assert all(char == "\n" or char.isprintable() for char in out)


# -- baseline, fix, explain -------------------------------------------------------------------------------------------
def test_a_baseline_knows_what_was_wrong_and_nothing_else(repo):
    repo.record("aaaaaa", tier="central")
    assert repo.remit("check", "--write-baseline") == (
        0,
        "decisions/.remit-baseline.json: 1 finding recorded as the baseline\n",
        "",
    )
    code, out, _ = repo.remit("check")
    assert (code, out.splitlines()[-1].split(":")[0]) == (0, "No problems found (1 finding in the baseline)")
    repo.record("bbbbbb", tier="central")
    assert repo.remit("check").code == 1


def test_a_commit_is_judged_with_its_own_baseline(repo):
    repo.record("aaaaaa", tier="central")
    without = repo.commit(who="ben")
    repo.remit("check", "--write-baseline")
    known = repo.commit(who="cho")
    (repo.root / "decisions/.remit-baseline.json").unlink()
    assert repo.remit("check", "--commit", without).code == 1
    code, out, _ = repo.remit("check", "--commit", known)
    assert (code, out.splitlines()[-1].split(":")[0]) == (0, "No problems found (1 finding in the baseline)")
    repo.write("decisions/.remit-baseline.json", "{")
    assert repo.remit("check", "--commit", known).code == 0


def test_what_is_in_the_queue_is_a_range(repo):
    assert repo.remit("check", "--queued") == (
        2,
        "",
        "remit: `--queued` needs `--range`\n  `remit check --queued --range BASE..HEAD`\n",
    )


def test_a_broken_baseline_is_a_sentence(repo):
    repo.record()
    repo.write("decisions/.remit-baseline.json", "{")
    assert repo.remit("check").err == (
        "remit: decisions/.remit-baseline.json cannot be read\n  write it again: `remit check --write-baseline`\n"
    )


def test_fix_mends_undecided_records_and_touches_nothing_else(repo):
    path = repo.proposal(topic="toling/cache", tagz="[speed]  # ours", raised="2026-11-18T10:00")
    decided = repo.record(topic="toling/cache")
    before = repo.read(decided)
    code, _, err = repo.remit("check", "--fix")
    assert code == 1
    assert err == f"fixed {path}: tagz, tags, raised, topic\n"
    assert "topic: tooling/cache\n" in repo.read(path)
    assert "raised: 2026-11-18T10:00+00:00\n" in repo.read(path)
    assert "tags: [speed]" in repo.read(path)
    assert repo.read(decided) == before


@pytest.mark.parametrize("words", [("check", "--explain", "g03"), ("explain", "accepted-is-frozen")])
def test_a_check_explains_itself(repo, words):
    code, out, _ = repo.remit(*words)
    assert code == 0
    assert out.startswith(
        "G03 accepted-is-frozen (error)\n\nA record that was decided on the trusted branch was changed afterwards."
    )


def test_a_check_explains_itself_as_json(repo):
    found = json.loads(repo.remit("check", "--explain", "G03", "--json").out)
    assert (found["code"], found["name"], found["fix"], found["scheduled"]) == (
        "G03",
        "accepted-is-frozen",
        False,
        False,
    )
    assert found["explanation"].startswith("A record that was decided on the trusted branch was changed afterwards.")
    every = json.loads(repo.remit("explain", "--json").out)
    assert {"code": "V03", "scheduled": True}.items() <= next(one for one in every if one["code"] == "V03").items()


def test_a_check_that_waits_for_the_scheduled_run_says_so(repo):
    assert repo.remit("explain", "X01").out.endswith("\n\nOnly `remit check --all`, the scheduled run, looks for it.\n")


def test_an_unknown_check_has_a_neighbour(repo):
    assert repo.remit("explain", "accepted-is-frozn").err == (
        "remit: there is no check 'accepted-is-frozn'\n  did you mean `accepted-is-frozen`?\n"
    )


def test_two_choices_of_what_to_judge_are_one_too_many(repo):
    assert repo.remit("check", "--staged", "--commit", "HEAD").code == 2


def test_an_empty_report_counts_nothing():
    assert Report().counts == ()
    assert not Report().fails(strict=True)


def test_the_tool_works_as_a_module(repo):
    repo.write("decisions/2026/D-20261121-k3f9qz.md", record_text())
    done = subprocess.run(
        [sys.executable, "-m", "remit.main", "check"], cwd=repo.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_explain_alone_lists_all_checks_and_has_help(repo):
    lines = repo.remit("explain").out.splitlines()
    assert lines[0] == "R01 unreadable-front-matter"
    assert len(lines) > 60
    assert "--explain CODE" in repo.remit("explain", "--help").out

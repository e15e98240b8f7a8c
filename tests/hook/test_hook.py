"""The hook, run by git itself, and by pre-commit as a team would set it up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import POLICY, POLICY_PATH, record_text

PROJECT = Path(__file__).parents[2]
HOOK = f"#!/bin/sh\nexec {sys.executable} -c 'from remit.hook import main; main()'\n"
K3 = "decisions/2026/D-20261121-k3f9qz.md"


@pytest.fixture
def hooked(repo):
    """A repository whose git calls the hook."""
    for name in ("pre-commit", "pre-merge-commit"):
        at = repo.root / ".git/hooks" / name
        at.parent.mkdir(exist_ok=True)
        at.write_text(HOOK)
        at.chmod(0o755)
    return repo


def commit(repo, *words, who="ben"):
    return repo.git_raw("commit", "-q", "-m", "Change", *words, who=who)


def test_a_good_record_is_committed_in_silence(hooked):
    hooked.record()
    hooked.git("add", "-A")
    assert commit(hooked) == (0, "", "")


def test_a_bad_record_is_refused_with_every_problem(hooked):
    hooked.record(tier="central", colour="red")
    hooked.git("add", "-A")
    code, out, err = commit(hooked)
    assert code == 1
    assert out + err == (
        f"{K3}:10:1: error P10 wrong-tier: `tier` says central; the policy says edge\n    set `tier: edge`\n"
        f"{K3}:12:1: warning R02 unknown-key: `colour` is not a field\n    remove it, or rename it to `x-colour` if it is your own\n"
        f"1 error, 1 warning: 1 record and 1 policy of what is staged, checked against {hooked.head[:8]}\n"
    )


def test_a_commit_that_only_deletes_a_decision_is_refused(hooked):
    hooked.record()
    hooked.commit(who="ben")
    hooked.git("rm", "-q", K3)
    code, out, err = commit(hooked)
    assert code == 1
    assert "error G04 nothing-deleted: record D-20261121-k3f9qz (Cache orders in Redis) is gone" in out + err


def test_a_change_elsewhere_passes_whatever_state_the_log_is_in(hooked):
    hooked.record(tier="central", status="nonsense")
    hooked.commit(who="ben")
    hooked.write("src/app.py", "print()\n")
    hooked.git("add", "-A")
    assert commit(hooked).code == 0


def test_a_partial_commit_is_judged_by_what_it_commits(hooked):
    one, two = hooked.proposal("aaaaaa"), hooked.proposal("bbbbbb")
    hooked.commit(who="ben")
    hooked.write(one, record_text("aaaaaa", tier="central"))
    hooked.write(two, hooked.read(two).replace("We should", "We really should"))
    hooked.git("add", one)
    assert commit(hooked, two).code == 0
    assert commit(hooked, one).code == 1
    assert commit(hooked, "-a").code == 1


def test_what_is_staged_counts_and_not_what_lies_about(hooked):
    path = hooked.record()
    hooked.git("add", "-A")
    hooked.write(path, "rubbish\n")
    assert commit(hooked).code == 0


def test_the_first_commit_of_a_log_is_judged_by_the_policy_that_it_brings(empty_repo):
    at = empty_repo.root / ".git/hooks/pre-commit"
    at.parent.mkdir(exist_ok=True)
    at.write_text(HOOK)
    at.chmod(0o755)
    from support import PEOPLE, SETTINGS

    for path, text in {"decisions/remit.yml": SETTINGS, "decisions/people.yml": PEOPLE, POLICY_PATH: POLICY}.items():
        empty_repo.write(path, text)
    empty_repo.record(facts="{amount: 900}")
    empty_repo.git("add", "-A")
    code, out, err = commit(empty_repo)
    assert code == 1
    assert "P01 not-yours: ben may not decide this" in out + err
    empty_repo.record()
    empty_repo.git("add", "-A")
    assert commit(empty_repo).code == 0


def test_a_merge_is_judged_by_what_it_makes(hooked):
    hooked.write("README", "one\n")
    hooked.commit()
    hooked.branch("feature")
    hooked.write(K3.replace("k3f9qz", "aaaaaa"), record_text("aaaaaa"))
    hooked.commit(who="ben")
    hooked.git("switch", "-q", "main")
    hooked.write(K3.replace("k3f9qz", "aaaaaa").replace(".md", "-again.md"), record_text("aaaaaa"))
    hooked.commit(who="ben")
    code, out, err = hooked.git_raw("merge", "-q", "--no-edit", "feature")
    assert code != 0
    assert "G05 unique-id" in out + err


def test_links_to_records_that_are_not_staged_are_followed(hooked):
    old = hooked.record("aaaaaa")
    hooked.commit(who="ben")
    hooked.record("bbbbbb", supersedes="[D-20261121-aaaaaa]")
    hooked.git("add", "-A")
    assert "G11 supersession: it supersedes D-20261121-aaaaaa, which does not link back" in "".join(commit(hooked)[1:])
    hooked.write(old, record_text("aaaaaa", status="superseded", superseded_by="[D-20261121-bbbbbb]"))
    hooked.git("add", "-A")
    assert commit(hooked).code == 0


def test_a_worktree_has_its_own_index(hooked):
    hooked.git("worktree", "add", "-q", "-b", "side", "../side")
    side = type(hooked)(hooked.root.parent / "side")
    side.record(tier="central")
    side.git("add", "-A")
    assert commit(side).code == 1
    side.record()
    side.git("add", "-A")
    assert commit(side).code == 0


def test_started_below_the_top_it_still_judges_everything(repo):
    repo.record(tier="central")
    repo.git("add", "-A")
    done = subprocess.run(
        [sys.executable, "-m", "remit.hook"],
        cwd=repo.root / "decisions/2026",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout[:5]) == (1, "decis")


def test_with_nothing_staged_git_is_asked_once(repo, tmp_path):
    calls = tmp_path / "calls"
    shim = tmp_path / "bin/git"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\necho "$@" >> {calls}\nexec /usr/bin/env PATH="{os.environ["PATH"]}" git "$@"\n')
    shim.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{shim.parent}:{os.environ['PATH']}",
        "GIT_INDEX_FILE": ".git/index",
    }  # as git sets it
    subprocess.run([sys.executable, "-m", "remit.hook"], cwd=repo.root, env=env, check=True)
    assert len(calls.read_text().splitlines()) == 1


def test_without_a_policy_nothing_is_ever_fine(empty_repo):
    empty_repo.record()
    empty_repo.git("add", "-A")
    done = subprocess.run(
        [sys.executable, "-m", "remit.hook"], cwd=empty_repo.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("remit: there is no policy in decisions/policy/")


def test_it_takes_no_arguments(repo):
    done = subprocess.run(
        [sys.executable, "-m", "remit.hook", "x"], cwd=repo.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2


# -- through pre-commit -----------------------------------------------------------------------------------------------
@pytest.fixture
def pre_committed(repo):
    """A repository with the hook as `.pre-commit-hooks.yaml` declares it, installed for all its stages."""
    import yaml

    pytest.importorskip("pre_commit")
    declared = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())[0]
    hook = {**declared, "language": "system", "entry": f"{sys.executable} -m remit.hook"}
    repo.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]}))
    repo.commit("Hook")
    words = [
        sys.executable,
        "-m",
        "pre_commit",
        "install",
        "-t",
        "pre-commit",
        "-t",
        "pre-merge-commit",
        "-t",
        "pre-push",
    ]
    subprocess.run(words, cwd=repo.root, check=True, capture_output=True)
    return repo


@pytest.mark.slow
def test_pre_commit_runs_it_on_deletions_merges_and_pushes(pre_committed, tmp_path):
    repo = pre_committed
    repo.record()
    repo.git("add", "-A")
    assert commit(repo).code == 0
    repo.git("rm", "-q", K3)
    code, out, err = commit(repo)
    assert code == 1
    assert "G04 nothing-deleted" in out + err
    repo.git("reset", "-q", "--hard")

    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "origin")], check=True)
    repo.git("remote", "add", "origin", str(tmp_path / "origin"))
    assert repo.git_raw("push", "-q", "-u", "origin", "main").code == 0
    repo.record("bbbbbb", tier="central")
    repo.commit("Past the hook", who="ben")
    code, out, err = repo.git_raw("push", "-q", "origin", "main")
    assert code == 1
    assert "P10 wrong-tier" in out + err


def test_the_declared_entry_is_installed_and_makes_deletions_visible():
    import tomllib

    import yaml

    declared = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())[0]
    scripts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["scripts"]
    assert declared["entry"] in scripts
    assert declared["always_run"] is True
    assert declared["pass_filenames"] is False
    assert declared["stages"] == ["pre-commit", "pre-merge-commit", "pre-push"]


def test_advice_and_links_of_a_staged_record_are_looked_at_though_few_records_have_any(hooked):
    hooked.record("aaaaaa", advice="[{who: ana, on: 2026-11-20}]")
    hooked.record("bbbbbb", supersedes="D-20261121-zzzzzz")
    hooked.git("add", "-A")
    code, out, err = commit(hooked)
    assert code == 1
    assert "C03 advice-unanswered" in out + err
    assert "G11 supersession: `supersedes` names D-20261121-zzzzzz, which is not in this log" in out + err


def test_a_policy_that_landed_judges_the_next_commit(hooked):
    hooked.record("aaaaaa", facts="{amount: 400}")
    hooked.git("add", "-A")
    assert commit(hooked) == (0, "", "")
    hooked.write(POLICY_PATH, POLICY.replace("up_to: 500", "up_to: 300"))
    hooked.commit("Less for engineers")
    hooked.record("bbbbbb", facts="{amount: 400}")
    hooked.git("add", "-A")
    code, out, err = commit(hooked)
    assert code == 1
    assert "P01 not-yours: ben may not decide this" in out + err


IMPORTED = """
import sys
import remit.hook
code = remit.hook.run([])
print(code, sorted(set(sys.modules) & {"git", "yaml", "click", "rich"}))
"""


def test_a_commit_about_code_alone_waits_for_no_library(repo):
    repo.write("services/cart.py", "print(1)\n")
    repo.git("add", "-A")
    words = [sys.executable, "-c", IMPORTED]
    env = os.environ | {"PYTHONPATH": str(PROJECT / "cli"), "GIT_INDEX_FILE": ".git/index"}  # as git sets it
    done = subprocess.run(words, cwd=repo.root, env=env, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0 []\n", "")


@pytest.fixture
def parted(hooked):
    """On a branch that parted from the trusted one, which went on without it."""
    hooked.record()
    hooked.commit("Decided", who="ben")
    hooked.git("update-ref", "refs/remotes/origin/main", "HEAD")
    hooked.branch("feature")
    hooked.write("README", "one\n")
    hooked.commit("Feature")
    return hooked


def test_on_a_branch_what_had_landed_is_frozen_and_what_the_branch_brought_is_not(parted):
    fresh = parted.proposal("aaaaaa")
    parted.commit("Proposed", who="ben")
    parted.git("rm", "-q", fresh)
    assert commit(parted) == (0, "", "")
    parted.write(K3, parted.read(K3).replace("Because it is needed.", "Because."))
    parted.git("add", "-A")
    code, out, err = commit(parted)
    assert code == 1
    assert "G03 accepted-is-frozen" in out + err


def test_of_what_the_trusted_branch_decided_meanwhile_a_branch_is_not_to_blame(parted):
    parted.git("switch", "-q", "--detach", "main")
    parted.record("bbbbbb")
    parted.commit("Decided meanwhile", who="ben")
    parted.git("update-ref", "refs/remotes/origin/main", "HEAD")
    parted.git("switch", "-q", "feature")
    parted.record("cccccc")
    parted.git("add", "-A")
    assert commit(parted) == (0, "", "")


@pytest.mark.parametrize("commits", [0, 1])
def test_a_branch_without_a_common_commit_is_judged_all_the_same(parted, commits):
    parted.git("switch", "-q", "--orphan", "other")
    if commits:
        parted.organisation()
    parted.record("dddddd", tier="central")
    parted.git("add", "-A")
    code, out, err = commit(parted)
    assert code == 1
    assert "P10 wrong-tier" in out + err

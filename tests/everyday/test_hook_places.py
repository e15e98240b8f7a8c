"""The hook where teams run it: `pre-commit run --all-files`, a CI that knows pre-commit alone, the first push, core.hooksPath."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from support import Repo, Result

PROJECT = Path(__file__).parents[2]


def pre_commit(repo: Repo, *words: str, env: dict[str, str] | None = None) -> Result:
    """pre-commit, run by hand."""
    command = [sys.executable, "-m", "pre_commit", *words]
    done = subprocess.run(
        command, cwd=repo.root, capture_output=True, text=True, check=False, env={**os.environ, **(env or {})}
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def pre_committed(repo: Repo) -> Repo:
    """A repository with the hook as `.pre-commit-hooks.yaml` declares it, run by this Python."""
    pytest.importorskip("pre_commit")
    declared = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())[0]
    hook = {**declared, "language": "system", "entry": f"{sys.executable} -m remit.hook"}
    repo.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]}))
    repo.commit("Hook")
    return repo


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [("--all-files",), (), ("--hook-stage", "pre-push", "--all-files"), ("remit", "--all-files")]
)
def test_pre_commit_all_files_judges_the_whole_log(pre_committed: Repo, words: tuple[str, ...]) -> None:
    pre_committed.record()
    pre_committed.commit("Decide", who="ben")
    assert pre_commit(pre_committed, "run", *words).code == 0
    pre_committed.record("bbbbbb", tier="central")
    pre_committed.commit("Past the hook", who="ben")
    done = pre_commit(pre_committed, "run", *words)
    assert done.code == 1
    assert "P10 wrong-tier" in done.out


@pytest.mark.slow
def test_pre_commit_all_files_respects_the_baseline(pre_committed: Repo) -> None:
    pre_committed.record("bbbbbb", tier="central")
    pre_committed.commit("Past the hook", who="ben")
    assert pre_committed.remit("check", "--write-baseline").code == 0
    pre_committed.commit("Baseline")
    assert pre_commit(pre_committed, "run", "--all-files").code == 0


def hook(repo: Repo, **env: str) -> Result:
    """The hook, started by hand in an environment."""
    command = [sys.executable, "-m", "remit.hook"]
    done = subprocess.run(
        command, cwd=repo.root, capture_output=True, text=True, check=False, env={**os.environ, **env}
    )
    return Result(done.returncode, done.stdout, done.stderr)


def test_run_by_hand_judges_the_whole_log_although_something_is_staged(repo: Repo) -> None:
    repo.record("bbbbbb", tier="central")
    repo.commit("A wrong record, merged", who="ben")
    repo.record()
    repo.git("add", "-A")
    found = hook(repo, GIT_AUTHOR_EMAIL="ben@example.com")
    assert found.code == 1
    assert "bbbbbb" in found.out
    assert hook(repo, GIT_AUTHOR_EMAIL="ben@example.com", GIT_INDEX_FILE=".git/index").code == 0


def test_all_files_where_there_is_no_log_is_not_passed(empty_repo: Repo) -> None:
    empty_repo.write("a", "a")
    empty_repo.commit("A")
    done = hook(empty_repo)
    assert done.code == 1
    assert "there is no log here" in done.err


def test_a_commit_about_code_alone_still_passes_whatever_the_log_holds(repo: Repo) -> None:
    repo.record("bbbbbb", tier="central")
    repo.commit("Past the hook", who="ben")
    at = repo.write(".git/hooks/pre-commit", f"#!/bin/sh\nexec {sys.executable} -m remit.hook\n")
    at.chmod(0o755)
    repo.write("code.py", "1\n")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Code")
    repo.git("commit", "-q", "-m", "Nothing", "--allow-empty")
    repo.git("commit", "-q", "-m", "Other words", "--amend", "--allow-empty")


@pytest.mark.slow
@pytest.mark.parametrize("good", [True, False])
def test_the_first_push_judges_everything(pre_committed: Repo, tmp_path: Path, good: bool) -> None:
    repo = pre_committed
    assert pre_commit(repo, "install", "-t", "pre-push").code == 0
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "origin")], check=True)
    repo.git("remote", "add", "origin", str(tmp_path / "origin"))
    repo.record("bbbbbb", tier="edge" if good else "central")
    repo.commit("Past the hook", who="ben")
    code, out, err = repo.git_raw("push", "-q", "-u", "origin", "main")
    assert code == (0 if good else 1)
    assert ("P10 wrong-tier" in out + err) is not good


@pytest.mark.slow
def test_the_first_push_of_a_branch_judges_what_it_brings(pre_committed: Repo, tmp_path: Path) -> None:
    repo = pre_committed
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "origin")], check=True)
    repo.git("remote", "add", "origin", str(tmp_path / "origin"))
    repo.git("push", "-q", "-u", "origin", "main")
    assert pre_commit(repo, "install", "-t", "pre-push").code == 0
    repo.branch("work")
    repo.record("bbbbbb", tier="central")
    repo.commit("Past the hook", who="ben")
    code, out, err = repo.git_raw("push", "-q", "-u", "origin", "work")
    assert code == 1
    assert "P10 wrong-tier" in out + err


LINE = "if command -v remit-hook >/dev/null; then remit-hook || exit 1; fi"
INIT = ("init", "--yes", "--no-site", "--policy", "none")


@pytest.mark.parametrize("path", [".githooks", "tools/hooks"])
def test_hooks_path_inside_the_repository_gets_gits_own_hook(repo: Repo, path: str) -> None:
    repo.git("config", "core.hooksPath", path)
    assert "Installed git's pre-commit hook" in repo.remit(*INIT, "--hook", "git").out
    assert not (repo.root / ".git/hooks/pre-commit").exists()
    repo.write(f"{path}/pre-commit", f"#!/bin/sh\nexec {sys.executable} -m remit.hook\n")  # the same, by this Python
    repo.record(tier="central")
    repo.git("add", "decisions")
    assert repo.git_raw("commit", "-q", "-m", "Decide", who="ben").code == 1
    assert f"add the line `{LINE}` to {repo.root}/{path}/pre-commit" in repo.remit(*INIT, "--hook", "git").out


def test_hooks_path_of_all_repositories_is_named_and_not_written_to(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "core.hooksPath", str(tmp_path / "everywhere"))
    done = repo.remit(*INIT, "--hook", "git")
    assert f"add the line `{LINE}` to {tmp_path}/everywhere/pre-commit" in done.out
    assert not (tmp_path / "everywhere").exists()


def test_hooks_path_that_pre_commit_refuses_is_said_and_how(repo: Repo) -> None:
    repo.git("config", "core.hooksPath", ".githooks")
    done = repo.remit(*INIT)
    assert "core.hooksPath is set" in done.out
    assert f"Add the line `{LINE}` to {repo.root}/.githooks/pre-commit." in done.out
    assert not (repo.root / ".pre-commit-config.yaml").exists()
    assert "core.hooksPath is set" in repo.remit(*INIT, "--hook", "pre-commit").out
    assert (repo.root / ".pre-commit-config.yaml").exists()


def test_husky_runs_the_line_that_init_names(repo: Repo) -> None:
    """Husky 9 sets core.hooksPath to `.husky/_`, whose hooks run the files above it with sh -e."""
    repo.git("config", "core.hooksPath", ".husky/_")
    repo.write(
        ".husky/_/pre-commit", '#!/usr/bin/env sh\nexec sh -e "$(dirname "$(dirname "$0")")/$(basename "$0")"\n'
    ).chmod(0o755)
    done = repo.remit(*INIT)
    assert f"Husky runs the hooks here. Add the line `{LINE}` to .husky/pre-commit." in done.out
    assert not (repo.root / ".pre-commit-config.yaml").exists()
    repo.write(".husky/pre-commit", f"{sys.executable} -m remit.hook\n")
    repo.record(tier="central")
    repo.git("add", "decisions")
    assert repo.git_raw("commit", "-q", "-m", "Decide", who="ben").code == 1


def test_lefthook_is_told_what_to_add(repo: Repo) -> None:
    repo.write("lefthook.yml", "pre-push:\n  commands: {}\n")
    for words in ((), ("--hook", "git")):
        done = repo.remit(*INIT, *words)
        line = next(line for line in done.out.splitlines() if line.startswith("Lefthook"))
        assert yaml.safe_load(line.partition("lefthook.yml: ")[2].replace("pre-commit: ", "pre-commit: ", 1)) == {
            "pre-commit": {"commands": {"remit": {"run": LINE}}}
        }
        assert not (repo.root / ".git/hooks/pre-commit").exists()
    assert "Lefthook" not in repo.remit(*INIT, "--hook", "none").out


@pytest.mark.parametrize("there", [False, True])
def test_a_shared_hook_lets_teammates_without_remit_commit(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    repo.git("config", "core.hooksPath", ".githooks")
    repo.remit(*INIT, "--hook", "git")
    command = tmp_path / "bin/remit-hook"
    command.parent.mkdir()
    if there:
        command.write_text(f"#!/bin/sh\nexec {sys.executable} -m remit.hook\n")
        command.chmod(0o755)
    repo.record(tier="central")
    repo.git("add", "decisions")
    monkeypatch.setenv("PATH", f"{command.parent}:/usr/bin:/bin")
    assert repo.git_raw("commit", "-q", "-m", "Decide", who="ben").code == int(there)


def test_prek_is_told_what_to_add_to_its_own_file(repo: Repo) -> None:
    repo.write("prek.toml", "")
    out = repo.remit(*INIT).out
    assert "prek runs the hooks here. Add to prek.toml:" in out
    added = tomllib.loads(out.partition("prek.toml:\n")[2].partition("\nNext")[0].partition("\nIf ")[0])
    assert added["repos"][0]["hooks"][0]["entry"] == "remit-hook"
    assert not (repo.root / ".pre-commit-config.yaml").exists()

"""--commit while git is in the middle of something: refused before anything is written, and nothing is lost."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support import Repo, run_remit

DECIDE = ("decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--why", "Slow.", "--raised", "today")


@pytest.fixture
def parted(repo: Repo) -> Repo:
    """Two branches that changed one line differently, ready to conflict; ben is at work."""
    repo.git("config", "user.email", "ben@example.com")
    repo.git("config", "user.name", "Ben")
    repo.record()
    repo.write("code.py", "one\n")
    repo.commit("One")
    repo.branch("side")
    repo.write("code.py", "two\n")
    repo.commit("Two")
    repo.git("switch", "-q", "main")
    repo.write("code.py", "three\n")
    repo.commit("Three")
    return repo


def _merge(repo: Repo) -> None:
    repo.git("merge", "side", check=False)


def _rebase(repo: Repo) -> None:
    repo.git("rebase", "side", check=False)


def _rebase_apply(repo: Repo) -> None:
    repo.git("rebase", "--apply", "side", check=False)


def _cherry_pick(repo: Repo) -> None:
    repo.git("cherry-pick", "side", check=False)


def _revert(repo: Repo) -> None:
    repo.git("revert", "--no-edit", "HEAD~1", check=False)


def _am(repo: Repo) -> None:
    patch = repo.git("format-patch", "--stdout", "-1", "side")
    repo.git("am", stdin=patch.encode(), check=False)


STATES = {
    "merge": _merge, "rebase": _rebase, "rebase --apply": _rebase_apply,
    "cherry-pick": _cherry_pick, "revert": _revert, "am": _am,
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("words", [DECIDE, ("stop", "k3f9", "--why", "Wrong."), ("init", "--yes")])
def test_commit_during_an_operation_is_refused_before_anything_is_written(
    parted: Repo, state: str, words: tuple[str, ...]
) -> None:
    start: Callable[[Repo], None] = STATES[state]
    start(parted)
    before, head = parted.git("status", "--porcelain"), parted.head
    code, out, err = parted.remit(*words, "--commit")
    name = state.split(" ", maxsplit=1)[0]
    assert (code, out) == (1, "")
    assert f"git {name} is in progress" in err
    assert f"git {name} --abort" in err
    assert (parted.git("status", "--porcelain"), parted.head) == (before, head)
    parted.git(name, "--abort")
    assert parted.remit(*DECIDE, "--commit").code == 0


def test_commit_during_a_merge_that_has_no_conflict_left_is_refused_too(parted: Repo) -> None:
    _merge(parted)
    parted.write("code.py", "both\n")
    parted.git("add", "code.py")
    assert "git merge is in progress" in parted.remit(*DECIDE, "--commit").err
    parted.git("commit", "-q", "--no-edit")
    assert parted.remit(*DECIDE, "--commit").code == 0


def test_commit_on_a_detached_head_is_refused_and_an_own_branch_will_do(parted: Repo) -> None:
    parted.git("switch", "-q", "--detach")
    code, out, err = parted.remit(*DECIDE, "--commit")
    assert (code, out) == (1, "")
    assert "HEAD is detached" in err
    assert "git switch -c NAME" in err
    assert parted.git("status", "--porcelain") == ""
    assert parted.remit(*DECIDE).code == 0, "without --commit the file is there, and any branch can take it"
    parted.git("switch", "-q", "-c", "mine")
    assert parted.remit(*DECIDE, "--commit").code == 0


def test_commit_with_unresolved_files_of_a_stash_is_refused(parted: Repo) -> None:
    parted.write("code.py", "four\n")
    parted.git("stash")
    parted.write("code.py", "five\n")
    parted.commit("Five")
    parted.git("stash", "pop", check=False)
    code, _, err = parted.remit(*DECIDE, "--commit")
    assert code == 1
    assert "unresolved conflicts" in err
    assert parted.git("status", "--porcelain") == "UU code.py\n"


def test_commit_in_a_second_work_tree_asks_that_work_tree(parted: Repo) -> None:
    other = parted.root.parent / "other"
    parted.git("worktree", "add", "-q", "-b", "b", str(other), "main")
    _merge(parted)
    assert run_remit(*DECIDE, "--commit", cwd=other).code == 0
    Repo(other).git("merge", "side", check=False)
    parted.git("merge", "--abort")
    assert "git merge is in progress" in run_remit(*DECIDE, "--commit", cwd=other).err
    assert parted.remit(*DECIDE, "--commit").code == 0


def test_without_commit_a_record_written_during_a_merge_survives_its_abort(parted: Repo) -> None:
    _merge(parted)
    assert parted.remit(*DECIDE).code == 0
    parted.git("merge", "--abort")
    assert parted.git("status", "--porcelain", "-uall").startswith("?? decisions/2026/D-20261121-")


def test_a_file_that_an_abort_would_undo_is_said(parted: Repo) -> None:
    _merge(parted)
    assert "is in progress" not in parted.remit(*DECIDE).out
    done = parted.remit("people", "add", "zoe", "--email", "zoe@example.com")
    assert done.out.endswith("git merge is in progress: `git merge --abort` would undo this too.\n")


def test_reftable_repositories_work_as_others(tmp_path: Path) -> None:
    root = tmp_path / "acme"
    made = subprocess.run(
        ["git", "init", "-q", "-b", "main", "--ref-format=reftable", str(root)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this git has no reftable (2.45 or newer does)")
    repo = Repo(root).organisation()
    repo.git("config", "user.email", "ben@example.com")
    repo.git("config", "user.name", "Ben")
    assert repo.remit(*DECIDE, "--commit").code == 0
    repo.branch("side")
    repo.write("code.py", "two\n")
    repo.commit("Two")
    repo.git("switch", "-q", "main")
    repo.write("code.py", "three\n")
    repo.commit("Three")
    assert repo.remit("check", "--range", "HEAD~1..side").code == 0
    _merge(repo)
    assert "merge" in repo.remit(*DECIDE, "--commit").err

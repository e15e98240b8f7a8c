"""SHA-256 repositories work as others: the first commit, branches without a common one, merges, the hook, the site's data."""

import subprocess
import sys
from pathlib import Path

import pytest

from support import Repo, run_remit

NOTHING = "0" * 64


@pytest.fixture
def fresh(tmp_path: Path) -> Repo:
    """A repository that uses SHA-256, without a commit; ben is at work."""
    root = tmp_path / "acme"
    subprocess.run(["git", "init", "-q", "-b", "main", "--object-format=sha256", str(root)], check=True)
    repo = Repo(root)
    repo.git("config", "user.email", "ben@example.com")
    repo.git("config", "user.name", "Ben")
    return repo


def hook(repo: Repo) -> int:
    """What the hook says of what is staged."""
    command = [sys.executable, "-m", "remit.hook"]
    return subprocess.run(command, cwd=repo.root, capture_output=True, check=False).returncode


def test_sha256_first_commit_through_init_and_the_hook(fresh: Repo) -> None:
    assert fresh.remit("init", "--yes", "--no-site", "--commit").code == 0
    assert len(fresh.head) == 64
    assert fresh.remit("check", "--range", f"{NOTHING}..HEAD").code == 0
    assert (
        fresh.remit("decide", "Keep it", "--topic", "work", "--raised", "today", "--why", "So.", "--commit").code == 0
    )
    assert fresh.remit("check").code == 0


def test_sha256_the_hook_judges_what_is_staged_before_the_first_commit(fresh: Repo) -> None:
    fresh.organisation()
    fresh.git("update-ref", "-d", "HEAD")
    fresh.record()
    fresh.git("add", "-A")
    assert hook(fresh) == 0
    fresh.record("bbbbbb", tier="central")
    fresh.git("add", "-A")
    assert hook(fresh) == 1


def test_sha256_a_branch_without_a_common_commit_is_judged(fresh: Repo) -> None:
    fresh.organisation()
    fresh.git("switch", "-q", "--orphan", "alone")
    fresh.organisation()
    fresh.record()
    fresh.commit("Decide", who="ben")
    fresh.record("bbbbbb", tier="central")
    fresh.commit("Decide too high", who="ben")
    code, out, err = fresh.remit("check", "--range", "main..HEAD")
    assert (code, err) == (1, "")
    assert "bbbbbb" in out
    assert "k3f9qz" not in out
    fresh.git("rm", "-q", "-r", "--cached", ".")
    assert fresh.remit("check", "--staged").code == 1


def test_sha256_merges_and_responses_are_told_by_history(fresh: Repo) -> None:
    fresh.organisation()
    fresh.branch("side")
    fresh.record()
    fresh.commit("Decide", who="ben")
    fresh.git("switch", "-q", "main")
    fresh.write("code.py", "1\n")
    fresh.commit("Code")
    fresh.git("merge", "-q", "--no-edit", "side")
    assert fresh.remit("check", "--range", "HEAD~1..HEAD").code == 0
    assert fresh.remit("stop", "k3f9", "--why", "Wrong.", "--commit").code == 0
    assert "stop by ben" in fresh.remit("show", "k3f9").out


def test_sha256_a_partial_clone_fetches_when_asked(fresh: Repo, tmp_path: Path) -> None:
    fresh.organisation()
    base = fresh.head
    fresh.record()
    fresh.commit("Decide", who="ben")
    fresh.git("config", "uploadpack.allowFilter", "true")
    fresh.git("config", "uploadpack.allowAnySHA1InWant", "true")
    words = ["clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{fresh.root}", str(tmp_path / "part")]
    subprocess.run(["git", *words], check=True, capture_output=True)
    done = run_remit("check", "--range", f"{base}..HEAD", cwd=tmp_path / "part")
    assert "this is a partial clone" in done.err
    assert run_remit("check", "--fetch", "--range", f"{base}..HEAD", cwd=tmp_path / "part").code == 0

"""What `init` writes for teammates and CI: the real default branch, a hook that needs nothing installed, shallow clones named."""

import subprocess
from pathlib import Path

import pytest
import yaml

import remit
from support import Repo

INIT = ("init", "--yes", "--no-site", "--ci", "github")


def workflow_branches(repo: Repo) -> list[str]:
    """The branches whose pushes are checked."""
    read = yaml.safe_load(repo.read(".github/workflows/decisions.yml"))
    return list(read[True]["push"]["branches"])  # YAML 1.1 reads `on` as true


@pytest.fixture
def trunk(empty_repo: Repo) -> Repo:
    """A repository whose one branch is `trunk`."""
    empty_repo.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    empty_repo.write("a", "a")
    empty_repo.commit("A")
    return empty_repo


def test_ci_github_names_the_default_branch_trunk(trunk: Repo) -> None:
    assert trunk.remit(*INIT).code == 0
    assert workflow_branches(trunk) == ["trunk"]
    assert "trusted: trunk " in trunk.read("decisions/remit.yml")


def test_ci_github_in_a_clone_of_trunk_on_another_branch(trunk: Repo, tmp_path: Path) -> None:
    trunk.branch("main")
    trunk.git("switch", "-q", "trunk")
    subprocess.run(["git", "clone", "-q", str(trunk.root), str(tmp_path / "clone")], check=True)
    clone = Repo(tmp_path / "clone")
    clone.branch("start-the-log")
    assert clone.remit(*INIT).code == 0
    assert workflow_branches(clone) == ["trunk"]
    clone.commit("Start")
    done = clone.remit("check")
    assert done.code == 0
    assert "no branch of this clone" not in done.out


def test_trunk_judges_a_branch_where_the_remote_names_no_default(trunk: Repo, tmp_path: Path) -> None:
    """`git remote add` and `git push` leave no origin/HEAD: without `trusted:` a branch would judge itself."""
    assert trunk.remit(*INIT, "--people", "Ana <ana@example.com>").code == 0
    trunk.commit("Start")
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "origin")], check=True)
    trunk.git("remote", "add", "origin", str(tmp_path / "origin"))
    trunk.git("push", "-q", "origin", "trunk")
    trunk.branch("work")
    people = trunk.read("decisions/people.yml")
    trunk.write("decisions/people.yml", people.replace("lead, who: ana", "lead, who: ben"))
    trunk.commit("Take over")
    assert "people.yml counts once it is merged into origin/trunk" in trunk.remit("check").out


@pytest.mark.parametrize("branch", ["main", "master"])
def test_ci_github_on_a_usual_branch_names_no_trusted_branch(empty_repo: Repo, branch: str) -> None:
    empty_repo.git("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    assert empty_repo.remit(*INIT).code == 0
    assert workflow_branches(empty_repo) == ["main", "master"]
    assert "trusted:" not in empty_repo.read("decisions/remit.yml")


def test_ci_github_branch_names_that_yaml_would_misread(empty_repo: Repo) -> None:
    empty_repo.git("symbolic-ref", "HEAD", "refs/heads/1.0")
    assert empty_repo.remit(*INIT).code == 0
    assert workflow_branches(empty_repo) == ["1.0"]


def test_fetch_depth_is_named_where_a_merge_is_checked_out_without_history(repo: Repo, tmp_path: Path) -> None:
    """As GitHub checks a pull request out by default: one commit, a merge, on a detached HEAD."""
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("code.py", "1\n")
    repo.commit("Code")
    base = repo.head
    repo.git("merge", "-q", "--no-ff", "--no-edit", "work")
    words = ["clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "ci")]
    subprocess.run(["git", *words], check=True)
    clone = Repo(tmp_path / "ci")
    clone.git("switch", "-q", "--detach")
    code, out, err = clone.remit("check", "--range", f"{base}..HEAD")
    assert (code, out) == (2, "")
    assert err.count("fetch-depth: 0") == 1
    assert clone.remit("check").code == 0


def test_the_hook_that_init_writes_needs_no_remit_on_the_machine(empty_repo: Repo) -> None:
    assert empty_repo.remit("init", "--yes", "--no-site").code == 0
    config = yaml.safe_load(empty_repo.read(".pre-commit-config.yaml"))
    hook = config["repos"][0]["hooks"][0]
    assert hook["language"] == "python"
    assert hook["additional_dependencies"] == [f"remit=={remit.__version__}"]
    assert config["default_install_hook_types"] == hook["stages"] == ["pre-commit", "pre-merge-commit", "pre-push"]
    assert (hook["always_run"], hook["pass_filenames"]) == (True, False)

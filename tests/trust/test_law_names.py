"""T75 and T76: a name means one thing, and nobody guesses which branch is the trusted one."""

import pytest
from story import codes

from support import SETTINGS, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"


def forge_commit(repo: Repo, base: str, author: str = "Ben <ben@example.com>") -> str:
    """A commit of what is staged, with the committer that a forge writes: anybody can write it."""
    repo.git("add", "-A")
    tree = repo.git("write-tree").strip()
    raw = (
        f"tree {tree}\nparent {base}\nauthor {author} 1795258000 +0000\n"
        "committer GitHub <noreply@github.com> 1795258000 +0000\n\nSquash (#1)\n"
    )
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
    repo.git("reset", "-q", "--hard", commit)
    return commit


@pytest.mark.parametrize("place", ["refs/tags/main", "refs/tags/origin/main", "refs/heads/origin/main"])
def test_t75_a_name_means_two_things(repo: Repo, place: str):
    """Whoever pushes a tag or a branch of that name chooses what the change is measured against."""
    repo.git("update-ref", "refs/remotes/origin/main", "main")
    repo.branch("work")
    repo.record(decider="ana", tier="functional")
    repo.commit("Forge", who="ben")
    repo.git("update-ref", place, "HEAD")
    name = "main" if place == "refs/tags/main" else "origin/main"
    code, out, err = repo.remit("check", "--range", f"{name}..HEAD")
    assert (code, out) == (2, "")
    assert f"{name!r} means two things: " in err
    assert "G01" in codes(repo, "refs/remotes/origin/main")
    assert "G01" in codes(repo, "refs/heads/main")


def test_t75_two_names_of_one_commit_are_no_question(repo: Repo):
    repo.git("tag", "-a", "-m", "One", "main", "main")
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    assert codes(repo) == []


def test_t75_a_tag_is_never_the_trusted_branch(repo: Repo):
    """`trusted: origin/main`, and a tag of that name at a commit that gives ben all power."""
    repo.write("decisions/remit.yml", SETTINGS + "trusted: origin/main\n")
    repo.commit("Settings", who="cho")
    repo.git("update-ref", "refs/remotes/origin/main", "main")
    repo.branch("work")
    repo.write("decisions/people.yml", repo.read("decisions/people.yml") + "  - {role: cto, who: ben}\n")
    repo.commit("Me", who="ben")
    repo.git("tag", "origin/main")
    repo.record(facts="{amount: 9000}", tier="central")
    assert "P01" in repo.remit("check").out


def test_t76_the_trusted_branch_guessed(repo: Repo):
    """The default branch is `develop`, nothing names it, and the range is on its way there."""
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\n")
    base = repo.commit("Settings", who="cho")
    repo.git("branch", "-m", "main", "develop")
    repo.branch("work")
    repo.record(decider="dia")
    forge_commit(repo, base)
    code, out, err = repo.remit("check", "--range", "develop..HEAD")
    assert (code, out) == (1, "")
    assert "the trusted branch is not named" in err


def test_t76_head_is_never_the_trusted_branch(repo: Repo):
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\ntrusted: develop\n")
    base = repo.commit("Settings", who="cho")
    repo.git("branch", "develop")
    repo.branch("work")
    repo.record(decider="dia")
    forge_commit(repo, base)
    assert codes(repo, "develop") == ["G01"], "a committer's address proves no forge"
    repo.git("branch", "-D", "develop")
    assert repo.remit("check", "--range", f"{base}..HEAD").code == 1


def test_t76_a_change_cannot_name_another_trusted_branch(repo: Repo):
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\ntrusted: develop\n")
    base = repo.commit("Settings", who="cho")
    repo.git("branch", "develop")
    repo.branch("work")
    repo.record(decider="dia")
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\ntrusted: refs/heads/work\n")
    forge_commit(repo, base)
    assert "G01" in codes(repo, "develop")

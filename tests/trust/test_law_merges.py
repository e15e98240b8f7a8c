"""T66 and T67: a change is judged as git itself would merge it, and whoever makes a merge is the author of what differs."""

import pytest
from story import codes, found

from support import PEOPLE, POLICY, POLICY_PATH, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"
DIA = "  - {role: engineer, who: dia, from: 2026-01-01}\n"
REVOKED = PEOPLE.replace(DIA, "")


def revoke_on_main(repo: Repo) -> None:
    """An old branch of ben's; meanwhile the owner revokes dia's role."""
    repo.branch("work")
    repo.write("code", "1\n")
    repo.commit("Code", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("decisions/people.yml", REVOKED)
    repo.commit("Revoke", who="cho")
    repo.git("switch", "-q", "work")


def commit_tree(repo: Repo, who: str, *parents: str, tree: str = "HEAD^{tree}") -> str:
    """A merge that nobody's git made: any tree, any parents."""
    words = [word for parent in parents for word in ("-p", parent)]
    commit = repo.git("commit-tree", tree, *words, "-m", "Merge", who=who).strip()
    repo.git("reset", "-q", "--hard", commit)
    return commit


def test_t66_an_old_branch_alone_undoes_nothing(repo: Repo):
    revoke_on_main(repo)
    assert found(repo) == []


def test_t66_protected_files_undone_by_a_merge_that_takes_its_own_side(repo: Repo):
    revoke_on_main(repo)
    repo.git("merge", "-q", "-s", "ours", "main", "-m", "Merge main", who="ben")
    assert found(repo) == [("G07", f"ben <ben@example.com> may not change this file (commit {repo.head[:8]}); cto may")]


def test_t66_protected_files_undone_by_a_merge_made_by_hand(repo: Repo):
    revoke_on_main(repo)
    commit_tree(repo, "ben", "HEAD", "main")
    assert codes(repo) == ["G07"]
    commit_tree(repo, "ben", "HEAD", "main", "HEAD~1")
    assert codes(repo) == ["G07"]


def test_t66_protected_files_undone_by_an_octopus(repo: Repo):
    revoke_on_main(repo)
    repo.git("branch", "-q", "third", "HEAD~1")
    commit_tree(repo, "ben", "HEAD", "main", "third")
    assert codes(repo) == ["G07"]


def test_t66_protected_files_undone_by_a_side_branch_of_another(repo: Repo):
    """The merge is dia's, and ben only fast-forwards to it and adds code."""
    revoke_on_main(repo)
    repo.git("merge", "-q", "-s", "ours", "main", "-m", "Merge main", who="dia")
    repo.write("more", "2\n")
    repo.commit("More", who="cho")
    ((code, message),) = found(repo)
    assert code == "G07"
    assert message.startswith("dia <dia@example.com> may not")


def test_t66_the_forges_merge_commit_is_its_makers_too(repo: Repo):
    """A merge commit as a forge makes it when a person resolves in the browser: that person is the author."""
    revoke_on_main(repo)
    base = repo.git("rev-parse", "work").strip()
    repo.git("switch", "-q", "main")
    commit_tree(repo, "ben", "HEAD", base, tree=f"{base}^{{tree}}")
    assert codes(repo, "main~1", "main") == ["G07"]


def test_t66_a_policy_undone_by_a_merge(repo: Repo):
    repo.branch("work")
    repo.write("code", "1\n")
    repo.commit("Code", who="ben")
    repo.git("switch", "-q", "main")
    repo.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 50,"))
    repo.commit("Tighter", who="cho")
    repo.git("switch", "-q", "work")
    repo.git("merge", "-q", "-s", "ours", "main", "-m", "Merge main", who="ben")
    assert "G07" in codes(repo)


def test_t66_the_owner_may_resolve_a_merge_of_protected_files(repo: Repo):
    revoke_on_main(repo)
    repo.git("merge", "-q", "-s", "ours", "main", "-m", "Merge main", who="cho")
    assert found(repo) == []


def test_t66_an_honest_merge_of_two_sides_has_no_author_of_its_own(repo: Repo):
    """Both sides change people.yml in places of their own; git joins them, and the merger added nothing."""
    repo.branch("work")
    repo.write(
        "decisions/people.yml", PEOPLE.replace("holds:\n", "  fay: {name: Fay, emails: [fay@example.com]}\nholds:\n")
    )
    repo.commit("Add fay", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("decisions/people.yml", PEOPLE + "away:\n  - {who: cho, from: 2026-12-01, until: 2026-12-10}\n")
    repo.commit("Away", who="cho")
    repo.git("switch", "-q", "work")
    assert found(repo) == []
    repo.git("merge", "-q", "--no-edit", "main", who="dia")
    assert found(repo) == []


def test_t66_a_decision_taken_back_and_revived_by_a_merge(repo: Repo):
    """Ben decides and takes it back; dia merges the two with the old side: she revives it, not he."""
    repo.branch("work")
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.record("k3f9qz")
    decided = repo.commit("Decide", who="ben")
    repo.proposal("k3f9qz")
    repo.commit("Not yet", who="ben")
    commit_tree(repo, "dia", "HEAD", decided, tree=f"{decided}^{{tree}}")
    ((code, message),) = found(repo)
    assert code == "G01"
    assert "by dia" in message


def test_t66_a_decision_taken_back_and_revived_on_one_of_two_sides(repo: Repo):
    """Both parents of the last merge hold the decision; one of them has it from dia alone."""
    repo.branch("work")
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    text = repo.read(RECORD)
    repo.git("switch", "-q", "-c", "side")
    repo.write("code", "1\n")
    repo.commit("Code", who="ben")
    repo.git("switch", "-q", "work")
    repo.proposal("k3f9qz")
    repo.commit("Not yet", who="ben")
    repo.write(RECORD, text)
    repo.commit("But yes", who="dia")
    repo.git("merge", "-q", "--no-edit", "side", who="ben")
    assert [code for code, _ in found(repo)] == ["G01"]


def test_t66_what_a_merge_takes_from_a_conflict_is_the_mergers(repo: Repo):
    repo.proposal("k3f9qz", title="Old")
    repo.commit("Propose", who="ben")
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "main")
    repo.proposal("k3f9qz", title="Another")
    repo.commit("Reword", who="dia")
    repo.git("switch", "-q", "work")
    repo.git_raw("merge", "-q", "main", who="dia")
    repo.record("k3f9qz")
    repo.commit("Merge", who="dia")
    assert "G01" in codes(repo), "ben decided something else"


def test_t66_what_does_not_merge_is_said_with_its_files(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.branch("work")
    repo.proposal("k3f9qz", title="One")
    repo.commit("Reword", who="ben")
    repo.git("switch", "-q", "main")
    repo.proposal("k3f9qz", title="Another")
    repo.commit("Reword", who="dia")
    code, out, err = repo.remit("check", "--range", "main..work")
    assert (code, out) == (1, "")
    assert "does not merge into" in err
    assert RECORD in err


def test_t66_no_merge_driver_and_no_attribute_has_a_say(repo: Repo):
    """`merge=union`, or a driver that a configuration names, would let two texts pass as one."""
    mark = repo.root / "ran"
    repo.git("config", "merge.mine.driver", f"touch {mark}; true")
    for attribute in ("union", "mine"):
        (repo.root / ".git/info/attributes").write_text(f"*.md merge={attribute}\n")
        repo.write(".gitattributes", f"*.md merge={attribute}\n")
        repo.commit("Attributes")
        repo.proposal(f"k3f9q{attribute[0].replace('u', 'v')}")
        repo.commit("Propose", who="ben")
        repo.branch(attribute)
        repo.proposal(f"k3f9q{attribute[0].replace('u', 'v')}", title="One")
        repo.commit("Reword", who="ben")
        repo.git("switch", "-q", "main")
        repo.proposal(f"k3f9q{attribute[0].replace('u', 'v')}", title="Another")
        repo.commit("Reword", who="dia")
        assert repo.remit("check", "--range", f"main..{attribute}").code == 1
    assert not mark.exists()


def test_t66_a_range_writes_nothing_into_the_repository(repo: Repo):
    revoke_on_main(repo)
    repo.git("merge", "-q", "--no-edit", "main", who="ben")
    repo.record()
    repo.commit("Decide", who="ben")
    before = sorted(path for path in (repo.root / ".git").rglob("*") if "remit" not in path.parts)
    assert found(repo) == []
    assert sorted(path for path in (repo.root / ".git").rglob("*") if "remit" not in path.parts) == before


def test_t66_an_older_git_is_told_so(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    from remit.repo import git

    real = git.run_raw

    def old(root: str, *words: str, **kept):
        return (129, b"", b"usage: git merge-tree") if words[0] == "merge-tree" else real(root, *words, **kept)

    monkeypatch.setattr(git, "run_raw", old)
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    code, out, err = repo.remit("check", "--range", "main..HEAD")
    assert (code, out) == (1, "")
    assert "needs git 2.38 or newer" in err


def criss_cross(repo: Repo) -> None:
    """Two merge bases: main and work each merged the other's first commit."""
    repo.git("switch", "-q", "-c", "work")
    repo.write("work", "1\n")
    first = repo.commit("Work", who="ben")
    repo.git("switch", "-q", "main")
    repo.record("k3f9qz")
    repo.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 400,"))
    main = repo.commit("Decide, and tighter", who="cho")
    repo.git("merge", "-q", "--no-edit", first, who="cho")
    repo.git("switch", "-q", "work")
    repo.git("merge", "-q", "--no-edit", main, who="ben")


def test_t67_several_merge_bases(repo: Repo):
    criss_cross(repo)
    assert len(repo.git("merge-base", "--all", "main", "work").split()) == 2
    assert found(repo) == []
    repo.git("rm", "-q", RECORD)
    repo.write(POLICY_PATH, POLICY)
    repo.commit("Undo", who="ben")
    assert {"G04", "G07"} <= set(codes(repo))


def test_t67_several_merge_bases_and_an_evil_merge(repo: Repo):
    criss_cross(repo)
    old = repo.git("rev-parse", "work^1").strip()
    commit_tree(repo, "ben", old, "work^2", tree=f"{old}^{{tree}}")
    assert {"G04", "G07"} <= set(codes(repo))


def test_t67_several_merge_bases_that_differ_each_way(repo: Repo):
    """The two bases hold different people.yml; the branch takes the one that the owner had replaced."""
    repo.git("switch", "-q", "-c", "work")
    repo.write("work", "1\n")
    first = repo.commit("Work", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("decisions/people.yml", REVOKED)
    second = repo.commit("Revoke", who="cho")
    repo.git("merge", "-q", "--no-edit", first, who="cho")
    repo.git("switch", "-q", "work")
    repo.git("merge", "-q", "--no-commit", "--no-ff", second, who="ben")
    repo.write("decisions/people.yml", PEOPLE)
    repo.commit("Merge", who="ben")
    assert codes(repo) == ["G07"]

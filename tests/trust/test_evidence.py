"""Who made what a change brings: the commit that set the value, on whichever side of a merge it was."""

from remit.attribution import evidence
from remit.attribution.statements import DECIDING, SAID, WORDING
from remit.repo import merges
from remit.repo import repository as place
from remit.repo.trees import Contents
from remit.workspace.logs import read_log
from support import Repo


def gather(repo: Repo, base: str = "main", head: str = "HEAD"):
    repository = place.find(str(repo.root))
    ids = [repo.git("rev-parse", name).strip() for name in (base, head)]
    with merges.borrowing(repository) as borrowed:
        walked = evidence.walk(borrowed, repository.common_dir, *ids)
        return evidence.gather(borrowed, walked, read_log(repository, ids[0]), Contents(borrowed))


def authors(found, kind=DECIDING):
    return {
        path.rpartition("-")[2]: "+".join(made.commit.author.name for made in kinds[kind])
        for path, kinds in found.stated.items()
        if kind in kinds
    }


def test_who_changed_the_status_decided_and_not_who_drafted_or_formatted(repo: Repo):
    repo.branch("work")
    repo.proposal("k3f9qz")
    repo.commit("Draft", who="dia")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.record("k3f9qz", body="Because it   is needed.\n\n")
    repo.commit("Format", who="eva")
    found = gather(repo)
    assert authors(found) == {"k3f9qz.md": "Ben"}
    assert authors(found, WORDING) == {"k3f9qz.md": "Ben"}
    assert [commit.author.name for commit in found.commits] == ["Dia", "Ben", "Eva"]
    assert found.paths == ("decisions/2026/D-20261121-k3f9qz.md",)


def test_words_that_somebody_changed_after_the_decision_are_theirs(repo: Repo):
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.record("k3f9qz", facts="{amount: 499}")
    repo.commit("A little more", who="eva")
    found = gather(repo)
    assert authors(found) == {"k3f9qz.md": "Ben"}
    assert authors(found, WORDING) == {"k3f9qz.md": "Eva"}


def test_a_merge_that_takes_a_value_from_a_parent_did_not_make_it(repo: Repo):
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("README", "hello\n")
    repo.commit("Elsewhere", who="cho")
    repo.git("switch", "-q", "-c", "merge")
    repo.git("merge", "-q", "--no-ff", "work", "-m", "Merge", who="cho")
    found = gather(repo)
    assert authors(found) == {"k3f9qz.md": "Ben"}
    assert not found.by("decisions/2026/D-20261121-k3f9qz.md", DECIDING)[0].merge


def test_an_evil_merge_is_its_authors(repo: Repo):
    repo.branch("work")
    repo.write("code", "1\n")
    repo.commit("Code", who="ben")
    repo.git("switch", "-q", "main")
    repo.git("switch", "-q", "-c", "merge")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "work", "-m", "Merge", who="eva")
    repo.record("k3f9qz")
    repo.commit("Merge", who="eva")
    found = gather(repo)
    assert authors(found) == {"k3f9qz.md": "Eva"}
    assert found.by("decisions/2026/D-20261121-k3f9qz.md", DECIDING)[0].merge


def test_a_record_is_followed_through_a_new_name(repo: Repo):
    path = repo.proposal("k3f9qz")
    repo.commit("Draft", who="dia")
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.git("mv", path, "decisions/2026/D-20261121-k3f9qz-cache.md")
    repo.commit("Name it", who="eva")
    assert authors(gather(repo)) == {"cache.md": "Ben"}


def test_an_act_is_by_the_author_of_the_commit_that_brought_it(repo: Repo):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    path = repo.act("k3f9qz", "advice", "eva", "Keep the old keys.\n")
    repo.commit("Advise", who="eva")
    found = gather(repo)
    assert [made.commit.author.name for made in found.by(path, SAID)] == ["Eva"]


def test_a_commit_is_never_older_than_what_it_builds_on(repo: Repo):
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Long ago", who="ben", at="1577836800 +0000")
    made = gather(repo).by("decisions/2026/D-20261121-k3f9qz.md", DECIDING)[0]
    assert made.commit.committed == 1577836800
    assert made.written > 1795257000


def test_guards_name_everybody_who_touched_them(repo: Repo):
    repo.write(".github/workflows/decisions.yml", "run: remit check\n")
    repo.write(".github/workflows/deploy.yml", "run: deploy\n")
    repo.commit("CI")
    repo.branch("work")
    repo.write("decisions/people.yml", repo.read("decisions/people.yml") + "scribes: []\n")
    repo.commit("One", who="ben")
    repo.write("decisions/people.yml", repo.read("decisions/people.yml") + "away: []\n")
    repo.write(".github/workflows/decisions.yml", "run: true\n")
    repo.write(".github/workflows/deploy.yml", "run: remit deploy\n")
    repo.commit("Two", who="ana")
    found = gather(repo)
    assert {path: [made.commit.author.name for made in several] for path, several in found.touched.items()} == {
        ".github/workflows/decisions.yml": ["Ana"],
        "decisions/people.yml": ["Ben", "Ana"],
    }


def test_a_branch_that_is_behind_brings_only_its_own(repo: Repo):
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "main")
    repo.record("m4x8ra")
    repo.commit("Meanwhile", who="ben")
    repo.git("switch", "-q", "work")
    assert authors(gather(repo)) == {"k3f9qz.md": "Ben"}


def test_a_clone_that_is_cut_off_inside_the_change_is_not_believed(repo: Repo, tmp_path):
    repo.branch("work")
    for name in ("k3f9qz", "m4x8ra"):
        repo.record(name)
        repo.commit("Decide", who="ben")
    url = f"file://{repo.root}"
    repo.git("clone", "-q", "--depth", "1", "--no-single-branch", url, str(tmp_path / "cut"))
    cut = Repo(tmp_path / "cut")
    cut.git("switch", "-q", "work")
    assert gather(cut, "origin/main").cut_off
    cut.git("fetch", "-q", "--unshallow")
    assert not gather(cut, "origin/main").cut_off

"""The names of staged files that a change is about: from trees where these suffice, and always those that git lists."""

import subprocess

import pytest

from remit.repo import git, names, raw
from remit.repo import repository as place
from remit.workspace.ahead import Asked
from support import POLICY, POLICY_PATH, Repo, record_text

K3 = "decisions/2026/D-20261121-k3f9qz.md"


def asked(repo: Repo) -> Asked:
    repository = place.find(str(repo.root))
    return Asked(repository, ("decisions",), raw.staged(str(repo.root), ("decisions",)))


def both(repo: Repo) -> tuple[list[bytes], list[bytes]]:
    """What was worked out, and what git lists."""
    found = asked(repo)
    objects = git.begin_objects(str(repo.root), found.trees)(1 << 20) if found.trees else []
    listed = found._list(found._patterns())()
    return sorted(found.listed(objects).split(b"\0")), sorted(listed.split(b"\0"))  # mode, blob, stage, path


def moved(repo: Repo) -> None:
    repo.git("mv", K3, "decisions/D-20261121-k3f9qz-cache.md")


def on_a_policy_folder(repo: Repo) -> None:
    repo.write("decisions/policy/old/acme@2020-01-01.yml", POLICY)
    repo.commit("Old")
    repo.record("aaaaaa")


def with_another_file_of_the_same_id(repo: Repo) -> None:
    repo.write("decisions/elsewhere/D-20261121-k3f9qz-copy.md", record_text())


def beside_a_file_that_is_only_meant_to_be_added(repo: Repo) -> None:
    repo.write("decisions/2026/D-20261121-aaaaaa-copy.md", record_text("aaaaaa"))
    repo.git("add", "-N", ".")
    repo.record("aaaaaa")
    repo.git("add", "decisions/2026/D-20261121-aaaaaa.md")


CHANGES = {
    "a new record": (lambda repo: repo.record("aaaaaa"), True),
    "two new records and a page": (
        lambda repo: (
            repo.record("aaaaaa"),
            repo.record("bbbbbb"),
            repo.write("decisions/context/cost.md", "---\ntitle: Cost\n---\n"),
        ),
        True,
    ),
    "an edited record": (lambda repo: repo.record(body="Because.\n"), True),
    "a record that goes": (lambda repo: repo.git("rm", "-q", K3), True),
    "a record that moves": (moved, True),
    "a policy": (lambda repo: repo.write(POLICY_PATH, POLICY + "x-note: more\n"), True),
    "a first scenario": (lambda repo: repo.write("decisions/policy/tests/one.yml", "scenarios: []\n"), True),
    "a stop": (lambda repo: repo.write("decisions/stops/stop-1.md", "---\nact: stop\nwho: ana\n---\n"), True),
    "an act on a record that stays": (lambda repo: repo.act("k3f9qz", "advice", "ana"), False),
    "an id that is in use": (with_another_file_of_the_same_id, False),
    "folders below the policies": (on_a_policy_folder, True),
    "a name that is promised": (beside_a_file_that_is_only_meant_to_be_added, True),
    "many records": (lambda repo: [repo.record(f"aaaa{number:02}") for number in range(30)], False),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("version", [2, 4])
def test_whatever_is_staged_its_files_are_those_that_git_lists(repo, change, version):
    make, in_trees = CHANGES[change]
    repo.record()
    repo.write("decisions/context/speed.md", "---\ntitle: Speed\n---\n")
    repo.write("decisions/README.md", "Notes\n")
    repo.commit("Log")
    repo.git("update-index", "--index-version", str(version))
    make(repo)
    if change != "a name that is promised":
        repo.git("add", "-A")
    found = asked(repo)
    assert bool(found.trees) == (in_trees and version == 2)
    if found.everything:
        assert len(found.listed().split(b"\0")) > 30
    else:
        one, other = both(repo)
        assert one == other


def test_before_the_first_commit_there_are_no_trees(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path / "fresh")], check=True)
    repo = Repo(tmp_path / "fresh")
    repo.write(POLICY_PATH, POLICY)
    repo.record("aaaaaa")
    repo.git("add", "-A")
    one, other = both(repo)
    assert one == other
    assert len(one) == 3


def test_an_index_that_does_not_hold_all_names_says_nothing(repo):
    folder, index = str(repo.root / ".git"), str(repo.root / ".git/index")
    assert names.counts(folder, index, ["decisions/people.yml", "nowhere"]) == [1, 0]
    repo.git("update-index", "--split-index")
    assert names.counts(folder, index, ["nowhere"]) is None
    repo.git("update-index", "--no-split-index")
    (repo.root / ".git/info/sparse-checkout").write_text("/*\n")
    assert names.counts(folder, index, ["nowhere"]) is None
    assert names.counts(folder, folder + "/none", ["nowhere"]) is None

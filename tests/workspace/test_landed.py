"""What landed is what the trusted branch's tip says, whichever way it is read."""

import pytest

from remit.repo import repository as place
from remit.workspace import landed, reading
from support import POLICY_PATH, Repo


def both(repo: Repo) -> None:
    """The guards read for an answer are those that git gives."""
    repository = place.find(str(repo.root))
    settings = reading.settings_on_disk(repository)
    assert landed.trusted_guards(repository, settings) == reading.trusted_guards(repository, settings)


def test_files_that_lie_as_they_landed_are_read_where_they_lie(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    both(repo)
    repository = place.find(str(repo.root))
    monkeypatch.setattr("remit.workspace.trees.git.blobs", lambda *words, **more: pytest.fail("git was asked"))
    assert landed.trusted_guards(repository, reading.settings_on_disk(repository)) is not None


def test_a_changed_a_gone_and_a_replaced_file_are_as_they_landed(repo: Repo) -> None:
    repo.write(POLICY_PATH, repo.read(POLICY_PATH).replace("500", "50000"))
    both(repo)
    (repo.root / "decisions/people.yml").unlink()
    both(repo)
    (repo.root / "decisions/people.yml").symlink_to("remit.yml")
    both(repo)
    (repo.root / "decisions/people.yml").unlink()
    (repo.root / "decisions/people.yml").mkdir()
    both(repo)


def test_a_link_that_landed_and_a_new_policy_that_did_not(repo: Repo) -> None:
    (repo.root / "decisions/policy/b@2026-02-01.yml").symlink_to("acme@2026-01-01.yml")
    repo.commit("Link")
    repo.write("decisions/policy/c@2026-02-01.yml", repo.read(POLICY_PATH))
    both(repo)


def test_without_a_commit_or_a_guard_nothing_landed(empty_repo: Repo) -> None:
    both(empty_repo)
    empty_repo.write("a.txt", "a")
    empty_repo.commit("One")
    both(empty_repo)


def test_names_of_contents_in_a_repository_of_longer_names(tmp_path) -> None:
    import subprocess

    made = subprocess.run(["git", "init", "-q", "-b", "main", "--object-format=sha256", str(tmp_path)], check=False)
    if made.returncode:
        pytest.skip("this git knows no longer names")
    repo = Repo(tmp_path).organisation()
    both(repo)

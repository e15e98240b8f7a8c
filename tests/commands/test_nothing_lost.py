"""Nothing is lost: whichever call of the operating system fails, the log is whole or one thing is named."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from remit.commands import decide
from remit.commands.session import Session
from remit.files import atomic
from remit.log.problem import CannotProceed
from remit.workspace import file_drafts
from support import FailingSystem, Repo, run_remit


def superseding(monkeypatch: pytest.MonkeyPatch, repo: Repo) -> tuple[Session, list[file_drafts.Draft]]:
    """The drafts of a decision that replaces another."""
    monkeypatch.chdir(repo.root)
    desk = Session("ben")
    old = desk.record("k3f9")
    head = {"title": "Cache in memory", "topic": "tooling/cache", "facts": {"amount": "0"}, "supersedes": [old.id]}
    made = decide.decide_new(desk, head, "Simpler.", decide.times_of(desk))
    return desk, made.drafts


def test_a_pair_of_files_that_fails_anywhere_is_whole_or_named_and_finished(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.record()
    repo.commit("Cache")
    kept = repo.root.parent / "kept"
    shutil.copytree(repo.root, kept)
    outcomes = set()
    for fail_at in range(1, 60):
        shutil.rmtree(repo.root)
        shutil.copytree(kept, repo.root)
        desk, drafts = superseding(monkeypatch, repo)
        failing = FailingSystem(fail_at)
        monkeypatch.setattr(atomic, "os", failing)
        try:
            file_drafts.write(desk.repository, drafts)
        except CannotProceed as error:
            assert "could not be written" in error.message  # noqa: PT017 - each failure says so
        outcomes.add(_state(repo, drafts))
        if failing.left > 0:
            break
    assert failing.left > 0
    assert outcomes == {"nothing", "the new one alone", "both"}


def _state(repo: Repo, drafts: list[file_drafts.Draft]) -> str:
    """What lies there: each file is complete, the new one first, and a half pair is finished by one command."""
    new, old = (repo.root / draft.path for draft in drafts)
    assert old.read_text() in (drafts[1].was, drafts[1].text)
    if not new.exists():
        assert old.read_text() == drafts[1].was
        return "nothing"
    assert new.read_text() == drafts[0].text
    if old.read_text() == drafts[1].text:
        return "both"
    done = repo.remit("supersede", "k3f9", "--by", drafts[0].id, "--who", "ben")
    assert (done.code, done.err) == (0, "")
    assert old.read_text() == drafts[1].text
    return "the new one alone"


@pytest.mark.parametrize("what", ["create", "replace"])
def test_one_file_that_fails_anywhere_is_old_or_new(repo: Repo, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    path = repo.record()
    was = repo.read(path)
    repository = _workspace(repo)
    for fail_at in range(1, 40):
        target = path if what == "replace" else f"decisions/2026/D-20261121-{fail_at:06}.md"
        draft = file_drafts.Draft(target, was.replace("Redis", "memory"), was if what == "replace" else None)
        failing = FailingSystem(fail_at)
        monkeypatch.setattr(atomic, "os", failing)
        try:
            file_drafts.write(repository, [draft])
        except CannotProceed:
            lies = repo.read(target) if (repo.root / target).exists() else None
            assert lies == draft.was
        else:
            assert repo.read(target) == draft.text
            repo.write(path, was)
        if failing.left > 0:
            return
    raise AssertionError("it never ran out of calls")


def _workspace(repo: Repo):
    from remit.repo import repository as place

    return place.find(str(repo.root))


def test_a_file_that_changed_meanwhile_is_not_written_over(repo: Repo) -> None:
    path = repo.record()
    draft = file_drafts.Draft(path, "mine", repo.read(path))
    repo.write(path, "theirs")
    with pytest.raises(CannotProceed, match="was changed by somebody else"):
        file_drafts.write(_workspace(repo), [draft])
    assert repo.read(path) == "theirs"


def test_a_read_only_folder_is_a_sentence(repo: Repo) -> None:
    import os

    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    repo.record()
    (repo.root / "decisions/2026").chmod(0o555)
    done = repo.remit("propose", "A b", "--topic", "tooling", "--who", "ben")
    (repo.root / "decisions/2026").chmod(0o755)
    assert (done.code, "could not be written: Permission denied" in done.err) == (1, True)


WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from support import run_remit
for n in range(25):
    done = run_remit("propose", f"Idea {n} of {sys.argv[2]}", "--topic", "tooling", "--who", "ben", cwd=sys.argv[3])
    assert done.code == 0, done.err
"""


def test_eight_processes_write_two_hundred_records(repo: Repo, tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[1])
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, tests, str(n), str(repo.root)], stderr=subprocess.PIPE)
        for n in range(8)
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    names = [path.name for path in (repo.root / "decisions/2026").iterdir()]
    assert len(names) == len({name[:17] for name in names}) == 200


def test_a_link_out_of_the_repository_is_not_followed(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (repo.root / "decisions/2026").symlink_to(tmp_path / "outside")
    done = run_remit("propose", "A b", "--topic", "tooling", "--who", "ben", cwd=repo.root)
    assert (done.code, "decisions/2026 is a symbolic link" in done.err) == (1, True)
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_file_that_is_not_text_is_never_rewritten(repo: Repo) -> None:
    path = repo.record()
    data = (repo.root / path).read_bytes().replace(b"Because", b"Beca\xfcse")
    repo.write(path, data)
    repo.remit("amend", "k3f9", "--why", "x", "--who", "ben")
    assert (repo.root / path).read_bytes() == data

"""What the operating system or git refuses is a sentence and exit 1, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import Repo

REMIT = str(Path(sys.executable).parent / "remit")
COMMANDS = (["list"], ["show", "k3f9qz"], ["check"], ["mine", "--who", "ben"], ["list", "--json"])


def ask(words: list[str], repo: Repo, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([REMIT, *words], cwd=repo.root, stderr=subprocess.PIPE, check=False, **options)  # type: ignore[call-overload]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_full_disk_is_said(repo: Repo, words: list[str]) -> None:
    repo.record()
    repo.commit()
    with open("/dev/full", "wb") as full:
        done = ask(words, repo, stdout=full)
    assert (done.returncode, done.stderr) == (1, b"remit: cannot continue: No space left on device\n")


def test_a_reader_that_left_is_no_error_to_tell(repo: Repo) -> None:
    for number in range(40):
        repo.record(f"aaaa{number:02}", title="A long title " * 8, body="Why not.\n" * 200)
    read, write = os.pipe()
    os.close(read)
    with open(write, "wb") as pipe:
        done = ask(["list", "--json"], repo, stdout=pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_directory_that_was_deleted_is_named(repo: Repo, tmp_path: Path) -> None:
    script = f"mkdir gone && cd gone && rmdir ../gone && exec {REMIT} list"
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"remit: cannot continue: the current directory does not exist any more\n"


@pytest.mark.parametrize("words", [["check", "--staged"], ["check"]], ids=" ".join)
def test_a_damaged_index_is_said_in_gits_own_words(repo: Repo, words: list[str]) -> None:
    (repo.root / ".git/index").write_bytes(b"rubbish" * 20)
    done = repo.remit(*words)
    assert done.code == 1
    assert done.err.endswith("  `git fsck` lists what is damaged in this repository\n")
    assert "index file" in done.err


def test_a_damaged_object_is_said(repo: Repo) -> None:
    blob = repo.git("rev-parse", "HEAD:decisions/people.yml").strip()
    path = repo.root / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(b"rubbish")
    done = repo.remit("check")
    assert done.code == 1
    assert "bug in Remit" not in done.err
    assert "git fsck" in done.err

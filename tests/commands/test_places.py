"""Branches, work trees, a detached HEAD, odd terminals and locales: the commands work the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import Repo, run_remit

DECIDE = ["decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--why", "Slow.", "--raised", "today"]


@pytest.fixture
def as_ben(repo: Repo) -> Repo:
    repo.git("config", "user.email", "ben@example.com")
    repo.git("config", "user.name", "Ben")
    return repo


def test_two_branches_with_one_title_in_one_minute_merge_cleanly(as_ben: Repo) -> None:
    as_ben.branch("a")
    assert as_ben.remit(*DECIDE, "--commit").code == 0
    as_ben.git("switch", "-q", "main")
    assert as_ben.remit(*DECIDE, "--commit").code == 0
    as_ben.git("merge", "-q", "--no-edit", "a")
    names = sorted(path.name for path in (as_ben.root / "decisions/2026").glob("*.md"))
    assert len(names) == len({name[:17] for name in names}) == 2
    assert as_ben.remit("check").code == 0


def test_a_detached_head_and_a_second_work_tree_are_places_to_work(as_ben: Repo) -> None:
    as_ben.git("checkout", "-q", "--detach")
    assert as_ben.remit(*DECIDE).code == 0
    other = as_ben.root.parent / "other"
    as_ben.git("worktree", "add", "-q", "-b", "b", str(other), "main")
    assert run_remit(*DECIDE, "--commit", cwd=other).code == 0
    assert len(list((other / "decisions/2026").glob("*.md"))) == 1


def test_new_and_accept_are_other_words_for_propose_and_decide(as_ben: Repo) -> None:
    assert as_ben.remit("new", "Cache orders", "--topic", "tooling", "--amount", "1").code == 0
    assert as_ben.remit("accept", "cache-orders").code == 0


def test_a_stray_git_dir_in_the_environment_is_not_followed(as_ben: Repo, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    done = as_ben.remit(*DECIDE, env={"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other)})
    assert done.code == 0
    assert not (other / "decisions").exists()


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8"])
def test_any_locale_writes_the_same_bytes(as_ben: Repo, locale: str) -> None:
    words = [
        "decide",
        "Zoë räumt auf İ",
        "--topic",
        "tooling",
        "--amount",
        "1",
        "--why",
        "Größe: 5 €.",
        "--raised",
        "today",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "remit.main", *(word.encode() for word in words)], cwd=as_ben.root, capture_output=True, check=False,
        env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    path = next((as_ben.root / "decisions/2026").glob("*.md"))
    assert path.name[18:] == "zoe-raumt-auf-i.md"
    assert path.read_bytes().decode().endswith("---\nGröße: 5 €.\n")
    assert 'title: "Zoë räumt auf İ"\n' in path.read_text(encoding="utf-8")
    assert "decided: 2026-11-21T12:00+00:00\n" in path.read_text(encoding="utf-8")


def test_a_log_keeps_its_time_zone(empty_repo: Repo) -> None:
    repo = empty_repo.organisation(settings="remit: 1\npolicy: acme\ntime_zone: Europe/Berlin\n")
    assert repo.remit(*DECIDE, "--who", "ben").code == 0
    assert "decided: 2026-11-21T13:00+01:00\n" in next((repo.root / "decisions/2026").glob("*.md")).read_text("utf-8")


def test_crlf_records_stay_crlf(as_ben: Repo) -> None:
    path = as_ben.proposal()
    as_ben.write(path, as_ben.read(path).replace("\n", "\r\n"))
    assert as_ben.remit("decide", "m4x8", "--why", "Yes.").code == 0
    text = (as_ben.root / path).read_bytes().decode()
    assert text.count("\n") == text.count("\r\n")
    assert "status: accepted\r\n" in text
    assert text.endswith("\r\n## Decision\r\n\r\n- 2026-11-21, ben: Yes.\r\n")

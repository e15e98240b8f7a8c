"""A log kept by commands alone, each commit by whoever acts, is green: as a whole and commit by commit."""

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from support import POLICY, Repo, run_remit


class Team:
    """A repository in which people act one after the other; every act is a commit of theirs, and every commit is checked."""

    def __init__(self, repo: Repo) -> None:
        self.repo, self.minutes = repo, 0
        repo.git("config", "user.name", "Team")

    def acts(self, who: str, *words: str) -> str:
        """Somebody runs a command with --commit; its output. The commit brings no error."""
        self.minutes += 7
        at = f"2026-11-21T{12 + self.minutes // 60:02}:{self.minutes % 60:02}:00+00:00"
        env = {
            "REMIT_NOW": at, "GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": f"{who}@example.com", "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_NAME": who, "GIT_COMMITTER_EMAIL": f"{who}@example.com", "GIT_COMMITTER_DATE": at,
        }  # fmt: skip
        done = self.repo.remit(*words, "--commit", env=env)
        assert done.code == 0, f"{words}\n{done.out}{done.err}"
        checked = self.repo.remit("check", "--range", "HEAD~1..HEAD", "--format", "json", env=env)
        errors = [found for found in json.loads(checked.out)["findings"] if found["level"] == "error"]
        assert errors == [], f"{words}: {errors}"
        whole = self.repo.remit("check", "--format", "json", env=env)
        assert [found for found in json.loads(whole.out)["findings"] if found["level"] == "error"] == [], words
        return done.out

    def id_of(self, part: str) -> str:
        found = next(path for path in (self.repo.root / "decisions/2026").glob("D-*.md") if part in path.name)
        return found.name[11:17]


@pytest.fixture
def team(empty_repo: Repo) -> Team:
    policy = POLICY.replace(
        "up_to: 5000, decide: platform-lead, advice: [engineer]", "up_to: 5000, decide: platform-lead"
    )
    return Team(empty_repo.organisation(policy=policy))


def test_from_proposal_to_outcome(team: Team) -> None:
    team.acts(
        "ben",
        "propose",
        "Keep addresses for 90 days",
        "--topic",
        "data/customer",
        "--raised",
        "3d",
        "--why",
        "Returns.",
    )
    name = team.id_of("addresses")
    team.acts("ana", "ask", name, "eva", "--for", "consent")
    team.acts("dia", "advise", name, "Sixty would do.", "--as", "engineer")
    team.acts("eva", "consent", name, "For 90 days.", "--as", "legal")
    team.acts("ana", "advise", name, "--of", "dia", "--taken", "no")
    team.acts("ana", "decide", name)
    team.acts("ana", "inform", name, "cto")
    team.acts("ben", "stop", name, "--why", "A leak is suspected.")
    team.acts("ben", "resume", name, "--why", "None was found.")
    team.acts("ana", "amend", name, "--why", "Also for gifts.")
    team.acts("ana", "amend", name, "--typo", "Returns", "Returned")
    team.acts("ana", "review", name, "--result", "as-expected", "--process", "good")
    team.acts("dia", "adopt", name, "--how", "adapted")
    assert "you may not end" in team.repo.remit("deprecate", name, "--why", "x", "--who", "ana").err
    team.acts("eva", "consent", name, "To its end.", "--as", "legal")
    team.acts("ana", "deprecate", name, "--why", "The shop is sold.")


def test_decide_supersede_reverse(team: Team) -> None:
    words = ["--topic", "tooling/cache", "--amount", "400", "--raised", "2d"]
    team.acts("ben", "decide", "Cache orders in Redis", *words, "--why", "The page takes 4 s.")
    team.acts("ben", "supersede", team.id_of("redis"), "Cache orders in memory", "--amount", "0", "--why", "Simpler.")
    team.acts("ben", "reverse", team.id_of("memory"), "--why", "It was lost at each restart.")
    team.acts("ben", "propose", "Cache orders on disk", *words)
    disk = team.id_of("disk")
    team.acts("ben", "retopic", disk, "tooling/disk")
    team.acts("ben", "defer", disk, "--why", "After the move.")
    team.acts("ben", "propose", disk)
    team.acts("ana", "reject", disk, "--why", "No.")
    team.acts("ben", "propose", "Cache nothing", *words)
    team.acts("ben", "withdraw", team.id_of("nothing"), "--why", "No.")


def test_people_come_and_go(team: Team) -> None:
    team.acts("cho", "people", "add", "zoe", "--name", "Zoe Bell", "--email", "zoe@example.com", "--role", "engineer")
    team.acts(
        "zoe",
        "decide",
        "Log in JSON",
        "--topic",
        "tooling/logs",
        "--amount",
        "0",
        "--why",
        "grep.",
        "--raised",
        "today",
    )
    team.acts("cho", "people", "holds", "dia", "platform-lead")
    team.acts("cho", "people", "leave", "ana", "--on", "2026-11-21")


def test_a_new_log_is_green(tmp_path: Path) -> None:
    assert run_remit("init", "--people", "Ana Ito <ana@example.com>", "--yes", cwd=tmp_path).code == 0
    done = run_remit("check", "--format", "json", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert [found for found in json.loads(done.out)["findings"] if found["level"] == "error"] == []


def test_an_adopted_log_is_green(empty_repo: Repo) -> None:
    empty_repo.write(
        "docs/adr/0001-a.md", "# 1. Use Redis\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWhy.\n"
    )
    empty_repo.commit("An ADR")
    assert empty_repo.remit("init", "--adopt", "docs/adr", "--yes").code == 0
    assert empty_repo.remit("check").code == 0
    done = empty_repo.remit("propose", "Use Valkey", "--topic", "tooling", "--amount", "0", "--supersedes", "0001-a")
    assert done.code == 0, done.err


FIRST_DAY: list[tuple[str, int, str]] = [
    ("init", 0, "Created a git repository here"),
    ("may 'Buy a printer'", 50, "--topic tooling"),
    ("may --topic work 'Buy a printer'", 1, "git does not know who you are\n  say who you are with `--who HANDLE`, or `git config user.email"),
    ("may --topic work 'Buy a printer' --who ana", 0, "Yes. You can decide this alone, ana (anyone)"),
    ("people add ana --name 'Ana Ito' --email ana@example.com --role lead --role head", 0, "Add Ana Ito (ana)"),
    ("git config user.email ana@example.com", 0, ""),
    ("git config user.name Ana", 0, ""),
    ("git add -A", 0, ""),
    ("git commit -q -m Start", 0, ""),
    ("mine", 0, "people               everything  (head, joining)"),
    ("may --topic toolng 'Buy a printer'", 50, "did you mean tooling"),
    ("may --topic tooling 'Buy a printer'", 50, "Add --amount N"),
    ("decide --topic tooling --amount 1,200 'Buy a printer' --why 'Ours broke.'", 2, 'did you mean "1200"?'),
    ("decide --topic tooling --amount 1200 'Buy a printer' --raised today --why 'Ours broke.'", 0, "Not committed yet: git add"),
    ("show printer", 0, "accepted"),
    ("decide --topic tooling --amount 20 'Buy a Printer' --raised today --why 'Again.'", 0, "has the same title: if this one replaces it"),
    ("propose 'Move to the cloud' --topic product --why Cheaper. --commit", 0, "Need more information: reversible."),
    ("decide 'Move to the cloud'", 2, "to decide the proposal Move to the cloud: `remit decide"),
    ("decide cloud --fact reversible=yes --commit", 0, "You can decide this alone"),
    ("git add -A", 0, ""),
    ("git commit -q -m Decide", 0, ""),
    ("check", 0, "3 records and 1 policy"),
]  # fmt: skip
"""What is typed, how it ends, and what is said."""


def test_a_first_day_without_identity_remote_or_docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER", "EMAIL"))]:
        monkeypatch.delenv(name)
    folder = tmp_path / "acme"
    folder.mkdir()
    for line, code, said in FIRST_DAY:
        words = shlex.split(line)
        if words[0] == "git":
            assert subprocess.run(words, cwd=folder, check=False).returncode == code, line
            continue
        done = run_remit(*words, cwd=folder)
        assert (done.code, said in done.out + done.err) == (code, True), (line, done)

"""T85 and T86: a range costs what its size is, and a refusal says who, which commit, which statement and what makes it right."""

import re
import subprocess

import pytest
from story import rows

from support import PEOPLE, POLICY, POLICY_PATH, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"


def others(repo: Repo, count: int) -> None:
    """One commit of ben's that changes so many other files, a tenth of them of CI."""
    head = "commit refs/heads/work\nauthor Ben <ben@example.com> 1795258000 +0000\ncommitter Ben <ben@example.com> 1795258000 +0000\n"
    paths = [
        *(f"src/{number % 50}/{number}.txt" for number in range(count)),
        *(f".github/workflows/{number}.yml" for number in range(count // 10)),
    ]
    story = f"{head}data 1\nx\nfrom refs/heads/work^0\n" + "".join(
        f"M 100644 inline {path}\ndata 2\n1\n\n" for path in paths
    )
    subprocess.run(["git", "fast-import", "--quiet"], input=story.encode(), cwd=repo.root, check=True)


def test_t85_a_range_asks_git_no_more_often_for_more_files(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    from remit.repo import git

    repo.record(affects="[vendor/**]")
    repo.commit("Decide", who="ben")
    repo.act("k3f9qz", "stop", "eva", "Wait.\n")
    repo.commit("Stop", who="eva")
    repo.branch("work")
    repo.record("m4x8ra")
    repo.commit("Decide", who="ben")
    calls: list[int] = []
    real = git.run_raw

    def counted(root: str, *words: str, **kept):
        calls.append(sum(map(len, words)))
        return real(root, *words, **kept)

    monkeypatch.setattr(git, "run_raw", counted)
    cost = []
    for count in (10, 3000):
        others(repo, count)
        calls.clear()
        assert rows(repo, "main", "work") == []
        cost.append((len(calls), max(calls)))
    assert cost[0] == cost[1], "neither more calls nor longer ones"


def promote(repo: Repo) -> None:
    repo.write("decisions/people.yml", PEOPLE + "  - {role: cto, who: ben, from: 2026-01-01}\n")


def reword(repo: Repo) -> None:
    path = "decisions/2026/D-20261121-k3f9qz.acts/objection-eva-p7x2.md"
    repo.write(path, repo.read(path).replace("leaks", "is fine"))


def refound(repo: Repo) -> None:
    repo.write(RECORD.replace(".md", "-copy.md"), repo.read(RECORD))


STORIES = {
    "G01": (lambda repo: repo.record("aaaaaa", decider="dia"), "the decider is dia, but"),
    "G03": (lambda repo: repo.write(RECORD, repo.read(RECORD).replace("needed", "wanted")), "a line of a decided record changed"),
    "G04": (lambda repo: (repo.root / RECORD).unlink(), "record D-20261121-k3f9qz"),
    "G05": (refound, "is also the id of"),
    "G07": (promote, "may not change this file"),
    "G10": (lambda repo: repo.write(RECORD, repo.read(RECORD).replace("status: accepted", "status: proposed")), "cannot go from accepted to proposed"),
    "G19": (lambda repo: repo.write(RECORD, repo.read(RECORD).replace("status: accepted", "status: deprecated")), "may not deprecate"),
    "G20": (lambda repo: repo.write("vendor/new", "1\n"), "applies to this path and was stopped by eva"),
    "G21": (lambda repo: (promote(repo), repo.record("aaaaaa")), "changes together with"),
    "G22": (reword, "the objection of eva was changed"),
    "G23": (lambda repo: repo.record("aaaaaa", decided="2024-05-01", imported="{from: docs/1.md, format: nygard}"), "may not import records"),
    "G24": (lambda repo: repo.proposal("m4x8ra", topic="tooling", facts="{amount: 1}"), "the `topic` of the proposal of dia was changed"),
}  # fmt: skip


@pytest.mark.parametrize("code", STORIES)
def test_t86_a_refusal_says_who_which_commit_which_statement_and_what_makes_it_right(repo: Repo, code: str):
    """And a command that it names for undoing it works when it is pasted."""
    repo.write(POLICY_PATH, POLICY)
    repo.record(decider="cho", tier="central", facts="{amount: 9000}", affects="[vendor/**]")
    repo.proposal("m4x8ra", topic="data/customer", facts=None)
    repo.commit("Before", who="dia")
    repo.act("k3f9qz", "objection", "eva", "It leaks.\n")
    repo.act("k3f9qz", "stop", "eva", "Wait.\n")
    repo.commit("Object", who="eva")
    repo.branch("work")
    does, statement = STORIES[code]
    does(repo)
    sha = repo.commit("Wrong", who="ben")[:8]
    row = next(row for row in rows(repo) if row["code"] == code and statement in row["message"])
    assert "ben <ben@example.com>" in row["message"]
    assert f"commit {sha}" in row["message"]
    assert row["remedy"]
    for command in re.findall("`git (restore [^`]*)`", row["remedy"]):
        repo.git(*command.split())
        repo.commit("Undo", who="ben")
        assert code not in {row["code"] for row in rows(repo)}


def test_t86_a_file_that_says_the_same_and_acts_without_their_record_name_who_made_them_so(repo: Repo):
    repo.proposal()
    repo.act("m4x8ra", "advice", "eva", "Look.\n")
    repo.commit("Propose", who="ben")
    repo.branch("work")
    repo.git("update-index", "--chmod=+x", "decisions/people.yml")
    sha = repo.git("commit-tree", repo.git("write-tree").strip(), "-p", "main", "-m", "Run", who="dia").strip()
    repo.git("reset", "-q", "--hard", sha)
    repo.git("rm", "-q", "decisions/2026/D-20261121-m4x8ra.md")
    away = repo.commit("Away", who="dia")
    said = {row["code"]: row["message"] for row in rows(repo)}
    assert f"(commit {sha[:8]} by dia <dia@example.com>)" in said["G14"]
    assert f"(commit {away[:8]} by dia <dia@example.com>)" in said["G04"]


DEEDS = {
    "R01": ("dia", lambda repo: repo.proposal("r00001", title="a: b")),
    "R02": ("ben", lambda repo: repo.record("r00002", colour="red")),
    "R03": ("ben", lambda repo: repo.record("r00003", title=None)),
    "R04": ("dia", lambda repo: repo.proposal("r00004", status="proposd")),
    "R08": ("ben", lambda repo: repo.record("r00008", raised="2026-11-22")),
    "P01": ("dia", lambda repo: repo.record("k3f9qz", facts="{amount: 700}")),
    "P02": ("ana", lambda repo: repo.record("p00002", decider="ana", topic="data/customer", tier="functional", boundary="customer-data", facts=None)),
    "P10": ("ben", lambda repo: repo.record("p00010", tier="central")),
    "C01": ("ana", lambda repo: repo.record("c00001", decider="ana", tier="functional", facts="{amount: 900}")),
    "X06": ("dia", lambda repo: repo.record("x00006", decider="dia", topic="tooling/build")),
    "Y05": ("ben", lambda repo: repo.record("y00005", "See [this](nowhere.md).\n")),
    "L12": ("cho", lambda repo: repo.write(POLICY_PATH, POLICY.replace("consent: legal", "consent: lawyers"))),
    "R13": ("cho", lambda repo: repo.write("decisions/remit.yml", "remit: 1\npolicy: acme\nmerge: sqash\n")),
}  # fmt: skip


def test_t86_a_refusal_of_every_kind_names_its_commit_and_a_command(repo: Repo):
    """And what the commands undo is no longer refused."""
    repo.write(
        "decisions/stops/build-eva-p7x2.md",
        "---\nact: stop\nwho: eva\non: 2026-11-21\ntopic: tooling/build\n---\nWait.\n",
    )
    repo.commit("Stop", who="eva")
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    made = {}
    for code, (who, does) in DEEDS.items():
        does(repo)
        made[code] = f"commit {repo.commit(code, who=who)[:8]} by {who} <{who}@example.com>"
    said = rows(repo)
    assert [row for row in said if "commit " not in row["message"]] == []
    assert [row for row in said if row["level"] == "error" and "`" not in row["remedy"]] == []
    for code, by in made.items():
        assert any(by in row["message"] for row in said if row["code"] == code), code
    for command in {found for row in said for found in re.findall("`git (restore [^`]*)`", row["remedy"])}:
        repo.git(*command.split())
    repo.commit("Undo", who="ben")
    assert {row["code"] for row in rows(repo)} <= {"P02", "C01", "R02", "Y05", "X06"}

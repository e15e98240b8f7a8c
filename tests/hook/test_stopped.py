"""A staged path that a stopped decision governs, and staged hook and CI files: judged before the commit."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from remit.repo import repository as place
from remit.repo.cache import Cache
from remit.workspace import code_changes
from support import NOW, Repo

GATE = ".github/workflows/log.yml"
RUNS_REMIT = "on: push\njobs:\n  log: {steps: [{run: remit check}]}\n"
SAID = (
    "services/shop/cart.py: error G20 stopped-path: D-20261121-k3f9qz (Cache orders in Redis) applies to this path and "
    "was stopped by dia: Orders are lost.\n"
    "    wait until the stop is lifted (`remit resume k3f9qz`), or undo this with `git restore -s HEAD -SW -- services/shop/cart.py`\n"
)


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """A decision that governs the shop's folder, and code beside it."""
    repo.record(affects="[services/shop/**]")
    repo.write("services/shop/cart.py", "print()\n")
    repo.write(GATE, RUNS_REMIT)
    repo.commit(who="ben")
    return repo


def hook(repo: Repo, cwd: Path | None = None, who: str = "ben", **env: str):
    author = {"GIT_AUTHOR_NAME": who.capitalize(), "GIT_AUTHOR_EMAIL": f"{who}@example.com"}
    repo.git("add", "-A")
    return subprocess.run(
        [sys.executable, "-m", "remit.hook"], cwd=cwd or repo.root, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "REMIT_NOW": NOW, **author, **env},
    )  # fmt: skip


def stop(repo: Repo) -> None:
    assert repo.remit("stop", "k3f9qz", "--who", "dia", "--why", "Orders are lost.").code == 0
    repo.commit("Stop", who="dia")


def codes(repo: Repo, who: str = "ben") -> list[str]:
    repo.git("add", "-A")
    author = {"GIT_AUTHOR_NAME": who.capitalize(), "GIT_AUTHOR_EMAIL": f"{who}@example.com"}
    return [row["code"] for row in json.loads(repo.remit("check", "--staged", "--json", env=author).out)["findings"]]


def remembered(repo: Repo) -> tuple[str, ...]:
    return Cache(str(repo.root / ".git")).stopped()


def test_code_that_a_stopped_decision_governs_waits(shop: Repo):
    stop(shop)
    shop.write("services/shop/cart.py", "print(1)\n")
    done = hook(shop)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == f"{SAID}1 error: 0 records and 1 policy of what is staged, checked against {shop.head[:8]}\n"
    assert codes(shop) == ["G20"]
    assert codes(shop) == ["G20"], "and again"


def test_code_elsewhere_goes_on(shop: Repo):
    stop(shop)
    shop.write("services/mail/post.py", "print()\n")
    assert hook(shop).returncode == 0
    assert codes(shop) == []


def test_together_with_a_record_it_waits_too(shop: Repo):
    stop(shop)
    shop.write("services/shop/cart.py", "print(1)\n")
    shop.record("m4x8ra", supersedes=None)
    assert [line.split()[2] for line in hook(shop).stdout.splitlines() if ": error " in line] == ["G20"]


def test_once_lifted_nothing_waits_though_the_list_is_old(shop: Repo):
    stop(shop)
    shop.write("services/shop/cart.py", "print(1)\n")
    assert shop.remit("resume", "k3f9qz", "--who", "dia", "--why", "Mended.").code == 0
    assert remembered(shop)
    assert hook(shop, who="dia").returncode == 0
    assert not remembered(shop), "and the next commit is not looked at closely"


def test_a_stop_that_came_from_elsewhere_is_known_after_the_next_look_at_the_log(shop: Repo):
    shop.act("k3f9qz", "stop", "dia", "Orders are lost.")
    shop.commit("Stop", who="dia")
    shop.write("services/shop/cart.py", "print(1)\n")
    assert hook(shop).returncode == 0, "nothing of the log is staged, and nothing is known: CI refuses it"
    assert codes(shop) == ["G20"], "the command judges it in full, and remembers"
    assert hook(shop).returncode == 1


@pytest.mark.parametrize("words", [["check"], ["list"]])
def test_every_look_at_the_whole_log_tells_the_hook(shop: Repo, words: list[str]):
    shop.act("k3f9qz", "stop", "dia", "Orders are lost.")
    shop.remit(*words)
    assert remembered(shop) == ("services/shop/**",)


@pytest.mark.parametrize("words", [["check"], ["list"]])
def test_a_look_at_a_few_changed_records_does_too(shop: Repo, words: list[str]):
    shop.remit(*words)
    assert not remembered(shop)
    shop.act("k3f9qz", "stop", "dia", "Orders are lost.")
    shop.remit(*words)
    assert remembered(shop) == ("services/shop/**",)


def test_a_staged_stop_tells_the_next_hook(shop: Repo):
    shop.act("k3f9qz", "stop", "dia", "Orders are lost.")
    assert hook(shop, who="dia").returncode == 0
    shop.commit(who="dia")
    shop.write("services/shop/cart.py", "print(1)\n")
    assert hook(shop).returncode == 1


def test_a_stop_that_a_head_reports_counts(shop: Repo):
    path = "decisions/2026/D-20261121-k3f9qz.md"
    shop.write(
        path, shop.read(path).replace("tier: edge\n", "tier: edge\nstops: [{who: dia, on: 2026-11-21, why: Lost.}]\n")
    )
    shop.commit(who="ben")
    shop.write("services/shop/cart.py", "print(1)\n")
    assert codes(shop) == ["G20"]


def test_a_work_tree_beside_the_first_knows_it(shop: Repo):
    stop(shop)
    shop.git("worktree", "add", "-q", "-b", "side", "../side")
    side = Repo(shop.root.parent / "side")
    side.write("services/shop/cart.py", "print(1)\n")
    assert hook(side).returncode == 1


def test_an_old_list_refuses_nothing(shop: Repo):
    code_changes.keep(place.find(str(shop.root)), ["services/**"])
    shop.write("services/shop/cart.py", "print(1)\n")
    assert hook(shop).returncode == 0


def test_what_a_merge_brings_from_the_other_side_was_judged_there(shop: Repo):
    for name in ("pre-commit", "pre-merge-commit"):
        at = shop.root / ".git/hooks" / name
        at.parent.mkdir(exist_ok=True)
        at.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from remit.hook import main; main()'\n")
        at.chmod(0o755)
    stop(shop)
    shop.branch("work")
    shop.record("aaaaaa")
    shop.commit(who="ben")
    shop.git("switch", "-q", "main")
    shop.write("services/shop/cart.py", "print(2)\n")
    shop.commit("Forced", who="dia")
    shop.record("bbbbbb")
    shop.commit(who="ben")
    shop.git("switch", "-q", "work")
    said = shop.git_raw("merge", "-q", "--no-edit", "main", who="cho")
    assert said.code == 0, said.out + said.err
    assert remembered(shop) == ("services/shop/**",), "and the stop is not forgotten"


def test_hook_and_ci_files_staged_alone_are_looked_at(shop: Repo):
    shop.write(GATE, "on: push\njobs: {}\n")
    done = hook(shop, who="ben")
    assert done.returncode == 0
    assert done.stdout.startswith(
        f"{GATE}: warning G07 policy-owner: ben <ben@example.com> may not change this file (this commit); cto may\n"
    )
    assert hook(shop, who="cho").stdout == ""


def test_ci_files_that_never_ran_the_check_are_nobodys_guard(shop: Repo):
    shop.write(".github/workflows/test.yml", "on: push\n")
    assert hook(shop).stdout == ""
    shop.commit(who="dia")
    shop.write(".github/workflows/test.yml", "on: pull_request\n")
    assert hook(shop).stdout == ""


def test_hook_and_ci_files_beside_records_are_refused(shop: Repo):
    shop.git("rm", "-q", GATE)
    shop.record("m4x8ra")
    assert hook(shop, who="ben").returncode == 1
    assert codes(shop) == ["G07", "G21"]


def test_without_a_policy_ci_files_are_nobodys_business(empty_repo: Repo):
    empty_repo.write(".pre-commit-config.yaml", "repos: [remit]\n")
    empty_repo.write("decisions/notes.txt", "later\n")
    empty_repo.commit()
    empty_repo.write(".pre-commit-config.yaml", "repos: []\n")
    assert hook(empty_repo, GIT_INDEX_FILE=".git/index").returncode == 0

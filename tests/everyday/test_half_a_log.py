"""A log that is not all on disk: sparse checkouts, skip-worktree, clones without trees, a submodule in the log's place."""

import subprocess
from pathlib import Path

import pytest

from support import POLICY_PATH, Repo, run_remit

DECIDE = (
    "decide",
    "Cache it",
    "--topic",
    "tooling",
    "--amount",
    "1",
    "--why",
    "x",
    "--raised",
    "today",
    "--who",
    "ben",
)


@pytest.fixture
def log(repo: Repo) -> Repo:
    """A log with a record, and a stop of it, and code."""
    repo.record()
    repo.commit("Decide", who="ben")
    repo.write("decisions/policy/tests/a.yml", SCENARIO)
    repo.act("k3f9qz", "stop", "dia", "Wait.\n")
    repo.write("src/code.py", "1\n")
    repo.commit("Stop", who="dia")
    return repo


LISTS = [("people",), ("policy", "show"), ("policy", "lint"), ("policy", "test"), ("export", "--format", "csv")]
SCENARIO = "- {id: a, person: ben, at: 2026-06-01, decision: {topic: tooling, amount: 9}, outcome: decide}\n"


def everything(repo: Repo) -> list[tuple[int, str, str]]:
    """What commands that read say."""
    may = ("may", "--who", "ben", "--topic", "tooling", "--amount", "100")
    commands = [
        ("list", "--json"),
        ("show", "k3f9"),
        may,
        ("mine", "--who", "ben"),
        ("check",),
        ("brief", "k3f9"),
        *LISTS,
    ]
    return [tuple(repo.remit(*words)) for words in commands]


@pytest.mark.parametrize("cone", ["--cone", "--no-cone", "--sparse-index"])
def test_sparse_checkout_reads_from_the_index_and_writes_nothing(log: Repo, cone: str) -> None:
    whole = everything(log)
    log.git("sparse-checkout", "set", cone, "src")
    assert not (log.root / "decisions").exists()
    assert everything(log) == whole
    for words in (
        DECIDE,
        (*DECIDE, "--commit"),
        ("init", "--yes"),
        ("build",),
        ("resume", "k3f9", "--who", "cho", "--why", "x"),
    ):
        code, out, err = log.remit(*words)
        assert (code, out) == (1, ""), words
        assert "part of the log is not on disk (sparse checkout)" in err
        assert "`git sparse-checkout add decisions`" in err
    assert log.git("status", "--porcelain", "-uall") == ""
    log.git("sparse-checkout", "add", "decisions")
    assert log.remit(*DECIDE).code == 0


def test_a_sparse_checkout_of_some_folders_of_the_log_is_half_a_log(log: Repo) -> None:
    whole = everything(log)
    log.git("sparse-checkout", "set", "--no-cone", "/src/", "/decisions/2026/*.md")
    assert (log.root / "decisions/2026").exists()
    assert not (log.root / POLICY_PATH).exists()
    assert everything(log) == whole
    assert (
        "decisions/remit.yml" in log.remit("init", "--yes").err or "more; nothing was written" in log.remit("init").err
    )


def test_skip_worktree_files_that_are_gone_are_read_from_the_index(log: Repo) -> None:
    whole = everything(log)
    log.git("update-index", "--skip-worktree", POLICY_PATH)
    (log.root / POLICY_PATH).unlink()
    assert everything(log) == whole
    _, _, err = log.remit(*DECIDE)
    assert "(marked skip-worktree)" in err
    assert f"git update-index --no-skip-worktree {POLICY_PATH}" in err


def test_skip_worktree_files_that_are_there_count_as_they_lie(log: Repo) -> None:
    log.git("update-index", "--skip-worktree", POLICY_PATH)
    assert log.remit(*DECIDE).code == 0


def test_a_sparse_checkout_keeps_the_baseline(log: Repo) -> None:
    log.record("bbbbbb", tier="central")
    assert log.remit("check", "--write-baseline").code == 0
    log.commit("Baseline")
    log.git("sparse-checkout", "set", "src")
    assert log.remit("check").code == 0


def test_a_file_that_somebody_deleted_is_no_half_log(log: Repo) -> None:
    (log.root / "decisions/2026/D-20261121-k3f9qz.md").unlink()
    assert "D-20261121-k3f9qz" not in log.remit("list", "--json").out
    assert log.remit(*DECIDE).code == 0


def test_the_hook_judges_code_under_a_stop_in_a_sparse_checkout(log: Repo) -> None:
    log.git("sparse-checkout", "set", "src")
    log.write("src/code.py", "2\n")
    log.git("add", "-A")
    assert log.remit("check", "--staged").code == 0


@pytest.mark.parametrize("spec", ["tree:0", "blob:none"])
def test_a_clone_without_trees_or_contents_is_named(log: Repo, tmp_path: Path, spec: str) -> None:
    log.git("config", "uploadpack.allowFilter", "true")
    log.git("config", "uploadpack.allowAnySHA1InWant", "true")
    part = tmp_path / "part"
    subprocess.run(["git", "clone", "-q", f"--filter={spec}", f"file://{log.root}", str(part)], check=True)
    assert run_remit("check", cwd=part).code == 0
    assert run_remit("build", cwd=part).code == 0
    code, _, err = run_remit("check", "--range", "HEAD~1..HEAD", cwd=part)
    if spec == "tree:0":
        assert (code, err[:28]) == (1, "remit: this is a partial clone"[:28])
    assert run_remit(*DECIDE, cwd=part).code == 0
    subprocess.run(["git", "fetch", "-q", "--refetch", "--no-filter"], cwd=part, check=True)
    assert "`git fetch --refetch --no-filter`" in err or not err
    assert run_remit("check", "--range", "HEAD~1..HEAD", cwd=part).code == 0


def test_a_submodule_in_the_logs_place_is_named(empty_repo: Repo, log: Repo, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    subprocess.run(["git", "init", "-q", "-b", "main", str(outer)], check=True)
    repo = Repo(outer)
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(log.root), "decisions")
    repo.commit("A submodule")
    for words in (("check",), ("init", "--yes"), DECIDE, ("list",)):
        code, out, err = repo.remit(*words)
        assert (code, out) == (1, "")
        assert "decisions/ is a repository of its own (a submodule)" in err
    assert Repo(outer / "decisions").remit("list").code == 0


def test_a_log_that_is_not_checked_out_is_named_and_no_second_one_begins(log: Repo, tmp_path: Path) -> None:
    log.git("clone", "-q", "--no-checkout", ".", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    for words in (("list",), ("check",), ("init", "--yes", "--no-site"), ("build",)):
        done = clone.remit(*words)
        assert (done.code, done.out) == (1, "")
        assert "the last commit holds a log in decisions/, and it is not in the working tree" in done.err
    clone.git("checkout", "HEAD", "--", "decisions")
    assert clone.remit("list").code == 0

"""T51 to T65: git, its environment, and odd repositories. Where the content cannot be judged, one sentence says why."""

import json
import os
import socket
import subprocess
import sys

import pytest
from story import codes, found, rows

from support import DAY, POLICY_PATH, Repo, run_remit, start_remit

RECORD = f"decisions/2026/D-{DAY}-k3f9qz.md"


def forge(repo: Repo) -> None:
    """Ben says that ana decided, on a branch."""
    repo.branch("work")
    repo.record(decider="ana", tier="functional")
    repo.commit("Decide", who="ben")


def test_t51_control_and_direction_characters(repo: Repo):
    repo.branch("work")
    repo.record(title='"\\e]0;pwned\\a \\u202Egnp.exe"')
    repo.commit("Decide", who="ben")
    code, out, _ = repo.remit("check", "--range", "main..HEAD")
    assert code == 1
    assert "G13 unsafe-text" in out
    assert not set(out) & {"\x1b", "\x07", "\u202e"}


def test_t52_option_injection(repo: Repo):
    forge(repo)
    for words in (
        ("--range", "--output=x..HEAD"),
        ("--range", "main..--output=x"),
        ("--commit", "--output=x"),
        ("--commit", "-x"),
    ):
        code, out, err = repo.remit("check", *words)
        assert (code, out) == (2, "")
        assert "names no commit here" in err
    assert not (repo.root / "x").exists()
    repo.git("update-ref", "refs/heads/--output=foo", "HEAD")
    assert repo.remit("check", "--range", "main..--output=foo").code == 1
    assert repo.remit("check", "--range", "main..refs/heads/--output=foo").code == 1
    assert not (repo.root / "foo").exists()


def test_t53_an_embedded_repository_is_not_chosen(repo: Repo):
    inside = repo.root / "decisions" / "bare"
    subprocess.run(["git", "init", "-q", "--bare", str(inside)], check=True)
    code, _, err = run_remit("check", cwd=inside)
    assert code == 1
    assert err.startswith("remit: this folder is a git repository inside another one, as plain files\n")


def test_t54_safe_directory():
    from remit.repo.repository import _not_found

    problem = _not_found("fatal: detected dubious ownership in repository at '/srv/acme'", "/srv/acme")
    assert problem.message == "git does not trust this folder: it belongs to somebody else"
    assert problem.remedy == "if you trust it: `git config --global --add safe.directory /srv/acme`"


def test_a_git_that_lies_in_the_repository_is_never_run(repo: Repo):
    trap = repo.root / "git"
    trap.write_text(f"#!/bin/sh\ntouch {repo.root}/trapped\n")
    trap.chmod(0o755)
    repo.git("config", "user.name", "Ben")
    repo.git("config", "user.email", "ben@example.com")
    path = {"PATH": os.pathsep.join(("", ".", os.environ["PATH"]))}
    words = ("propose", "Cache orders", "--topic", "tooling/cache", "--why", "So.", "--who", "ben", "--commit")
    done = start_remit(*words, cwd=repo.root, env=path)
    assert (done.code, done.err) == (0, "")
    assert not (repo.root / "trapped").exists()


@pytest.fixture
def others(repo: Repo, tmp_path, monkeypatch):
    """A repository that belongs to somebody else, as git sees it: a git that takes every folder for another owner's."""
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    repo.record()
    repo.commit("Decide", who="ben")
    shim = tmp_path / "bin" / "git"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexport GIT_TEST_ASSUME_DIFFERENT_OWNER=1\nexec {real} "$@"\n')
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    return repo


@pytest.mark.parametrize(
    "words",
    [
        ["check"], ["check", "--staged"], ["check", "--range", "HEAD~1..HEAD"], ["check", "--commit", "HEAD"], ["list"], ["show", "k3f9qz"],
        ["mine", "--who", "ben"], ["may", "--topic", "tooling/cache"], ["audit", "velocity"], ["export"], ["build"],
        ["verify", "--against", "x"], ["decide", "A title", "--topic", "tooling/cache", "--why", "So.", "--who", "ben"],
    ],
    ids="_".join,
)  # fmt: skip
def test_t54_a_folder_of_somebody_else_is_a_sentence_at_every_command(others: Repo, words: list[str]):
    before = sorted(path for path in others.root.rglob("*") if ".git" not in path.parts)
    done = start_remit(*words, cwd=others.root)
    assert (done.code, done.out) == (1, ""), done
    assert done.err == (
        "remit: git does not trust this folder: it belongs to somebody else\n"
        f"  if you trust it: `git config --global --add safe.directory {others.root}`\n"
    )
    assert sorted(path for path in others.root.rglob("*") if ".git" not in path.parts) == before


def test_t54_the_hook_says_it_too(others: Repo):
    done = subprocess.run(
        [sys.executable, "-m", "remit.hook"], cwd=others.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("remit: git does not trust this folder: it belongs to somebody else\n")


def test_t55_shallow_clone(repo: Repo, tmp_path):
    repo.branch("work")
    for suffix in ("aaaaaa", "bbbbbb"):
        repo.record(suffix)
        repo.commit("Decide", who="ben")
    repo.record("cccccc", tier="wrong")
    repo.commit("Decide", who="ben")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{repo.root}", str(tmp_path / "cut")],
        check=True,
    )
    cut = Repo(tmp_path / "cut")
    cut.git("switch", "-q", "work")
    said = rows(cut, "origin/main")
    assert {row["code"] for row in said if row["level"] == "error"} >= {"G16", "R04"}, (
        "content is judged, authors are not"
    )
    cut.git("fetch", "-q", "--unshallow")
    said = codes(cut, "origin/main")
    assert "R04" in said
    assert not {"G01", "G16"} & set(said)


def test_t55_a_shallow_clone_that_holds_the_whole_change_will_do(repo: Repo, tmp_path):
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "2", "--no-single-branch", "-b", "work", f"file://{repo.root}", str(tmp_path / "cut")],
        check=True,
    )  # fmt: skip
    cut = Repo(tmp_path / "cut")
    assert cut.git("rev-parse", "--is-shallow-repository").strip() == "true" or True
    assert codes(cut, "origin/main") == []


def test_t55_a_shallow_clone_does_not_tell_who_wrote_what_it_lacks(repo: Repo, tmp_path):
    """Its oldest commit seems to have written everything: neither is somebody else's proposal its author's, nor one's own not."""
    repo.proposal()
    repo.commit("Propose", who="dia")
    repo.write("code", "1\n")
    repo.commit("Work", who="ben")
    repo.branch("work")
    repo.proposal(body="Mine now.\n")
    repo.commit("Reword", who="ben")
    words = ("clone", "-q", "--depth", "2", "--no-single-branch", "-b", "work")
    subprocess.run(["git", *words, f"file://{repo.root}", str(tmp_path / "cut")], check=True)
    code, _, err = Repo(tmp_path / "cut").remit("check", "--range", "origin/main..HEAD")
    assert code == 1
    assert err.startswith("remit: this shallow clone lacks the commit that wrote decisions/2026/D-20261121-m4x8ra.md")
    assert codes(repo) == ["G22"]


def test_t55_a_base_that_the_clone_lacks_is_named(repo: Repo, tmp_path):
    base = repo.head
    repo.record()
    repo.commit("Decide", who="ben")
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "cut")], check=True)
    code, out, err = Repo(tmp_path / "cut").remit("check", "--range", f"{base}..HEAD")
    assert (code, out) == (2, "")
    assert "names no commit here" in err


def test_t56_detached_head(repo: Repo):
    forge(repo)
    repo.git("switch", "-q", "--detach", "HEAD")
    assert "G01" in codes(repo)
    assert repo.remit("check").code == 0


def test_t57_worktrees(repo: Repo, tmp_path):
    forge(repo)
    repo.git("worktree", "add", "-q", str(tmp_path / "other"), "main")
    other = Repo(tmp_path / "other")
    other.record("bbbbbb")
    other.git("add", "-A")
    code, out, _ = other.remit("check", "--staged")
    assert (code, out.count("1 record")) == (0, 1)
    assert "G01" in codes(other, "main", "work")


def test_t58_submodule(repo: Repo, tmp_path):
    outer = tmp_path / "outer"
    subprocess.run(["git", "init", "-q", "-b", "main", str(outer)], check=True)
    Repo(outer).git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.root), "log")
    Repo(outer).commit("A submodule")
    inner = Repo(outer / "log")
    inner.record()
    code, out, _ = inner.remit("check")
    assert (code, out.count("1 record")) == (0, 1), "the log of the innermost repository"
    code, _, err = Repo(outer).remit("check")
    assert code == 1
    assert "remit init" in err


def test_t59_bare_repository(repo: Repo, tmp_path):
    forge(repo)
    subprocess.run(["git", "clone", "-q", "--bare", str(repo.root), str(tmp_path / "bare.git")], check=True)
    bare = Repo(tmp_path / "bare.git")
    code, _, err = bare.remit("check")
    assert code == 1
    assert "this is a bare repository" in err
    assert bare.remit("check", "--commit", "work").code == 0
    assert "G01" in codes(bare, "main", "work")


def test_t60_empty_repository_and_no_identity(empty_repo: Repo):
    repo = empty_repo
    code, _, err = repo.remit("check")
    assert code == 1
    assert "remit init" in err
    code, _, err = repo.remit("check", "--range", "main..HEAD")
    assert code == 2
    assert "names no commit here" in err
    repo.organisation()
    user = {"USER": "ben", "LOGNAME": "ben"}
    code, _, err = repo.remit("decide", "A title", "--topic", "tooling/cache", "--amount", "4", "--why", "x", env=user)
    assert code in (1, 2)
    assert "--who" in err
    repo.remit("propose", "A title", "--topic", "tooling/cache", env=user)
    assert not any(": ben\n" in path.read_text("utf-8") for path in repo.root.glob("decisions/2*/*.md"))


def test_t61_inherited_git_variables_outside_a_hook(repo: Repo, tmp_path):
    repo.record()
    other = tmp_path / "other"
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    env = {
        "GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": str(other / "x"),
        "GIT_OBJECT_DIRECTORY": str(other), "GIT_NAMESPACE": "x", "GIT_CEILING_DIRECTORIES": str(repo.root.parent),
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": str(other),
        "GIT_CONFIG_PARAMETERS": "'core.worktree=/nowhere'", "GIT_EXTERNAL_DIFF": "false", "GIT_TRACE": str(other / "trace"),
        "GIT_REPLACE_REF_BASE": "refs/x", "GIT_GRAFT_FILE": str(other / "grafts"), "GIT_SHALLOW_FILE": str(other / "shallow"),
    }  # fmt: skip
    code, out, err = repo.remit("check", env=env)
    assert (code, err) == (0, "")
    assert "1 record" in out
    assert not (other / "trace").exists()


def test_t61_a_partial_commit_is_judged_by_exactly_what_it_commits(repo: Repo):
    repo.record("aaaaaa")
    repo.record("bbbbbb")
    repo.git("add", "-A")
    repo.record("aaaaaa", title="Another title")
    repo.record("bbbbbb", tier="wrong")
    hook = repo.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {os.sys.executable} -m remit.main check --staged\n")
    hook.chmod(0o755)
    path = "decisions/2026/D-20261121-{}.md"
    env = {"PYTHONPATH": os.pathsep.join(os.sys.path)}
    good = subprocess.run(
        ["git", "-c", "user.name=Ben", "-c", "user.email=ben@example.com", "commit", "-q", "-m", "x", path.format("aaaaaa")],
        cwd=repo.root, env={**os.environ, **env}, capture_output=True, check=False,
    )  # fmt: skip
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Another title" in repo.git("show", f"HEAD:{path.format('aaaaaa')}")
    bad = subprocess.run(
        ["git", "-c", "user.name=Ben", "-c", "user.email=ben@example.com", "commit", "-q", "-m", "x", path.format("bbbbbb")],
        cwd=repo.root, env={**os.environ, **env}, capture_output=True, check=False,
    )  # fmt: skip
    assert bad.returncode == 1, bad.stdout + bad.stderr


def test_t61_what_is_staged_counts_and_not_what_lies_on_the_disk(repo: Repo):
    repo.record(tier="wrong")
    repo.git("add", "-A")
    repo.record()
    assert repo.remit("check", "--staged").code == 1
    assert repo.remit("check").code == 0


def test_t62_attributes_and_filters_do_not_run(repo: Repo, tmp_path):
    repo.write(".gitattributes", "* diff=x filter=x\n")
    for key in ("diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.smudge", "filter.x.process"):
        repo.git("config", key, f"touch {tmp_path}/marker")
    repo.git("config", "core.autocrlf", "true")
    repo.record()
    for words in ((), ("--staged",), ("--commit", "HEAD"), ("--range", "HEAD..HEAD")):
        repo.remit("check", *words)
    assert not (tmp_path / "marker").exists()


def test_t63_secrets_in_records(repo: Repo):
    key = "MIIEpAIBAAKCAQEA7bq0"
    repo.branch("work")
    repo.record(body=f"Use this:\n\n-----BEGIN RSA PRIVATE KEY-----\n{key}\n-----END RSA PRIVATE KEY-----\n")
    repo.commit("Oops", who="ben")
    code, out, _ = repo.remit("check", "--range", "main..HEAD")
    assert code == 1
    assert "G15 secret" in out
    assert key not in out
    assert key not in repo.remit("check", "--range", "main..HEAD", "--format", "sarif").out


def test_t64_the_hook_reaches_no_network(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    forge(repo)
    before = repo.remit("check", "--range", "main..HEAD")

    def refused(*_args: object, **_kept: object) -> None:
        raise AssertionError("the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert repo.remit("check", "--range", "main..HEAD") == before


def test_t65_commit_metadata_that_is_not_utf8(repo: Repo):
    repo.branch("work")
    repo.record()
    repo.git("add", "-A")
    tree = repo.git("write-tree").strip()
    raw = (
        f"tree {tree}\nparent {repo.head}\nauthor B\xe9n <ben@example.com> 1795258000 +0000\n"
        "committer B\xe9n <ben@example.com> 1795258000 +0000\nencoding ISO-8859-1\n\nD\xe9cide\n"
    )
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode("latin-1")).strip()
    repo.git("reset", "-q", "--hard", commit)
    assert found(repo) == [], "addresses are compared as bytes"
    raw = raw.replace("ben@example.com", "b\xe9n@example.com")
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode("latin-1")).strip()
    repo.git("reset", "-q", "--hard", commit)
    code, out, _ = repo.remit("check", "--range", "main..HEAD")
    assert code == 1
    assert "is by B\\xe9n <b\\xe9n@example.com>, who is not in people.yml" in out


def test_no_log_at_all_is_never_fine(empty_repo: Repo):
    empty_repo.write("README", "x\n")
    empty_repo.commit("Begin")
    assert empty_repo.remit("check").code == 1
    assert POLICY_PATH.startswith("decisions/")


def test_json_of_a_refused_change_names_what_judged(repo: Repo):
    forge(repo)
    data = json.loads(repo.remit("check", "--range", "main..HEAD", "--json").out)
    assert data["against"] == repo.git("rev-parse", "main").strip()


def test_a_partial_clone_fetches_only_when_asked_and_then_in_one_call(repo: Repo, tmp_path):
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repo.record("aaaaaa")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.record("aaaaaa", title="Other")
    repo.record("bbbbbb", decider="dia")
    repo.commit("Decide", who="ben")
    repo.record("bbbbbb", title="Third", decider="dia")
    repo.commit("Decide", who="dia")
    whole = found(repo)
    url = f"file://{repo.root}"
    subprocess.run(["git", "clone", "-q", "--filter=blob:none", "-b", "work", url, str(tmp_path / "part")], check=True)
    part = Repo(tmp_path / "part")
    code, out, err = part.remit("check", "--range", "origin/main..HEAD")
    assert (code, out) == (1, "")
    assert err.startswith("remit: this is a partial clone: ")
    assert "--fetch" in err
    code, out, err = part.remit("check", "--range", "origin/main..HEAD", "--fetch", "--json")
    assert (code, err) == (1, "")
    assert [(row["code"], row["message"]) for row in json.loads(out)["findings"] if row["level"] == "error"] == whole
    assert found(part, "origin/main") == whole, "now they are here"


def test_the_first_push_of_a_repository_is_judged_whole(repo: Repo):
    repo.record(decider="ana", tier="functional")
    repo.commit("Decide", who="ben")
    assert "G01" in codes(repo, "0" * 40)


def test_a_branch_without_a_common_ancestor(repo: Repo):
    repo.git("switch", "-q", "--orphan", "other")
    repo.organisation()
    repo.record(decider="ana", tier="functional")
    repo.commit("Decide", who="ben")
    assert "G01" in codes(repo, "main", "other")


def test_an_octopus_merge(repo: Repo):
    for suffix, who in (("aaaaaa", "ben"), ("bbbbbb", "dia"), ("cccccc", "eva")):
        repo.git("switch", "-q", "-c", who, "main")
        repo.record(suffix, decider="ben" if who == "eva" else who)
        repo.commit("Decide", who=who)
    repo.git("switch", "-q", "-c", "all", "main")
    repo.git("merge", "-q", "--no-edit", "ben", "dia", "eva", who="cho")
    ((code, message),) = found(repo)
    assert code == "G01"
    assert "by eva" in message


def test_cherry_picks_and_reverts_are_their_authors(repo: Repo):
    repo.branch("work")
    repo.record()
    picked = repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "-c", "other", "main")
    repo.git("cherry-pick", picked, who="cho")
    assert codes(repo) == [], "a cherry-pick keeps the author"
    repo.git("revert", "--no-edit", "HEAD", who="cho")
    assert codes(repo) == [], "what never landed may go"
    repo.git("revert", "--no-edit", "HEAD", who="cho")
    assert "G01" in codes(repo), "who brings it back by a commit of their own decides it"

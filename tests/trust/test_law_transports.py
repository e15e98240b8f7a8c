"""T84: no transport runs a program: none at all unless it is asked for, and then https, ssh and files alone."""

from pathlib import Path

import pytest

from support import Repo


@pytest.fixture
def part(repo: Repo, tmp_path: Path) -> Repo:
    """A partial clone that lacks the contents of a change."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    repo.git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{repo.root}", str(tmp_path / "part"))
    return Repo(tmp_path / "part")


def mark(repo: Repo) -> Path:
    return repo.root / "ran"


def program(repo: Repo) -> str:
    path = repo.root / "program"
    path.write_text(f"#!/bin/sh\ntouch {mark(repo)}\nexit 1\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("fetch", [(), ("--fetch",)])
@pytest.mark.parametrize("url", ["ext::{program} x", "fd::17", "hg::x", "git://127.0.0.1:1/x", "mine::x"])
def test_t84_transports_that_run_a_program(part: Repo, url: str, fetch: tuple[str, ...]):
    """`ext::` and friends through the promisor remote, which the repository's own configuration allows."""
    part.git("config", "remote.origin.url", url.format(program=program(part)))
    for name in ("ext", "fd", "hg", "git", "mine"):
        part.git("config", f"protocol.{name}.allow", "always")
    part.git("config", "protocol.allow", "always")
    for words in (("--range", "origin/main..origin/work"), ("--commit", "origin/work")):
        used = fetch if words[0] == "--range" else ()
        code, out, err = part.remit("check", *words, *used)
        assert code == 1, out
        assert err
    assert not mark(part).exists()


@pytest.mark.parametrize(
    "key", ["core.sshCommand", "remote.origin.uploadpack", "core.alternateRefsCommand", "core.askPass", "credential.helper",
            "core.fsmonitor", "core.gitProxy", "remote.origin.vcs"],
)  # fmt: skip
def test_t84_programs_that_a_configuration_names_for_fetching(part: Repo, key: str):
    url = part.git("config", "remote.origin.url").strip()
    part.git("config", key, program(part))
    if key == "core.sshCommand":
        part.git("config", "remote.origin.url", "ssh://127.0.0.1:1/x")
    done = part.remit("check", "--range", "origin/main..origin/work", "--fetch")
    assert not mark(part).exists(), done
    if url.startswith("file:") and key not in ("core.sshCommand", "remote.origin.vcs"):
        assert done.code == 0, done


def test_t84_files_are_fetched_where_that_is_asked_for(part: Repo):
    code, out, err = part.remit("check", "--range", "origin/main..origin/work")
    assert (code, out) == (1, "")
    assert "--fetch" in err
    assert part.remit("check", "--range", "origin/main..origin/work", "--fetch").code == 0

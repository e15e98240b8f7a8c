"""Fixtures: nothing reaches the real home folder, the network or the clock."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from support import NOW, Repo


@pytest.fixture(scope="session", autouse=True)
def _nothing_from_outside(tmp_path_factory: pytest.TempPathFactory):
    """A home of our own, no git settings of the machine, no inherited GIT_* variables, one fixed time."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n[core]\n\tautocrlf = false\n[gc]\n\tauto = 0\n")
    patch = pytest.MonkeyPatch()
    for name in list(os.environ):
        if name.startswith(("GIT_", "REMIT_")) and name != "REMIT_SHARED":
            patch.delenv(name)
    for name, value in {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "XDG_CACHE_HOME": str(home / ".cache"),
        "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "REMIT_NOW": NOW, "TZ": "UTC", "COLUMNS": "100",
    }.items():  # fmt: skip
        patch.setenv(name, value)
    patch.delenv("SOURCE_DATE_EPOCH", raising=False)
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell's background job would hand on that it is ignored
    yield
    patch.undo()


@pytest.fixture
def empty_repo(tmp_path: Path) -> Repo:
    """A git repository without a commit."""
    root = tmp_path / "acme"
    root.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    return Repo(root)


@pytest.fixture
def repo(empty_repo: Repo) -> Repo:
    """A git repository with people, a policy and settings, committed on main; no record yet."""
    return empty_repo.organisation()


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The real logs beside the project; skips where they are absent."""
    folder = Path(os.environ.get("REMIT_SHARED") or Path(__file__).parents[2] / "shared")
    if not (folder / "corpora").is_dir():
        pytest.skip(f"no shared data at {folder} (set REMIT_SHARED)")
    return folder

"""What git is in the middle of: others then made what is staged."""

import os

from remit.repo.repository import Repository

_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")


def git_dir(repository: Repository) -> str:
    """The git directory of the work tree; a hook did not ask for it."""
    if repository.git_dir:
        return repository.git_dir
    at = os.path.join(repository.top, os.environ.get("GIT_DIR") or ".git")
    if os.path.isfile(at):
        with open(at, encoding="utf-8", errors="surrogateescape") as file:
            at = os.path.join(repository.top, file.read().removeprefix("gitdir:").strip())
    return at


def merging(repository: Repository) -> list[str]:
    """The commits that are being merged into this one.

    git names them in a file once a merge has stopped, and in its environment while `pre-merge-commit` runs.
    """
    try:
        with open(os.path.join(git_dir(repository), "MERGE_HEAD"), encoding="ascii") as file:
            return file.read().split()
    except (OSError, UnicodeDecodeError):
        named = [name.removeprefix("GITHEAD_") for name in os.environ if name.startswith("GITHEAD_")]
        return [name for name in named if repository.hook and len(name) in (40, 64) and name.isalnum()]


def under_way(repository: Repository) -> bool:
    """Whether what is staged is a merge, a cherry-pick or a revert."""
    folder = git_dir(repository)
    return any(os.path.exists(os.path.join(folder, name)) for name in _UNDER_WAY) or bool(merging(repository))

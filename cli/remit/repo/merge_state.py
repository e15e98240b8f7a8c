"""What git is in the middle of: others then made what is staged, and a commit may be lost when it is aborted."""

import os

from remit.log.problem import CannotProceed
from remit.repo import git
from remit.repo.repository import Repository

_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
_OPERATIONS = {
    "rebase-apply/applying": "am",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "sequencer": "cherry-pick",
}
"""What lies in the git directory during an operation, and the git command that continues or aborts it."""


def git_dir(repository: Repository) -> str:
    """The git directory of the working tree; a hook did not ask for it."""
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
    return any(_is_there(repository, folder, name) for name in _UNDER_WAY) or bool(merging(repository))


def _is_there(repository: Repository, folder: str, name: str) -> bool:
    """Whether the git directory holds a file, or a ref, of this name: reftable keeps such refs with all others."""
    if os.path.exists(os.path.join(folder, name)):
        return True
    if not name.endswith("_HEAD") or not os.path.isdir(os.path.join(folder, "reftable")):
        return False
    return git.run_raw(repository.top, "rev-parse", "--verify", "--quiet", name, hook=repository.hook)[0] == 0


def in_progress(repository: Repository) -> str:
    """The git command that is in progress (merge, rebase, am, …); empty if none is."""
    folder = git_dir(repository)
    return next((verb for part, verb in _OPERATIONS.items() if _is_there(repository, folder, part)), "")


def need_branch(repository: Repository) -> None:
    """Raises CannotProceed where a commit made now would be part of something else, or could be lost."""
    if repository.bare:
        return
    name = in_progress(repository)
    if name:
        raise CannotProceed(
            f"git {name} is in progress: a commit made now would become part of it, or be lost with it; nothing was written",
            f"finish it (`git {name} --continue`) or cancel it (`git {name} --abort`), then run this again",
        )
    if git.run(repository.top, "ls-files", "-z", "--unmerged"):
        raise CannotProceed(
            "some files have unresolved conflicts, so git cannot commit; nothing was written",
            "`git status` lists them: resolve and `git add` them, then run this again",
        )
    if git.run_raw(repository.top, "symbolic-ref", "--quiet", "HEAD")[0]:
        raise CannotProceed(
            "HEAD is detached: a commit made now would be on no branch, and be lost at the next checkout; nothing was written",
            "switch to a branch (`git switch main`, or a new one: `git switch -c NAME`), then run this again",
        )

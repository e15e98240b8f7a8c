"""The repository that a command works in, and what git is in the middle of: a commit made then may be lost, or be of others."""

import os
from typing import NamedTuple

from remit.log.problem import CannotProceed
from remit.repo import git


class Repository(NamedTuple):
    """One repository, found and proven."""

    top: str
    """The absolute path of its working tree; of a bare repository the git directory."""
    git_dir: str
    common_dir: str
    """The git directory that all its working trees share."""
    bare: bool = False
    root: str = "decisions"
    """The folder of the log, below the top."""
    hook: bool = False
    """Whether git called: its index and directory variables then count."""

    @property
    def folder(self) -> str:
        """The absolute path of the log's folder."""
        return os.path.join(self.top, self.root)

    def need_work_tree(self) -> None:
        """Raises CannotProceed in a bare repository."""
        if self.bare:
            raise CannotProceed(
                "this is a bare repository: there is no working tree to write to",
                "work in a clone of it, or check a commit with `remit check --commit REV`",
            )


def find(start: str = ".", *, hook: bool = False) -> Repository:
    """The repository around `start`. Raises CannotProceed with how to fix it where there is none that git trusts."""
    code, out, err = _asked(os.path.abspath(start), hook=hook)
    if code and b"bare repository" in err and _stands_alone(os.path.abspath(start)):
        git.allow_bare(os.path.abspath(start))
        code, out, err = _asked(os.path.abspath(start), hook=hook)
    lines = out.decode("utf-8", "surrogateescape").split("\n")
    if code and not (len(lines) > 3 and lines[0] == "true"):
        raise _not_found(err.decode("utf-8", "backslashreplace"), start)
    bare = lines[0] == "true"
    if not bare and os.path.lexists(os.path.join(lines[3], "decisions", ".git")):
        raise CannotProceed(
            "decisions/ is a repository of its own (a submodule): this repository does not hold its files",
            "run Remit inside it: `cd decisions`; its log is then in decisions/decisions/",
        )
    return Repository(lines[1] if bare else lines[3], lines[1], lines[2], bare, hook=hook)


def _asked(folder: str, *, hook: bool) -> tuple[int, bytes, bytes]:
    return git.run_raw(
        folder,
        "rev-parse",
        "--path-format=absolute",
        "--is-bare-repository",
        "--git-dir",
        "--git-common-dir",
        "--show-toplevel",
        hook=hook,
    )


def _stands_alone(folder: str) -> bool:
    """Whether a folder is the git directory of a bare repository, and no part of another repository's files.

    One that lies inside a working tree came with a clone, and its configuration is somebody else's program.
    """
    if not all(os.path.exists(os.path.join(folder, name)) for name in ("HEAD", "objects", "refs")):
        return False
    above = os.path.dirname(folder)
    while True:
        if os.path.lexists(os.path.join(above, ".git")):
            return False
        if above == os.path.dirname(above):
            return True
        above = os.path.dirname(above)


def _not_found(said: str, start: str) -> CannotProceed:
    if "dubious ownership" in said:
        folder = os.path.abspath(start)
        return CannotProceed(
            "git does not trust this folder: it belongs to somebody else",
            f"if you trust it: `git config --global --add safe.directory {folder}`",
        )
    if "bare repository" in said:
        return CannotProceed(
            "this folder is a git repository inside another one, as plain files",
            "leave it, and remove it from the log: nothing in it was run",
        )
    if "not a git repository" in said:
        return CannotProceed("this is not a git repository", "run `git init`, then `remit init`")
    return CannotProceed(
        f"git cannot open this repository: {said.strip().splitlines()[-1] if said.strip() else 'no reason given'}",
        "fix what git reports and try again",
    )


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

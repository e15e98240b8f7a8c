"""Finding the repository that a command works in."""

import os
from typing import NamedTuple

from remit.model.problem import CannotProceed
from remit.repo import git


class Workspace(NamedTuple):
    """One repository, found and proven."""

    top: str
    """The absolute path of its work tree; of a bare repository the git directory."""
    git_dir: str
    common_dir: str
    """The git directory that all its work trees share."""
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
                "this is a bare repository: there is no work tree to write to",
                "work in a clone of it, or judge a commit with `remit check --commit REV`",
            )


def find(start: str = ".", *, hook: bool = False) -> Workspace:
    """The repository around `start`. Raises CannotProceed with the way out where there is none that git trusts."""
    code, out, err = git.run_raw(
        os.path.abspath(start),
        "rev-parse",
        "--path-format=absolute",
        "--is-bare-repository",
        "--git-dir",
        "--git-common-dir",
        "--show-toplevel",
        hook=hook,
    )
    lines = out.decode("utf-8", "surrogateescape").split("\n")
    if code and not (len(lines) > 3 and lines[0] == "true"):
        raise _not_found(err.decode("utf-8", "backslashreplace"), start)
    bare = lines[0] == "true"
    return Workspace(lines[1] if bare else lines[3], lines[1], lines[2], bare, hook=hook)


def _not_found(said: str, start: str) -> CannotProceed:
    if "dubious ownership" in said:
        folder = os.path.abspath(start)
        return CannotProceed(
            "git does not trust this folder: it belongs to somebody else",
            f"if you trust it: `git config --global --add safe.directory {folder}`",
        )
    if "bare repository" in said:
        return CannotProceed(
            "this folder is a git repository that lies inside another one as plain files",
            "leave it, and take it out of the log: nothing in it was run",
        )
    if "not a git repository" in said:
        return CannotProceed("this is not a git repository", "run `git init`, then `remit init`")
    return CannotProceed(
        f"git cannot open this repository: {said.strip().splitlines()[-1] if said.strip() else 'no reason given'}",
        "mend what git names and try again",
    )


def worktree_locked(workspace: Workspace) -> bool:
    """Whether another git process holds the index."""
    return os.path.exists(os.path.join(workspace.git_dir, "index.lock"))

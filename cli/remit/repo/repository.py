"""Finding the repository that a command works in."""

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

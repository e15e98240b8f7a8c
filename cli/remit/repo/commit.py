"""Making commits: of what a command wrote, with the user's own identity, hooks and signing key; and a repository made from a story."""

import os
import subprocess
import time
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from remit.log.problem import CannotProceed
from remit.repo import git

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)
"""Seconds, give or take a half, between tries while another git is at work: about three in all."""


def commit(root: str, paths: list[str], message: str) -> str:
    """Commit `paths` (from the top) alone, whatever else is staged; the new commit's id.

    The user's hooks run: they may refuse. Raises CannotProceed with what git said; the files stay as they are.
    """
    paths = _known(root, paths)
    saved = f"your record is saved: {', '.join(paths)}"
    code, said = _patiently(root, "add", "--", *paths)
    if not code:
        code, said = _patiently(root, "commit", "-q", "-m", message, "--", *paths)
    if code:
        raise _refused(said, saved)
    return git.commit_id(root, "HEAD")


def _known(root: str, paths: list[str]) -> list[str]:
    """The paths that are there or that git tracks: of a file that went away untracked it knows nothing."""
    tracked = {*git.names(git.run(root, "ls-files", "-z", "--", *paths))}
    return [path for path in paths if path in tracked or os.path.lexists(os.path.join(root, path))]


def _patiently(root: str, *arguments: str) -> tuple[int, str]:
    """git, asked again for a few seconds while another git holds the index or moves the branch."""
    for wait in WAITS:
        code, said = _plain_git(root, *arguments)
        if not code or not _is_busy(said):
            return code, said
        time.sleep(wait * (0.5 + os.urandom(1)[0] / 255))
    return _plain_git(root, *arguments)


def _is_busy(said: str) -> bool:
    return "index.lock" in said or "cannot lock ref" in said


def _plain_git(root: str, *arguments: str) -> tuple[int, str]:
    """git as the user would call it: their hooks run, their editor and pager do not."""
    done = subprocess.run(
        (git.need_git(), "--literal-pathspecs", "-C", root, *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**git.environment(), "GIT_EDITOR": os.environ.get("GIT_EDITOR", "true")},
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "backslashreplace").strip()


def _refused(said: str, saved: str) -> CannotProceed:
    if _is_busy(said):
        return CannotProceed(
            f"git is busy (.git/index.lock is there); {saved}",
            "when the other git has ended, or if none runs remove .git/index.lock: `git add` and `git commit` those paths",
        )
    if "empty ident" in said or "tell me who you are" in said or "user.useConfigOnly" in said:
        return CannotProceed(
            f"git does not know who you are, so nothing was committed; {saved}",
            "`git config user.name NAME` and `git config user.email ADDRESS`, then commit those paths",
        )
    return CannotProceed(f"git did not commit; {saved}", said or "git gave no reason")


class Told(NamedTuple):
    """One commit of a story."""

    branch: str
    name: str
    email: str
    at: datetime
    message: str
    files: Mapping[str, str | None]
    """Path to its new text; None where it goes."""
    start: str | None = None
    """The branch that this commit's branch grows from, for its first commit."""


def make_repository(folder: str, story: list[Told], name: str, email: str) -> None:
    """Make a repository with these commits, written in one go (`git fast-import`), its working tree at `main`, where `name` is at work. Raises CannotProceed."""
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise CannotProceed(f"{folder} is there already", "name another folder, or remove that one")
    git.run("", "init", "-q", "-b", "main", folder)
    git.run(folder, "fast-import", "--quiet", feed="".join(map(_told, story)).encode())
    git.run(folder, "read-tree", "--reset", "-u", "main")
    for key, value in (("user.name", name), ("user.email", email)):
        git.run(folder, "config", key, value)


def _told(told: Told) -> str:
    who = f"{told.name} <{told.email}> {int(told.at.timestamp())} {told.at:%z}"
    out = f"commit refs/heads/{told.branch}\nauthor {who}\ncommitter {who}\n{_data(told.message)}"
    if told.start:
        out += f"from refs/heads/{told.start}\n"
    for path, text in told.files.items():
        out += f"D {path}\n" if text is None else f"M 100644 inline {path}\n{_data(text)}"
    return out + "\n"


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"

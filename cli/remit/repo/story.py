"""A repository made from a story: commits with given authors and times, written in one go (`git fast-import`)."""

import os
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from remit.log.problem import CannotProceed
from remit.repo import git


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


def make(folder: str, story: list[Told], name: str, email: str) -> None:
    """Make a repository with these commits, its working tree at `main`, where `name` is at work. Raises CannotProceed."""
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise CannotProceed(f"{folder} is there already", "name another folder, or remove that one")
    git.run("", "init", "-q", "-b", "main", folder)
    git.run(folder, "fast-import", "--quiet", feed="".join(map(_commit, story)).encode())
    git.run(folder, "read-tree", "--reset", "-u", "main")
    for key, value in (("user.name", name), ("user.email", email)):
        git.run(folder, "config", key, value)


def _commit(told: Told) -> str:
    who = f"{told.name} <{told.email}> {int(told.at.timestamp())} {told.at:%z}"
    out = f"commit refs/heads/{told.branch}\nauthor {who}\ncommitter {who}\n{_data(told.message)}"
    if told.start:
        out += f"from refs/heads/{told.start}\n"
    for path, text in told.files.items():
        out += f"D {path}\n" if text is None else f"M 100644 inline {path}\n{_data(text)}"
    return out + "\n"


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"

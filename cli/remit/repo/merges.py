"""What git itself makes of a merge: `git merge-tree --write-tree`, with all merge bases.

It merges in a bare repository of our own in a temporary folder, which borrows the objects of the real one: there no
configuration, attribute, merge driver, filter or remote of that repository counts, nothing is written to it, and what git
writes goes away with the folder.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from remit.log.problem import CannotProceed
from remit.repo import git
from remit.repo.repository import Repository

_CONFIG = """\
[core]
\trepositoryformatversion = 1
\tbare = true
\tattributesFile = /dev/null
[extensions]
\tobjectFormat = {format}
[merge]
\trenames = true
\tdirectoryRenames = conflict
\trenormalize = false
[diff]
\tignoreSubmodules = none
[gc]
\tauto = 0
"""
_OBJECTS = "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"
"""Where git keeps what a push brings, while a hook decides whether to take it."""
_NOBODY = ("-c", "user.name=nobody", "-c", "user.email=nobody@localhost")


class Merged(NamedTuple):
    """What merging two commits gives."""

    tree: str
    """Its id; where files conflict they hold both sides, with git's markers."""
    conflicts: tuple[str, ...] = ()
    """The paths that conflict."""


@contextmanager
def borrowing(repository: Repository) -> Iterator[Repository]:
    """A bare repository that has the other's objects and none of its settings; it is gone after the block."""
    with tempfile.TemporaryDirectory(prefix="remit-") as made:
        folder = os.path.realpath(made)
        for name in ("objects/info", "refs", "info"):
            os.makedirs(os.path.join(folder, name))
        objects = os.path.join(repository.common_dir, "objects")
        lent = [os.environ.get(name, "") for name in _OBJECTS] if repository.hook else []
        folders = [part for value in lent for part in value.split(os.pathsep) if part]
        _write(folder, "HEAD", "ref: refs/heads/none\n")
        _write(folder, "config", _CONFIG.format(format=_format(repository)))
        _write(folder, "objects/info/alternates", "".join(f"{_quoted(path)}\n" for path in (*folders, objects)))
        _write(folder, "shallow", _shallow(repository.common_dir))
        git.allow_bare(folder)
        yield repository._replace(top=folder, git_dir=folder, common_dir=folder, bare=True, hook=False)


def _write(folder: str, name: str, content: str) -> None:
    if content:
        with open(os.path.join(folder, name), "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(content)


def _format(repository: Repository) -> str:
    code, out, _ = git.run_raw(repository.top, "rev-parse", "--show-object-format", hook=repository.hook)
    return "sha1" if code else out.decode("ascii").strip()


def _quoted(path: str) -> str:
    """A path as `objects/info/alternates` takes it, whatever letters it holds."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _shallow(common_dir: str) -> str:
    """Where history is cut off here; without it git would miss the parents of the oldest commits."""
    try:
        with open(os.path.join(common_dir, "shallow"), encoding="ascii") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def merge(top: str, one: str, other: str) -> Merged:
    """What git makes of two commits; of two that have nothing in common too. `top` is one that borrows.

    Raises CannotProceed where git is too old, or lacks contents that it would need.
    """
    words = ("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", "--allow-unrelated-histories")
    code, out, err = git.run_raw(top, *words, one, other)
    if code > 1 or not out:
        raise _cannot(top, code, err)
    tree, *names = git.zsplit(out)
    conflicts = dict.fromkeys(name.decode("utf-8", "surrogateescape") for name in names if name)
    return Merged(tree.decode("ascii").strip(), tuple(conflicts) if code else ())


def own_merge(top: str, parents: Sequence[str]) -> str:
    """The tree that git's own merge of a commit's parents gives: of an octopus one after the other."""
    at, tree = parents[0], ""
    for number, parent in enumerate(parents[1:], 1):
        tree = merge(top, at, parent).tree
        if number < len(parents) - 1:
            joined = git.run(top, *_NOBODY, "commit-tree", tree, "-p", at, "-p", parent, "-m", "joined")
            at = joined.decode("ascii").strip()
    return tree


def _cannot(top: str, code: int, err: bytes) -> CannotProceed:
    said = err.decode("utf-8", "backslashreplace").strip()
    if code == 129:
        version = git.run(top, "version").decode("utf-8", "backslashreplace").strip()
        return CannotProceed(f"a range needs git 2.38 or newer, and this is {version}", "install a newer git")
    if "unable to read" in said or "could not read" in said or "missing" in said:
        return git.contents_missing()
    return CannotProceed("git cannot merge the two", said.splitlines()[-1] if said else "git gave no reason")

"""Where git looks for hooks, and which tool looks after them here."""

import os
from typing import NamedTuple

from remit.repo import git
from remit.repo.repository import Repository

_LEFTHOOK = tuple(f"{dot}lefthook.{suffix}" for dot in ("", ".") for suffix in ("yml", "yaml", "toml", "json"))


class Hooks(NamedTuple):
    """The hooks of a repository."""

    folder: str
    """The absolute path of the folder in which git looks for them."""
    configured: bool
    """Whether `core.hooksPath` names it; pre-commit and prek then refuse to install theirs."""
    manager: str = ""
    """`husky`, `lefthook` or `prek` (with a file of its own), where one of them writes them."""
    file: str = ""
    """The manager's file, from the top, to which a hook is added."""


def hooks_of(repository: Repository) -> Hooks:
    """Where the hooks of a repository are, and who writes them."""
    named = _configured(repository.top)
    folder = os.path.join(repository.top, named) if named else os.path.join(repository.common_dir, "hooks")
    lefthook = next((name for name in _LEFTHOOK if os.path.isfile(os.path.join(repository.top, name))), "")
    if lefthook:
        return Hooks(folder, bool(named), "lefthook", lefthook)
    prek = next(
        (name for name in ("prek.toml", ".prek.toml") if os.path.isfile(os.path.join(repository.top, name))), ""
    )
    if prek:
        return Hooks(folder, bool(named), "prek", prek)
    if os.path.isdir(os.path.join(repository.top, ".husky")):
        return Hooks(folder, bool(named), "husky", ".husky/pre-commit")
    return Hooks(folder, bool(named))


def _configured(root: str) -> str:
    """What the configuration says of `core.hooksPath`, our own option left out; empty where it says nothing."""
    words = ("config", "-z", "--show-scope", "--type=path", "--get-all", "core.hooksPath")
    code, out, _ = git.run_raw(root, *words)
    entries = [entry.decode("utf-8", "surrogateescape") for entry in git.zsplit(out)] if not code else []
    found = [value for scope, value in zip(entries[::2], entries[1::2], strict=False) if scope != "command"]
    return found[-1] if found else ""

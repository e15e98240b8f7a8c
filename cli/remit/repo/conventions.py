"""How a clone is set up, for the first settings of a log: who commits here, its default branch, its line ends, its hooks."""

import os
import re
from collections import Counter
from typing import NamedTuple

from remit.repo import git
from remit.repo.repository import Repository

_BOT = re.compile(r"\[bot\]|dependabot|renovate|github-actions|noreply@github\.com", re.IGNORECASE)
MOST = 5000
"""How many commits back are looked at."""


class Author(NamedTuple):
    """Somebody who committed."""

    name: str
    email: str
    commits: int


def authors(root: str) -> list[Author]:
    """Authors of the last commits, most commits first; bots left out. Empty where there is no commit."""
    code, out, _ = git.run_raw(root, "log", f"--max-count={MOST}", "--format=%an%x00%ae", "HEAD", "--")
    if code:
        return []
    counted = Counter(line for line in out.decode("utf-8", "replace").split("\n") if "\0" in line)
    found: dict[str, Author] = {}
    for line, count in counted.most_common():
        name, _, email = line.partition("\0")
        known = found.get(email.lower())
        if email and not _BOT.search(line):
            found[email.lower()] = Author(known.name if known else name, email, count + (known.commits if known else 0))
    return sorted(found.values(), key=lambda author: (-author.commits, author.email))


def identity(root: str) -> Author | None:
    """Who git will commit as here, as it is configured; None where it is not."""
    found = []
    for key in ("user.name", "user.email"):
        code, out, _ = git.run_raw(root, "config", "--get", key)
        found.append("" if code else out.decode("utf-8", "replace").strip())
    return Author(found[0], found[1], 0) if found[1] else None


_USUAL = ("main", "master")


def default_branch(root: str) -> str:
    """The remote's default branch; else `main` or `master`; else the only branch, or the one that `init.defaultBranch` names.

    Empty where nothing tells.
    """
    remote = _symbolic(root, "refs/remotes/origin/HEAD").removeprefix("refs/remotes/origin/")
    if remote:
        return remote
    words = ("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes/origin")
    refs = git.run(root, *words).decode("utf-8", "surrogateescape").split()
    names = {ref.removeprefix("refs/heads/").removeprefix("refs/remotes/origin/") for ref in refs}
    usual = [name for name in _USUAL if name in names]
    if usual:
        return usual[0]
    if len(names) < 2:
        return next(iter(names), "") or _symbolic(root, "HEAD").removeprefix("refs/heads/")
    named = git.configured(root, "--get", "init.defaultBranch")
    return named[0] if named and named[0] in names else ""


def _symbolic(root: str, ref: str) -> str:
    code, out, _ = git.run_raw(root, "symbolic-ref", "--quiet", ref)
    return "" if code else out.decode("utf-8", "surrogateescape").strip()


_OPEN = ("unspecified", "auto")


def line_ends_are_set(root: str, path: str) -> bool:
    """Whether somebody said how git treats the line ends of a path, which need not exist."""
    out = git.run(root, "check-attr", "-z", "text", "eol", "--", path)
    values = [value.decode("utf-8", "replace") for value in git.zsplit(out)[2::3]]
    return values[0] not in _OPEN or values[1] != "unspecified"


def committed_with_crlf(root: str, folder: str, suffix: str) -> list[str]:
    """The files below a folder whose name ends with `suffix` and that git holds with CRLF line ends."""
    out = git.run(root, "ls-files", "-z", "--eol", "--", folder)
    found = (entry.partition("\t") for entry in git.names(out))
    return [path for facts, _, path in found if path.endswith(suffix) and facts.startswith(("i/crlf", "i/mixed"))]


_PREK = ("prek.toml", ".prek.toml")
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
    prek = next((name for name in _PREK if os.path.isfile(os.path.join(repository.top, name))), "")
    if prek:
        return Hooks(folder, bool(named), "prek", prek)
    if os.path.isdir(os.path.join(repository.top, ".husky")):
        return Hooks(folder, bool(named), "husky", ".husky/pre-commit")
    return Hooks(folder, bool(named))


def _configured(root: str) -> str:
    """What the configuration says of `core.hooksPath`, our own option left out; empty where it says nothing."""
    entries = git.configured(root, "--show-scope", "--type=path", "--get-all", "core.hooksPath")
    found = [value for scope, value in zip(entries[::2], entries[1::2], strict=False) if scope != "command"]
    return found[-1] if found else ""

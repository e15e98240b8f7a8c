"""What git's raw diff says: which paths differ, and the objects on both sides."""

from collections.abc import Sequence
from typing import NamedTuple

from remit.log.problem import CannotProceed
from remit.repo import git

ABSENT = "000000"
RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=none")
"""How git lists differences. No configuration, and no `.gitmodules`, hides a submodule from what is compared."""
TREES = ("-r", *RAW)
"""The same below all folders: `diff-index` always goes into them."""


class Difference(NamedTuple):
    """One path that differs between two trees."""

    path: str
    old_mode: str
    new_mode: str
    old_blob: str
    new_blob: str

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Mode and blob of the old side, and of the new one."""
        return (self.old_mode, self.old_blob), (self.new_mode, self.new_blob)

    @property
    def gone(self) -> bool:
        """Whether the path is in the old tree only."""
        return self.new_mode == ABSENT

    @property
    def new(self) -> bool:
        """Whether the path is in the new tree only."""
        return self.old_mode == ABSENT


def entries(tokens: list[bytes]) -> list[Difference]:
    """The differences that `--raw -z` printed, without renames."""
    out = []
    for meta, path in zip(tokens[::2], tokens[1::2], strict=True):
        old_mode, new_mode, old, new, _kind = meta[1:].decode("ascii").split(" ")
        out.append(Difference(path.decode("utf-8", "surrogateescape"), old_mode, new_mode, old, new))
    return out


def staged(top: str, folders: tuple[str, ...], *, base: str = "HEAD", hook: bool = False) -> list[Difference]:
    """What is staged below `folders` (anywhere, without any), against HEAD or `base`; against nothing before the first commit."""
    code, out, err = _diff_index(top, base, folders, hook=hook)
    for nothing in git.EMPTY_TREES if code == 128 and b"HEAD" in err else ():
        code, out, err = _diff_index(top, nothing, folders, hook=hook)
        if not code:
            break
    if code:
        raise git.GitFailed(("diff-index",), code, err.decode("utf-8", "backslashreplace"))
    return entries(git.zsplit(out))


def since_fork(
    top: str, one: str, other: str, folders: Sequence[str] = (), *, hook: bool = False
) -> list[Difference] | None:
    """What `other` changed since it parted from `one`; None where they have no one place where they parted."""
    code, out, _ = git.run_raw(top, "diff-tree", "--merge-base", *TREES, one, other, "--", *folders, hook=hook)
    return None if code else entries(git.zsplit(out))


def between(top: str, old: str, new: str, folders: Sequence[str] = (), *, hook: bool = False) -> list[Difference]:
    """Every path that differs between two trees or commits (below `folders`, where some are given). Renames are two."""
    old = git.empty_tree(new) if old == git.EMPTY_TREE else old
    return entries(git.zsplit(git.run(top, "diff-tree", *TREES, old, new, "--", *folders, hook=hook)))


def _diff_index(top: str, base: str, folders: tuple[str, ...], *, hook: bool) -> tuple[int, bytes, bytes]:
    words = ("diff-index", "--cached", *RAW, base, "--", *folders)
    return git.ask(top, *words) if hook else git.run_raw(top, *words)


def on_disk(root: str, base: str, folder: str) -> list[Difference]:
    """What the working tree has otherwise than a commit or tree, below `folder`, among the files that the index knows.

    To compare a file git would run the programs that `.gitattributes` and the configuration name for it: they are all
    switched off.
    """
    words = ("diff-index", "--raw", "-z", "--no-abbrev", "--no-renames", base, "--", folder)
    out = git.run(root, *_without_filters(root), *words)
    return entries(git.zsplit(out))


def _without_filters(root: str) -> list[str]:
    """Options that switch off every filter that the configuration names."""
    keys = git.configured(root, "--name-only", "--get-regexp", r"^filter\..*")
    names = {key.rpartition(".")[0] for key in keys}
    odd = next((name for name in names if "=" in name or not name.isprintable()), None)
    if odd is not None:
        raise CannotProceed(
            f"git's configuration names a filter {odd!r}, which cannot be switched off", "remove it from .git/config"
        )
    values = (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))
    return [word for name in sorted(names) for key, value in values for word in ("-c", f"{name}.{key}={value}")]

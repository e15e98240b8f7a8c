"""The commits of BASE..HEAD, read raw, and what each changed against each of its parents."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from remit.log.problem import CannotProceed
from remit.log.timeline import Commit
from remit.repo import git
from remit.repo.raw import TREES, Difference, entries
from remit.repo.walk import Touch, parse_commit, parse_log


class Node(NamedTuple):
    """One commit of a range."""

    id: str
    parents: tuple[str, ...]
    raw: bytes
    """The commit object as it is: headers and message."""

    @property
    def commit(self) -> Commit:
        """What it says about who and when, read strictly."""
        return parse_commit(self.id, self.raw)


def nodes(root: str, base: str, head: str) -> list[Node]:
    """The commits that `head` reaches and `base` does not, parents first. `base` may be empty: all that `head` reaches."""
    excluded = (f"^{base}",) if base else ()
    listed = git.run(root, "rev-list", "--parents", "--topo-order", "--reverse", head, *excluded, "--").decode("ascii")
    lines = [line.split(" ") for line in listed.splitlines()]
    raw = dict(git.blobs(root, [words[0] for words in lines]))
    return [Node(words[0], tuple(words[1:]), raw[words[0]]) for words in lines]


def differences_of(
    root: str, pairs: Iterable[tuple[str, str]], folders: Sequence[str]
) -> dict[tuple[str, str], list[Difference]]:
    """What each (commit, parent) changed below `folders`; a commit without a parent is paired with the empty text."""
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        return {}
    feed = "".join(f"{commit} {parent}".rstrip() + "\n" for commit, parent in wanted)
    out = git.run(
        root, "diff-tree", "--stdin", *TREES, "--always", "--root", "--", *folders,
        feed=feed.encode("ascii"),
    )  # fmt: skip
    found: dict[tuple[str, str], list[Difference]] = {}
    tokens: list[bytes] = []
    pair = iter(wanted)
    for token in git.zsplit(out):
        if _is_header(token, tokens):
            if tokens:
                found[next(pair)] = entries(tokens[1:])
            tokens = []
        tokens.append(token)
    if tokens:
        found[next(pair)] = entries(tokens[1:])
    return found


def _is_header(token: bytes, before: list[bytes]) -> bool:
    """A commit's id ends the entries before it. A path may look like one, but a path follows what begins with a colon."""
    return not token.startswith(b":") and (not before or len(before) % 2 == 1)


def _touches(root: str, *words: str) -> list[Touch]:
    """The commits that `git log WORDS` lists, each with the files that it changed."""
    form = ("--raw", "-z", "--no-abbrev", "--no-renames", "--format=raw", "--parents")
    return list(parse_log(iter(git.zsplit(git.run(root, "log", *form, *words)))))


def adding(root: str, tip: str, paths: Iterable[str]) -> dict[str, Commit]:
    """The commit that brought the file of each path to `tip`, for those that one did.

    One call shows every commit that ever added one of them. Where that is not just one, the path is asked for by itself: then
    git leaves out what a merge left behind on a side branch, and shows a merge that brought the file itself.
    """
    wanted = sorted({*paths})
    added: dict[str, list[Commit]] = {path: [] for path in wanted}
    for touch in _touches(root, "--diff-filter=A", tip, "--full-history", "--", *wanted) if wanted else ():
        for entry in touch.entries:
            added[entry.new_path].append(touch.commit)
    for path, several in added.items():
        if len(several) != 1:
            last = ("--diff-filter=A", tip, "--max-count=1", "--diff-merges=first-parent", "--", path)
            added[path] = [touch.commit for touch in _touches(root, *last)]
    return {path: several[0] for path, several in added.items() if several}


def versions(root: str, tip: str, path: str) -> list[tuple[Commit, str, str]]:
    """Each commit that changed the file of a path on its way to `tip`, latest first, with what it was and became (empty: nothing)."""
    found = _touches(root, "--diff-merges=first-parent", tip, "--", path)
    contents = dict(git.blobs(root, {blob for one in found for entry in one.entries for blob in entry[:2] if blob}))
    read = {blob: data.decode("utf-8", "replace") for blob, data in contents.items()}
    return [(one.commit, read.get(old, ""), read.get(new, "")) for one in found for old, new, *_ in one.entries]


def written(root: str, commit: str) -> int:
    """The committer's time of a commit, or of a parent that claims to be younger: seconds since 1970 UTC."""
    out = git.run(root, "rev-list", "--no-walk", "--timestamp", commit, f"{commit}^@")
    return max(int(line.split(b" ")[0]) for line in out.splitlines())


def merge_bases(root: str, one: str, other: str) -> list[str]:
    """The best common ancestors of two commits; none where they have nothing in common."""
    code, out, _ = git.run_raw(root, "merge-base", "--all", one, other)
    return [] if code else out.decode("ascii").split()


def fork(root: str, one: str, other: str, *, hook: bool = False) -> str:
    """The best common ancestor of two commits; the empty tree where they have none."""
    code, out, _ = git.run_raw(root, "merge-base", one, other, hook=hook)
    return git.EMPTY_TREE if code else out.decode("ascii").split()[0]


def contains(root: str, tip: str, commit: str) -> bool:
    """Whether `tip` is `commit` or builds on it."""
    return git.run_raw(root, "merge-base", "--is-ancestor", commit, tip)[0] == 0


def refuse_grafts(common_dir: str) -> None:
    """Raises CannotProceed where grafts rewrite what history shows; replace refs are switched off in every call."""
    path = os.path.join(common_dir, "info", "grafts")
    if os.path.exists(path):
        raise CannotProceed("this clone has grafts, which rewrite what history shows", f"remove {path}")


def cut_commits(common_dir: str) -> frozenset[str]:
    """The commits whose parents a shallow clone left out."""
    try:
        with open(os.path.join(common_dir, "shallow"), encoding="ascii") as file:
            return frozenset(file.read().split())
    except FileNotFoundError:
        return frozenset()

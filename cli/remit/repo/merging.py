"""Whether a merge made a file's content itself, or git would have come to the same by merging its parents."""

import os
import tempfile

from remit.repo import git


def merged_cleanly(root: str, parents: tuple[str, ...], path: str, result: bytes) -> bool:
    """Whether `result` is what merging the file of two parents gives, without a conflict and without anybody's hand.

    No merge driver runs: the three contents are merged as plain files.
    """
    if len(parents) != 2:
        return False
    code, out, _ = git.run_raw(root, "merge-base", *parents)
    if code:
        return False
    commits = (parents[0], out.decode("ascii").split()[0], parents[1])
    sides = [content(root, commit, path) for commit in commits]
    if None in sides:
        return False
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        names = [os.path.join(folder, name) for name in ("ours", "base", "theirs")]
        for name, side in zip(names, sides, strict=True):
            with open(name, "wb") as file:
                file.write(side or b"")
        code, out, _ = git.run_raw(root, "merge-file", "-p", "-q", *names)
    return code == 0 and out == result


def content(root: str, commit: str, path: str) -> bytes | None:
    """A file's bytes in a commit; None where it is not there."""
    out = git.run(root, "ls-tree", "-z", commit, "--", path)
    if not out:
        return None
    return git.blob(root, out.split(b"\t")[0].split(b" ")[2].decode("ascii"))

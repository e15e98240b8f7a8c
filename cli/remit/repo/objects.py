"""Many files of many commits at once: one `git cat-file --batch`, read as it comes."""

import os
import threading
from collections.abc import Iterable, Iterator
from typing import IO

from remit.log.problem import CannotProceed
from remit.log.text import FILE_BYTES
from remit.repo import git
from remit.repo.commits import refuse_grafts


def stream(root: str, ids: Iterable[str], *, hook: bool = False) -> Iterator[tuple[str, int, bytes | None]]:
    """Each object id with its size and its bytes, in the order asked for; None for one that is larger than FILE_BYTES.

    Objects that git does not have are left out. Memory: one object at a time.
    """
    wanted = list(ids)
    if not wanted:
        return
    with git.started(root, "cat-file", "--batch", feed=True, hook=hook) as process:
        out, into, err = process.stdout, process.stdin, process.stderr
        assert out is not None  # noqa: S101 - started with pipes
        assert into is not None  # noqa: S101
        assert err is not None  # noqa: S101
        threading.Thread(target=_feed, args=(into, wanted), daemon=True).start()
        for wanted_id in wanted:
            words = out.readline().split(b" ")
            if len(words) != 3:
                if not words[0]:
                    raise git.failed(("cat-file",), process.wait(), err.read() or b"ended early")
                continue
            size = int(words[2])
            if size > FILE_BYTES:
                _skip(out, size + 1)
                yield wanted_id, size, None
            else:
                yield wanted_id, size, out.read(size + 1)[:-1]


def _feed(into: IO[bytes], wanted: list[str]) -> None:
    try:
        for at in range(0, len(wanted), 500):
            into.write("\n".join(wanted[at : at + 500]).encode("ascii") + b"\n")
        into.close()
    except (OSError, ValueError):
        return


def _skip(out: IO[bytes], size: int) -> None:
    while size > 0:
        size -= len(out.read(min(size, 1 << 16))) or size


def require_full(root: str) -> str:
    """The directory that all working trees share, or CannotProceed where history is cut off or rewritten locally.

    A shallow clone shows the author of its oldest commit as the author of everything, without any error.
    """
    shallow, common = (
        git.run(root, "rev-parse", "--is-shallow-repository", "--git-common-dir")
        .decode("utf-8", "surrogateescape")
        .splitlines()[:2]
    )
    if shallow == "true":
        raise CannotProceed(
            "this is a shallow clone: history is cut off, and everything would seem to be by its oldest commit",
            "fetch all of it: `git fetch --unshallow`; in CI set `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab)",
        )
    folder = os.path.normpath(os.path.join(root, common))
    refuse_grafts(folder)
    return folder


def fetch_missing(root: str, ids: Iterable[str], *, allowed: bool = False) -> int:
    """In a partial clone: fetch those of `ids` that are not here, in one call; how many were missing. 0 elsewhere.

    Left to itself git would fetch them one by one (26 ms each, even locally). Fetching needs `allowed`.
    """
    remote = _promisor(root)
    if not remote:
        return 0
    listed = git.run(root, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    here = set(listed.decode("ascii").split())
    missing = [wanted for wanted in dict.fromkeys(ids) if wanted not in here]
    if not missing:
        return 0
    if not allowed:
        raise CannotProceed(
            f"this is a partial clone: {len(missing)} old contents of the log are not here",
            "run again with --fetch to get them in one call, or clone without --filter",
        )
    words = (
        "fetch", remote, "--stdin", "--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none", "--no-auto-maintenance",
        "--no-recurse-submodules", "--upload-pack=git-upload-pack",
    )  # fmt: skip
    feed = "\n".join(missing).encode("ascii") + b"\n"
    code, _, err = git.run_raw(root, *_own_programs(root), *words, feed=feed, transports=git.FETCHING)
    if code:
        said = err.decode("utf-8", "backslashreplace").strip().splitlines()
        reason = said[-1] if said else "git gave no reason"
        raise CannotProceed(
            f"what is missing could not be fetched from {remote}: {reason}", "https, ssh and files are used"
        )
    return len(missing)


def _own_programs(root: str) -> list[str]:
    """Options that let no configuration of the repository name a program that fetching would run; the user's own helpers stay."""
    fixed = ["core.sshCommand=ssh", "core.alternateRefsCommand=", "core.askPass=", "credential.helper="]
    own = ("--local", "--includes", "--name-only", "--get-regexp", r"^credential\..*\.helper$")
    fixed += [f"{name}=" for name in git.configured(root, *own)]
    fixed += [
        f"credential.helper={helper}" for helper in git.configured(root, "--global", "--get-all", "credential.helper")
    ]
    return [word for setting in fixed for word in ("-c", setting)]


def _promisor(root: str) -> str:
    """The remote that promises what this clone lacks; empty where there is none. Refuses clones without trees."""
    remote = ""
    for entry in git.configured(root, "--get-regexp", r"^remote\..*\.(promisor|partialclonefilter)$"):
        key, _, value = entry.partition("\n")
        name, _, what = key.removeprefix("remote.").rpartition(".")
        if what == "partialclonefilter" and value.startswith("tree:"):
            raise CannotProceed(
                "this is a clone without trees (--filter=tree:0): every folder would be fetched on its own",
                "run `git fetch --refetch --no-filter`, and then this without --fetch",
            )
        if what == "promisor" and value == "true":
            remote = name
    return remote

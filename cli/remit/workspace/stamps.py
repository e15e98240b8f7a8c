"""Which files of the work tree changed since they were last looked at: one line a file, compared as one text.

A stamp is mtime, ctime (both in ns), size, inode and mode. A file that was written in the same tick of the clock as it was
read might change again without its stamp changing; such a file gets no stamp, and is read again.
"""

import os
import time

from remit.files.atomic import TEMPORARY

_TICK = 20_000_000
"""The coarsest clock of a usual file system, ns."""
_SECONDS = 2_000_000_000
"""File systems that keep whole seconds, or two of them, ns."""
RACY = "?"


def take(top: str, folders: tuple[str, ...]) -> str:
    """The stamps of every file below some folders, in an order that is always the same."""
    now = time.time_ns()
    out: list[str] = []
    for folder in folders:
        if os.path.isdir(os.path.join(top, folder)) and not os.path.islink(os.path.join(top, folder)):
            _walk(os.path.join(top, folder), folder, now, out)
    return "\n".join(out)


def _walk(at: str, folder: str, now: int, out: list[str]) -> None:
    handle = os.open(at, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        stat, deep, fresh = os.stat, [], now - _SECONDS
        for name in sorted(os.listdir(handle)):
            try:
                seen = stat(name, dir_fd=handle, follow_symlinks=False)
            except FileNotFoundError:
                continue
            if seen.st_mode & 0o170000 == 0o040000 and name != ".git":
                deep.append(name)
            elif not name.endswith(TEMPORARY):
                written, set_at = seen.st_mtime_ns, seen.st_ctime_ns
                if (written > fresh or set_at > fresh) and _is_racy(written, set_at, now):
                    out.append(f"{folder}/{name}\t{RACY}")
                else:
                    out.append(f"{folder}/{name}\t{written} {set_at} {seen.st_size} {seen.st_ino} {seen.st_mode}")
    finally:
        os.close(handle)
    for name in deep:
        if name != "node_modules":
            _walk(os.path.join(at, name), f"{folder}/{name}", now, out)


def _is_racy(written: int, set_at: int, now: int) -> bool:
    return max(written, set_at) > now - _TICK or not written % 1_000_000_000


def changed(before: str, after: str) -> set[str]:
    """The paths that differ between two sets of stamps: came, went, or were written."""
    at = _same_lines(before, after)
    old, new = set(before[at:].split("\n")), set(after[at:].split("\n"))
    racy = set() if is_certain(after) else {line for line in after.split("\n") if line.endswith(RACY)}
    return {line.partition("\t")[0] for line in (old ^ new) | racy} - {""}


def _same_lines(one: str, other: str) -> int:
    """Where the first line begins that is not the same in two texts (or a line before it), found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return one.rfind("\n", 0, low) + 1


def is_certain(stamps: str) -> bool:
    """Whether equal stamps mean equal files."""
    return f"\t{RACY}" not in stamps

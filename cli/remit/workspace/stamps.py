"""Which files of the work tree changed since they were last looked at: one line a file.

A stamp is mtime, ctime (both in ns), size, inode and mode. A file that was written in the same tick of the clock as it was
read might change again without its stamp changing; such a file gets no stamp, and counts as changed.
"""

import time

from remit.repo import trees

_TICK = 20_000_000
"""The coarsest clock of a usual file system, ns."""
_SECONDS = 2_000_000_000
"""File systems that keep whole seconds, or two of them, ns."""
RACY = "?"


def take(top: str, folders: tuple[str, ...]) -> str:
    """The stamps of every file below some folders, in an order that is always the same."""
    now = time.time_ns()
    return "\n".join(_line(entry, now) for folder in folders for entry in trees.scan(top, folder))


def _line(entry: trees.Entry, now: int) -> str:
    written, set_at, size, inode = entry.stamp
    latest = max(written, set_at)
    racy = latest > now - _TICK or (latest > now - _SECONDS and not written % 1_000_000_000)
    return f"{entry.path}\t{RACY}" if racy else f"{entry.path}\t{written} {set_at} {size} {inode} {entry.mode}"


def changed(before: str, after: str) -> set[str]:
    """The paths that differ between two sets of stamps: came, went, or were written."""
    old, new = set(before.split("\n")), set(after.split("\n"))
    racy = {line for line in new if line.endswith(f"\t{RACY}")}
    return {line.partition("\t")[0] for line in (old ^ new) | racy} - {""}


def is_certain(stamps: str) -> bool:
    """Whether equal stamps mean equal files: where nothing was stamped nothing is known."""
    return bool(stamps) and f"\t{RACY}" not in stamps

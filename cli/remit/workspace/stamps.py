"""Which files of the work tree changed since they were last looked at: one line a file, compared as one text.

A stamp is mtime, ctime (both in ns), size, inode and mode. A file that was written in the same tick of the clock as it was
read might change again without its stamp changing; such a file gets no stamp, and is read again.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from remit.files.atomic import TEMPORARY

if TYPE_CHECKING:
    from remit.log.source import Source

_TICK = 20_000_000
"""The coarsest clock of a usual file system, ns."""
_SECONDS = 2_000_000_000
"""File systems that keep whole seconds, or two of them, ns."""
RACY = "?"


_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


def take(top: str, folders: tuple[str, ...]) -> str:
    """The stamps of every file below some folders, in an order that is always the same."""
    out: list[str] = []
    for folder in folders:
        for _ in _walk(top, folder, out, None):
            pass
    return "\n".join(out)


def while_reading(top: str, folders: tuple[str, ...]) -> "tuple[Callable[[], str], Iterator[Source]]":
    """The stamps of every file below some folders, to be asked for when the files of the first have been read, and those files.

    So each is looked for once: a file is read right after its stamp was taken. A folder that is a link is read and gets no
    stamps, for what it leads to may be another tomorrow.
    """
    out: list[str] = []
    others = take(top, folders[1:])
    return lambda: "\n".join([*out, others] if others else out), _read(top, folders[0], out)


def _read(top: str, folder: str, out: list[str]) -> "Iterator[Source]":
    from remit.workspace import trees

    if os.path.islink(os.path.join(top, folder)):
        yield from (trees.read_entry(top, entry) for entry in trees.scan(top, folder))
        return
    files: list[tuple[str, os.stat_result]] = []
    for handle, at in _walk(top, folder, out, files):
        for name, seen in files:
            source = trees.read_in(handle, name, f"{at}/{name}", seen)
            if source is not None:
                yield source
        files.clear()


_Files = list[tuple[str, os.stat_result]]


def _walk(top: str, folder: str, out: list[str], files: _Files | None) -> Iterator[tuple[int, str]]:
    """Each folder, opened, with its path, when the stamps of its files were added to `out`, and those files to `files`."""
    if not os.path.isdir(os.path.join(top, folder)) or os.path.islink(os.path.join(top, folder)):
        return
    now, ahead = time.time_ns(), [folder]
    while ahead:
        at = ahead.pop()
        handle = os.open(os.path.join(top, at), _FOLDER)
        try:
            deep = _look(handle, at, now, out, files)
            yield handle, at
        finally:
            os.close(handle)
        ahead.extend(f"{at}/{name}" for name in reversed(deep) if name != "node_modules")


def _look(handle: int, at: str, now: int, out: list[str], files: _Files | None) -> list[str]:
    """The folders in an open folder, when the stamps of its files were added to `out`, and they to `files`."""
    stat, fresh = os.stat, now - _SECONDS
    deep: list[str] = []
    for name in sorted(os.listdir(handle)):
        try:
            seen = stat(name, dir_fd=handle, follow_symlinks=False)
        except FileNotFoundError:
            continue
        if seen.st_mode & 0o170000 == 0o040000 and name != ".git":
            deep.append(name)
        elif not name.endswith(TEMPORARY):
            if files is not None:
                files.append((name, seen))
            written, set_at = seen.st_mtime_ns, seen.st_ctime_ns
            if (written > fresh or set_at > fresh) and _is_racy(written, set_at, now):
                out.append(f"{at}/{name}\t{RACY}")
            else:
                out.append(f"{at}/{name}\t{written} {set_at} {seen.st_size} {seen.st_ino} {seen.st_mode}")
    return deep


def _is_racy(written: int, set_at: int, now: int) -> bool:
    return max(written, set_at) > now - _TICK or not written % 1_000_000_000


def changed(before: str, after: str) -> set[str]:
    """The paths that differ between two sets of stamps: came, went, or were written."""
    start = _same_lines(before, after)
    end = _same_end(before, after, min(len(before), len(after)) - start)
    old, new = (set(taken[start : len(taken) - end].split("\n")) for taken in (before, after))
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


def _same_end(one: str, other: str, most: int) -> int:
    """How many characters of whole lines (at most `most`) are the same at the end of two texts, found by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    line = one.find("\n", len(one) - low) if low else -1
    return len(one) - line if line >= 0 else 0


def is_certain(stamps: str) -> bool:
    """Whether equal stamps mean equal files: where nothing was stamped (a folder that is a link) nothing is known."""
    return bool(stamps) and f"\t{RACY}" not in stamps

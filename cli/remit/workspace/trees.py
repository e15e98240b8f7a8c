"""Which bytes are judged: the work tree, the index (a hook) or a commit. Each gives the same kind of sources."""

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from remit.log.source import EXECUTABLE, GITLINK, REGULAR, SYMLINK, Source
from remit.log.text import FILE_BYTES
from remit.repo import git
from remit.repo.repository import Repository

WORK_TREE, INDEX = "worktree", "index"


class Entry(NamedTuple):
    """A file of the work tree before it is read."""

    path: str
    mode: str
    size: int
    stamp: tuple[int, int, int, int]
    """mtime and ctime in ns, size, inode: a file whose stamp is the same was not changed."""


def scan(top: str, folder: str) -> Iterator[Entry]:
    """Every file below `folder` (a path below `top`), by path. Links are named, never followed."""
    from remit.files.atomic import TEMPORARY  # a hook writes nothing

    try:
        with os.scandir(os.path.join(top, folder)) as found:
            inside = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    below = "" if folder.strip("./") == "" else folder.removeprefix("./").rstrip("/") + "/"
    for entry in inside:
        name = entry.name
        path = below + name
        if entry.is_dir(follow_symlinks=False):
            if name == ".git" and not below:
                continue  # of the repository itself
            if name == ".git":
                yield Entry(path, GITLINK, 0, (0, 0, 0, 0))
            elif name != "node_modules":
                yield from scan(top, path)
        elif not name.endswith(TEMPORARY):
            seen = entry.stat(follow_symlinks=False)
            yield Entry(
                path,
                mode_of(seen.st_mode),
                seen.st_size,
                (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino),
            )


def mode_of(mode: int) -> str:
    """The mode of a file as git writes it."""
    if stat.S_ISLNK(mode):
        return SYMLINK
    return EXECUTABLE if mode & 0o111 else REGULAR


def read_entry(top: str, entry: Entry) -> Source:
    """The content of a file of the work tree; not of a link, nor of one that is too large."""
    if entry.mode in (SYMLINK, GITLINK) or entry.size > FILE_BYTES:
        return Source(entry.path, b"", entry.mode, entry.size)
    handle = os.open(os.path.join(top, entry.path), _READ)
    return Source(entry.path, _all_of(handle, entry.size), entry.mode)


def read_path(top: str, path: str) -> Source | None:
    """The content of one file of the work tree; None where there is none that can be read."""
    try:
        seen = os.lstat(os.path.join(top, path))
        return read_entry(top, Entry(path, mode_of(seen.st_mode), seen.st_size, (0, 0, 0, 0)))
    except OSError:
        return None


def read_in(folder: int, name: str, path: str, seen: os.stat_result) -> Source | None:
    """The same of a file in an open folder that `lstat` just saw; None where it went since."""
    kind = seen.st_mode & 0o170000
    mode = GITLINK if kind == 0o040000 else mode_of(seen.st_mode)
    if mode in (SYMLINK, GITLINK) or seen.st_size > FILE_BYTES:
        return Source(path, b"", mode, 0 if mode == GITLINK else seen.st_size)
    try:
        handle = os.open(name, _READ, dir_fd=folder)
    except FileNotFoundError:
        return None
    return Source(path, _all_of(handle, seen.st_size), mode)


_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def _all_of(handle: int, size: int) -> bytes:
    """The content of an open file of about `size` bytes, which is closed then."""
    try:
        asked = size + 1  # one more than is there, so that the end is seen in the same call
        data = chunk = os.read(handle, asked)
        while len(chunk) == asked:
            chunk = os.read(handle, asked)
            data += chunk
        return data
    finally:
        os.close(handle)


def read_work_tree(repository: Repository, folder: str) -> Iterator[Source]:
    """The files below `folder` as they lie in the work tree."""
    for entry in scan(repository.top, folder):
        yield read_entry(repository.top, entry)


class Listed(NamedTuple):
    """A file of the index or of a commit before it is read."""

    path: str
    mode: str
    blob: str


def list_index(repository: Repository, *folders: str) -> list[Listed]:
    """The staged files below `folders`; of a conflict each side."""
    out = git.run(repository.top, "ls-files", "-s", "-z", "--", *folders, hook=repository.hook)
    listed = []
    for line in git.zsplit(out):
        facts, _, path = line.partition(b"\t")
        mode, blob, _stage = facts.split(b" ")
        listed.append(Listed(path.decode("utf-8", "surrogateescape"), mode.decode(), blob.decode()))
    return listed


def list_commit(repository: Repository, commit: str, *folders: str) -> list[Listed]:
    """The files below `folders` in a commit or tree (40 hex digits)."""
    out = git.run(repository.top, "ls-tree", "-r", "-z", commit, "--", *folders, hook=repository.hook)
    listed = []
    for line in git.zsplit(out):
        facts, _, path = line.partition(b"\t")
        mode, _kind, blob = facts.split(b" ")
        listed.append(Listed(path.decode("utf-8", "surrogateescape"), mode.decode(), blob.decode()))
    return listed


def read_listed(repository: Repository, listed: list[Listed]) -> Iterator[Source]:
    """The content of listed files, in their order; too large ones are measured and not read."""
    readable = [entry.blob for entry in listed if entry.mode in (REGULAR, EXECUTABLE)]
    measured = sizes(repository, readable)
    small = [blob for blob in dict.fromkeys(readable) if measured.get(blob, 0) <= FILE_BYTES]
    data = dict(git.blobs(repository.top, small, hook=repository.hook))
    for entry in listed:
        if entry.blob in data and entry.mode in (REGULAR, EXECUTABLE):
            yield Source(entry.path, data[entry.blob], entry.mode, -1, entry.blob)
        else:
            yield Source(entry.path, b"", entry.mode, measured.get(entry.blob, 0), entry.blob)


def sizes(repository: Repository, blobs: list[str]) -> dict[str, int]:
    """Bytes of each object, so that a huge one is never read into memory."""
    if not blobs:
        return {}
    out = git.run(
        repository.top, "cat-file", "--batch-check", feed="\n".join(blobs).encode() + b"\n", hook=repository.hook
    )
    found = {}
    for line in out.decode("ascii").splitlines():
        words = line.split(" ")
        if len(words) == 3:
            found[words[0]] = int(words[2])
    return found

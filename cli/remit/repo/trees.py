"""A tree: the files of the working tree, of the index or of a commit. Names at once, contents when somebody asks.

Whoever reads a log from a tree does not know which of the three it is.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter

from remit.files.atomic import TEMPORARY
from remit.log.source import EXECUTABLE, GITLINK, REGULAR, SYMLINK, File, Source, under
from remit.log.text import FILE_BYTES, START_BYTES
from remit.repo import git, objects
from remit.repo.raw import ABSENT, Difference
from remit.repo.repository import Repository, git_dir

WORK_TREE, INDEX = "worktree", "index"


class Tree:
    """Files by path, in the order of their paths."""

    def __init__(self, repository: Repository, files: Iterable[File] = (), contents: "Contents | None" = None) -> None:
        """`contents`: what other trees of the same repository read already."""
        self.repository = repository
        self._files = tuple(files)
        self.contents = contents or Contents(repository)

    @property
    def files(self) -> tuple[File, ...]:
        """Every file, by path."""
        return self._files

    def under(self, *paths: str) -> list[File]:
        """The files at or below some paths."""
        return under(self.files, paths)

    def lacks(self, _path: str) -> bool:
        """False: what is outside of the listed folders is not known."""
        return False

    def changed(self, files: Iterable[Difference], *, back: bool = False) -> "Tree":
        """The tree after files changed; with `back` as it was before."""
        found = {file.path: file for file in self.files}
        for file in files:
            mode, blob = file.sides[not back]
            found.pop(file.path, None)
            if mode != ABSENT:
                found[file.path] = File(file.path, mode, blob)
        return Tree(self.repository, sorted(found.values()), self.contents)

    def read(self, files: Iterable[File]) -> list[Source]:
        """Files of this tree with their contents, in the order asked for."""
        wanted = list(files)
        plain = (REGULAR, EXECUTABLE)
        known = self.contents.read({file.blob for file in wanted if file.mode in plain})
        out = []
        for file in wanted:
            size, data = known[file.blob] if file.mode in plain else (0, None)
            out.append(Source(file.path, data or b"", file.mode, size if data is None else -1, file.blob))
        return out


class WorkTree(Tree):
    """The files as they are on the disk, listed when somebody asks. One that just went is left out when it is read.

    What a sparse checkout leaves out is read from the index.
    """

    def __init__(self, repository: Repository, *folders: str) -> None:
        super().__init__(repository)
        self._folders = folders

    @cached_property
    def _on_disk(self) -> dict[str, os.DirEntry[str]]:
        return {path: entry for folder in self._folders for path, entry in walk(self.repository.top, folder)}

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Every file, by path."""
        left_out = (file for path, file in self.left_out.items() if path not in self._on_disk)
        return tuple(sorted([*map(File, self._on_disk), *left_out]))

    def stats(self) -> dict[str, os.stat_result]:
        """What the disk says of each file, by path."""
        return {path: entry.stat(follow_symlinks=False) for path, entry in self._on_disk.items()}

    @cached_property
    def left_out(self) -> dict[str, File]:
        """The files that the index holds and a sparse checkout, or somebody's `skip-worktree`, keeps off the disk."""
        return {file.path: file for file in _left_out(self.repository, self._folders)}

    def lacks(self, path: str) -> bool:
        """Whether there is nothing at a path of the repository, on the disk or kept off it."""
        return not os.path.lexists(os.path.join(self.repository.top, path)) and not under(self._all_left_out, (path,))

    @cached_property
    def _all_left_out(self) -> list[File]:
        return _left_out(self.repository, ())

    def under(self, *paths: str) -> list[File]:
        """The files at or below some paths; no other folder is listed."""
        on_disk = {found: File(found) for path in paths for found in _at(self.repository.top, path)}
        return [*on_disk.values(), *(file for file in under(self.left_out.values(), paths) if file.path not in on_disk)]

    def read(self, files: Iterable[File]) -> list[Source]:
        """Files with their contents, in the order asked for."""
        wanted = list(files)
        found = {file.path: read_path(self.repository.top, file.path) for file in wanted}
        gone = [self.left_out[path] for path, source in found.items() if not source and path in self.left_out]
        found.update((source.path, source) for source in super().read(gone))
        return [source for file in wanted if (source := found[file.path])]


def _left_out(repository: Repository, folders: tuple[str, ...]) -> list[File]:
    """What the index marks `skip-worktree` and the disk does not hold. An index of version 2 has no such mark."""
    try:
        with open(os.path.join(git_dir(repository), "index"), "rb") as index:
            if index.read(8)[4:] == b"\0\0\0\2":
                return []
    except OSError:
        return []
    out = git.run(repository.top, "ls-files", "-t", "-s", "-z", "--", *folders, hook=repository.hook)
    marked = [_listed(line[2:]) for line in git.zsplit(out) if line.startswith(b"S ")]
    return [file for file in marked if not os.path.lexists(os.path.join(repository.top, file.path))]


def tree(repository: Repository, at: str, *folders: str, contents: "Contents | None" = None) -> Tree:
    """The files below folders (the log's, where none are named) in the working tree, the index or a commit (its full id).

    Of a conflict the index holds each side.
    """
    wanted = folders or (repository.root,)
    if at == WORK_TREE:
        repository.need_work_tree()
        return WorkTree(repository, *wanted)
    words = ("ls-files", "-s", "-z") if at == INDEX else ("ls-tree", "-r", "-z", at)
    out = git.run(repository.top, *words, "--", *wanted, hook=repository.hook)
    return Tree(repository, map(_listed, git.zsplit(out)), contents)


def _listed(line: bytes) -> File:
    """A line of `ls-files -s` (mode, blob, stage) or of `ls-tree` (mode, kind, blob), and the path."""
    facts, _, path = line.partition(b"\t")
    words = facts.decode("ascii").split(" ")
    return File(path.decode("utf-8", "surrogateescape"), words[0], words[2] if len(words[2]) > 1 else words[1])


class Contents:
    """Contents of git's objects by their ids, each read once. One that is too large is measured and never read."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._known: dict[str, tuple[int, bytes | None]] = {}

    def read(self, blobs: set[str]) -> Mapping[str, tuple[int, bytes | None]]:
        """Size and bytes of objects by their ids; None of one that is too large."""
        missing = sorted(blobs - self._known.keys())
        found = objects.stream(self._repository.top, missing, hook=self._repository.hook)
        self._known.update((blob, (size, data)) for blob, size, data in found)
        if not blobs <= self._known.keys():
            raise git.contents_missing()
        return self._known

    def of(self, blobs: set[str]) -> dict[str, bytes]:
        """Contents by their ids; empty for one that is too large."""
        known = self.read(blobs)
        return {blob: known[blob][1] or b"" for blob in blobs}


def walk(top: str, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The path of every file below `folder`, by path; of a repository inside this one its git directory's."""
    try:
        with os.scandir(os.path.join(top, folder)) as found:
            inside = sorted(found, key=attrgetter("name"))
    except FileNotFoundError:
        return
    below = "" if folder.strip("./") == "" else folder.removeprefix("./").rstrip("/") + "/"
    for entry in inside:
        name, path = entry.name, below + entry.name
        if entry.is_dir(follow_symlinks=False) and name != ".git":
            if name != "node_modules":
                yield from walk(top, path)
        elif (below or name != ".git") and not name.endswith(TEMPORARY):  # the repository's own `.git` is no part of it
            yield path, entry


def _at(top: str, path: str) -> Iterator[str]:
    """The file at a path, or every file below it; nothing where there is neither."""
    full = os.path.join(top, path)
    if os.path.isdir(full) and not os.path.islink(full):
        yield from (found for found, _ in walk(top, path))
    elif os.path.lexists(full):
        yield path


_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def read_path(top: str, path: str) -> Source | None:
    """The content of one file of the disk, but of no link and of none that is too large; None where there is none that can be read."""
    full = os.path.join(top, path)
    try:
        seen = os.lstat(full)
        plain = EXECUTABLE if seen.st_mode & 0o111 else REGULAR
        mode = GITLINK if stat.S_ISDIR(seen.st_mode) else SYMLINK if stat.S_ISLNK(seen.st_mode) else plain
        if mode in (SYMLINK, GITLINK):
            return Source(path, b"", mode, seen.st_size)
        with open(os.open(full, _READ), "rb", buffering=0) as file:
            if seen.st_size > FILE_BYTES:
                return Source(path, b"", mode, seen.st_size, start=file.read(START_BYTES))
            return Source(path, file.read(), mode)
    except OSError:
        return None

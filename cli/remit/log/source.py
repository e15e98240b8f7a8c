"""A file as read, whoever read it: work tree, index or commit. Nobody above knows which."""

from typing import NamedTuple

REGULAR = "100644"
EXECUTABLE = "100755"
SYMLINK = "120000"
GITLINK = "160000"


class File(NamedTuple):
    """A file of a tree, not read yet."""

    path: str
    """From the top of the repository, with `/`."""
    mode: str = ""
    """As git writes it."""
    blob: str = ""
    """git's id of the content; empty in the work tree."""


class Source(NamedTuple):
    """One file of the tree that is judged."""

    path: str
    """From the top of the repository, with `/`."""
    data: bytes
    """The content; empty where `size` says that it was too large to read."""
    mode: str = REGULAR
    """As git writes it: 100644, 100755, 120000 (symlink), 160000 (another repository)."""
    size: int = -1
    """Bytes of the file where it was not read for its size; -1 where `data` is all of it."""
    blob: str = ""
    """git's id of the content, where it is known."""

"""Names of files without a call of git: what the index's bytes show of them, and what a tree object holds.

A hook wants to know whether an id is in use anywhere among ten thousand staged files. git lists them in 4 ms, a tenth of what
the hook may take; the index has the names written out, and an id that is not in its bytes is in no name.
"""

import os
from collections.abc import Iterator
from typing import NamedTuple


class Entry(NamedTuple):
    """What a tree object says of one name."""

    mode: str
    name: str
    id: str


def counts(git_dir: str, index: str, parts: list[str]) -> list[int] | None:
    """How often each part stands in the index, in names or elsewhere; None where its names need not be written out.

    In the index format (gitformat-index) versions 2 and 3 have whole names; version 4, a split index and a sparse one leave
    parts of them out or have them elsewhere.
    """
    try:
        if os.path.exists(os.path.join(git_dir, "info", "sparse-checkout")):
            return None
        if any(name.startswith("sharedindex.") for name in os.listdir(git_dir)):
            return None
        with open(index, "rb") as file:
            data = file.read()
    except OSError:
        return None
    if data[:8] not in (b"DIRC\0\0\0\2", b"DIRC\0\0\0\3"):
        return None
    return [data.count(part.encode("ascii")) for part in parts]


def tree(data: bytes, id_bytes: int) -> Iterator[Entry]:
    """The entries of a tree object; `id_bytes`: how long an id is (20, or 32 with SHA-256)."""
    at = 0
    while at < len(data):
        space = data.index(b" ", at)
        end = data.index(b"\0", space)
        name = data[space + 1 : end].decode("utf-8", "surrogateescape")
        yield Entry(data[at:space].decode("ascii").zfill(6), name, data[end + 1 : end + 1 + id_bytes].hex())
        at = end + 1 + id_bytes

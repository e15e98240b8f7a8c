"""Files that BASE and the change both changed since they parted: what merging them would give, where that is clear.

Where it is not, the change's own content stands: the forge will not merge it either before somebody looks at it.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator

from remit.log.source import REGULAR
from remit.repo import git
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import Tree


def joined(repository: Repository, base: Tree, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The differences of a change, those that BASE changed too with the content of both."""
    for entry in differences:
        here = base.at(entry.path) if not (entry.gone or entry.new) else None
        if here is None or here.blob in (entry.old_blob, entry.new_blob) or {here.mode, entry.new_mode} != {REGULAR}:
            yield entry
            continue
        contents = base.contents.of({entry.new_blob, entry.old_blob, here.blob})
        merged = _merged(repository.top, contents[entry.new_blob], contents[entry.old_blob], contents[here.blob])
        yield entry if merged is None else entry._replace(new_blob=base.contents.put(_id_of(merged), merged))


def _merged(top: str, ours: bytes, old: bytes, theirs: bytes) -> bytes | None:
    """Three contents merged as plain files; None where they conflict. No merge driver runs."""
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        names = [os.path.join(folder, name) for name in ("ours", "old", "theirs")]
        for name, data in zip(names, (ours, old, theirs), strict=True):
            with open(name, "wb") as file:
                file.write(data)
        code, out, _ = git.run_raw(top, "merge-file", "-p", "-q", *names)
    return None if code else out


def _id_of(data: bytes) -> str:
    """The id that git would give a content: nothing is written."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

"""Files of git's trees, each content read once however many sides ask for it."""

from collections.abc import Iterable

from remit.log.source import EXECUTABLE, REGULAR, Source
from remit.log.text import FILE_BYTES
from remit.repo import git
from remit.repo.repository import Repository
from remit.workspace import trees
from remit.workspace.trees import Listed


class Contents:
    """Contents by their ids. A content that is too large is measured and never read."""

    def __init__(self, repository: Repository, contents: dict[str, bytes] | None = None) -> None:
        """`contents`: what was read already."""
        self._workspace = repository
        self._data = contents or {}
        self._sizes: dict[str, int] = {}
        """Of contents that are too large."""

    def read(self, wanted: Iterable[Listed]) -> list[Source]:
        """The files, in the order asked for."""
        listed = list(wanted)
        self._fetch({entry.blob for entry in listed if entry.mode in (REGULAR, EXECUTABLE)})
        return [self._source(entry) for entry in listed]

    def put(self, blob: str, data: bytes) -> str:
        """Keep a content that git does not have; its id."""
        self._data[blob] = data
        return blob

    def contents(self, blobs: set[str]) -> dict[str, bytes]:
        """Contents by their ids; empty for one that is too large."""
        self._fetch(blobs)
        return {blob: self._data.get(blob, b"") for blob in blobs}

    def _fetch(self, blobs: set[str]) -> None:
        missing = [blob for blob in blobs if blob not in self._data and blob not in self._sizes]
        if not missing:
            return
        sizes = trees.sizes(self._workspace, missing)
        small = [blob for blob in missing if sizes.get(blob, 0) <= FILE_BYTES]
        self._sizes.update((blob, sizes[blob]) for blob in missing if sizes.get(blob, 0) > FILE_BYTES)
        self._data.update(git.blobs(self._workspace.top, small, hook=self._workspace.hook))

    def _source(self, entry: Listed) -> Source:
        data = self._data.get(entry.blob)
        if data is None or entry.mode not in (REGULAR, EXECUTABLE):
            return Source(entry.path, b"", entry.mode, self._sizes.get(entry.blob, 0), entry.blob)
        return Source(entry.path, data, entry.mode, -1, entry.blob)

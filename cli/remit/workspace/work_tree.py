"""The files of the work tree, listed and read as those of git's trees are."""

from collections.abc import Iterable, Iterator

from remit.log.source import Source
from remit.repo.repository import Repository
from remit.workspace import trees
from remit.workspace.contents import Contents
from remit.workspace.listing import Listing
from remit.workspace.trees import Listed

MANY = 200
"""More changed files than this, and reading everything is as fast."""


class StampedListing(Listing):
    """The names of all files of the work tree, from their stamps."""

    def __init__(self, taken: str) -> None:
        super().__init__(b"")
        self._stamps = taken

    def holding(self, part: str) -> Iterator[Listed]:
        """The files whose path holds `part`."""
        return (Listed(path, "", "") for path in _holding(self._stamps, part))


def _holding(taken: str, part: str) -> Iterator[str]:
    """The stamped paths that hold `part`."""
    at = taken.find(part)
    while at >= 0:
        start, end = taken.rfind("\n", 0, at) + 1, taken.find("\n", at)
        line = taken[start:end] if end >= 0 else taken[start:]
        path = line.partition("\t")[0]
        if part in path:
            yield path
        at = taken.find(part, end) if end >= 0 else -1


class DiskShelf(Contents):
    """Files as they are in the work tree."""

    def __init__(self, repository: Repository) -> None:
        super().__init__(repository)
        self._top = repository.top

    def read(self, wanted: Iterable[Listed]) -> list[Source]:
        """The files, in the order asked for; one that just went is left out."""
        found = (trees.read_path(self._top, entry.path) for entry in wanted)
        return [source for source in found if source]

"""What is being gathered about one file."""

from typing import NamedTuple

from remit.importers.links import Link
from remit.log.record import Head


class Values(NamedTuple):
    """The head and the raw texts as they grow, and what was guessed on the way."""

    head: Head
    raw: Head
    guessed: list[str]
    used: set[int]
    """Which of the fields found have been read into a key of ours."""

    def add(self, link: Link) -> None:
        """Note a link: what it points to in the head, the line as written in the raw texts."""
        for entries, text in ((self.head, link.target), (self.raw, link.text)):
            listed = entries.setdefault(link.key, [])
            if text not in listed:
                listed.append(text)

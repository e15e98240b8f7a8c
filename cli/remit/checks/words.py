"""The texts of a document, one after the other, with where each stands."""

from collections.abc import Iterator

from remit.checks.check import Document
from remit.log.record import Head
from remit.log.yaml import walk


def head_text(document: Document) -> str:
    """Everything that a head says, as one text that is cheap to search before anybody looks for the place.

    It is Python's own writing of it: 20 times as fast as walking. What cannot be printed is an escape there. Two checks
    ask about each head, one right after the other, so the last one is kept.
    """
    global _last  # noqa: PLW0603 - a memo of one entry
    head, text = _last
    if head is not document.head:
        head, text = _last = document.head, repr(document.head)
    return text


_last: tuple[Head, str] = ({}, "{}")


def found_in(document: Document) -> Iterator[tuple[tuple[str | int, ...], int, str]]:
    """Each value of the head with its path and line 0, then each line of the body with its line in the file."""
    for path, text in walk(document.head):
        yield path, 0, text
    for number, line in enumerate(document.body.split("\n")):
        yield (), document.body_line + number, line

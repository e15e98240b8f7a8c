"""The head and the texts of a document: the fields that it may have, the nearest known word, where each text stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from remit.checks.check import Document
from remit.log.fields import ACT_KEYS, RECORD_KEYS, Field
from remit.log.record import Act, Record
from remit.log.yaml import walk

CONTEXT_KEYS = ("title", "owner", "review_by", "topics", "topic", "prefer", "tags")
"""The keys of a page of shared context."""
_NO_FIELDS: Mapping[str, Field] = {}


def fields_of(document: Document) -> Mapping[str, Field]:
    """The fields that a record or an act may have; a page of shared context has none with a shape."""
    if isinstance(document, Record):
        return RECORD_KEYS
    return ACT_KEYS if isinstance(document, Act) else _NO_FIELDS


def key_names(document: Document) -> tuple[str, ...]:
    """The keys that its head may have."""
    return tuple(fields_of(document)) or CONTEXT_KEYS


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to `word`; None where none is near."""
    found = get_close_matches(word, list(known), 1, 0.7)
    return found[0] if found else None


def only_near(word: str, known: Iterable[str]) -> str | None:
    """The one known word that is near, and no second: safe enough for a fix."""
    found = get_close_matches(word, list(known), 2, 0.7)
    return (
        found[0]
        if len(found) == 1 or (len(found) > 1 and abs(len(found[0]) - len(word)) < 2 and found[1][0] != word[0])
        else None
    )


def found_in(document: Document, may_hold: Callable[[str], object]) -> Iterator[tuple[tuple[str | int, ...], int, str]]:
    """Each value of the head that may hold something, with its path and line 0; then such lines of the body with theirs.

    `may_hold` is asked about a value, about the whole body, and only where that may hold it about each of its lines.
    """
    for path, text in walk(document.head):
        if may_hold(text):
            yield path, 0, text
    if may_hold(document.body):
        for number, line in enumerate(document.body.split("\n")):
            if may_hold(line):
                yield (), document.body_line + number, line

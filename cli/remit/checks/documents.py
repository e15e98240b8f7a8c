"""The front matter and texts of a document: the fields that it may have, the most similar known word, the line of each text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from remit.checks.check import Document
from remit.log.fields import ACT_FIELDS, CONTEXT_FIELDS, RECORD_FIELDS
from remit.log.kinds import Key
from remit.log.record import Act, Record
from remit.log.yaml import walk

_NO_FIELDS: Mapping[str, Key] = {}


def fields_of(document: Document) -> Mapping[str, Key]:
    """The fields that a record or an act may have; the values of a context page are not checked."""
    if isinstance(document, Record):
        return RECORD_FIELDS
    return ACT_FIELDS if isinstance(document, Act) else _NO_FIELDS


def key_names(document: Document) -> tuple[str, ...]:
    """The keys that its front matter may have."""
    return tuple(fields_of(document) or CONTEXT_FIELDS)


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word most similar to `word`; None if none is similar."""
    found = get_close_matches(word, list(known), 1, 0.7)
    return found[0] if found else None


def only_near(word: str, known: Iterable[str]) -> str | None:
    """The one known word that is similar, if there is exactly one: safe enough for a fix."""
    found = get_close_matches(word, list(known), 2, 0.7)
    return (
        found[0]
        if len(found) == 1 or (len(found) > 1 and abs(len(found[0]) - len(word)) < 2 and found[1][0] != word[0])
        else None
    )


def found_in(document: Document, may_hold: Callable[[str], object]) -> Iterator[tuple[tuple[str | int, ...], int, str]]:
    """Each value of the front matter that may hold something, with its path and line 0; then such lines of the text with theirs.

    `may_hold` is asked about all values at once, as Python writes them (what is not printable is an escape there), and about
    the whole text; each value and line is looked at only if these may hold it.
    """
    if may_hold(repr(document.head)):
        yield from ((path, 0, text) for path, text in walk(document.head) if may_hold(text))
    if may_hold(document.body):
        for number, line in enumerate(document.body.split("\n")):
            if may_hold(line):
                yield (), document.body_line + number, line

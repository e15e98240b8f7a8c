"""A text holds control characters, or characters that turn the direction of writing: it shows something else than it says.

Such characters can move a terminal's cursor, hide words, or make a name look like another. Take them out; the finding
names the first of each value.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from re import Pattern

from remit.checks.check import DOCUMENT, Check, Document, Known, Problem
from remit.checks.words import found_in, head_text
from remit.log.finding import ERROR

_PLAIN = bytes((9, 10, 13, *range(32, 127)))


@cache
def _unsafe() -> Pattern[str]:
    import re

    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_plain(text: str) -> bool:
    """Whether a text is free of them. Ten thousand records are asked, so plain ASCII is answered at C speed."""
    if text.isascii():
        return not text.encode("ascii").translate(None, _PLAIN)
    return _unsafe().search(text) is None


def _run(document: Document, known: Known) -> Iterable[Problem]:
    return () if "\\" not in head_text(document) and is_plain(document.body) else _problems(document)


def _problems(document: Document) -> Iterator[Problem]:
    for where, line, text in found_in(document):
        bad = _unsafe().search(text)
        if bad:
            what = f"`{where[0]}`" if where else "the text"
            yield Problem(
                document.path, f"{what} holds the unsafe character U+{ord(bad[0]):04X}", "take it out", where, line
            )


CHECK = Check("G13", "unsafe-text", ERROR, DOCUMENT, _run, foreign=True)

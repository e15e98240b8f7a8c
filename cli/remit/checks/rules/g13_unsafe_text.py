"""A text contains control characters, or characters that change the writing direction, so it may display differently than it reads.

Such characters can move a terminal's cursor, hide words, or make one name look like another. Remove them; the finding
names the first one in each value.
"""

from remit.checks.check import DOCUMENT, ERROR, Check, Document, Known, Problem, Problems
from remit.checks.documents import found_in
from remit.log.text import UNSAFE


def _is_odd(text: str) -> bool:
    """Whether a text holds something that is not printable, or an escape of it; nearly none does, and all that is unsafe is not."""
    return "\\" in text or not text.replace("\n", " ").isprintable()


@Check("G13", "unsafe-text", ERROR, DOCUMENT, foreign=True)
def rule(document: Document, known: Known) -> Problems:
    for where, line, text in found_in(document, _is_odd):
        bad = UNSAFE.search(text)
        if bad:
            what = f"`{where[0]}`" if where else "the text"
            yield Problem(
                document.path, f"{what} contains the unsafe character U+{ord(bad[0]):04X}", "remove it", where, line
            )

"""A text contains control characters, or characters that change the writing direction, so it may display differently than it reads.

Such characters can move a terminal's cursor, hide words, or make one name look like another. Remove them; the finding
names the first one in each value.
"""

from remit.checks.check import DOCUMENT, ERROR, Check, Document, Known, Problem, Problems, found_in
from remit.log.text import UNSAFE

_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


def _is_odd(text: str) -> bool:
    """Whether a text holds more than plain ASCII, or an escape: few do, and whatever is unsafe is among them."""
    return "\\" in text or bool(text.encode("utf-8", "surrogatepass").translate(None, _PLAIN))


@Check("G13", "unsafe-text", ERROR, DOCUMENT, foreign=True)
def rule(document: Document, known: Known) -> Problems:
    for where, line, text in found_in(document, _is_odd):
        bad = UNSAFE.search(text)
        if bad:
            what = f"`{where[0]}`" if where else "the text"
            yield Problem(
                document.path, f"{what} contains the unsafe character U+{ord(bad[0]):04X}", "remove it", where, line
            )

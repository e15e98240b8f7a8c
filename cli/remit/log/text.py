"""Bytes to text and a Markdown file to its front matter and body: total on any bytes, and nothing is ever changed."""

import re
from typing import NamedTuple

FILE_BYTES = 256 * 1024
START_BYTES = 32 * 1024
"""The most that a file of the log may hold; larger ones are not read."""


UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of writing: a text with one shows something else than it says."""
JOINERS = "\u00ad\u200c\u200d"
"""Soft hyphen, zero-width non-joiner and joiner: German, Persian, Hindi and emoji are written with them."""


class NotText(ValueError):  # noqa: N818 - reads as what is wrong
    """The bytes are not UTF-8 text: which byte, and what they look like."""


class Parts(NamedTuple):
    """A Markdown file with front matter, taken apart. `opening + head + closing + body` is the whole text."""

    opening: str
    """An optional byte-order mark and the first `---` line."""
    head: str
    """The lines between the two `---` lines."""
    closing: str
    """The second `---` line."""
    body: str
    body_line: int
    """The line at which the body begins, from 1."""


def decode(data: bytes) -> str:
    """The text of `data`. Raises NotText, whose sentence names the byte."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = data[error.start]
        raise NotText(f"not UTF-8 at byte {error.start} (0x{bad:02X}{_looks_like(data)})") from None
    if "\0" in text:
        raise NotText(f"binary: it holds a NUL at byte {data.index(0)}")
    return text


def _looks_like(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "; looks like UTF-16"
    return "; looks like Latin-1" if b"\0" not in data else "; looks binary"


def one_line(words: str) -> str:
    """Words on one line, with every run of white space as one space."""
    return " ".join(words.split())


def counted(number: int, noun: str) -> str:
    """`1 record`, `2 records`; `1 policy`, `2 policies`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def split(text: str) -> Parts | None:
    """Front matter and body of `text`; None where it does not begin with front matter."""
    start = 1 if text.startswith("\ufeff") else 0
    if not text.startswith("---", start):
        return None
    first = text.find("\n", start)
    if first < 0 or text[start:first].rstrip("\r ") != "---":
        return None
    head_at = first + 1
    at = head_at
    while at <= len(text):
        end = text.find("\n---", at - 1)
        if end < 0:
            return None
        line_end = text.find("\n", end + 1)
        line_end = len(text) if line_end < 0 else line_end + 1
        if text[end + 1 : line_end].rstrip("\r\n ") == "---":
            head, closing = text[head_at : end + 1], text[end + 1 : line_end]
            return Parts(text[:head_at], head, closing, text[line_end:], 3 + head.count("\n"))
        at = end + 2
    return None

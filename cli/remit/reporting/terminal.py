"""Text that is safe for a terminal: foreign text never moves a cursor, changes a title or hides what follows."""

import re

_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def safe(text: str) -> str:
    """`text` with control and direction characters shown as escapes; line ends stay."""
    return _UNSAFE.sub(_shown, text)


def _shown(match: "re.Match[str]") -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def safe_line(text: str) -> str:
    """`text` as one safe line."""
    return safe(text.replace("\n", " ").replace("\t", " "))

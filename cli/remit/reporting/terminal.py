"""Text that is safe for a terminal: foreign text never moves a cursor, changes a title or hides what follows."""

import json

from remit.log.text import JOINERS

_SPACES = f"\n\xa0\u2007\u202f\u3000{JOINERS}"
"""What is not printable by Unicode's letter and harmless all the same."""


def safe(text: str) -> str:
    """`text` with control and direction characters shown as escapes; line ends stay."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char.isprintable() or char in _SPACES:
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe_line(text: str) -> str:
    """`text` as one safe line."""
    return safe(text.replace("\n", " ").replace("\t", " "))


def json_of(data: object) -> str:
    """Data as JSON, indented and with letters as they are."""
    return json.dumps(data, ensure_ascii=False, indent=2)

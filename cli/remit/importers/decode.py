"""Bytes of any kind to text that encodes back to the same bytes."""

from typing import NamedTuple

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Decoded(NamedTuple):
    """Text without its byte-order mark, and how it was read."""

    text: str
    encoding: str
    binary: bool = False
    """Whether it holds NUL characters: then it is no text, however it was read."""


def decode(data: bytes | str) -> Decoded:
    """The text of `data`: UTF-8, UTF-16 with a byte-order mark, and Latin-1, which fits any bytes, as the last resort."""
    if isinstance(data, str):
        return _decoded(data.removeprefix("\ufeff"), "utf-8")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _try(data[len(mark) :], encoding)
            if text is not None:
                return _decoded(text, encoding)
    text = _try(data, "utf-8")
    return _decoded(text, "utf-8") if text is not None else _decoded(data.decode("latin-1"), "latin-1")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decoded(text: str, encoding: str) -> Decoded:
    return Decoded(text, encoding, "\0" in text)

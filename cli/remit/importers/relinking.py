"""The relative links of a text that moves to another folder, so that they still lead where they led.

Only the target of a link changes, and only where it leads to a file that is there, or to a record that is imported with it; in
code, and everywhere else, the text stays byte for byte.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(?P<before>\]\(\s*|^ {0,3}\[[^\]]+\]:\s*)(?P<target><[^<>\n]+>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)(?=[\s)]|$)"
)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|/|#|\?|$)", re.IGNORECASE)

_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class Relinked(NamedTuple):
    """A text with its links, and what became of them."""

    text: str
    changed: int
    kept: int
    """Relative links that lead to nothing here, and stay as they were."""


Lead = Callable[[str], str | None]
"""Where a path from the top of the repository is found from now on; None where nothing is there."""


def relinked(text: str, origin: str, path: str, lead: Lead) -> Relinked:
    """The text of the file `origin` as it stands in the file `path`."""
    changed = kept = 0

    def target(match: re.Match[str]) -> str:
        nonlocal changed, kept
        found = _moved(match["target"], origin, path, lead)
        if found is None:
            return match[0]
        changed, kept = changed + bool(found), kept + (not found)
        return match["before"] + found if found else match[0]

    lines = [line if in_code else _outside_code(line, target) for line, in_code in _lines(text)]
    return Relinked("".join(lines), changed, kept)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Every line with its end, and whether it stands in a fenced block."""
    fence = ""
    for line in re.split(r"(?<=\n)", text):
        match = _FENCE.match(line)
        if fence:
            yield line, True
            if match and match[1].startswith(fence) and not line[match.end() :].strip():
                fence = ""
        else:
            fence = match[1] if match else ""
            yield line, bool(match)


def _outside_code(line: str, target: Callable[[re.Match[str]], str]) -> str:
    out, at = "", 0
    for code in _CODE.finditer(line):
        out += _LINK.sub(target, line[at : code.start()]) + code[0]
        at = code.end()
    return out + _LINK.sub(target, line[at:])


def _moved(written: str, origin: str, path: str, lead: Lead) -> str | None:
    """The target from the new folder; empty where it leads to nothing here, None where it may stay: no relative link, or one
    that leads there from both folders.
    """
    braced = written.startswith("<")
    bare = written[1:-1] if braced else written
    if _ELSEWHERE.match(bare):
        return None
    name = re.split(r"[?#]", bare, maxsplit=1)[0]
    plain = _ESCAPED.sub(lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"), name)
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(origin), plain))
    found = None if meant.startswith("../") else lead(meant)
    if found is None:
        return ""
    new = posixpath.relpath(found, posixpath.dirname(path)) + ("/" if plain.endswith("/") else "")
    new = (new if braced or plain == name else _escaped(new)) + bare[len(name) :]
    return None if new == bare else f"<{new}>" if braced else new


def _escaped(path: str) -> str:
    """A path as an address writes it: what could end it, in hexadecimal (RFC 3986, 2.1)."""
    return re.sub(
        r"[^\w.~/-]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), path, flags=re.ASCII
    )

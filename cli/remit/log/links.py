"""Relative links in Markdown: where they are, which file of the repository each means, and the anchors that headings give."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from remit.log.meaning import parser, too_much
from remit.log.text import split

_TARGET = re.compile(
    r"""\]\([ \t]*<?([^\s)>]+) | ^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?([^\s>]+) | \b(?:href|src)="([^"\n]+)" """, re.M | re.X
)
_HTML_TARGET = re.compile(r'\b(?:href|src)="([^"\n]+)"')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.M)
_HTML_ANCHOR = re.compile(r'\b(?:id|name)="([^"\n]+)"')


class Relative(NamedTuple):
    """A link that stays in the repository."""

    target: str
    """As somebody reads it, without `%20` and the like."""
    path: str
    """The file or folder that it means, from the top of the repository; that of the text itself where it names an anchor only."""
    anchor: str
    """What follows the `#`; empty without."""


def relative(path: str, target: str) -> Relative | None:
    """The link `target` in the file at `path`; None if it leaves the repository, or is none of its files."""
    place, _, anchor = target.partition("#")
    place = place.partition("?")[0]
    if _SCHEME.match(target) or not (place or anchor):
        return None
    if not place:
        return Relative(target, path, decoded(anchor))
    start = "" if place.startswith("/") else posixpath.dirname(path)
    found = posixpath.normpath(posixpath.join(start, decoded(place).lstrip("/")))
    return None if found.startswith("..") or found == "." else Relative(target, found, decoded(anchor))


def decoded(address: str) -> str:
    """An address with its `%20` and the like as the letters that they stand for."""
    return _ENCODED.sub(lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"), address)


def candidates(path: str, words: str) -> Iterator[Relative]:
    """Whatever looks like a relative link in the Markdown of the file at `path`; code included."""
    if not path.endswith(".md") or ("]" not in words and '="' not in words):
        return
    for match in _TARGET.finditer(words):
        found = relative(path, match[1] or match[2] or match[3])
        if found:
            yield found


def links(path: str, words: str) -> Iterator[tuple[int, Relative]]:
    """The relative links and pictures in the Markdown of the file at `path`, each with its line, from 0."""
    if too_much(words):
        return
    lines = words.split("\n")
    for block in parser().parse(words):
        start, end = block.map or (0, 0)
        for token in (block, *(block.children or ())):
            written = token.attrs.get("href") or token.attrs.get("src")
            html = _HTML_TARGET.findall(token.content) if token.type.startswith("html_") else ()
            for target in (*([str(written)] if written else ()), *html):
                found = relative(path, target)
                if found:
                    shown = decoded(target)
                    yield (
                        next((at for at in range(start, end) if shown in decoded(lines[at])), start),
                        found._replace(target=shown),
                    )


def has_anchor(content: str, name: str) -> bool:
    """Whether a Markdown file has an anchor on a Git host: that of a heading, or one that its HTML names.

    Taking it apart is left to where its lines do not show it at once.
    """
    return name in _anchors_of(_HEADING.findall(content)) or name in anchors(content)


def anchors(content: str) -> frozenset[str]:
    """All anchors of a Markdown file."""
    parts = split(content)
    words = parts.body if parts else content
    tokens = [] if too_much(words) else parser().parse(words)
    headings = (text_of(tokens[at + 1]) for at, token in enumerate(tokens) if token.type == "heading_open")
    return frozenset(_anchors_of(headings)).union(_HTML_ANCHOR.findall(words))


def _anchors_of(headings: Iterable[str]) -> set[str]:
    taken: dict[str, int] = {}
    return {anchor(heading, taken) for heading in headings}


def text_of(inline: Any) -> str:
    """What a reader sees of a line, without its tags."""
    parts = (" " if "break" in one.type else one.content for one in inline.children or () if one.type != "html_inline")
    return " ".join("".join(parts).split())


def anchor(text: str, taken: dict[str, int]) -> str:
    """The anchor that Git hosts give a heading, which none of `taken` is: lower case, letters of all scripts, dashes.

    Those that were given for the same words are counted, not tried again.
    """
    kept = (char for char in text.lower() if char.isalnum() or char in "-_ " or unicodedata.category(char)[0] == "M")
    base = "".join(kept).replace(" ", "-").lstrip("_-") or "section"
    name, number = base, taken.get(base, 0)
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken[base] = number
    taken.setdefault(name, 0)
    return name

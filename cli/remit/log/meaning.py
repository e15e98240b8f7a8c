"""Equal meaning is equal: two texts that differ as a formatter's input and output do say the same.

YAML says its data: indentation, quotes, comments, line breaks and the order of keys say nothing. Markdown says what
CommonMark makes of it: how lines are broken, which signs mark lists and emphasis and how wide a table is say nothing. What a
page does not show (HTML, comments, code to the blank, targets of links) counts as it is written.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from remit.log import yaml
from remit.log.text import NotText, decode, one_line

MOST_CHARACTERS, MOST_BRACKETS, MOST_CELLS = 200_000, 5_000, 100_000
"""Beyond one of these Markdown is taken as it is written: no text may hold up a check or a build."""
_BLANKS = re.compile(r"[ \t\n]+")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_NUMBERED = re.compile(r"\b[0-9]{1,9}[.)](?=\s)")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:", re.MULTILINE)
"""What Git hosts move to the end of a page, or leave out: it begins a line."""
Said = tuple[object, ...]


def of_value(value: object) -> object:
    """A value of a front matter, white space normalised; one entry equals a list of one, empty equals absent."""
    if isinstance(value, str):
        return one_line(value) or None
    if isinstance(value, dict):
        return (
            tuple((key, said) for key, entry in sorted(value.items()) if (said := of_value(entry)) is not None) or None
        )
    if isinstance(value, (list, tuple)):
        found = tuple(said for entry in value if (said := of_value(entry)) is not None)
        return found[0] if len(found) == 1 else found or None
    return value


def of_file(path: str, data: bytes, *, typed: bool) -> object:
    """What a YAML or JSON file says; its bytes where it is neither, or cannot be read strictly.

    `typed`: others read it too, and for them `1` is not `"1"`; nor do they agree on what ends a line beyond ASCII. In the
    files of a log every value is text.
    """
    if typed and not data.isascii():
        return data
    try:
        if path.endswith(".json"):
            return _fixed(json.loads(data))
        if path.endswith((".yml", ".yaml")):
            return _fixed(yaml.read(decode(data), typed=typed))
    except (yaml.StrictError, NotText, ValueError, RecursionError):
        pass
    return data


def _fixed(value: object) -> object:
    """A value whose keys have no order, as something that compares and cannot be changed."""
    if isinstance(value, dict):
        return tuple((key, _fixed(entry)) for key, entry in sorted(value.items()))
    return tuple(map(_fixed, value)) if isinstance(value, list) else value


class Words:
    """Markdown that equals other Markdown which says the same. It is taken apart only where the two are written differently."""

    def __init__(self, text: str) -> None:
        self.text = _TRAILING.sub("", text.replace("\r\n", "\n")).strip("\n")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.text == other.text or self.said == other.said)

    @property
    def said(self) -> Said:
        """What they say, block by block; and their letters in order, those that no page shows included."""
        return _said(self.text)

    def __hash__(self) -> int:
        return hash(_letters(self.text))

    def __repr__(self) -> str:
        return f"Words({self.text!r})"


@lru_cache(256)
def _said(text: str) -> Said:
    if too_much(text):
        return (text,)
    shared: dict[str, Any] = {}
    blocks = tuple(_blocks(parser().parse(text, shared)))
    links = [*shared.get("references", {}).values(), *shared.get("duplicate_refs", ())]
    targets = tuple((link["href"], link["title"]) for link in links)
    return blocks, targets, _FOOTNOTE.findall(text), _letters(text)


def only_words_differ(one: str, other: str) -> bool:
    """Whether two texts differ in the words of their paragraphs alone: in no code, link, HTML or sign of Markdown."""
    (blocks, *rest), (others, *more) = _said(one), _said(other)
    return len(rest) == len(more) == 3 and (_shape(blocks), rest[:2]) == (_shape(others), more[:2])


def _shape(part: object) -> object:
    """What is said without its words."""
    if not isinstance(part, tuple):
        return part
    return "text" if part[:1] == ("text",) else tuple(map(_shape, part))


def too_much(text: str) -> bool:
    """Whether taking it apart could take longer than it is worth: each of these costs as much as all others together."""
    lines = text.splitlines()
    cells = len(lines) * max((line.count("|") for line in lines), default=0)
    return len(text) > MOST_CHARACTERS or text.count("[") > MOST_BRACKETS or cells > MOST_CELLS


def _letters(text: str) -> str:
    """Letters and digits in their order, without the numbers of lists."""
    return "".join(filter(str.isalnum, _NUMBERED.sub("", text)))


@cache
def parser() -> Any:
    """Takes Markdown apart as CommonMark says, with tables."""
    from markdown_it import MarkdownIt  # it takes as long to import as all of a check, and few texts are reworded

    return MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")


def _blocks(tokens: Iterable[Any]) -> Iterator[Said]:
    for token in tokens:
        if token.type == "inline":
            yield tuple(_inline(token.children or ()))
        else:
            code = token.type in ("fence", "code_block")
            kind, info = ("code", token.info.strip()) if code else (token.type, "")
            yield kind, token.tag, tuple(sorted(token.attrs.items())), info, token.content.rstrip("\n")


def _inline(tokens: Iterable[Any]) -> Iterator[Said]:
    """The parts of a paragraph; text between them as one, with its white space normalised."""
    for shown, group in groupby(tokens, lambda token: token.type in ("text", "softbreak", "hardbreak")):
        if shown:
            yield "text", _BLANKS.sub(" ", "".join(token.content or " " for token in group))
        else:
            for token in group:
                inside = tuple(_inline(token.children or ()))
                yield token.type, token.tag, tuple(sorted(token.attrs.items())), token.content, inside

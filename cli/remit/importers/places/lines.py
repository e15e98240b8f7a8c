"""`Key: value` lines before the first section: plain, as list entries, in bold, or several on a line between bars."""

import re
from collections.abc import Iterator

from remit.importers.dates import read_day
from remit.importers.document import Document
from remit.importers.keys import DAYS, RANKS, STATUS, normal
from remit.importers.reading import Found
from remit.importers.status import read_status
from remit.importers.words import plain

SECTIONS = frozenset(
    ("metadata", "meta", "info", "information", "details", "document control", "record", "about", "header")
)
"""Headings below which some logs keep the fields that others keep above all headings."""
_PAIR = re.compile(
    r"[\s>]*(?P<bullet>[-*+]\s+|\d+[.)]\s+)?(?P<open>[*_`]{0,3})(?P<key>[A-Za-z][\w ./()-]{0,40}?)(?P<close>[*_`]{0,3})\s*:(?P<end>[*_`]{0,3})\s*(?P<value>(?!//).*)$"
)
_ALONE = re.compile(r"\s*(?P<mark>\*\*|__)(?P<key>[A-Za-z][\w -]{2,30})(?P=mark)(?P<value>)\s*$")
_BARS = re.compile(r"\s+[|•·]\s+")
_ITEM = re.compile(r"^\s*[-*+]\s+")
LONGEST = 1000
"""Characters of a line that are looked at."""
_QUOTE = re.compile(r"^ {0,3}> ?")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read(document: Document) -> list[Found]:
    """Every known field in the lines before the first section, and below headings such as "Metadata"."""
    out = list(_pairs(document.preamble))
    for index, heading in enumerate(document.headings):
        if heading.text.lower().rstrip(":") in SECTIONS and heading is not document.title_heading:
            out += _pairs(document.below(index))
    return out


def known(name: str) -> bool:
    """Whether a word can name a field. Other words before a colon are prose."""
    return name in RANKS


def _pairs(text: str) -> Iterator[Found]:
    name, values = "", [""]
    for written in _COMMENT.sub("", _FENCE.sub("", text)).replace("\r", "").split("\n"):
        line = _QUOTE.sub("", written[:LONGEST])
        pairs = _line(line)
        if pairs:
            if name:
                yield _found(name, values)
            for key, value in pairs[:-1]:
                yield _found(key, [value])
            name, values = pairs[-1][0], [pairs[-1][1]]
        elif name and (_continues(line, values) or _stands_below(name, line, values)):
            values.append(line)
        elif name and (line.strip() or any(values)):
            yield _found(name, values)
            name, values = "", [""]
    if name:
        yield _found(name, values)


def _line(line: str) -> list[tuple[str, str]]:
    """The pairs of a line, if it has any: `**Status:** Accepted | **Date:** 2025-02-17` has two."""
    if line.lstrip().startswith("|"):
        return []
    parts = [_pair(part) for part in _BARS.split(line)]
    pairs = [pair for pair in parts if pair]
    if len(pairs) == len(parts):
        return pairs
    whole = _pair(line)
    return [whole] if whole else []


def _stands_below(name: str, line: str, values: list[str]) -> bool:
    """Whether a line is the value of a field whose own line ends after its name: only what is one for certain."""
    if not line.strip() or any(value.strip() for value in values) or len(line) > 80:
        return False
    if RANKS[name][0] == STATUS:
        status = read_status(line)
        return bool(status.value) and not status.guess
    return RANKS[name][0] in DAYS and bool(read_day(line).text)


def _pair(text: str) -> tuple[str, str] | None:
    match = _PAIR.match(text) or _ALONE.match(text)
    name = normal(match["key"]) if match else ""
    return (name, match["value"] or "") if match and known(name) else None


def _continues(line: str, values: list[str]) -> bool:
    """Whether a line goes on with the value before: an indented line, one after a comma, or a list below a bare key."""
    if not line.strip():
        return False
    return line[0] in " \t" or values[-1].rstrip().endswith(",") or (bool(_ITEM.match(line)) and not values[0].strip())


def _found(name: str, values: list[str]) -> Found:
    items = [plain(_ITEM.sub("", line, count=1)) for line in values if line.strip()]
    if (len(items) > 1 and not values[0].strip()) or any(_ITEM.match(line) for line in values[1:]):
        return Found(name, list(items), "lines")
    return Found(name, " ".join(items) or None, "lines")

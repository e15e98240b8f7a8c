"""Links between records: the relation that a line names, and what it points to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from remit.importers.keys import RELATED, SUPERSEDED_BY, SUPERSEDES
from remit.importers.words import is_nil, is_placeholder, one_line, plain, unbraced
from remit.log.yaml import Value

_BY = r"(?:super[sc]ee?ded|replaced|obsoleted)\s+by"
_OTHERS = (
    r"amends|amended by|clarifies|clarified by|complements|complemented by|overrides|overridden by|refines|refined by|extends|extended by|"
    r"depends on|required by|requires|relates to|related to|see also|updates|updated by|linked to|influences|influenced by|"
    r"partially supersedes|partly supersedes|(?:partially|partly) " + _BY
)
_VERB = re.compile(
    rf"\b(?:(?P<other>{_OTHERS})|(?P<by>{_BY})|(?P<over>super[sc]edes|replaces|obsoletes))\b:?\s*", re.IGNORECASE
)
_TARGET = re.compile(
    r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<href>[^()\s]*(?:\([^()]*\)[^()\s]*)*)[^)]*\)"
    r"|(?P<url>https?://[^\s<>)\]]+)"
    r"|(?P<file>[\w./-]+\.(?:md|rst|adoc|markdown))\b"
    r"|(?P<dated>\b(?:[\w-]+/)?\d{8}-[\w-]+)"
    r"|(?P<id>\b[A-Za-z]{2,6}[- #]{0,2}\d{1,6}\b)"
    r"|(?P<number>(?<![\w.])#?\d{1,5}(?![\w.]*\w))"
)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_COMMA = re.compile(r"\s*,\s*(?![^(\[]*[)\]])")


class Link(NamedTuple):
    """A link from a record: our key for the relation, the line as written, and what it points to as written."""

    key: str
    text: str
    target: str


def relations(line: str, *, first: bool = False) -> Iterator[Link]:
    """The links that a line names by a verb such as "Superseded by"; with `first` the verb must begin the line."""
    line = one_line(_ITEM.sub("", plain(line), count=1))
    verbs = list(_VERB.finditer(line))
    if first and (not verbs or verbs[0].start()):
        return
    for index, verb in enumerate(verbs):
        end = verbs[index + 1].start() if index + 1 < len(verbs) else len(line)
        key = SUPERSEDED_BY if verb["by"] else SUPERSEDES if verb["over"] else RELATED
        for target in targets(line[verb.end() : end]):
            yield Link(key, line, target)


def targets(text: str) -> Iterator[str]:
    """What a text points to: links, addresses, files, ids, numbers."""
    for match in _TARGET.finditer(text):
        yield match["href"] or match[match.lastgroup or 0] if match["text"] is not None else match[0]


def field_links(key: str, value: Value) -> Iterator[Link]:
    """The links of a field: one text with commas, or a list."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            for line in entry.split("\n"):
                yield from _entry(key, _ITEM.sub("", plain(line), count=1).strip())


def _entry(key: str, text: str) -> Iterator[Link]:
    if is_nil(text) or is_placeholder(text):
        return
    for part in filter(None, _COMMA.split(text)):
        found = list(targets(part))
        whole = unbraced(part)
        single = not found or whole.startswith("/") or " " not in whole
        yield from (Link(key, part, target) for target in ([_href(whole)] if single else found))


def _href(text: str) -> str:
    match = _TARGET.fullmatch(text)
    return match["href"] if match and match["text"] is not None else text

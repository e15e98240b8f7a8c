"""reStructuredText's field list (`:Status: Accepted`) and AsciiDoc's attributes, before the first section."""

import re

from remit.importers.document import Document
from remit.importers.keys import normal
from remit.importers.reading import Found

_FIELD = re.compile(
    r"^[ \t]{0,3}:(?P<name>[A-Za-z][\w .-]{0,40}):(?:[ \t]+(?P<value>.*(?:\n[ \t]+\S.*)*)|[ \t]*(?P<below>(?:\n[ \t]+\S.*)+)?)$",
    re.MULTILINE,
)


def read(document: Document) -> list[Found]:
    """Every field of the list."""
    text = document.preamble.replace("\r", "")
    return [
        Found(normal(match["name"]), _lines(match["value"] or match["below"] or ""), "fields")
        for match in _FIELD.finditer(text)
    ]


def _lines(value: str) -> str | None:
    return "\n".join(line.strip() for line in value.split("\n") if line.strip()) or None

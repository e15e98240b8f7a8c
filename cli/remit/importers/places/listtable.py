"""reStructuredText's `list-table` before the first section: a row is `* - name` above `  - value`."""

import re

from remit.importers.document import Document
from remit.importers.keys import normal
from remit.importers.reading import Found

_ROW = re.compile(
    r"^[ \t]*\* -[ \t]+(?P<name>[^\n]{1,60})\n[ \t]+-(?:[ \t]+(?P<value>[^\n]*(?:\n(?![ \t]*[*-] )[ \t]+\S[^\n]*)*))?",
    re.MULTILINE,
)
_ROLE = re.compile(r":[\w:]+:`([^`<]*?)(?:\s*<[^>]*>)?`")


def read(document: Document) -> list[Found]:
    """Every row of such tables."""
    if "list-table::" not in document.preamble:
        return []
    text = document.preamble.replace("\r", "")
    return [Found(normal(row["name"]), _value(row["value"] or ""), "table") for row in _ROW.finditer(text)]


def _value(text: str) -> str | None:
    return _ROLE.sub(r"\1", "\n".join(line.strip() for line in text.split("\n"))) or None

"""A status that stands alone in bold, or on a badge, before the first section: `**Accepted (v1.2)**`."""

import re

from remit.importers.document import Document
from remit.importers.reading import Found
from remit.importers.status import read_status

_ALONE = re.compile(
    r"^[ \t>]*(?:\*\*(?P<bold>[^*\n]{3,60})\*\*|__(?P<line>[^_\n]{3,60})__|\[?!\[(?P<badge>[^\]\n]{3,60})\]\([^)\n]*\).*)[ \t.\r]*$",
    re.MULTILINE,
)
_LABEL = re.compile(r"^status\W+", re.IGNORECASE)


def read(document: Document) -> list[Found]:
    """The first such line whose first words are a status for certain."""
    for match in _ALONE.finditer(document.preamble):
        text = _LABEL.sub("", match[match.lastgroup or 0].strip())
        status = read_status(text)
        if status.value and not status.guess:
            return [Found("status", text, "emphasis")]
    return []

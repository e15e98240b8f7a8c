"""A header as letters have it (RFC 822): `Key: value` lines at the top, indented lines continue the one above."""

import re

from remit.importers.document import Document
from remit.importers.keys import normal
from remit.importers.reading import Found

_LINE = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)


def read(document: Document) -> list[Found]:
    """Every field of the header; folded lines are joined with a space."""
    header = document.mail.replace("\r", "")
    return [Found(normal(match[1]), " ".join(match[2].split()) or None, "mail") for match in _LINE.finditer(header)]

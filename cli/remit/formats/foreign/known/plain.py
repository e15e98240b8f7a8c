"""Anything else: every place is tried, and what is there is read."""

from remit.formats.foreign.document import Document
from remit.formats.foreign.kinds import Format


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return True


PLAIN = Format("plain", "no known format", _signs)

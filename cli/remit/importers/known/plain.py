"""Anything else: every place is tried, and what is there is read."""

from remit.importers.document import Document
from remit.importers.kinds import Format


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return True


PLAIN = Format("plain", "no known format", _signs)

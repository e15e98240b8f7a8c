"""Markdown Any Decision Records: fields as a list below the title (2), as front matter (3), and people renamed (4)."""

from remit.importers.document import Document
from remit.importers.kinds import Format

_SECTIONS = ("context and problem statement", "considered options", "decision outcome")
_PEOPLE_4 = frozenset(("front:decision-makers", "front:decision-maker"))
_FIELDS = frozenset(("front:status", "front:deciders", "front:date", "front:consulted", "front:informed"))


def _sections(headings: frozenset[str]) -> bool:
    return any(heading.startswith(_SECTIONS) for heading in headings)


def _is_4(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    if fields & _PEOPLE_4:
        return True
    bare = not any(field.startswith("lines:") for field in fields)
    return _sections(headings) and bare and not fields & _FIELDS


def _is_3(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return "front:deciders" in fields or (bool(fields & _FIELDS) and _sections(headings))


def _is_2(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    if _sections(headings):
        return any(field.startswith("lines:") for field in fields)
    return "lines:deciders" in fields and "section:status" not in fields


MADR4 = Format("madr4", "MADR 4", _is_4, ("front",))
"""adr.github.io/madr: `decision-makers`. Its own records carry nothing but Jekyll's fields."""
MADR3 = Format("madr3", "MADR 3", _is_3, ("front",))
"""`deciders`. `date` is when the record was last updated."""
MADR2 = Format("madr2", "MADR 2", _is_2, ("lines",))
"""A list of `* Status:`, `* Deciders:` and `* Date:` below the title; links in the status and below `## Links`."""

"""Michael Nygard's template, as adr-tools writes it: a `Date:` line, `## Status` with the links inside, `## Context`."""

from remit.importers.document import Document
from remit.importers.kinds import Format


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return "section:status" in fields or {"context", "decision", "consequences"} <= headings


NYGARD = Format("nygard", "Nygard (adr-tools)", _signs, ("section", "lines"), day_first=True)
"""github.com/npryce/adr-tools. Its old logs write days as DD/MM/YYYY; `Superceded` is spelt so by the tool."""

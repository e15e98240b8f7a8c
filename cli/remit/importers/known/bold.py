"""Fields in bold below the title, several on a line: `**Status:** Accepted | **Date:** 2025-02-17`."""

import re

from remit.importers.document import Document
from remit.importers.kinds import Format

_BOLD = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?\*\*status:?\*\*", re.IGNORECASE | re.MULTILINE)


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return "lines:status" in fields and bool(_BOLD.search(document.preamble))


BOLD = Format("bold", "fields in bold", _signs, ("lines",))

"""log4brains: MADR 2's list, in files named `YYYYMMDD-slug.md`, one folder a package."""

import re

from remit.importers.document import Document
from remit.importers.kinds import Format
from remit.log.record import ACCEPTED

_NAME = re.compile(r"(?:19|20)\d{6}-[\w-]+\.md$")


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return bool(_NAME.match(document.path.rsplit("/", 1)[-1])) and not document.front


LOG4BRAINS = Format("log4brains", "log4brains", _signs, ("lines",), day_first=True, unstated=ACCEPTED)
"""github.com/thomvaill/log4brains: a record without a status is accepted there; days may be DD/MM/YYYY."""

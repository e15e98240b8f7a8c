"""Rust's RFCs and those modelled on them: a list with a start date and the number of the pull request; no status."""

from remit.importers.document import Document
from remit.importers.keys import TITLE
from remit.importers.kinds import Format
from remit.log.record import ACCEPTED


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return "lines:start-date" in fields


RFC = Format("rfc", "RFC", _signs, ("lines",), own={"feature-name": TITLE}, number="RFC", unstated=ACCEPTED)
"""github.com/rust-lang/rfcs: what is merged is accepted."""

"""Rust's RFCs and those modelled on them: a list with a start date and the number of the pull request; no status."""

from remit.formats.foreign.document import Document
from remit.formats.foreign.keys import TITLE
from remit.formats.foreign.kinds import Format
from remit.model.record import ACCEPTED


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return "lines:start-date" in fields


RFC = Format("rfc", "RFC", _signs, ("lines",), own={"feature-name": TITLE}, number="RFC", unstated=ACCEPTED)
"""github.com/rust-lang/rfcs: what is merged is accepted."""

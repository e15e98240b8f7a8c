"""The table of fields that a document's head is read by."""

from collections.abc import Mapping

from remit.checks.check import Document
from remit.log.fields import ACT_KEYS, RECORD_KEYS, Field
from remit.log.record import Act, Record

CONTEXT_KEYS = ("title", "owner", "review_by", "topics", "topic", "prefer", "tags")
"""The keys of a page of shared context."""
_NO_FIELDS: Mapping[str, Field] = {}


def fields_of(document: Document) -> Mapping[str, Field]:
    """The fields that a record or an act may have; a page of shared context has none with a shape."""
    if isinstance(document, Record):
        return RECORD_KEYS
    return ACT_KEYS if isinstance(document, Act) else _NO_FIELDS


def key_names(document: Document) -> tuple[str, ...]:
    """The keys that its head may have."""
    return tuple(fields_of(document)) or CONTEXT_KEYS

"""A key of the front matter is not a field of the format, so it has no effect: usually a typo.

Start your own keys with `x-`; they are kept and never checked. If exactly one field is similar, `remit check --fix` renames
the key.
"""

from collections.abc import Collection, Mapping
from typing import Any

from remit.checks.check import (
    DOCUMENT,
    WARNING,
    Check,
    Document,
    Known,
    Problem,
    Problems,
    fields_of,
    key_names,
    near,
    only_near,
)
from remit.log.fields import CONTEXT_FIELDS


def _fix(document: Document, known: Known) -> Mapping[str, Any]:
    changes: dict[str, Any] = {}
    for key, value in document.head.items():
        if key not in fields_of(document) and not key.startswith("x-"):
            meant = only_near(key, key_names(document))
            if meant and meant not in document.head:
                changes.update({key: None, meant: value})
    return changes


@Check("R02", "unknown-key", WARNING, DOCUMENT, fix=_fix)
def rule(document: Document, known: Known) -> Problems:
    fields = (fields_of(document) or CONTEXT_FIELDS).keys()
    return () if document.head.keys() <= fields else _unknown(document, fields)


def _unknown(document: Document, fields: Collection[str]) -> Problems:
    for key in document.head:
        if key not in fields and not key.startswith("x-"):
            meant = near(key, key_names(document))
            remedy = f"did you mean `{meant}`?" if meant else f"remove it, or rename it to `x-{key}` if it is your own"
            yield Problem(document.path, f"`{key}` is not a field", remedy, (key,))

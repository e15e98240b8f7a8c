"""Numbered proposals with front matter (EIP, SIP, SCCP …): a key that is their kind and holds their number."""

import re

from remit.importers.document import Document
from remit.importers.keys import ALIASES, TAGS
from remit.importers.kinds import Format

KINDS = (
    "eip",
    "erc",
    "sip",
    "sccp",
    "stp",
    "sr",
    "bip",
    "aip",
    "lip",
    "tip",
    "hip",
    "rip",
    "simd",
    "cip",
    "zip",
    "gip",
)
"""Kinds of numbered proposals; each is the name of a field."""
_NAME = re.compile(r"([a-z]{2,5})-(?:\d+|x)\.md$")


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    name = _NAME.match(document.path.rsplit("/", 1)[-1])
    return any(f"front:{kind}" in fields for kind in KINDS) or bool(name and f"front:{name[1]}" in fields)


PROPOSAL = Format(
    "proposal", "numbered proposals", _signs, ("front",), own=dict.fromkeys(KINDS, ALIASES) | {"type": TAGS}, number=""
)
"""eips.ethereum.org/EIPS/eip-1 and its many descendants."""

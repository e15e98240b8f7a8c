"""A title as people wrote it, and the number or kind that they put before it."""

import re
from typing import NamedTuple

from remit.importers.words import one_line, plain

_KINDS = (
    r"(?:ADRs?|MADR|PEP|RFC|KEP|PDR|EDR|TDR|DEP|OEP|NEP|SEP|EIP|SIP|BIP|CIP|AIP|"
    r"(?:\w+ ){0,2}architectur(?:e|al) decision(?: record)?|decision(?: record)?|reference architecture)"
)
_KIND_AND_NUMBER = re.compile(
    rf"\[?(?P<kind>{_KINDS})[\s#_.-]*(?P<number>\d+)\]?(?:\s*[:.)|–—-]+\s*|(?<=\])\s+|(?i:(?<=adr\d)|(?<=\d))\s+)(?=\S)",
    re.IGNORECASE,
)
_KIND = re.compile(rf"{_KINDS}\s*(?:[:|–—]|\s-)\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d+(?:[.):]\s+|\s+[–—-]\s+)|#\d+[:.]?\s+)(?=\S)")


class Title(NamedTuple):
    """A title without what stood before it, and the id that stood there, as `ADR-003` (empty where there was none)."""

    text: str
    alias: str = ""


def read_title(text: str) -> Title:
    """The title in a heading or in a field."""
    bare = one_line(plain(text))
    match = _KIND_AND_NUMBER.match(bare)
    if match:
        return Title(
            bare[match.end() :],
            f"{match['kind'].upper().removesuffix('S')}-{match['number']}" if " " not in match["kind"] else "",
        )
    match = _KIND.match(bare) or _NUMBER.match(bare)
    return Title(bare[match.end() :] if match else bare)

"""What a status says in passing: "Approved by the architecture board on 3 May 2021"."""

import re

from remit.importers import keys
from remit.importers.dates import read_day
from remit.importers.kinds import Format
from remit.importers.names import read_names
from remit.importers.values import Values
from remit.log.record import ACCEPTED, PROPOSED, REJECTED

LONGEST = 600
"""Characters of a status that are read for more than the status."""
_BY = re.compile(
    r"\b(?:accepted|approved|decided|agreed|ratified|adopted|rejected)\s+by\s+(?:the\s+)?(?P<who>[^.;:()\d]+?)(?=\s+(?:on|at|in|as|with)\b|\s*[.;:(\d]|\s*$)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:lazy )?(?:consensus|default|vote|majority|e-?mail|silence|acclamation|convention)\b|\[", re.IGNORECASE
)
_DAY_OF = {ACCEPTED: keys.DECIDED, REJECTED: keys.DECIDED, PROPOSED: keys.RAISED}


def read_prose(values: Values, format_: Format) -> None:
    """Add the day and the deciders that the status names, where no field gives them."""
    text = values.raw.get(keys.STATUS)
    if not isinstance(text, str) or " " not in text:
        return
    text = text[:LONGEST]
    _day(text, values, format_)
    match = _BY.search(text)
    if match and keys.DECIDERS not in values.head and not _NOBODY.match(match["who"]):
        names = read_names(match["who"])
        values.head[keys.DECIDERS] = names
        values.raw[keys.DECIDERS] = match[0]
        values.guessed.append(f"deciders: from the status: {', '.join(names)}")


def _day(text: str, values: Values, format_: Format) -> None:
    key = _DAY_OF.get(values.head.get(keys.STATUS, ""))
    day = read_day(text, day_first=format_.day_first)
    if key and day.text and key not in values.head:
        values.head[key], values.raw[key] = day.text, text
        values.guessed.append(f"{key}: from the status")

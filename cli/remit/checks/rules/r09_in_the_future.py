"""A record says that something happened at a time in the future.

Five minutes of clock difference are allowed. A decision that takes effect later is still decided today: write the effective
date in the text, or in a fact of your own.
"""

from datetime import timedelta

from remit.checks.check import DOCUMENT, ERROR, Check, Document, Known, Problem, Problems
from remit.log.moment import parse_moment
from remit.log.record import Act, Record

_SLACK = timedelta(minutes=5)
_PAST = ("raised", "announced", "decided")


@Check("R09", "in-the-future", ERROR, DOCUMENT)
def rule(document: Document, known: Known) -> Problems:
    keys = _PAST if isinstance(document, Record) else ("on",) if isinstance(document, Act) else ()
    zone, latest = known.zone, known.now + _SLACK
    for key in keys:
        written = document.head.get(key)
        moment = parse_moment(written, zone) if isinstance(written, str) else None
        if moment and moment.instant(zone) > latest:
            remedy = "correct it: enter when it was made, not when it takes effect"
            yield Problem(document.path, f"`{key}` is {moment.text}, which is in the future", remedy, (key,))

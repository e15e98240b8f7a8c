"""The one place that looks at the clock; everything below is handed a time."""

import os
from datetime import UTC, datetime, tzinfo

from remit.log.moment import parse_moment
from remit.log.problem import Usage


def now(zone: tzinfo = UTC) -> datetime:
    """The time, in `zone`. REMIT_NOW (a day or a time, ISO 8601) stands in for it: for tests and for a look at another day."""
    written = os.environ.get("REMIT_NOW")
    if not written:
        return datetime.now(zone)
    moment = parse_moment(written, zone)
    if moment is None:
        raise Usage(
            f"REMIT_NOW is {written!r}, which is not a valid date or time", "write it as 2026-11-21T12:00+00:00"
        )
    return moment.instant(zone).astimezone(zone)

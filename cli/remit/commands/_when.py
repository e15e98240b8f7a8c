"""Days and times as people type them."""

import re
from datetime import datetime, timedelta

from remit.log.moment import parse_moment
from remit.log.problem import Usage

_AGO = re.compile(r"([0-9]{1,4}) ?(d|days?|w|weeks?)(?: ago)?")


def moment(words: str, now: datetime) -> str:
    """A day or a time as records give it. `today`, `yesterday`, `now`, `3d` and `2w` count back from `now`."""
    said = words.strip().lower()
    if said == "now":
        return now.isoformat(timespec="minutes")
    days = {"today": 0, "yesterday": 1}.get(said)
    match = _AGO.fullmatch(said)
    if match:
        days = int(match[1]) * (7 if match[2].startswith("w") else 1)
    if days is not None:
        return (now.date() - timedelta(days=days)).isoformat()
    found = parse_moment(words.strip(), now.tzinfo) if now.tzinfo else None
    if found is None:
        raise Usage(f"{words!r} is no day or time", "write 2026-11-18, 2026-11-18T10:00, today, yesterday or 3d")
    return found.text


def day(words: str, now: datetime) -> str:
    """A day, past or to come: `2027-01-31`, `in 6w`, `in 30d`."""
    ahead = (
        _AGO.fullmatch(words.strip().lower().removeprefix("in ")) if words.strip().lower().startswith("in ") else None
    )
    if ahead:
        days = int(ahead[1]) * (7 if ahead[2].startswith("w") else 1)
        return (now.date() + timedelta(days=days)).isoformat()
    return moment(words, now)

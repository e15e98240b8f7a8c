"""A day in any of the ways that people write one: to ISO 8601, or to nothing where it is no certain day."""

import re
from datetime import date, datetime
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]*(?:of )?{_MONTH}[ ,-]*(\d{{4}})(?!\d)", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_MONTH} *(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}})(?!\d)", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_OFFSET = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")


class Day(NamedTuple):
    """A moment as ISO 8601 text (a day, or a time with its offset), empty where there is none, and what was guessed."""

    text: str
    guess: str = ""


def read_day(text: str, *, day_first: bool = False) -> Day:
    """The day that `text` holds. `day_first`: 03/04/2020 is the third of April; otherwise it is nobody knows which."""
    moment = _with_offset(text.strip())
    if moment:
        return Day(moment)
    for pattern, order in ((_YEAR_FIRST, (1, 3, 4)), (_COMPACT, (1, 2, 3))):
        match = pattern.search(text)
        if match:
            return Day(_day(*(int(match[group]) for group in order)))
    match = _DAY_MONTH.search(text)
    if match:
        return Day(_day(int(match[3]), _month(match[2]), int(match[1])))
    match = _MONTH_DAY.search(text)
    if match:
        return Day(_day(int(match[3]), _month(match[1]), int(match[2])))
    match = _YEAR_LAST.search(text)
    return _numbers(int(match[1]), int(match[3]), int(match[4]), match[2], day_first) if match else Day("")


def _numbers(first: int, second: int, year: int, separator: str, day_first: bool) -> Day:
    """A day of three numbers with the year last: certain only where one of the two others cannot be a month."""
    as_day_first, as_month_first = _day(year, second, first), _day(year, first, second)
    if not (as_day_first and as_month_first) or first == second:
        return Day(as_day_first or as_month_first)
    if separator == "." or day_first:  # dots are written day first wherever they are written
        return Day(as_day_first, "" if separator == "." else f"the day stands first in {first}/{second}/{year}")
    return Day("", f"{first}/{second}/{year} can be two days")


def _with_offset(text: str) -> str:
    """A time of day with an offset, kept as exactly as it was written; midnight is how a day is stored, and no time."""
    if not _OFFSET.search(text):
        return ""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return (
        ""
        if not (at.hour or at.minute or at.second)
        else at.isoformat(timespec="minutes" if not at.second else "seconds")
    )


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""

"""Titles, days and statuses in the words of anybody, and words that say nothing."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from remit.importers.keys import WORDS, words
from remit.log.record import texts
from remit.log.text import one_line

# Words that say nothing (`N/A`, `TBD`), words of a template that nobody replaced, and the dress that text wears.

NIL = frozenset(texts(WORDS["nothing"]))
"""What people write where a field has no value."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DRESSED = re.compile(r"[<\\*_]")
_BREAK = re.compile(r"(?:<br\s*/?>|\\)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_EMPHASIS = re.compile(r"^(?P<mark>\*{1,3}|_)(?=[^\s*_])(?P<text>.*?[^\s*_])(?P=mark)(?=\W|$)", re.DOTALL)
_BRACKETS = {"{": "}", "[": "]", "<": ">", "(": ")"}
_INSTRUCTION = re.compile(
    r"(?:list|find|insert|delete|remove|describe|enter|choose|replace|add|specify|your|short|person|people|everyone|names?|authors?|title|date|the|an?|"
    r"yyyy|dd|mm|number|optional|to be|who|github|slug|xxx+|decision)\b",
    re.IGNORECASE,
)
_DATE_FORM = re.compile(r"\b(?:yyyy|dd[-/.]mm|mm[-/.]dd)", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\w\s*\|\s*\w")

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
COMMA = re.compile(r"[,;、，](?![^(<\[]*[)>\]])")
"""A comma or semicolon outside brackets."""
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """The text without HTML comments, line-break tags, surrounding emphasis and spaces."""
    if _DRESSED.search(text) is None:
        return text.strip()
    text = _BREAK.sub("", _COMMENT.sub("", text)).strip()
    match = _EMPHASIS.match(text)
    return (match["text"] + text[match.end() :]).strip() if match else text


def unlinked(text: str) -> str:
    """The text with the words of its links alone."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def unescaped(text: str) -> str:
    """Markdown's text without the backslashes that keep punctuation from being markup (CommonMark 2.4)."""
    return _ESCAPE.sub(r"\1", text)


def is_nil(text: str) -> bool:
    """Whether the text says that there is no value."""
    return text.strip().rstrip(".").lower() in NIL


def unbraced(text: str) -> str:
    """The text without one pair of brackets of any kind around all of it."""
    text = text.strip()
    if len(text) > 1 and _BRACKETS.get(text[0]) == text[-1] and text.find(text[-1]) == len(text) - 1:
        return text[1:-1].strip().rstrip(",").strip()
    return text


def is_placeholder(text: str) -> bool:
    """Whether the text is what a template tells its user to replace."""
    inner = unbraced(text)
    if _DATE_FORM.search(inner):
        return True
    if "|" in inner and "](" not in inner and _ALTERNATIVES.search(inner):
        return True
    if inner != text.strip():
        if text.strip().startswith("<") and " " in inner:
            return True
        return bool(_INSTRUCTION.match(inner)) and (
            " " in inner or not inner.islower() or inner in ("name", "title", "date")
        )
    return inner.lower().startswith(("list everyone", "[list", "{list"))


# A title as people wrote it, and the number or kind that they put before it.

_KINDS = (
    r"(?i:ADRs?|MADR|PEP|RFC|KEP|PDR|EDR|TDR|DEP|OEP|NEP|SEP|EIP|SIP|BIP|CIP|AIP|IPIP|JEP|CEP|APE|(?:\w+ )?RFC|"
    r"(?:\w+ ){0,2}architectur(?:e|al) decision(?: record)?|decision(?: record)?|reference architecture|resolution|proposal)"
)
_SEPARATOR = r"\s*[:.)|–—-]+\s*"
_KIND_AND_NUMBER = re.compile(
    rf"\[?(?P<kind>{_KINDS})[\s#_.-]*(?P<number>\d+(?:-\d{{1,4}}(?=[:\s]))?)\]?(?:{_SEPARATOR}|(?<=\])\s+|(?:(?<=[A-Za-z]\d)|(?<=\d))\s+)(?=\S)"
)
_OTHER_KIND = re.compile(r"\[?(?P<kind>[A-Z]{2,6})[ #_-]?(?P<number>\d{2,6})\]?(?::|\s[–—-])\s+(?=\S)")
"""A kind that nobody listed: in capitals, with a number of two digits or more, set off from the title."""
_KIND_ALONE = re.compile(rf"{_KINDS}\s*(?:[:|–—]|\s-)\s+(?=\S)")
_NUMBER = re.compile(r"(?:\d+(?:[.):]\s+|\s+[–—-]\s+)|#\d+[:.]?\s+)(?=\S)")
_DATE_FIRST = re.compile(r"(?:19|20)\d\d[-/. ]?\d\d[-/. ]?\d\d(?:\s*[:|,–—-]+\s*|\s+)(?=\S)")
_DATE_LAST = re.compile(r"\s*(?:[:|,–—-]\s*|\()(?:19|20)\d\d-\d\d-\d\d\)?$")
_LINKED = re.compile(r"^\[([^\[\]]+)\]\([^()]*\)$")
_STATUS_WORD = (
    r"(?:accepted|approved|proposed|draft|rejected|withdrawn|deferred|deprecated|obsolete|super[sc]eded|replaced by)"
)
_NOTE_LAST = re.compile(rf"\s*\((?P<note>{_STATUS_WORD}\b(?:[^()]|\([^()]*\))*)\)$", re.IGNORECASE)
_NOTE_IN_CAPITALS = re.compile(rf"\s+[–—-]\s+(?P<note>{_STATUS_WORD.upper()})$")
_NOTE_FIRST = re.compile(rf"[\[(](?P<note>{_STATUS_WORD}[^\[\]()]{{0,60}})[\])]:?\s*(?=\S)", re.IGNORECASE)
_MARKS = re.compile(r"(?:!\[[^\]]*\]\([^)]*\)\s*)+")
"""Badges before a title."""


class Title(NamedTuple):
    """A title without what stood before it, and the id that stood there, as `ADR-003` (empty where there was none)."""

    text: str
    alias: str = ""
    note: str = ""
    """What it says of the status: `superseded by RFC 7`."""


@lru_cache(64)
def read_title(text: str) -> Title:
    """The title in a heading or in a field."""
    bare = _LINKED.sub(r"\1", _MARKS.sub("", one_line(plain(text))))
    bare = _DATE_LAST.sub("", bare)
    dated = _DATE_FIRST.match(bare)
    bare = bare[dated.end() :] if dated else bare
    found = _NOTE_LAST.search(bare) or _NOTE_IN_CAPITALS.search(bare) or _NOTE_FIRST.match(bare)
    note = found["note"] if found and found[0] != bare else ""
    bare = bare.replace(found[0], "", 1) if found and note else bare
    match = _KIND_AND_NUMBER.match(bare) or _OTHER_KIND.match(bare)
    if match:
        kind = "" if " " in match["kind"] else match["kind"].upper().replace("ADRS", "ADR")
        return Title(bare[match.end() :], f"{kind}-{match['number']}" if kind not in _NO_KINDS else "", note)
    match = _KIND_ALONE.match(bare) or _NUMBER.match(bare)
    return Title(bare[match.end() :] if match else bare, note=note)


_NO_KINDS = ("", "DECISION", "PROPOSAL", "RESOLUTION")


# A day in any of the ways that people write one: to ISO 8601, or to nothing where it is no certain day.

_MONTHS = {begin: int(number) for number, names in words("months").items() for begin in names}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[^\W\d_]*\.?"
_NTH = r"(?:st|nd|rd|th|er|\.)?"
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_CERTAIN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.])(?P<year>\d{4})(?P<mark>[-/. ])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})年\s*(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})日",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_NTH}[ -]*(?:of |de )?{_MONTH}[ ,-]*(?:del? )?(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})[ ,-]+{_MONTH}[ -]+(?P<day>\d{{1,2}}){_NTH}(?!\d)",
        rf"\b{_MONTH} *(?P<day>\d{{1,2}}){_NTH},? +(?P<year>\d{{4}})(?!\d)",
    )
)
"""Ways to write a day that leave no doubt, in the order in which they are tried."""
_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2})[/.](\d{1,2})[/.](\d\d)(?![\d/.-])")
_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")


class Day(NamedTuple):
    """A moment as ISO 8601 text (a day, or a time with its offset), empty where there is none, and what was guessed."""

    text: str
    guess: str = ""


DAY, MONTH = "day", "month"


def read_day(text: str, *, first: str = "") -> Day:
    """The day that `text` holds. `first`: which of DAY and MONTH stands first in 03/04/2020; empty where nobody knows."""
    text = text.translate(_HYPHENS)
    moment = _with_offset(text.strip())
    if moment:
        return Day(moment)
    for pattern in _CERTAIN:
        if match := pattern.search(text):
            month = _MONTHS.get(match["month"].lower()) or int(match["month"])
            return Day(_day(int(match["year"]), month, int(match["day"])))
    match = _YEAR_LAST.search(text)
    if match:
        return _numbers(int(match[1]), int(match[3]), int(match[4]), match[2], first)
    match = _SHORT_YEAR.search(text) if first == DAY else None
    day = _day(2000 + int(match[3]), int(match[2]), int(match[1])) if match else ""
    return Day(day, f"the year stands last in {match[0]}" if match and day else "")


def _numbers(one: int, two: int, year: int, separator: str, first: str) -> Day:
    """A day of three numbers with the year last: certain only where one of the two others cannot be a month."""
    as_day_first, as_month_first = _day(year, two, one), _day(year, one, two)
    if not (as_day_first and as_month_first) or one == two:
        return Day(as_day_first or as_month_first)
    if separator == ".":  # dots are written day first wherever they are written
        return Day(as_day_first)
    if first:
        return Day(as_day_first if first == DAY else as_month_first, f"the {first} {_STANDS_FIRST} {one}/{two}/{year}")
    return Day("", f"{one}/{two}/{year} {_TWO_DAYS}")


_TWO_DAYS, _STANDS_FIRST = "can be two days", "stands first in"


def is_doubtful(guess: str) -> bool:
    """Whether a day was guessed, or not read, for want of the order of its numbers."""
    return _TWO_DAYS in guess or _STANDS_FIRST in guess


def first_of(text: str) -> str:
    """Which of DAY and MONTH stands first in a day of three numbers that can be read in one order alone; empty elsewhere."""
    match = _YEAR_LAST.search(text)
    if not match or match[2] == "." or (int(match[1]) > 12) == (int(match[3]) > 12):
        return ""
    return DAY if int(match[1]) > 12 else MONTH


def _with_offset(text: str) -> str:
    """A time of day with an offset, kept as exactly as it was written; midnight is how a day is stored, and no time."""
    if not _OFFSET.match(text):
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


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


# A status in anybody's words to one of ours. The words stay beside it as they were written.

CLASSES = words("statuses")
"""The words of the field, by our status."""
_WORDS = {word: status for status, words in CLASSES.items() for word in words}
LONGEST = 600
"""Characters of a status that are looked at: its first words tell it."""
_MOST_WORDS = max(len(word.split()) for word in _WORDS)
_ONE_WORD = tuple(word for word in _WORDS if " " not in word)
_NEAR, _SHORT = 0.85, 4
"""How alike a misspelt word and a known one are at least (difflib's ratio); up to how many letters a word is too short to tell."""
_VERBS = ("supersedes", "supercedes", "replaces", "obsoletes", "removes", "deprecates", "implements", "accepts")
"""What a record does to others is near to a status in letters alone."""
_STRUCK = re.compile(r"~~.*?~~|:[a-z_]+:")
"""What is struck out, and the short names of pictures."""
_BADGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|')*")


class Status(NamedTuple):
    """Our status (empty where there is none) and what was guessed."""

    value: str
    guess: str = ""


def read_status(text: str, more: Mapping[str, str] = MappingProxyType({})) -> Status:
    """The status that `text` names: by its first words; by the nearest word where the first is misspelt.

    `more` are words that a log declares, with our status.
    """
    return _read_status(text[:LONGEST], tuple(more.items()))


@lru_cache(1024)
def _read_status(text: str, more: tuple[tuple[str, str], ...]) -> Status:
    bare = unbraced(plain(_STRUCK.sub("", text)))
    if is_nil(bare):
        return Status("")
    if is_placeholder(bare):
        return Status("", f"the status `{_short(bare)}` is the template's")
    words = _WORD.findall(unlinked(_BADGE.sub(r"\1", bare)).lower().replace("-", " "))
    if words[:1] in (["status"], ["adr"]):
        words = words[1:]
    return _known(words, dict(more)) or _nearest(words) or Status("", f"`{_short(bare)}` is no status that is known")


def _known(words: list[str], more: Mapping[str, str]) -> Status | None:
    said = (" ".join(words[:length]) for length in range(min(_MOST_WORDS, len(words)), 0, -1))
    return next((Status(found) for one in said if (found := more.get(one) or _WORDS.get(one))), None)


def status_words(text: str) -> str:
    """The words at the begin of a text that are its status, as they are written; empty where they are none."""
    found = list(_WORD.finditer(text))
    said = [text[found[0].start() : found[count - 1].end()] for count in range(min(_MOST_WORDS, len(found)), 0, -1)]
    return next((one for one in said if " ".join(one.lower().split()) in _WORDS), "")


def _nearest(words: list[str]) -> Status | None:
    """A word that is nearly one of the known ones, where all the words that near mean the same."""
    word = words[0] if words and words[0] not in _VERBS else ""
    near = get_close_matches(word, _ONE_WORD, cutoff=_NEAR) if len(word) > _SHORT else []
    if not near or len({_WORDS[known] for known in near}) > 1:
        return None
    return Status(_WORDS[near[0]], f"`{word}` is read as `{near[0]}`")


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= 40 else line[:39] + "…"

"""Rows under columns in a terminal: as wide as they need, and where that is too wide the words of a cell go below each other."""

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

_GAP, _MARGIN = "  ", "  "
_LEAST, _LONG = 7, 18
"""A column of words is not made narrower than that; words of fewer letters than these are never broken."""
_UNIT = re.compile(r"([0-9]) (%|d|h)(?![a-z])")
"""A number and its unit: a line is not broken between them."""
_KEPT = "\N{NO-BREAK SPACE}"


def filled(text: str, width: int) -> list[str]:
    """A text in lines of a width, broken between words and never between a number and its unit."""
    lines = wrap(_UNIT.sub(f"\\1{_KEPT}\\2", text), width, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_KEPT, " ") for line in lines] or [""]


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int) -> list[str]:
    """The lines. `right`: which columns are flush right; numbers are never broken."""
    wide = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    over = len(_MARGIN) + sum(wide) + len(_GAP) * (len(wide) - 1) - width
    if over > 0:
        over = _narrow(
            wide, [_least(*some) for some in zip(columns, zip(*rows, strict=True), right, strict=True)], over
        )
    gap = _GAP if over <= 0 else " "
    return [line for row in (columns, *rows) for line in _lines(row, wide, right, gap)]


def _least(head: str, cells: Sequence[str], flush: bool) -> int:
    """How narrow a column may be: numbers and the longest word of its head stay whole, and of its cells words of an id's length."""
    longest = max(map(len, head.split()), default=0)
    if flush:
        return max(longest, *map(len, cells))
    words = [len(word) for cell in cells for word in _UNIT.sub("\\1-\\2", cell).split()]
    return max(longest, min(max(words, default=0), _LONG), min(_LEAST, max(map(len, cells), default=0)))


def _narrow(wide: list[int], least: Sequence[int], over: int) -> int:
    """Take letters away, always from the widest column that may be narrower; how many of `over` could not go."""
    while over > 0:
        able = [number for number, now in enumerate(wide) if now > least[number]]
        if not able:
            return over
        wide[max(able, key=lambda number: wide[number])] -= 1
        over -= 1
    return 0


def _lines(cells: Sequence[str], wide: Sequence[int], right: Sequence[bool], gap: str) -> Iterator[str]:
    parts = [_wrapped(cell, room) for cell, room in zip(cells, wide, strict=True)]
    for number in range(max(map(len, parts), default=1)):
        shown = (
            (part[number] if number < len(part) else "").rjust(room)
            if flush
            else (part[number] if number < len(part) else "").ljust(room)
            for part, room, flush in zip(parts, wide, right, strict=True)
        )
        yield (_MARGIN + gap.join(shown)).rstrip()


def _wrapped(cell: str, room: int) -> list[str]:
    """The lines of a cell; what has no space in it is broken where it must be."""
    if len(cell) <= room:
        return [cell]
    return [part for line in filled(cell, room) for part in (line[at : at + room] for at in range(0, len(line), room))]

"""A report of an audit as text, JSON, CSV, Markdown or a page of HTML."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from textwrap import wrap
from typing import Any, TextIO

from remit.audits.report import Chart, Report, Table, shown
from remit.reporting.terminal import csv_of, json_of, safe

_ROWS = 100
"""So many rows of a table are shown on a terminal."""
FORMATS = ("table", "json", "csv", "md", "html")


def text(report: Report, width: int = 100) -> str:
    """For a terminal: the findings, then the tables; foreign text made safe."""
    parts = [safe(report.title), _paragraph(report.lead, width)]
    parts += [_table(table, width) for table in report.filled]
    if report.notes:
        parts.append(_paragraph(report.notes, width))
    return "\n\n".join(part for part in parts if part) + "\n"


def draw(report: Report, width: int, out: TextIO) -> None:
    """The same on a terminal, drawn by rich: what others wrote is text, and no markup."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    console = Console(file=out, width=width, highlight=False)
    console.print(Text(safe(report.title), "bold"), Text(safe("\n".join(report.lead))), sep="\n\n")
    for table in report.filled:
        drawn = Grid(title=Text(safe(table.title), "bold"), title_justify="left", box=None, pad_edge=False)
        for column, right in zip(table.columns, _right(table), strict=True):
            drawn.add_column(Text(safe(column)), justify="right" if right else "left", overflow="fold")
        for row in table.rows[:_ROWS]:
            drawn.add_row(*(Text(safe(shown(cell))) for cell in row))
        console.print()
        console.print(drawn, *_more(table), sep="\n", markup=False)
    if report.notes:
        console.print()
        console.print(Text(safe("\n".join(report.notes)), "dim"))


def _right(table: Table) -> list[bool]:
    """Which columns are flush right: those of numbers alone."""
    return [all(not isinstance(row[number], str) for row in table.rows) for number in range(len(table.columns))]


def _paragraph(lines: Sequence[str], width: int) -> str:
    return "\n".join(part for line in lines for part in filled(safe(line), width))


def _table(table: Table, width: int) -> str:
    rows = [[safe(shown(cell)) for cell in row] for row in table.rows[:_ROWS]]
    return "\n".join([safe(table.title), *grid(list(table.columns), rows, _right(table), width), *_more(table)])


def _more(table: Table) -> list[str]:
    left = len(table.rows) - _ROWS
    return [f"  ... and {left:,} more; --format html or md shows all"] if left > 0 else []


def as_json(report: Report) -> str:
    """For programs: the data, the findings and the notes."""
    data: dict[str, Any] = {
        "audit": report.name,
        **report.data,
        "findings": list(report.lead),
        "notes": list(report.notes),
    }
    return json_of(data) + "\n"


def csv(report: Report) -> str:
    """The first table, unrounded; cells that a spreadsheet would run as a formula begin with an apostrophe."""
    return "".join(csv_of(table.columns, table.rows) for table in report.filled[:1])


def markdown(report: Report) -> str:
    """For a pull request or a mail."""
    parts = [f"# {_escaped(report.title)}", "\n".join(f"- {_escaped(line)}" for line in report.lead)]
    parts += [_markdown_table(table) for table in report.filled]
    parts += ["\n".join(f"*{_escaped(note)}*  " for note in report.notes)] if report.notes else []
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table) -> str:
    head = "| " + " | ".join(_escaped(column) or " " for column in table.columns) + " |"
    rule = "|" + "|".join("---:" if right else "---" for right in _right(table)) + "|"
    rows = ["| " + " | ".join(_escaped(shown(cell)) for cell in row) + " |" for row in table.rows]
    return "\n".join([f"## {_escaped(table.title)}", "", head, rule, *rows])


def _escaped(words: str) -> str:
    """Text of others as plain words: nothing in it is Markdown or HTML."""
    out = " ".join(safe(words).split())
    for sign in "\\`*_[]<>|#":
        out = out.replace(sign, f"\\{sign}" if sign not in "<>" else {"<": "&lt;", ">": "&gt;"}[sign])
    return out


_STYLE = (
    ":root { color-scheme: light dark } body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem } "
    "table { border-collapse: collapse; margin: 1em 0; display: block; overflow-x: auto } caption { text-align: left; font-weight: 600 } "
    "th, td { padding: .2em .8em .2em 0; text-align: left; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) } "
    ".number { text-align: right } .word { white-space: nowrap } .note { opacity: .8 }\n"
)


def html(report: Report, figure: Callable[[Chart], str], table: Callable[[Table], str], style: str) -> str:
    """A page of its own: no script, nothing loaded. `figure` and `table` draw, `style` is the style of what they draw."""
    lead = "".join(f"<li>{escape(safe(line))}</li>" for line in report.lead)
    notes = "".join(f'<p class="note">{escape(safe(note))}</p>' for note in report.notes)
    body = "".join(map(figure, report.charts)) + "".join(map(table, report.filled))
    title = escape(safe(report.title))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}{style}</style></head><body><main><h1>{title}</h1><ul>{lead}</ul>{body}{notes}</main></body></html>\n"
    )


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
    """How narrow a column may be: numbers and the longest word of its front matter stay whole, and of its cells words of an id's length."""
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

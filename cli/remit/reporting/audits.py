"""A report of an audit as text, JSON, CSV or Markdown."""

import os
from typing import Any, TextIO

from remit.audits.report import Report, Table, shown
from remit.reporting.terminal import csv_of, json_of, safe

_ROWS = 100
"""So many rows of a table are shown on a terminal."""
FORMATS = ("table", "json", "csv", "md")


def text(report: Report) -> str:
    """Plain text, a line a row: the findings, then the tables; foreign text made safe."""
    parts = [safe(report.title), safe("\n".join(report.lead))]
    parts += [*map(_table, report.filled), safe("\n".join(report.notes))]
    return "\n\n".join(part for part in parts if part) + "\n"


def draw(report: Report, width: int, out: TextIO) -> None:
    """The same on a terminal, drawn by rich: what others wrote is text, and no markup."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    plain = "NO_COLOR" in os.environ
    console = Console(file=out, width=width, highlight=False, color_system=None if plain else "auto")
    console.print(Text(safe(report.title), "bold"), Text(safe("\n".join(report.lead))), sep="\n\n")
    for table in report.filled:
        drawn = Grid(box=None, pad_edge=False)
        for column, right in zip(table.columns, _right(table), strict=True):
            drawn.add_column(Text(safe(column)), justify="right" if right else "left", overflow="fold")
        for row in table.rows[:_ROWS]:
            drawn.add_row(*(Text(safe(shown(cell))) for cell in row))
        console.print()
        console.print(Text(safe(table.title), "bold"), drawn, *_more(table), sep="\n", markup=False)
    if report.notes:
        console.print()
        console.print(Text(safe("\n".join(report.notes)), "dim"))


def _right(table: Table) -> list[bool]:
    """Which columns are flush right: those of numbers alone."""
    return [all(not isinstance(row[number], str) for row in table.rows) for number in range(len(table.columns))]


def _table(table: Table) -> str:
    rows = [list(table.columns), *([safe(shown(cell)) for cell in row] for row in table.rows[:_ROWS])]
    wide = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    form = "".join(f"  {{:{'>' if right else '<'}{room}}}" for right, room in zip(_right(table), wide, strict=True))
    return "\n".join([safe(table.title), *(form.format(*row).rstrip() for row in rows), *_more(table)])


def _more(table: Table) -> list[str]:
    left = len(table.rows) - _ROWS
    return [f"  ... and {left:,} more; --format md shows all"] if left > 0 else []


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

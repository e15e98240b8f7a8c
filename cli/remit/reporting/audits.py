"""A report of an audit as text, JSON, CSV, Markdown or a page of HTML."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from remit.audits.report import Cell, Chart, Report, Table, shown
from remit.reporting.grid import filled, grid
from remit.reporting.terminal import safe

_ROWS = 100
"""So many rows of a table are shown on a terminal."""
FORMATS = ("table", "json", "csv", "md", "html")


def text(report: Report, width: int = 100) -> str:
    """For a terminal: the findings, then the tables; foreign text made safe."""
    parts = [safe(report.title), _paragraph(report.lead, width)]
    parts += [_table(table, width) for table in report.tables if table.rows]
    if report.notes:
        parts.append(_paragraph(report.notes, width))
    return "\n\n".join(part for part in parts if part) + "\n"


def _paragraph(lines: Sequence[str], width: int) -> str:
    return "\n".join(part for line in lines for part in filled(safe(line), width))


def _table(table: Table, width: int) -> str:
    rows = [[safe(shown(cell)) for cell in row] for row in table.rows[:_ROWS]]
    right = [all(not isinstance(row[number], str) for row in table.rows) for number in range(len(table.columns))]
    return "\n".join([safe(table.title), *grid(list(table.columns), rows, right, width), *_more(table)])


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
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"


def csv(report: Report) -> str:
    """The first table, unrounded; cells that a spreadsheet would run as a formula begin with an apostrophe."""
    import csv as writer
    import io

    out = io.StringIO()
    if report.tables:
        table = report.tables[0]
        lines = writer.writer(out, lineterminator="\n")
        lines.writerow(table.columns)
        lines.writerows([["" if cell is None else _plain(cell) for cell in row] for row in table.rows])
    return out.getvalue()


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "@", "\t") else cell


def markdown(report: Report) -> str:
    """For a pull request or a mail."""
    parts = [f"# {_escaped(report.title)}", "\n".join(f"- {_escaped(line)}" for line in report.lead)]
    parts += [_markdown_table(table) for table in report.tables if table.rows]
    parts += ["\n".join(f"*{_escaped(note)}*  " for note in report.notes)] if report.notes else []
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table) -> str:
    head = "| " + " | ".join(_escaped(column) or " " for column in table.columns) + " |"
    rule = (
        "|"
        + "|".join(
            "---:" if all(not isinstance(row[number], str) for row in table.rows) else "---"
            for number in range(len(table.columns))
        )
        + "|"
    )
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
    from html import escape

    lead = "".join(f"<li>{escape(safe(line))}</li>" for line in report.lead)
    notes = "".join(f'<p class="note">{escape(safe(note))}</p>' for note in report.notes)
    body = "".join(map(figure, report.charts)) + "".join(table(one) for one in report.tables if one.rows)
    title = escape(safe(report.title))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}{style}</style></head><body><main><h1>{title}</h1><ul>{lead}</ul>{body}{notes}</main></body></html>\n"
    )

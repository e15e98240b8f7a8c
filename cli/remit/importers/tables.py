"""Tables before the first section: Markdown, HTML and reStructuredText; a field a row, or a row of names above values."""

import html
import re

from remit.importers.document import Document
from remit.importers.keys import RANKS, Found, normal
from remit.importers.values import plain

Row = list[str]
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)
_HTML_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=</tr>|<tr\b|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)(?=</t[hd]>|<t[hd]\b|\Z)", re.DOTALL | re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^>]*href=[\"']([^\"']*)[\"'][^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>@]*>")


def read_tables(document: Document) -> list[Found]:
    """Every known field of the tables."""
    text = document.preamble.replace("\r", "")
    return [found for table in (*_markdown(text), *_html(text)) for found in _interpret(table)]


def _markdown(text: str) -> list[list[Row]]:
    """Tables as rows of cells; a table has a line of dashes below its first row."""
    tables: list[list[Row]] = []
    rows: list[Row] = []
    ruled = False
    for line in (*text.split("\n"), ""):
        if "|" not in line:
            if ruled:
                tables.append(rows)
            rows, ruled = [], False
        elif _RULE.match(line.strip()):
            ruled = True
        else:
            bare = line.strip().removeprefix("|")
            rows.append([plain(cell.replace("\\|", "|")) for cell in _CELL_END.split(bare.removesuffix("|"))])
    return tables


def _html(text: str) -> list[list[Row]]:
    end = text.lower().rfind("</table>")
    if end < 0:
        return []
    tables = _TABLE.findall(text, 0, end + len("</table>"))
    return [[[_text(cell) for cell in _CELL.findall(row)] for row in _HTML_ROW.findall(table)] for table in tables]


def _text(cell: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", _ANCHOR.sub(r"[\2](\1)", cell))).split())


def _interpret(rows: list[Row]) -> list[Found]:
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    header = [normal(cell) for cell in rows[0]]
    across = [index for index, name in enumerate(header) if name in RANKS]
    down = [row for row in rows if len(row) > 1 and normal(row[0]) in RANKS]
    if len(across) > 1 or (across and not down):
        return [
            found
            for index in across
            if (found := _column(header[index], [row[index] for row in rows[1:] if index < len(row)]))
        ]
    return [Found(normal(row[0]), row[1] or None, "table") for row in down]


def _column(name: str, cells: Row) -> Found | None:
    """A column's value. A table with several rows is a history: the last status counts, and the first day."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    return Found(name, filled[-1] if name.endswith("status") else filled[0], "table")


# reStructuredText's `list-table` before the first section: a row is `* - name` above `  - value`.

_ROW = re.compile(
    r"^[ \t]*\* -[ \t]+(?P<name>[^\n]{1,60})\n[ \t]+-(?:[ \t]+(?P<value>[^\n]*(?:\n(?![ \t]*[*-] )[ \t]+\S[^\n]*)*))?",
    re.MULTILINE,
)
_ROLE = re.compile(r":[\w:]+:`([^`<]*?)(?:\s*<[^>]*>)?`")


def read_list_tables(document: Document) -> list[Found]:
    """Every row of such tables."""
    if "list-table::" not in document.preamble:
        return []
    text = document.preamble.replace("\r", "")
    return [Found(normal(row["name"]), _value(row["value"] or ""), "table") for row in _ROW.finditer(text)]


def _value(text: str) -> str | None:
    return _ROLE.sub(r"\1", "\n".join(line.strip() for line in text.split("\n"))) or None

"""Tables before the first section: Markdown, HTML, reStructuredText and AsciiDoc; a field a row, or a row of names above values."""

import html
import re

from remit.importers.document import ASCIIDOC, Document
from remit.importers.keys import PEOPLE, RANKS, Found, normal
from remit.importers.values import plain

Row = list[str]
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_GRID = re.compile(r"\+(?:[-=]+\+)+$")
_CELL_END = re.compile(r"(?<!\\)\|")
_ASCIIDOC_TABLE = re.compile(
    r"(?:^\[[^\]\n]*?cols=\"?(?P<cols>[^\"\]\n]+)[^\n]*\n)?^\|===[ \t]*\n(?P<rows>.*?)^\|===", re.MULTILINE | re.DOTALL
)
_CELL_MARK = re.compile(r"(?<!\\)\|")
_ASCIIDOC_LINK = re.compile(r"(?:link:|xref:|https?://)[^\[\s]+\[([^\]]+)\]")
_PERSON = ("name", "person", "who", "reviewer-name")
_PART = ("role", "part", "function", "responsibility")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)
_HTML_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=</tr>|<tr\b|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)(?=</t[hd]>|<t[hd]\b|\Z)", re.DOTALL | re.IGNORECASE)
_TERM = re.compile(r"<dt\b[^>]*>([^<]*)</dt>\s*<dd\b[^>]*>([^<]*)</dd>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^>]*href=[\"']([^\"']*)[\"'][^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>@]*>")


def read_tables(document: Document) -> list[Found]:
    """Every known field of the tables."""
    text = document.preamble.replace("\r", "")
    tables = _asciidoc(text) if document.markup == ASCIIDOC else [*_lined(text), *_listed(text), *_html(text)]
    return [found for table in tables for found in interpret(table, document)]


def _lined(text: str) -> list[list[Row]]:
    """Tables as rows of cells: Markdown's have a line of dashes below the first row, those of reStructuredText between all."""
    tables: list[list[Row]] = []
    rows: list[Row] = []
    ruled = grid = begins = False
    for line in (*text.split("\n"), ""):
        bare = line.strip()
        if _GRID.match(bare):
            ruled = grid = begins = True
        elif "|" not in line:
            if ruled:
                tables.append(rows)
            rows, ruled, grid = [], False, False
        elif _RULE.match(bare):
            ruled = True
        else:
            cells = [
                plain(cell.replace("\\|", "|")) for cell in _CELL_END.split(bare.removeprefix("|").removesuffix("|"))
            ]
            cells = [_ROLE.sub(r"\1", cell) for cell in cells] if grid else cells
            if grid and not begins and rows and len(cells) == len(rows[-1]):
                cells = [" ".join(filter(None, both)) for both in zip(rows.pop(), cells, strict=True)]
            rows.append(cells)
            begins = False
    return tables


def _asciidoc(text: str) -> list[list[Row]]:
    """Tables between lines of `|===`, in rows of as many cells as the first line or `cols` says."""
    out = []
    for match in _ASCIIDOC_TABLE.finditer(text):
        lines = [_CELL_MARK.split(line)[1:] for line in match["rows"].split("\n") if line.startswith("|")]
        cells = [_ASCIIDOC_LINK.sub(r"\1", cell.strip()) for line in lines for cell in line]
        width = max(2, len(lines[0]) if lines else 0)
        if match["cols"]:
            width = int(match["cols"]) if match["cols"].isdigit() else match["cols"].count(",") + 1
        out.append([cells[at : at + width] for at in range(0, len(cells), width)])
    return out


def _html(text: str) -> list[list[Row]]:
    end = text.lower().rfind("</table>")
    terms = [[[_text(cell) for cell in pair] for pair in _TERM.findall(text)]] if "<dt" in text else []
    if end < 0:
        return terms
    tables = _TABLE.findall(text, 0, end + len("</table>"))
    return terms + [
        [[_text(cell) for cell in _CELL.findall(row)] for row in _HTML_ROW.findall(table)] for table in tables
    ]


def _text(cell: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", _ANCHOR.sub(r"[\2](\1)", cell))).split())


def interpret(rows: list[Row], document: Document) -> list[Found]:
    """The known fields of a table: a field a row, a row of names above values, or a person a row with the part they had."""
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    header = [normal(cell) for cell in rows[0]]
    person, part = (next((at for at, name in enumerate(header) if name in names), None) for names in (_PERSON, _PART))
    if person is not None and part is not None:
        return [
            Found(normal(row[part]), row[person], "table")
            for row in rows[1:]
            if len(row) == len(header) and document.key(normal(row[part]))
        ]
    across = [index for index, name in enumerate(header) if document.key(name)]
    down = [row for row in rows if len(row) > 1 and document.key(normal(row[0]))]
    if (len(across) > 1 and len(down) < 2) or (across and not down):
        return [
            found
            for index in across
            if (
                found := _column(
                    header[index], document.key(header[index]), [row[index] for row in rows[1:] if index < len(row)]
                )
            )
        ]
    return [Found(normal(row[0]), row[1] or None, "table") for row in down]


def people_in(text: str) -> list[str]:
    """The people of a table: those of the column that says so, else of the first."""
    out: list[str] = []
    for rows in _lined(text):
        header = [normal(cell) for cell in rows[0]] if rows else []
        at = next((at for at, name in enumerate(header) if name in _PERSON or RANKS.get(name, ("",))[0] in PEOPLE), 0)
        out += [row[at] for row in rows[1:] if at < len(row)]
    return out


def _column(name: str, key: str, cells: Row) -> Found | None:
    """A column's value. A table with several rows is a history: the last status counts, and the first day."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    if key in PEOPLE:
        return Found(name, [*filled] if filled[1:] else filled[0], "table")
    return Found(name, filled[-1] if name.endswith("status") else filled[0], "table")


# reStructuredText's `list-table`: a row is `* - name` above `  - value`.

_ROW = re.compile(r"^[ \t]*\* -.*\n(?:(?![ \t]*\* -)[ \t]+\S.*\n?)*", re.MULTILINE)
_ENTRY = re.compile(r"^[ \t]*(?:\* )?-(?:[ \t]+|$)", re.MULTILINE)
_ROLE = re.compile(r":[\w:]+:`([^`<]*?)(?:\s*<[^>]*>)?`")


def _listed(text: str) -> list[list[Row]]:
    if "list-table::" not in text:
        return []
    rows = ([_ROLE.sub(r"\1", cell) for cell in _ENTRY.split(row[0])[1:]] for row in _ROW.finditer(text))
    return [[[plain("\n".join(map(str.strip, cell.strip().split("\n")))) for cell in row] for row in rows]]

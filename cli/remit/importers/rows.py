"""Decisions in a table: CSV (Confluence, Notion, spreadsheets), JSON and JSON lines. A row becomes the text of a record's file.

Which column is what stands in a mapping of columns to our keys. One is proposed from the names of the columns; a team keeps
the corrected one in a small file. Whatever has no key of ours becomes a section of the text, or a field of its own (`x-…`).

JSON-ADR (github.com/joshrotenberg/adrs, schema `json-adr/v1`) is such a table too: `adrs` holds the rows.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from remit.importers import keys
from remit.importers.document import decode
from remit.importers.keys import meaning, normal, words
from remit.importers.values import read_title
from remit.log import edit, ids, yaml
from remit.log.problem import CannotProceed
from remit.log.source import Source

SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")
"""Files that hold rows."""
TEXT, SKIP, OWN = "text", "skip", "x-"
KEYS = (*keys.NAMES, TEXT, SKIP)
"""What a column can be, other than a field of its own (`x-…`)."""
_COLUMNS = {name: key for key, names in words("columns").items() for name in names}
"""Names that mean something as a column, and are no field elsewhere."""
_LISTS = (keys.TAGS, keys.ALIASES, *keys.LINKS)
_LONG = 80
"""Characters of a cell from which on its column is a section of the text rather than a field."""

Row = dict[str, Any]
Columns = Mapping[str, str]
Again = Mapping[tuple[str, str], str]
"""The paths of rows by the name of their file and their title."""


def read_rows(path: str, data: bytes) -> list[Row]:
    """The rows of a file, each by column. Raises CannotProceed where it is no table."""
    text, _, binary = decode(data)
    if binary:
        raise CannotProceed(f"{path} is not text", "save it as CSV with UTF-8, and import that")
    rows = list(_csv_rows(path, text)) if path.lower().endswith((".csv", ".tsv")) else _json_rows(path, text)
    if not rows:
        raise CannotProceed(f"{path} holds no decisions", "give a table with a row for each decision")
    return rows


def _json_rows(path: str, text: str) -> list[Row]:
    try:
        found = (
            [json.loads(line) for line in text.splitlines() if line.strip()] if _is_lines(path) else json.loads(text)
        )
    except (ValueError, RecursionError) as error:
        raise CannotProceed(f"{path} is not JSON: {error}", "export it again, or give a CSV file") from None
    if isinstance(found, dict):
        listed = next((value for value in found.values() if isinstance(value, list)), None)
        found = found.get("adr", found if "title" in found or listed is None else listed)
    rows = found if isinstance(found, list) else [found]
    if not all(isinstance(row, dict) for row in rows):
        raise CannotProceed(f"{path} holds no decisions", "give a list of objects, one for each decision")
    return [{**row, "number": f"ADR-{row['number']}"} if isinstance(row.get("number"), int) else row for row in rows]


def _is_lines(path: str) -> bool:
    return path.lower().endswith((".jsonl", ".ndjson"))


def _csv_rows(path: str, text: str) -> Iterator[Row]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # how Excel is told the separator
        text = rest
    try:
        separator = csv.Sniffer().sniff(text[:4096].partition("\n")[0], ",;\t|").delimiter
    except csv.Error:
        separator = ","
    try:
        header, *rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) or [[]]
        for row in rows:
            if any(cell.strip() for cell in row):
                yield dict(zip(_named(header, len(row)), row, strict=False))
    except csv.Error as error:
        raise CannotProceed(f"{path} is not CSV: {error}", "save it as CSV with UTF-8 again") from None


def _named(header: list[str], count: int) -> Iterator[str]:
    """A name for each of so many cells: two columns of one name are two, and so is one without any."""
    seen: dict[str, int] = {}
    for index in range(count):
        name = (header[index].strip() if index < len(header) else "") or f"column {index + 1}"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} {seen[name]}"


def proposed(rows: list[Row]) -> dict[str, str]:
    """What each column seems to be, by its name: the most telling one for a key, and what it holds for those left over."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    ranked: dict[str, tuple[str, int]] = {}
    for name in names:
        found = meaning(normal(name), {}) or ((key, 100) if (key := _COLUMNS.get(normal(name))) else None)
        if found:
            ranked[name] = found
    best = {
        key: min((rank, name) for name, (other, rank) in ranked.items() if other == key)[1]
        for key, _ in ranked.values()
    }
    return {
        name: ranked[name][0]
        if name in ranked and (best[ranked[name][0]] == name or ranked[name][0] in (*_LISTS, TEXT))
        else _left_over(name, rows)
        for name in names
    }


def _left_over(name: str, rows: list[Row]) -> str:
    values = [row[name] for row in rows if row.get(name)]
    long = any(not isinstance(value, str) or "\n" in value or len(value) > _LONG for value in values)
    other_title = _COLUMNS.get(normal(name)) == keys.TITLE  # `decision` beside `title` is what was decided
    return TEXT if long or other_title or not ids.slug(name) else OWN + ids.slug(name)


def mapping_text(path: str, columns: Columns) -> str:
    """The mapping as a file that people correct."""
    lines = [f"  {edit.printed(name)}: {key}" for name, key in columns.items()]
    told = f"# What each column of {path} is: one of {', '.join(KEYS)}, or a field of your own (x-name).\n"
    return told + "columns:\n" + "\n".join(lines) + "\n"


def read_mapping(path: str, text: str) -> dict[str, str]:
    """The mapping of a file. Raises CannotProceed with the first thing that is wrong in it."""
    try:
        data = yaml.read(text)
    except yaml.StrictError as error:
        raise CannotProceed(
            f"{path}: {error}", "correct it, or delete it and run the command again: it writes a proposal"
        ) from None
    found = data.get("columns") if isinstance(data, dict) else None
    columns = found if isinstance(found, dict) else {}
    if not columns:
        raise CannotProceed(f"{path} has no columns", "delete it and run the command again: it writes a proposal")
    for name, key in columns.items():
        if not isinstance(key, str) or (key not in KEYS and not key.startswith(OWN)):
            raise CannotProceed(f"{path}: column {name} cannot be {key!r}", f"use one of {', '.join(KEYS)}, or x-name")
    return {str(name): str(key) for name, key in columns.items()}


def sources(path: str, rows: list[Row], columns: Columns, again: Again) -> list[Source]:
    """Each row as the file of a record, named by its id, else by its title, so that it is known when it comes again.

    `again`: rows that were imported before, for an export of the same table may be called otherwise. Raises CannotProceed where
    no column is the title.
    """
    if keys.TITLE not in columns.values():
        raise CannotProceed(
            f"{path} has no column that is the title; it has {', '.join(columns)}",
            "write a mapping with `remit import decisions.csv --columns columns.yml`, and say there which column is the title",
        )
    taken: dict[str, int] = {}
    out = []
    for row in rows:
        head, sections = _parts(row, columns)
        title = read_title(str(head.get(keys.TITLE, ""))).text
        by_id = ids.slug(str(next(iter(head.get(keys.ALIASES, [])), "")))
        name = by_id or ids.slug(title) or "row"
        taken[name] = taken.get(name, 0) + 1
        name = name if taken[name] == 1 else f"{name}-{taken[name]}"
        named = {keys.NAMES[key][0] if key in keys.NAMES else key: value for key, value in head.items()}
        text = edit.new_text(named, "\n" + "\n".join(sections))
        known = again.get((f"{name}.md", title)) if by_id else None
        out.append(Source(known or f"{path}/{name}.md", text.encode("utf-8", "replace")))
    return out


def _parts(row: Row, columns: Columns) -> tuple[dict[str, Any], list[str]]:
    """The front matter and the sections of the text that a row gives."""
    head: dict[str, Any] = {}
    sections = []
    for name, value in row.items():
        key = columns.get(name, SKIP)
        if key == SKIP or value in (None, "", [], {}):
            continue
        if name == "links" and isinstance(value, list) and all(isinstance(one, dict) for one in value):
            for one in value:
                head.setdefault(_link(str(one.get("type"))), []).append(f"ADR-{one.get('target')}")
        elif key == TEXT:
            body = _text(value).strip()
            sections.append(body + "\n" if normal(name) in ("text", "body") else f"## {_words(name)}\n\n{body}\n")
        elif key in _LISTS:
            head[key] = [*head.get(key, []), *_listed(value)]
        else:
            head[key] = "; ".join(_listed(value)) if isinstance(value, list) else _line(value)
    return head, sections


def _link(kind: str) -> str:
    found = meaning(normal(kind), {})
    return found[0] if found and found[0] in keys.LINKS else keys.RELATED


def _listed(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else str(value).replace("\n", ";").replace(",", ";").split(";")
    return [_line(entry) for entry in entries if _line(entry)]


def _line(value: Any) -> str:
    return " ".join((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).split())


def _words(name: str) -> str:
    """A column's name as a heading: `decision_drivers` is `Decision drivers`."""
    shown = name.replace("_", " ").strip()
    return shown[:1].upper() + shown[1:]


def _text(value: Any, level: int = 3) -> str:
    """A value as Markdown: a list as bullets, an object as headings with what is below each."""
    if isinstance(value, list) and not any(isinstance(one, (dict, list)) for one in value):
        return "\n".join(f"- {_line(one)}" for one in value)
    if isinstance(value, list):
        return "\n\n".join(_text(one, level) for one in value)
    if not isinstance(value, dict):
        return value if isinstance(value, str) else _line(value)
    named = next((key for key in ("name", "title") if isinstance(value.get(key), str)), "")
    parts = [f"{'#' * level} {_line(value[named])}"] if named else []
    deeper = min(level + 1, 6) if named else level
    for key, one in value.items():
        if key != named and one not in (None, "", [], {}):
            parts.append(
                _text(one) if key == "description" else f"{'#' * deeper} {_words(str(key))}\n\n{_text(one, deeper + 1)}"
            )
    return "\n\n".join(parts)

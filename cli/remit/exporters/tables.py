"""Decisions as data: JSON, JSON lines, CSV, a SQLite database and a Parquet file, all with the same published fields."""

import io
import json
import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from remit.audits.fields import FIELDS, LISTS
from remit.exporters.selected import Selected
from remit.log.fields import RECORD_FIELDS
from remit.log.problem import CannotProceed
from remit.log.schema import DRAFT
from remit.reporting.terminal import csv_of, escaped, json_of

Row = dict[str, Any]

ACTS = {"kind": "What was done: advice, consent, vote, objection, stop ….", "who": "Handle.", "as": "Role acted in.",
        "on": "Date or time.", "path": "File."}  # fmt: skip
LINK = {"as": "What it has to do with the other.", "to": "Id of the other."}
OBJECTS = {"links": LINK, "acts": ACTS}
"""The fields that are lists of objects, with what is in each."""
_COMPUTED = {
    "path": "File, from the top of the repository.",
    "status_raw": "Status as the file words it.",
    "deciders": "Everybody named as a decider; of Remit's own records the one decider.",
    "could_be": "Lowest tier that could decide this under today's policy.",
    "policy": "Policy version that judges it.",
    "acts": "What others did about it.",
}
JUDGED = ("could_be", "policy")
"""Fields for which the policy is asked: what is published does not hold them."""
_TEXTS = {"body": "Text below the front matter.", "file": "The whole file, character by character."}


def as_json(selected: Selected) -> str:
    """A list of records."""
    return json_of(selected.rows) + "\n"


def as_lines(selected: Selected) -> str:
    """A record a line (jsonlines.org)."""
    return "".join(escaped(json.dumps(row, ensure_ascii=False)) + "\n" for row in selected.rows)


def as_csv(selected: Selected) -> str:
    """A row per record; lists are joined with `; `."""
    fields = _columns(selected)
    return csv_of(fields, ([_cell(row[field]) for field in fields] for row in selected.rows))


def _columns(selected: Selected) -> tuple[str, ...]:
    return (*FIELDS, "body") if selected.texts else FIELDS


def _cell(value: Any) -> str:
    """A value as a cell: lists joined by `; `, acts by kind and who, links by kind and record."""
    if isinstance(value, list):
        value = "; ".join(" ".join([*one.values()][:2]) if isinstance(one, dict) else str(one) for one in value)
    return "" if value is None else str(value)


def schema(more: Mapping[str, str] = MappingProxyType({}), without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The JSON Schema of `as_json`; a line of `as_lines` is one of its items.

    `more`: further fields (of a text or null) with their meaning; `without`: fields that are not there.
    """
    optional = {name: {"type": "string", "description": meaning} for name, meaning in _TEXTS.items()}
    optional["head"] = {"type": "object", "description": "Front matter as written: text, lists and mappings."}
    further = {name: {"type": ["string", "null"], "description": meaning} for name, meaning in more.items()}
    return {
        "$schema": DRAFT,
        "title": "Decisions exported by Remit, format 1",
        "type": "array",
        "items": _object({name: _shape(name, optional) for name in FIELDS if name not in without} | further, optional),
    }


def _object(needed: Row, optional: Row) -> Row:
    properties = {**needed, **optional}
    return {"type": "object", "required": [*needed], "properties": properties, "additionalProperties": False}


def _shape(name: str, optional: Row) -> Row:
    meaning = {"description": _COMPUTED.get(name) or RECORD_FIELDS[name].meaning}
    if name in OBJECTS:
        parts = {part: {"type": ["string", "null"], "description": what} for part, what in OBJECTS[name].items()}
        return {"type": "array", "items": _object(parts, optional if name == "acts" else {}), **meaning}
    if name in LISTS:
        return {"type": "array", "items": {"type": "string"}, **meaning}
    return {"type": "string" if name in ("path", "id", "title") else ["string", "null"], **meaning}


_TABLES = """
CREATE TABLE decisions ({columns}, body TEXT, PRIMARY KEY (path));
CREATE TABLE acts (decision TEXT REFERENCES decisions(path), kind TEXT, who TEXT, "as" TEXT, "on" TEXT, path TEXT, body TEXT);
CREATE TABLE links (source TEXT REFERENCES decisions(path), kind TEXT, target TEXT REFERENCES decisions(path));
CREATE TABLE people (decision TEXT REFERENCES decisions(path), part TEXT, who TEXT);
CREATE TABLE topics (decision TEXT REFERENCES decisions(path), topic TEXT);
CREATE TABLE tags (decision TEXT REFERENCES decisions(path), tag TEXT);
CREATE VIRTUAL TABLE search USING fts5(id, title, body, content='decisions', tokenize='unicode61 remove_diacritics 2');
"""


def as_sqlite(selected: Selected) -> bytes:
    """A database for SQLite 3 with full-text search (`search`), as Datasette opens it.

    `decisions` has a row per record; what there are several of has a table of its own.
    """
    scalars = [field for field in FIELDS if field not in LISTS and field not in OBJECTS]
    with sqlite3.connect(":memory:") as made:
        made.executescript(_TABLES.format(columns=", ".join(f'"{name}" TEXT' for name in scalars)))
        insert = f"INSERT INTO decisions VALUES ({', '.join('?' * (len(scalars) + 1))})"  # noqa: S608 - question marks alone
        for record, row in zip(selected.records, selected.rows, strict=True):
            path = record.path
            made.execute(insert, [*(row[name] for name in scalars), record.body])
            made.executemany("INSERT INTO topics VALUES (?, ?)", [(path, topic) for topic in row["topic"]])
            made.executemany("INSERT INTO tags VALUES (?, ?)", [(path, tag) for tag in row["tags"]])
            parts = ("deciders", "consulted", "informed")
            made.executemany("INSERT INTO people VALUES (?, ?, ?)", [(path, part, who) for part in parts for who in row[part]])  # fmt: skip
            acts = [
                (path, act.kind, act.who, act.as_role, act.head.get("on"), act.path, act.body) for act in record.acts
            ]
            made.executemany("INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, ?)", acts)
        links = [(one.path, kind, other.path) for one, kind, other in selected.links]
        made.executemany("INSERT INTO links VALUES (?, ?, ?)", links)
        made.execute("INSERT INTO search(search) VALUES ('rebuild')")
    return made.serialize()


def as_parquet(selected: Selected) -> bytes:
    """A Parquet file, a row per record. Raises CannotProceed where pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise CannotProceed("a Parquet file needs pyarrow", 'run `pip install "remit[parquet]"`') from None
    text = pyarrow.string()
    kinds = {name: pyarrow.list_(text) for name in LISTS}
    kinds |= {name: pyarrow.list_(pyarrow.struct([(part, text) for part in parts])) for name, parts in OBJECTS.items()}
    form = pyarrow.schema([(name, kinds.get(name, text)) for name in _columns(selected)])
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(selected.rows, form), out)
    return out.getvalue()

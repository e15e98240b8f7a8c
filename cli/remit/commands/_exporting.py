"""What `remit export` writes."""

import sys
from pathlib import Path
from typing import Any

from remit.audits.fields import FIELDS, row
from remit.authority.procedure.records import ground_of
from remit.commands._desk import Desk
from remit.files import atomic
from remit.reporting.terminal import safe


def export(desk: Desk, form: str, output: str | None, *, text: bool) -> None:
    """Write every record of the log, by path."""
    ground = ground_of(desk.log) if desk.log.judged else None
    rows = [row(desk.log, record, ground) | ({"body": record.body} if text else {}) for record in desk.log.records]
    written = _json(rows) if form == "json" else _csv(rows, (*FIELDS, "body") if text else FIELDS)
    if output is None:
        sys.stdout.write(written if form == "json" or not sys.stdout.isatty() else safe(written))
        return
    path = Path(output)
    (atomic.replace if path.exists() else atomic.create)(str(path), written.encode())


def _json(rows: list[dict[str, Any]]) -> str:
    import json

    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _csv(rows: list[dict[str, Any]], fields: tuple[str, ...]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    for entry in rows:
        writer.writerow(_cell(entry[field]) for field in fields)
    return out.getvalue()


def _cell(value: Any) -> str:
    """A value as a cell: lists joined by `; `, acts by kind and who. What a spreadsheet would run as a formula is quoted."""
    if isinstance(value, list):
        value = "; ".join(
            f"{entry['kind']} {entry['who']}" if isinstance(entry, dict) else str(entry) for entry in value
        )
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

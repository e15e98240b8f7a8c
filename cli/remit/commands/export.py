"""`remit export`: the log as JSON or CSV."""

import sys
from pathlib import Path
from typing import Any

import click

from remit.audits.fields import FIELDS, row
from remit.authority.procedure.answers import Answers
from remit.commands.session import Session
from remit.files import atomic
from remit.reporting.terminal import csv_of, json_of, safe


@click.command
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True, help="Output format."
)
@click.option("--json", "form", flag_value="json", help="Output JSON.")
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--text", is_flag=True, help="Include the text of each record, as `body`.")
def export(form: str, output: str | None, text: bool) -> None:
    """Write the log as JSON or CSV: the fields of `remit list --json`, one row per record.

    \b
    remit export --format csv -o decisions.csv
    remit export --text
    """
    session = Session()
    answers = Answers(session.log, session.now)
    rows = [
        row(session.log, record, answers) | ({"body": record.body} if text else {}) for record in session.log.records
    ]
    written = json_of(rows) + "\n" if form == "json" else _csv(rows, (*FIELDS, "body") if text else FIELDS)
    if output is None:
        sys.stdout.write(written if form == "json" or not sys.stdout.isatty() else safe(written))
        return
    path = Path(output)
    (atomic.replace if path.exists() else atomic.create)(str(path), written.encode())


def _csv(rows: list[dict[str, Any]], fields: tuple[str, ...]) -> str:
    return csv_of(fields, ([_cell(entry[field]) for field in fields] for entry in rows))


def _cell(value: Any) -> str:
    """A value as a cell: lists joined by `; `, acts by kind and who."""
    if isinstance(value, list):
        value = "; ".join(
            f"{entry['kind']} {entry['who']}" if isinstance(entry, dict) else str(entry) for entry in value
        )
    return "" if value is None else str(value)

"""`remit export`: the log, or some of its decisions, in another format."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from remit.authority.procedure.answers import Answers
from remit.commands.selection import Selection, selected
from remit.commands.session import Session
from remit.exporters import graphs, pages, tables
from remit.exporters.selected import Selected
from remit.files import atomic
from remit.log.problem import Usage
from remit.reporting.terminal import json_of, safe

TEXTS: dict[str, Callable[[Selected], str]] = {
    "json": tables.as_json, "jsonl": tables.as_lines, "csv": tables.as_csv, "mermaid": graphs.as_mermaid, "dot": graphs.as_dot,
}  # fmt: skip
FILES: dict[str, Callable[[Selected], bytes]] = {"sqlite": tables.as_sqlite, "parquet": tables.as_parquet}
FOLDERS: dict[str, Callable[[Selected], dict[str, str]]] = {"madr": pages.as_madr, "markdown": pages.as_pages}


@click.command
@click.option(
    "--format",
    "form",
    type=click.Choice([*TEXTS, *FILES, *FOLDERS]),
    default="json",
    show_default=True,
    help="Output format.",
)
@click.option("--json", "form", flag_value="json", help="Output JSON.")
@click.option("--output", "-o", metavar="PATH", help="Write to a file or, for madr and markdown, into a folder.")
@click.option(
    "--text", is_flag=True, help="Include the text of each record; in JSON also its front matter and its whole file."
)
@click.option("--at", metavar="COMMIT", help="Export the log as of this commit.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON output.")
@selected
def export(selection: Selection, form: str, output: str | None, text: bool, at: str | None, schema: bool) -> None:
    """Write decisions as data, as a drawing or as Markdown files.

    json, jsonl, csv, sqlite and parquet hold the fields of `remit list --json`; mermaid and dot draw the links between
    decisions; madr and markdown write a file per decision. WORDS and the filters are those of `remit list`.
    `remit import FILE` writes the records of a JSON export with --text again, character by character.

    \b
    remit export --format csv -o decisions.csv
    remit export --text --status accepted -o decisions.json
    remit export --format sqlite -o decisions.db
    remit export --format madr -o docs/adr
    """
    if schema:
        click.echo(json_of(tables.schema()))
        return
    if output is None and form not in TEXTS:
        raise Usage(
            f"{form} is not printed", "name where it goes, as in `remit export --format sqlite -o decisions.db`"
        )
    session = Session(at=at)
    log = session.log
    chosen = Selected(log, selection.of(session, log), Answers(log, session.now), texts=text)
    if form in FOLDERS:
        _write_folder(Path(str(output)), FOLDERS[form](chosen))
    elif form in FILES:
        _write(Path(str(output)), FILES[form](chosen))
    elif output is None:
        written = TEXTS[form](chosen)
        sys.stdout.write(safe(written) if sys.stdout.isatty() else written)
    else:
        _write(Path(output), TEXTS[form](chosen).encode())


def _write(path: Path, data: bytes) -> None:
    (atomic.replace if path.exists() else atomic.create)(str(path), data)


def _write_folder(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, written in files.items():
        _write(folder / name, written.encode())
    others = len([path for path in folder.iterdir() if path.name not in files])
    click.echo(
        f"{len(files)} files written to {safe(str(folder))}"
        + (f"; {others} others there are left as they are" if others else "")
    )

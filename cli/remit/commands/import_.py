"""`remit import`: convert records of another format."""

import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from remit.commands import options, prompts, types
from remit.commands.session import Session, finish
from remit.files import atomic
from remit.importers.convert import BEFORE, Converted, Plan, Rules, plan_import
from remit.importers.exported import THERE, is_exported, restored
from remit.importers.folder import read_folder
from remit.importers.formats import BY_NAME, ROWS
from remit.importers.rows import SUFFIXES, Row, mapping_text, proposed, read_mapping, read_rows, sources
from remit.log.problem import CannotProceed, Usage
from remit.log.record import STATUSES
from remit.log.settings import ForeignSource
from remit.log.source import Source
from remit.log.text import counted
from remit.repo import trees
from remit.reporting.terminal import json_of, safe
from remit.workspace.file_drafts import Draft


@click.command("import")
@click.argument("path", metavar="PATH", type=click.Path())
@click.option(
    "--from",
    "format_",
    metavar="FORMAT",
    default="auto",
    show_default=True,
    help="Format: auto, or one of nygard, madr2, madr3, madr4, log4brains, bold, pep, kep, xep, proposal, rfc.",
)
@click.option(
    "--dry-run/--write",
    "dry",
    default=None,
    help="Show what would be written, or write it. Default: show on a terminal, else write.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option(
    "--topic",
    type=types.topic,
    metavar="TOPIC",
    help="Topic of records that have none.",
    shell_complete=options.topics,
)
@click.option(
    "--unstated",
    metavar="STATUS",
    type=click.Choice(STATUSES),
    help="Status of records that have none. Default: the format's own rule, else proposed.",
)
@click.option(
    "--columns",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="What each column of a CSV or JSON file is; a FILE that does not exist is written, as a proposal.",
)
@click.option("--try", "only_try", is_flag=True, help="Only show what is read of the file PATH, as the settings say.")
@options.writes
def import_(session: Session, path: str, format_: str, dry: bool | None, yes: bool, topic: str | None, unstated: str | None, columns: str | None,
    only_try: bool) -> int:  # fmt: skip
    """Import a log of another format as native records. The text of each record is kept.

    Only relative links in the text are adapted to the new folder. No file is rejected: the report shows what was read,
    guessed and missing for each. Old names and numbers become aliases. A decider is set only if the file names exactly one
    person and that person is in people.yml.

    PATH can also be a table: CSV as Confluence, Notion and spreadsheets write it, JSON or JSON-ADR. A row becomes a record.
    What `remit export --text` wrote as JSON is written again as it was.

    \b
    remit import docs/adr --dry-run
    remit import docs/adr --from nygard --write --commit
    remit import decisions.csv --columns columns.yml
    remit import --try docs/adr/0001-queue-orders.md
    """
    if only_try:
        return _try(session, path, format_)
    rows = read_rows(path, _data_of(path)) if path.lower().endswith(SUFFIXES) else None
    if rows is not None and columns and not Path(columns).exists():
        atomic.create(columns, mapping_text(path, proposed(rows)).encode())
        click.echo(f"{safe(columns)} says what each column is. Correct it, then run the same command again.")
        return 0
    if rows and all(is_exported(row) for row in rows):
        plan = restored(rows, session.log)
    else:
        plan = _plan(session, path, format_, topic or "", unstated or "", rows, columns)
    data = _data(plan)
    if not session.as_json:
        _report(plan)
    if not plan.records and not any(one.why.startswith((BEFORE, THERE)) for one in plan.skipped):
        raise CannotProceed(
            f"{path} has no decision that can be read", "name the folder of the records, such as docs/adr"
        )
    dry = (prompts.on_terminal() and not yes) if dry is None else dry
    if (
        dry
        or not plan.records
        or not prompts.sure(f"Write {counted(len(plan.records), 'record')}?", yes=yes or session.as_json)
    ):
        _nothing_written(plan, data, as_json=session.as_json)
        return 0
    drafts = [Draft(one.path, one.text, id=one.id) for one in plan.records]
    finish(
        session,
        drafts,
        f"Import {counted(len(plan.records), 'record')} from {path}",
        data=data,
        lines=_still_read(session, plan),
    )
    return 0


def _try(session: Session, path: str, format_: str) -> int:
    """What is read of one file among those of its folder, each value with the text that it was read from."""
    home = Path(session.repository.top).resolve()
    top, inside = _where(home, path)
    folder = (posixpath.dirname(inside) or ".") if top == home and (top / inside).is_file() else inside
    read = read_folder(_files(top, folder, session.repository.root), _source(session, folder, format_))
    found = [one for one in read if inside in (".", one.path) or one.path.startswith(f"{inside}/")]
    data = [{"path": one.path, **one.reading._replace(body="")._asdict()} for one in found]
    if session.as_json:
        click.echo(json_of({"files": data}))
        return 0
    for one in found:
        reading = one.reading
        what = f"read as {reading.format}" if reading.is_record else f"no record: {reading.why}"
        click.echo(safe(f"{one.path}: {what}"))
        for key, value in reading.head.items():
            written = reading.raw.get(key, value)
            click.echo(safe(f"  {key:<13} {_shown(value)}" + (f"   <- {_shown(written)}" if written != value else "")))
        for guess in reading.guessed:
            click.echo(safe(f"  guessed       {guess}"))
        if reading.missing:
            click.echo(safe(f"  missing       {', '.join(reading.missing)}"))
    return 0


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())


def _source(session: Session, folder: str, format_: str) -> ForeignSource:
    """How the files at a path are read: as the settings say of the source that holds them, in the format that was asked for."""
    holding = (one for one in session.log.settings.sources if f"{folder}/".startswith(one.below))
    source = next(holding, ForeignSource(folder))
    return source._replace(path=folder, format=source.format if format_ == "auto" else format_)


def _nothing_written(plan: Plan, data: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json_of({**data, "written": [], "commit": None}))
    else:
        click.echo("Nothing was written." + (" Add --write to write them." if plan.records else ""))


def _report(plan: Plan) -> None:
    for made in plan.records:
        click.echo(safe("\n".join(_lines(made))))
    for skipped in plan.skipped:
        click.echo(safe(f"{skipped.origin}: not imported: {skipped.why}"))
    click.echo(f"{counted(len(plan.records), 'record')}, {counted(len(plan.skipped), 'other file')}.")
    if plan.told and plan.records:
        click.echo(safe(f"Read: {plan.told}."))


def _lines(made: Converted) -> list[str]:
    lines = [f"{made.origin} ({made.format}) -> {made.path}", f"  read     {', '.join(made.read) or 'nothing'}"]
    lines += [f"  guessed  {guess}" for guess in made.guessed]
    return [*lines, f"  missing  {', '.join(made.missing)}"] if made.missing else lines


def _data_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CannotProceed(f"{path} cannot be read: {error.strerror}", "name the file to import") from None


def _plan(session: Session, path: str, format_: str, topic: str, unstated: str, rows: list[Row] | None, columns: str | None) -> Plan:  # fmt: skip
    """What importing `path` (a folder or a file, inside the repository or not) would write. Raises Usage, CannotProceed."""
    if format_ != "auto" and format_ not in BY_NAME:
        raise Usage(f"`{format_}` is not a valid format", f"use one of auto, {', '.join(BY_NAME)}")
    log = session.log
    done = {origin: record for record in log.records if (origin := _origin(record.head.get("imported")))}
    home = Path(session.repository.top).resolve()
    top, folder = _where(home, path)
    rules = Rules(
        session.repository.root, log.people, topic, unstated,
        {origin: record.id for origin, record in done.items()}, {origin: record.path for origin, record in done.items()},
        lambda path: top == home and (home / path).exists(),
    )  # fmt: skip
    if rows is None:
        return plan_import(_files(top, folder, session.repository.root), _source(session, folder, format_), rules)
    mapping = read_mapping(columns, _data_of(columns).decode("utf-8", "replace")) if columns else proposed(rows)
    again = {(posixpath.basename(origin), record.title): origin for origin, record in done.items()}
    return plan_import(sources(folder, rows, mapping, again), ForeignSource("", ROWS.name), rules)


def _origin(imported: object) -> str | None:
    origin = imported.get("from") if isinstance(imported, dict) else None
    return origin if isinstance(origin, str) else None


def _where(top: Path, path: str) -> tuple[Path, str]:
    """The folder that paths are written from, and the path from there: the repository's top, or the folder's parent."""
    absolute = Path(path).resolve()
    if not absolute.exists():
        raise CannotProceed(f"{path} does not exist", "name the folder of the records, such as docs/adr")
    if absolute.is_relative_to(top):
        return top, absolute.relative_to(top).as_posix()
    return absolute.parent, absolute.name


def _files(top: Path, folder: str, root: str) -> Iterable[Source]:
    """The files to read, without those of the log itself."""
    one = (top / folder).is_file()
    names = [folder] if one else [path for path, _ in trees.walk(str(top), folder) if not path.startswith(f"{root}/")]
    return filter(None, (trees.read_path(str(top), name) for name in names))


def _still_read(session: Session, made: Plan) -> tuple[str, ...]:
    """A line if the imported records are also adopted in place: every decision would be listed twice."""
    adopted = {entry.path: entry.id for entry in session.log.records if not entry.native}
    if not any(one.origin in adopted for one in made.records):
        return ()
    settings = session.written.settings.path
    return (
        f"They are also adopted in place: remove the folder from `sources` in {settings}, or each is listed twice.",
    )


def _data(made: Plan) -> dict[str, Any]:
    """The plan for programs: every record with what was read, guessed and missing, and every other file with the reason."""
    return {
        "records": [
            {
                "from": one.origin, "to": one.path, "id": one.id, "format": one.format, "title": one.title, "status": one.status,
                "read": list(one.read), "guessed": list(one.guessed), "missing": list(one.missing),
            }
            for one in made.records
        ],
        "skipped": [{"from": one.origin, "why": one.why} for one in made.skipped],
    }  # fmt: skip

"""`remit import`: records of another format as native ones."""

from typing import TYPE_CHECKING, Any

import click

from remit.commands import _complete, _options
from remit.log.record import STATUSES

if TYPE_CHECKING:
    from remit.importers.convert import Converted, Plan


@click.command("import")
@click.argument("path", metavar="PATH", type=click.Path())
@click.option(
    "--from",
    "format_",
    metavar="FORMAT",
    default="auto",
    show_default=True,
    help="The format: auto, or one of nygard, madr2, madr3, madr4, log4brains, bold, pep, kep, proposal, rfc.",
)
@click.option(
    "--dry-run/--write",
    "dry",
    default=None,
    help="Show what would be written; or write it. Default: show on a terminal, write elsewhere.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option(
    "--topic", metavar="TOPIC", default="", help="The topic of records that give none.", shell_complete=_complete.topics
)
@click.option(
    "--unstated",
    metavar="STATUS",
    type=click.Choice(STATUSES),
    help="The status of records that state none. Default: the format's own rule, else proposed.",
)
@_options.writes
def import_(
    path: str, format_: str, dry: bool | None, yes: bool, topic: str, unstated: str | None, who: str | None, commit: bool, as_json: bool
) -> int:  # fmt: skip
    """Bring in a log of another format: native records, the body of each as it was.

    Of a body only relative links change, so that they lead from the record's own folder where they led before.
    No file is rejected: for each the report says what was read, what was guessed and what is missing. Old names and numbers become
    aliases; whoever decided is named only where the file names one person whom people.yml knows.

    \b
    remit import docs/adr --dry-run
    remit import docs/adr --from nygard --write --commit
    """
    from remit.commands import _ask, _finish, _importing
    from remit.commands._desk import Desk

    desk = Desk(who)
    plan = _importing.plan(desk, path, format_, topic, unstated or "")
    data = _importing.as_data(plan)
    if not as_json:
        _report(plan)
    _importing.need_some(plan, path)
    dry = (_ask.on_terminal() and not yes) if dry is None else dry
    if dry or not plan.records or not _ask.sure(f"Write {_count(plan)}?", yes=yes or as_json):
        _nothing_written(plan, data, as_json=as_json)
        return 0
    _finish.finish(
        desk, _importing.drafts(plan), f"Import {_count(plan)} from {path}", commit=commit, as_json=as_json, data=data,
        lines=_importing.still_read(desk, plan),
    )  # fmt: skip
    return 0


def _nothing_written(plan: "Plan", data: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        import json

        click.echo(json.dumps({**data, "written": [], "commit": None}, ensure_ascii=False, indent=2))
    else:
        click.echo("Nothing was written." + (" Add --write to write." if plan.records else ""))


def _count(plan: "Plan") -> str:
    return "1 record" if len(plan.records) == 1 else f"{len(plan.records)} records"


def _report(plan: "Plan") -> None:
    from remit.reporting.terminal import safe

    for made in plan.records:
        click.echo(safe("\n".join(_lines(made))))
    for skipped in plan.skipped:
        click.echo(safe(f"{skipped.origin}: not imported: {skipped.why}"))
    others = len(plan.skipped)
    click.echo(f"{_count(plan)}, {others} other {'file' if others == 1 else 'files'}.")


def _lines(made: "Converted") -> list[str]:
    lines = [f"{made.origin} ({made.format}) -> {made.path}", f"  read     {', '.join(made.read) or 'nothing'}"]
    lines += [f"  guessed  {guess}" for guess in made.guessed]
    return [*lines, f"  missing  {', '.join(made.missing)}"] if made.missing else lines

"""`remit show`: one decision with all that belongs to it."""

import click

from remit.commands import _complete


@click.command(
    epilog="Try:  remit show k3f9",
    help="""Show one decision with all that belongs to it.

    ID is any part of the id or the file's name that only one decision has, or an alias such as ADR-12.""",
)
@click.argument("record", metavar="ID", shell_complete=_complete.ids)
@click.option("--at", metavar="COMMIT", help="As a commit holds it.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How."
)
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
def show(record: str, *, at: str | None, format_: str, json_: bool) -> int:
    """Show one decision."""
    from remit.commands import _showing

    return _showing.show(record, at, as_json=json_ or format_ == "json")

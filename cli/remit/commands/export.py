"""`remit export`: the log as JSON or CSV."""

import click


@click.command
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True, help="json or csv."
)
@click.option("--json", "form", flag_value="json", help="JSON.")
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--text", is_flag=True, help="With the text of each record, as `body`.")
def export(form: str, output: str | None, text: bool) -> None:
    """Write the log as JSON or CSV: the fields of `remit list --json`, a row a record.

    \b
    remit export --format csv -o decisions.csv
    remit export --text
    """
    from remit.commands import _exporting
    from remit.commands._desk import Desk

    _exporting.export(Desk(), form, output, text=text)

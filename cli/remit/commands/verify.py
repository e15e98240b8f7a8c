"""`remit verify`: compare the log with a published version."""

import click

from remit.commands import options
from remit.log.text import counted
from remit.repo import repository as place
from remit.reporting.terminal import json_of, safe_line
from remit.workspace import published_site
from remit.workspace.published_site import Edition, Witness


@click.command(epilog="Example:  remit verify --against https://decisions.example.com/log.json")
@click.option("--against", metavar="URL", required=True, help="log.json of a published site: a URL or a file.")
@options.json
def verify(against: str, as_json: bool) -> int:
    """Show what was removed or changed since a site was published.

    The site's log.json lists every record with the git hash of its content. Store it outside the repository, and it shows
    what was deleted, reworded or removed from history. Exit code 1 if anything differs.
    """
    edition, tip, found = published_site.verify(place.find("."), against)
    if as_json:
        rows = [entry._asdict() for entry in found]
        click.echo(json_of({"against": tip, "published": len(edition.records), "differences": rows}))
    else:
        _tell(edition, tip, found)
    return 1 if found else 0


def verified(against: str) -> bool:
    """Whether everything is as published; differences are printed."""
    edition, tip, found = published_site.verify(place.find("."), against)
    if found:
        _tell(edition, tip, found)
    return not found


def _tell(edition: Edition, tip: str, found: list[Witness]) -> None:
    for entry in found:
        name = " ".join(part for part in (entry.path, entry.id) if part) or "history"
        click.echo(safe_line(f"{name}: {entry.message}"))
    gone = [entry for entry in found if entry.kind == "gone"]
    if gone:
        are = "is" if len(gone) == 1 else "are"
        ids = ", ".join(entry.id for entry in gone)
        click.echo(safe_line(f"{counted(len(gone), 'published record')} {are} gone: {ids}"))
    if not found:
        click.echo(f"All {len(edition.records)} published records are unchanged at {tip[:8]}.")

"""`remit verify`: compare the log with a published version."""

import json

import click

from remit.commands import options
from remit.repo import repository as place
from remit.reporting.terminal import safe_line
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
        click.echo(_json(edition, tip, found))
    else:
        _tell(edition, tip, found)
    return 1 if found else 0


def verified(against: str) -> bool:
    """Whether everything is as published; differences are printed."""
    edition, tip, found = published_site.verify(place.find("."), against)
    if found:
        _tell(edition, tip, found)
    return not found


def _json(edition: Edition, tip: str, found: list[Witness]) -> str:
    rows = [entry._asdict() for entry in found]
    return json.dumps(
        {"against": tip, "published": len(edition.records), "differences": rows}, ensure_ascii=False, indent=1
    )


def _tell(edition: Edition, tip: str, found: list[Witness]) -> None:
    for entry in found:
        name = " ".join(part for part in (entry.path, entry.id) if part) or "history"
        click.echo(safe_line(f"{name}: {entry.message}"))
    gone = [entry for entry in found if entry.kind == "gone"]
    if gone:
        click.echo(safe_line(f"{_published(len(gone))} gone: {', '.join(entry.id for entry in gone)}"))
    if not found:
        click.echo(f"All {len(edition.records)} published records are unchanged at {tip[:8]}.")


def _published(number: int) -> str:
    return "1 published record is" if number == 1 else f"{number} published records are"

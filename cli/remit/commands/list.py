"""`remit list`: the decisions of the log, as a table or as JSON."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from remit.commands import _listing

F = TypeVar("F", bound=Callable[..., Any])


def _many(name: str, words: str) -> Callable[[F], F]:
    return click.option(f"--{name}", multiple=True, metavar="WORD", help=words)


@click.command(
    "list",
    epilog="Try:  remit list --status accepted --topic tooling --since 2026-01-01",
    help="""List and search decisions.

    WORDS are searched in titles and texts; every one must be there. An option that is given several times means any of its
    values; different options must all hold.""",
)
@click.argument("words", nargs=-1)
@_many("status", "proposed, accepted, superseded ….")
@_many("tier", "edge, functional or central.")
@_many("boundary", "The boundary it was decided under.")
@_many("decider", "Who decided.")
@_many("team", "The team it belongs to.")
@_many("topic", "A topic, with all below it.")
@_many("intent", "The context page that it serves.")
@_many("tag", "A tag.")
@click.option("--since", metavar="DAY", help="Decided (or raised) on that day or later.")
@click.option("--until", metavar="DAY", help="Decided (or raised) on that day or earlier.")
@click.option("--governs", metavar="PATH", help="Decisions that govern a file of the repository (their `affects`).")
@click.option("--sort", type=click.Choice(_listing.SORTS), default="path", show_default=True, help="By what.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="The first N only.")
@click.option("--format", type=click.Choice(_listing.FORMATS), default="text", show_default=True, help="How.")
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
def list(words: tuple[str, ...], *, json_: bool, **found: Any) -> int:  # noqa: A001 - the command's own name
    """List and search decisions."""
    if json_:
        found["format"] = "json"
    return _listing.show(_listing.asked(found, [*words]))

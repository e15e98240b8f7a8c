"""`remit demo`: a small organisation's repository to try things out in."""

import json
import shlex
from pathlib import Path

import click

from remit.commands import demo_organisation, demo_story, options
from remit.repo.story import make
from remit.reporting.terminal import safe
from remit.workspace import clock


@click.command
@click.argument("folder", default="remit-demo", metavar="[DIR]")
@options.json
def demo(folder: str, as_json: bool) -> None:
    """Make a small organisation's repository: six people, a policy, half a year of decisions. You are ben there.

    \b
    remit demo
    remit demo /tmp/lantern
    """

    told = demo_story.tell(clock.now())
    where = Path(folder).absolute()
    make(str(where), told, demo_organisation.NAMES["ben"], "ben@example.com")
    records = sum(1 for path in where.glob("decisions/[0-9]*/D-*.md") if path.is_file())
    if as_json:
        click.echo(json.dumps({"folder": str(where), "commits": len(told), "records": records, "who": "ben"}))
        return
    click.echo(f"Made {safe(folder)}: {len(told)} commits, {records} decisions. You are ben, an engineer. Try:\n")
    for line in _tour(folder):
        click.echo(f"  {safe(line)}")


def _tour(folder: str) -> tuple[str, ...]:
    return (
        f"cd {shlex.quote(folder)}",
        'remit may --topic tooling/cache --amount 400 "A second cache"          # yours',
        'remit may --topic tooling/cache --amount 4000 "A rack of caches"       # somebody else\'s, and why',
        'remit decide --topic tooling/cache --amount 400 "A second cache" --why "The first is full at noon."',
        "remit mine                                                             # what waits for you",
        "remit check --range main..speaks-for-ana                               # a commit in ana's name is refused",
        'remit stop b7n2wd --why "The disk is full of logs."                     # pull the cord',
        "remit build                                                            # and see it in red",
        "remit audit drill --without ana                                        # what would stop without her",
    )

"""`remit brief`: what to know before deciding."""

from typing import Any

import click

from remit.commands import _options


@click.command
@click.argument("what", required=False, metavar="[TITLE | ID]")
@_options.case
@_options.as_role
@_options.who
@_options.json
def brief(what: str | None, as_role: str | None, who: str | None, as_json: bool, **options: Any) -> None:
    """What to know before deciding, on one page; nothing is written.

    The answer of `may` with the boundary and what is left of the budget, whom to ask first, what we want, what was
    decided before and what came of it, what is open or stopped on the same topic.

    \b
    remit brief --topic tooling/cache --amount 400 "A second cache"
    remit brief k3f9
    """
    from remit.commands import _briefing, _case
    from remit.commands._desk import Desk

    _briefing.brief(Desk(who), what or "", _case.Case(**options), as_role, as_json=as_json)

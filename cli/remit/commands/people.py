"""`remit people`: add people, role holders, absences and leavers; comments and layout of people.yml stay."""

from typing import Any

import click

from remit.commands import _complete, _options

_handle = click.argument("handle", metavar="HANDLE", shell_complete=_complete.people)


@click.group(invoke_without_command=True)
@_options.json
@click.pass_context
def people(ctx: click.Context, as_json: bool) -> None:
    """Who is here, and who holds which role. Without a word after it: list them.

    \b
    remit people
    remit people add zoe --name "Zoe Bell" --email zoe@example.com --role engineer
    """
    if ctx.invoked_subcommand is None:
        from remit.commands import _people
        from remit.commands._desk import Desk

        _people.show(Desk(), as_json=as_json)


@people.command
@_handle
@click.option("--name", metavar="TEXT", help="The name that pages show.")
@click.option("--email", "emails", multiple=True, metavar="ADDRESS", help="An address that their commits carry.")
@click.option("--login", "logins", multiple=True, metavar="NAME", help="Their account at the forge.")
@click.option("--key", "keys", multiple=True, metavar="KEY", help="A public key that signs their commits.")
@click.option("--team", metavar="TEAM", help="Their team.")
@click.option("--kind", type=click.Choice(["person", "bot", "agent"]), help="Bots and agents never decide.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="A role that they hold from now on.")
@click.option("--from", "start", metavar="DAY", help="From when they hold it. Default: today.")
@_options.commit
@_options.json
def add(handle: str, start: str | None, roles: tuple[str, ...], commit: bool, as_json: bool, **fields: Any) -> None:
    """Add a person (or a bot, or an agent).

    \b
    remit people add zoe --name "Zoe Bell" --email zoe@example.com --team shop
    """
    from remit.commands import _people
    from remit.commands._desk import Desk

    _people.add(Desk(), handle, fields, roles, start, commit=commit, as_json=as_json)


@people.command
@_handle
@click.option("--on", metavar="DAY", help="Their last day. Default: today.")
@_options.commit
@_options.json
def leave(handle: str, on: str | None, commit: bool, as_json: bool) -> None:
    """Somebody leaves: roles end, and what waits for them is named.

    \b
    remit people leave dia --on 2026-12-31
    """
    from remit.commands import _people
    from remit.commands._desk import Desk

    _people.leave(Desk(), handle, on, commit=commit, as_json=as_json)


@people.command
@_handle
@click.argument("role", metavar="ROLE")
@click.option("--from", "start", metavar="DAY", help="The first day. Default: today.")
@click.option("--until", metavar="DAY", help="The last day.")
@click.option("--end", is_flag=True, help="They hold it no longer: today, or --until, is the last day.")
@_options.commit
@_options.json
def holds(handle: str, role: str, start: str | None, until: str | None, end: bool, commit: bool, as_json: bool) -> None:
    """Somebody holds a role, from a day on; or no longer.

    \b
    remit people holds dia platform-lead --from 2026-12-01
    remit people holds cho platform-lead --end
    """
    from remit.commands import _people
    from remit.commands._desk import Desk

    _people.holds(Desk(), handle, role, start, until, end=end, commit=commit, as_json=as_json)


@people.command
@_handle
@click.option("--from", "start", metavar="DAY", help="The first day. Default: today.")
@click.option("--until", metavar="DAY", help="The last day.")
@_options.commit
@_options.json
def away(handle: str, start: str | None, until: str | None, commit: bool, as_json: bool) -> None:
    """Somebody is away: deputies act, and what they could consent to goes on.

    \b
    remit people away ana --from 2026-12-20 --until 2027-01-06
    """
    from remit.commands import _people
    from remit.commands._desk import Desk

    _people.away(Desk(), handle, start, until, commit=commit, as_json=as_json)

"""`remit may` and `remit who`: the answers of the policy."""

from typing import Any

import click

from remit.commands import _complete, _options


@click.command
@click.argument("what", required=False, metavar="[TITLE | ID | TOPIC]", shell_complete=_complete.ids)
@_options.case
@_options.as_role
@click.option("--at", "when", metavar="WHEN", help="As of a day or a time. Default: now.")
@click.option(
    "--away", multiple=True, metavar="HANDLE", help="As if somebody were away.", shell_complete=_complete.people
)
@_options.who
@_options.json
def may(
    what: str | None,
    as_role: str | None,
    when: str | None,
    away: tuple[str, ...],
    who: str | None,
    as_json: bool,
    **options: Any,
) -> int:
    """May I decide this? The answer, and why; nothing is written.

    Ends with 0 decide, 10 decide after, 20 escalate, 30 forbidden, 40 stop, 50 ask.

    \b
    remit may --topic tooling/cache --amount 400 "Cache orders in Redis"
    remit may tooling/cache --amount 400
    remit may k3f9
    remit may "Cache orders in Redis"
    """
    from remit.commands import _asking, _case
    from remit.commands._desk import Desk

    return _asking.may(Desk(who, away), what or "", _case.Case(**options), as_role, when, as_json=as_json)


@click.command
@click.argument("topic", metavar="TOPIC", shell_complete=_complete.topics)
@click.option("--amount", metavar="N", help="How much; without it every step is shown.")
@click.option("--fact", multiple=True, metavar="KEY=VALUE", help="Another fact that a boundary looks at.")
@click.option("--at", "when", metavar="WHEN", help="As of a day. Default: today.")
@_options.json
def who(topic: str, amount: str | None, fact: tuple[str, ...], when: str | None, as_json: bool) -> int:
    """Who may decide a topic, at each step.

    \b
    remit who tooling/cache
    remit who tooling/cache --amount 4000
    """
    from remit.commands import _asking, _case
    from remit.commands._desk import Desk

    return _asking.who(Desk(), _case.Case(topic=(topic,), amount=amount, fact=fact), when, as_json=as_json)

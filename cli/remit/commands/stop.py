"""`remit stop` and `remit resume`: anyone can pull the cord; whoever may lifts it."""

import click

from remit.commands import _complete, _options

_matter = (
    click.option("--topic", "on_topic", metavar="TOPIC", help="Everything under a topic."),
    click.option("--budget", "on_budget", metavar="NAME", help="Everything that draws on a budget."),
)


@click.command
@click.argument("record", required=False, metavar="[ID]", shell_complete=_complete.ids)
@_matter[0]
@_matter[1]
@click.option("--until", metavar="WHEN", help="When it ends by itself: a day, a time, `in 3d`.")
@_options.why
@_options.writes
def stop(
    record: str | None, on_topic: str | None, on_budget: str | None, until: str | None, why: str | None, who: str | None,
    commit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Pull the cord: stop a decision, a topic or a budget, accepted ones too. It is red everywhere until it is lifted.

    \b
    remit stop k3f9 --why "Orders are lost when the cache restarts."
    remit stop --topic data/customer --why "A leak is suspected."
    """
    from remit.commands import _stopping
    from remit.commands._desk import Desk

    _stopping.stop(Desk(who), _stopping.Matter(record, on_topic, on_budget), until, why, commit=commit, as_json=as_json)


@click.command
@click.argument("record", required=False, metavar="[ID]", shell_complete=_complete.ids)
@_matter[0]
@_matter[1]
@_options.why
@_options.writes
def resume(
    record: str | None,
    on_topic: str | None,
    on_budget: str | None,
    why: str | None,
    who: str | None,
    commit: bool,
    as_json: bool,
) -> None:
    """Lift a stop, with the reason.

    \b
    remit resume g8m4 --why "Twice charged, once paid back."
    """
    from remit.commands import _stopping
    from remit.commands._desk import Desk

    _stopping.resume(Desk(who), _stopping.Matter(record, on_topic, on_budget), why, commit=commit, as_json=as_json)

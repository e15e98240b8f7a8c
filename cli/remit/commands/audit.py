"""`remit audit`: where decisions wait, for whom, and what would stop."""

from typing import Any

import click

from remit.commands import _audits, _complete

UNITS = click.Choice(["week", "month", "quarter", "year"])
_unit = click.option("--unit", type=UNITS, default="month", show_default=True, help="The unit of the trend.")


@click.group(epilog="Example:  remit audit velocity --by tier --since 2026")
def audit() -> None:
    """Where decisions wait, for whom, and what would stop.

    Numbers come with their interval and their coverage, open decisions always count, and an empty period is no error.
    """


@audit.command(epilog="Example:  remit audit velocity --by year --clock set --format json")
@click.option(
    "--by",
    metavar="FIELD[,FIELD]",
    default="",
    help="Group by year, month, cohort, tier, boundary, team, decider, topic, area, status, tag, deferred or any field.",
)
@click.option(
    "--withdrawn",
    type=click.Choice(["censor", "compete"]),
    default="censor",
    show_default=True,
    help="Withdrawn ones: watched until then, or counted as never decided.",
)
@click.option(
    "--quantile",
    type=click.Choice(["nearest", "linear"]),
    default="nearest",
    show_default=True,
    help="How p75 and p90 of the decided are read.",
)
@_audits.options
def velocity(by: str, withdrawn: str, quantile: str, fmt: str, **options: Any) -> int:
    """How long decisions take, from the need to the decision; open ones counted.

    `--since` keeps what came up since then. Half within and four of five within are Kaplan-Meier, with 95 % intervals.
    """
    from remit.audits.velocity_report import speed

    work = _audits.Audit(**options)
    fields = _audits.fields(work, by)
    report = speed(
        work.ground, work.history, clock=work.clock, by=fields, since=work.since, withdrawn=withdrawn, rule=quantile
    )
    return _audits.show(report, fmt)


@audit.command(epilog="Example:  remit audit ratio --since 90d")
@_unit
@_audits.options
def ratio(unit: str, fmt: str, **options: Any) -> int:
    """Which tier decides, against the target; and what was decided higher than needed."""
    from remit.audits.ratio import ratio as audited

    work = _audits.Audit(**options)
    return _audits.show(audited(work.ground, since=work.since, unit=unit), fmt)


@audit.command(epilog="Example:  remit audit load --unit quarter")
@_unit
@_audits.options
def load(unit: str, fmt: str, **options: Any) -> int:
    """Who carries the decisions, for whom they wait, how much hangs on one person."""
    from remit.audits.load import load as audited

    work = _audits.Audit(**options)
    return _audits.show(audited(work.ground, since=work.since, unit=unit), fmt)


@audit.command(epilog="Example:  remit audit boundaries --since 2026")
@_audits.options
def boundaries(fmt: str, **options: Any) -> int:
    """Boundaries used and never used, what falls between them, and practice beside paper."""
    from remit.audits.boundaries import boundaries as audited

    work = _audits.Audit(**options)
    return _audits.show(audited(work.ground, since=work.since), fmt)


@audit.command(epilog="Example:  remit audit budget")
@_audits.options
def budget(fmt: str, **options: Any) -> int:
    """What is drawn on each budget, what is left, and when it runs out."""
    from remit.audits.budgets import budgets

    work = _audits.Audit(**options)
    return _audits.show(work.of_no_period(budgets(work.ground)), fmt)


@audit.command(epilog="Example:  remit audit initiative --since 90d")
@_audits.options
def initiative(fmt: str, **options: Any) -> int:
    """Fix it or ask: what was decided on the spot, and how far decisions travel."""
    from remit.audits.initiative import initiative as audited

    work = _audits.Audit(**options)
    return _audits.show(audited(work.ground, since=work.since), fmt)


@audit.command(epilog="Example:  remit audit outcomes --since 2026")
@_audits.options
def outcomes(fmt: str, **options: Any) -> int:
    """What came of the decisions, by tier: as expected, carried out, reversed."""
    from remit.audits.outcomes import outcomes as audited

    work = _audits.Audit(**options)
    return _audits.show(audited(work.ground, since=work.since), fmt)


@audit.command(epilog="Example:  remit audit stops")
@_audits.options
def stops(fmt: str, **options: Any) -> int:
    """Pulled cords: how soon they were answered, and what changed."""
    from remit.audits.stops import stops as audited

    work = _audits.Audit(**options)
    return _audits.show(audited(work.ground, since=work.since), fmt)


@audit.command(epilog="Example:  remit audit proof --since 2026")
@_audits.options
def proof(fmt: str, **options: Any) -> int:
    """What git proves of who decided: signed, committed, squashed by a forge, or only claimed."""
    from remit.audits.proof import proof as audited
    from remit.workspace.proving import verified

    work = _audits.Audit(**options)
    signatures = verified(work.desk.repository, work.ground.log, work.history)
    return _audits.show(audited(work.ground, work.history, signatures, since=work.since), fmt)


@audit.command(epilog="Example:  remit audit paper")
@_audits.options
def paper(fmt: str, **options: Any) -> int:
    """Which share of topics and amounts each tier holds by the policy alone, before there is any record."""
    from remit.audits.drill import paper as counted

    work = _audits.Audit(**options)
    return _audits.show(work.of_no_period(counted(work.desk.log, work.now)), fmt)


@audit.command(epilog="Example:  remit audit drill --without ana --days 5")
@click.option("--without", metavar="PERSON[,PERSON]", default="", help="Who is away.", shell_complete=_complete.people)
@click.option("--days", type=click.IntRange(1, 366), default=5, show_default=True, help="For how many days.")
@click.option("--everyone", is_flag=True, help="Try each person, and rank them by what stops.")
@_audits.options
def drill(without: str, days: int, everyone: bool, fmt: str, **options: Any) -> int:
    """What would stop without some people, and the fewest deputies that would repair it."""
    from remit.commands import _drilling

    return _audits.show(_drilling.drilled(_audits.Audit(**options), without, days, everyone=everyone), fmt)


@audit.command(epilog="Example:  remit audit digest --week --format md")
@click.option("--week", "span", flag_value="week", default="week", help="The last seven days (the default).")
@click.option("--month", "span", flag_value="month", help="The last 30 days.")
@click.option("--quarter", "span", flag_value="quarter", help="The last 91 days.")
@_audits.options
def digest(span: str, fmt: str, **options: Any) -> int:
    """The report of the week or month: decided, open, stopped, due, ratio and pace."""
    from remit.audits.overview import digest as written

    work = _audits.Audit(**options)
    return _audits.show(written(work.ground, span or "week", since=work.since), fmt)

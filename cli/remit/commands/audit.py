"""`remit audit`: where decisions wait, for whom, and what would stop."""

import functools
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime, tzinfo
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import click

from remit.audits.boundaries import boundaries as boundaries_report
from remit.audits.budgets import budgets
from remit.audits.drill import drill as drill_report
from remit.audits.drill import everyone_away
from remit.audits.drill import paper as paper_report
from remit.audits.fields import COMPUTED
from remit.audits.initiative import initiative as initiative_report
from remit.audits.lead_times import CLOCKS, RECORD, Life, events_of, lives
from remit.audits.load import load as load_report
from remit.audits.outcomes import outcomes as outcomes_report
from remit.audits.overview import digest as digest_report
from remit.audits.proof import proof as proof_report
from remit.audits.ratio import ratio as ratio_report
from remit.audits.report import Report
from remit.audits.scope import Scope
from remit.audits.stops import stops as stops_report
from remit.audits.velocity_report import speed
from remit.authority.procedure.answers import Answers
from remit.commands import judgement, options, types
from remit.commands.session import Session
from remit.commands.types import When
from remit.log.problem import Usage
from remit.log.timeline import History, steps_of
from remit.reporting import audits
from remit.reporting.audits import FORMATS
from remit.workspace import trusted_branch
from remit.workspace.log_history import Elsewhere, elsewhere, past, verified


def reports(audited: Callable[..., Report | int]) -> Callable[..., int]:
    """A command of the audit that the options of every audit describe, given first; its report is shown."""
    shared = (
        click.option("--since", type=types.since, metavar="DAY", help="Leave out what is older: a day, a year, 30d, 12w."),
        click.option("--until", type=types.until, metavar="DAY", help="As it stood on that day; it stands for now too."),
        click.option("--clock", type=click.Choice(CLOCKS), default=RECORD, show_default=True, help="Which dates count: the record's own, the commits that set the status, the commits that published it."),
        click.option("--fetch", is_flag=True, help="In a partial clone: fetch the old contents that are missing."),
        options.formats(*FORMATS, words="How to show it."),
    )  # fmt: skip

    @functools.wraps(audited)
    def command(since: When | None, until: When | None, clock: str, fetch: bool, form: str, **own: Any) -> int:
        work = Audit(since, until, clock, fetch=fetch)
        made = audited(work, **own)
        if not isinstance(made, Report):
            return made
        return show(made._replace(notes=(*made.notes, *judgement.not_landed(work.session))), form)

    for option in reversed(shared):
        command = option(command)
    return command


class Audit:
    """One audit at work. Everything is read when it is first needed."""

    def __init__(self, since: When | None, until: When | None, clock: str, *, fetch: bool) -> None:
        self.session = Session()
        judgement.need_readable(self.session)
        self._since, self._until, self.clock, self._fetch = since, until, clock, fetch

    @cached_property
    def now(self) -> datetime:
        """The moment that the audit looks from: the end of `--until`, or now."""
        return self._until.at(self.session.now).last_instant(self._zone) if self._until else self.session.now

    @cached_property
    def since(self) -> float | None:
        """Seconds since 1970 UTC; None for everything."""
        return self._since.at(self.session.now).instant(self._zone).timestamp() if self._since else None

    @property
    def _zone(self) -> tzinfo:
        return self.session.log.zone

    @cached_property
    def tip(self) -> trusted_branch.Trusted | None:
        """The trusted branch's tip, whether or not it holds a policy; None where there is no commit yet."""
        return trusted_branch.trusted(self.session.repository, self.session.log.settings)

    @cached_property
    def history(self) -> History:
        """What git shows. Raises CannotProceed in a shallow clone."""
        return past(self.session.repository, self.session.log, self.tip, fetch=self._fetch)

    @cached_property
    def elsewhere(self) -> list[Life]:
        """Open proposals on other branches: they wait since their first commit there."""
        found = elsewhere(self.session.repository, self.session.log, self.tip, fetch=self._fetch)
        out = [_waiting(one) for one in found]
        return [life for life in out if life.start is None or life.start <= self.now.timestamp()]

    @cached_property
    def scope(self) -> Scope:
        """What the audits stand on."""
        until = self.now.timestamp() if self._until else None
        found = (*lives(self.session.log, self.history, self.clock, until), *self.elsewhere)
        return Scope(self.session.log, found, self.now, Answers(self.session.log, self.now))

    def of_no_period(self, report: Report) -> Report:
        """A report that `--since` changes nothing in, with a note that says so where it was given."""
        said = "It looks at the policy in force and its own periods: --since changes nothing here."
        return report._replace(notes=(*report.notes, said)) if self._since else report


def fields_of(work: Audit, by: str) -> tuple[str, ...]:
    """The fields that `--by` names. Raises Usage for one that no record has: a slip would make one group of everything."""
    named = tuple(field.strip() for field in by.split(",") if field.strip())
    if not named:
        return ()
    known = {
        *COMPUTED,
        *(key for life in work.scope.lives for part in (life.record.head, life.record.facts) for key in part),
    }
    for field in named:
        if work.scope.lives and field.removeprefix("fact.") not in known:
            near = get_close_matches(field, sorted(known), 1)
            raise Usage(
                f"--by {field}: no record has such a field",
                f"did you mean {near[0]}?" if near else f"try {', '.join(COMPUTED)}",
            )
    return named


def _waiting(one: Elsewhere) -> Life:
    events = events_of(steps_of(one.timeline))
    branch = one.branch.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    start = events[0].at if events else None
    return Life(one.record, start, "git" if events else "", None, "", "", events, branch=branch)


def show(report: Report, form: str) -> int:
    """Print a report; 0, for an audit is no judgement. On a terminal that wants colours, tables are drawn."""
    wide = min(max(shutil.get_terminal_size().columns, 60), 120)
    if form == "html":
        from remit.site.charts import CSS, figure, html_table

        click.echo(audits.html(report, figure, html_table, CSS), nl=False)
    elif form == "table" and sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        audits.draw(report, wide, sys.stdout)
    else:
        written = {"json": audits.as_json, "csv": audits.csv, "md": audits.markdown}
        click.echo(written[form](report) if form in written else audits.text(report, wide), nl=False)
    return 0


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
@reports
def velocity(work: Audit, by: str, withdrawn: str, quantile: str) -> Report:
    """How long decisions take, from the need to the decision; open ones counted.

    `--since` keeps what came up since then. Half within and four of five within are Kaplan-Meier, with 95 % intervals.
    """
    fields = fields_of(work, by)
    return speed(
        work.scope, work.history, clock=work.clock, by=fields, since=work.since, withdrawn=withdrawn, rule=quantile
    )


@audit.command(epilog="Example:  remit audit ratio --since 90d")
@_unit
@reports
def ratio(work: Audit, unit: str) -> Report:
    """Which tier decides, against the target; and what was decided higher than needed."""
    return ratio_report(work.scope, since=work.since, unit=unit)


@audit.command(epilog="Example:  remit audit load --unit quarter")
@_unit
@reports
def load(work: Audit, unit: str) -> Report:
    """Who carries the decisions, for whom they wait, how much hangs on one person."""
    return load_report(work.scope, since=work.since, unit=unit)


@audit.command(epilog="Example:  remit audit boundaries --since 2026")
@reports
def boundaries(work: Audit) -> Report:
    """Boundaries used and never used, what falls between them, and practice beside paper."""
    return boundaries_report(work.scope, since=work.since)


@audit.command(epilog="Example:  remit audit budget")
@reports
def budget(work: Audit) -> Report:
    """What is drawn on each budget, what is left, and when it runs out."""
    return work.of_no_period(budgets(work.scope))


@audit.command(epilog="Example:  remit audit initiative --since 90d")
@reports
def initiative(work: Audit) -> Report:
    """Fix it or ask: what was decided on the spot, and how far decisions travel."""
    return initiative_report(work.scope, since=work.since)


@audit.command(epilog="Example:  remit audit outcomes --since 2026")
@reports
def outcomes(work: Audit) -> Report:
    """What came of the decisions, by tier: as expected, carried out, reversed."""
    return outcomes_report(work.scope, since=work.since)


@audit.command(epilog="Example:  remit audit stops")
@reports
def stops(work: Audit) -> Report:
    """Pulled cords: how soon they were answered, and what changed."""
    return stops_report(work.scope, since=work.since)


@audit.command(epilog="Example:  remit audit proof --since 2026")
@reports
def proof(work: Audit) -> Report:
    """What git proves of who decided: signed, committed, squashed by a forge, or only claimed."""
    signatures = verified(work.session.repository, work.scope.log, work.history)
    return proof_report(work.scope, work.history, signatures, since=work.since)


@audit.command(epilog="Example:  remit audit paper")
@reports
def paper(work: Audit) -> Report:
    """Which share of topics and amounts each tier holds by the policy alone, before there is any record."""
    return work.of_no_period(paper_report(work.session.log, work.now))


@audit.command(epilog="Example:  remit audit drill --without ana --days 5")
@click.option("--without", metavar="PERSON[,PERSON]", default="", help="Who is away.", shell_complete=options.people)
@click.option("--days", type=click.IntRange(1, 366), default=5, show_default=True, help="For how many days.")
@click.option("--everyone", is_flag=True, help="Try each person, and rank them by what stops.")
@reports
def drill(work: Audit, without: str, days: int, everyone: bool) -> Report:
    """What would stop without some people, and the fewest deputies that would repair it."""
    people = {person.handle: person for person in work.session.log.people.people} if work.session.log.people else {}
    if everyone:
        here = [one.handle for one in people.values() if one.kind == "person" and one.here_on(work.now.date())]
        return everyone_away(work.scope, here, days_away=days, since=work.since)
    named = [who.strip() for who in without.split(",") if who.strip()]
    if not named:
        raise Usage("nobody is named", "give --without PERSON[,PERSON], or --everyone")
    unknown = [who for who in named if people and who not in people]
    if unknown:
        near = get_close_matches(unknown[0], people, 1)
        raise Usage(
            f"people.yml knows nobody called {unknown[0]!r}",
            f"did you mean {near[0]}?" if near else "`remit people` lists them",
        )
    return drill_report(work.scope, named, days_away=days, since=work.since)


@audit.command(epilog="Example:  remit audit digest --week --format md")
@click.option("--week", "span", flag_value="week", default="week", help="The last seven days (the default).")
@click.option("--month", "span", flag_value="month", help="The last 30 days.")
@click.option("--quarter", "span", flag_value="quarter", help="The last 91 days.")
@reports
def digest(work: Audit, span: str) -> Report:
    """The report of the week or month: decided, open, stopped, due, ratio and pace."""
    return digest_report(work.scope, span or "week", since=work.since)

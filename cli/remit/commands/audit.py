"""`remit audit`: who decides, how fast, and what would be blocked."""

import functools
import shutil
import sys
from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any

import click

from remit.audits.boundaries import boundaries
from remit.audits.budgets import budgets
from remit.audits.drill import drill as drill_report
from remit.audits.drill import everyone_away
from remit.audits.drill import paper as paper_report
from remit.audits.fields import COMPUTED
from remit.audits.initiative import initiative
from remit.audits.lead_times import CLOCKS, RECORD, Life, events_of, lives
from remit.audits.load import load as load_report
from remit.audits.outcomes import outcomes
from remit.audits.overview import digest as digest_report
from remit.audits.proof import proof as proof_report
from remit.audits.ratio import ratio as ratio_report
from remit.audits.report import Report
from remit.audits.scope import Scope
from remit.audits.stops import stops
from remit.audits.velocity import speed
from remit.authority.procedure.answers import Answers
from remit.commands import judgement, options, types
from remit.commands.session import Session
from remit.commands.types import When
from remit.log.kinds import near
from remit.log.problem import Usage
from remit.log.timeline import History, steps_of
from remit.reporting import audits
from remit.reporting.audits import FORMATS
from remit.workspace import trusted_branch
from remit.workspace.log_history import Elsewhere, elsewhere, past, verified


class Audit:
    """One audit at work. Everything is read when it is first needed."""

    def __init__(self, since: When | None, until: When | None, clock: str, fetch: bool) -> None:
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
        """What the audits work with."""
        until = self.now.timestamp() if self._until else None
        found = (*lives(self.session.log, self.history, self.clock, until), *self.elsewhere)
        return Scope(self.session.log, found, self.now, Answers(self.session.log, self.now))

    def of_no_period(self, report: Report) -> Report:
        """A report that `--since` changes nothing in, with a note that says so where it was given."""
        said = "--since does not apply to this report: it uses the policy in force and its own periods."
        return report._replace(notes=(*report.notes, said)) if self._since else report


_work = options.gathered(
    "work",
    Audit,
    click.option("--since", type=types.since, metavar="DAY", help="Leave out what is older: a date, a year, 30d, 12w."),
    click.option("--until", type=types.until, metavar="DAY", help="Report as of that date, which then also counts as today."),
    click.option("--clock", type=click.Choice(CLOCKS), default=RECORD, show_default=True, help="Dates to use: the record's own, those of the commits that set the status, or those of the merges."),
    click.option("--fetch", is_flag=True, help="In a partial clone, fetch missing contents."),
)  # fmt: skip


def reports(audited: Callable[..., Report | int]) -> Callable[..., int]:
    """A command of the audit with the options of every audit first; its report is shown."""

    @_work
    @options.formats(*FORMATS)
    @functools.wraps(audited)
    def command(work: Audit, form: str, **own: Any) -> int:
        made = audited(work, **own)
        if not isinstance(made, Report):
            return made
        return show(made._replace(notes=(*made.notes, *judgement.not_landed(work.session))), form)

    return command


def fields_of(work: Audit, by: str) -> tuple[str, ...]:
    """The fields that `--by` names. Raises Usage for one that no record has: a typo would make one group of everything."""
    named = tuple(field.strip() for field in by.split(",") if field.strip())
    if not named:
        return ()
    known = {
        *COMPUTED,
        *(key for life in work.scope.lives for part in (life.record.head, life.record.facts) for key in part),
    }
    for field in named:
        if work.scope.lives and field.removeprefix("fact.") not in known:
            raise Usage(f"--by {field}: no record has such a field", near(field, sorted(known)))
    return named


def _waiting(one: Elsewhere) -> Life:
    events = events_of(steps_of(one.timeline))
    branch = one.branch.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    start = events[0].at if events else None
    return Life(one.record, start, "git" if events else "", None, "", events, branch=branch)


def show(report: Report, form: str) -> int:
    """Print a report; 0, since an audit does not fail. On a terminal, tables are drawn."""
    if form == "table" and sys.stdout.isatty():
        audits.draw(report, min(max(shutil.get_terminal_size().columns, 60), 120), sys.stdout)
    else:
        written = {"table": audits.text, "json": audits.as_json, "csv": audits.csv, "md": audits.markdown}
        click.echo(written[form](report), nl=False)
    return 0


UNITS = click.Choice(["week", "month", "quarter", "year"])
_unit = click.option("--unit", type=UNITS, default="month", show_default=True, help="Unit of the trend.")


@click.group(epilog="Example:  remit audit velocity --by tier --since 2026")
def audit() -> None:
    """Report who decides, how fast, where decisions wait, and what would be blocked without somebody.

    Numbers come with their confidence interval and coverage. Open decisions always count. An empty period is not an error.
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
    help="Treat withdrawn proposals as open until then (censor), or as never decided (compete).",
)
@click.option(
    "--quantile",
    type=click.Choice(["nearest", "linear"]),
    default="nearest",
    show_default=True,
    help="Method for the 75th and 90th percentile.",
)
@reports
def velocity(work: Audit, by: str, withdrawn: str, quantile: str) -> Report:
    """Report how long decisions take, from raised to decided, including open ones.

    `--since` keeps what was raised since then. The median and the 80th percentile are Kaplan-Meier estimates with 95 %
    confidence intervals.
    """
    fields = fields_of(work, by)
    return speed(
        work.scope, work.history, clock=work.clock, by=fields, since=work.since, withdrawn=withdrawn, rule=quantile
    )


@audit.command(epilog="Example:  remit audit ratio --since 90d")
@_unit
@reports
def ratio(work: Audit, unit: str) -> Report:
    """Compare the share of decisions per tier with the target, and list what was decided higher than needed."""
    return ratio_report(work.scope, since=work.since, unit=unit)


@audit.command(epilog="Example:  remit audit load --unit quarter")
@_unit
@reports
def load(work: Audit, unit: str) -> Report:
    """Report who decides how much, who is waited for, and what depends on one person."""
    return load_report(work.scope, since=work.since, unit=unit)


@audit.command(epilog="Example:  remit audit budget")
@reports
def budget(work: Audit) -> Report:
    """Report what is spent and left of each budget, and when it runs out."""
    return work.of_no_period(budgets(work.scope))


def _of_period(name: str, find: Callable[..., Report], help_: str, example: str = "") -> None:
    """An audit of what was decided since a day, without options of its own."""

    @audit.command(name, help=help_, epilog=f"Example:  remit audit {name}{example}")
    @reports
    def command(work: Audit) -> Report:
        return find(work.scope, since=work.since)


_of_period("boundaries", boundaries, "Report used and unused boundaries, gaps between them, and practice compared with the policy.", " --since 2026")  # fmt: skip
_of_period("initiative", initiative, "Report what was decided on the spot or escalated, and how many tiers decisions travel.", " --since 90d")  # fmt: skip
_of_period("outcomes", outcomes, "Report outcomes by tier: as expected, carried out, reversed.", " --since 2026")
_of_period("stops", stops, "Report stops: how soon they were answered, and what changed.")


@audit.command(epilog="Example:  remit audit proof --since 2026")
@reports
def proof(work: Audit) -> Report:
    """Report how each decision is verified: signed, committed, squashed by a Git host, or only claimed."""
    signatures = verified(work.session.repository, work.scope.log, work.history)
    return proof_report(work.scope, work.history, signatures, since=work.since)


@audit.command(epilog="Example:  remit audit paper")
@reports
def paper(work: Audit) -> Report:
    """Report the share of topics and amounts per tier by the policy alone, without any record."""
    return work.of_no_period(paper_report(work.session.log, work.now))


@audit.command(epilog="Example:  remit audit drill --without ana")
@click.option(
    "--without",
    metavar="PERSON[,PERSON]",
    default="",
    help="Assume these people are absent.",
    shell_complete=options.people,
)
@click.option("--everyone", is_flag=True, help="Try each person, and rank them by what would be blocked.")
@reports
def drill(work: Audit, without: str, everyone: bool) -> Report:
    """Report what would be blocked without some people, and the fewest deputies that would fix it."""
    people = {person.handle: person for person in work.session.log.people.people} if work.session.log.people else {}
    if everyone:
        here = [one.handle for one in people.values() if one.kind == "person" and one.here_on(work.now.date())]
        return everyone_away(work.scope, here, since=work.since)
    named = [who.strip() for who in without.split(",") if who.strip()]
    if not named:
        raise Usage("no person is named", "give --without PERSON[,PERSON], or --everyone")
    unknown = [who for who in named if people and who not in people]
    if unknown:
        raise Usage(f"there is no {unknown[0]!r} in people.yml", near(unknown[0], sorted(people)))
    return drill_report(work.scope, named, since=work.since)


@audit.command(epilog="Example:  remit audit digest --week --format md")
@click.option("--week", "span", flag_value="week", default="week", help="Last seven days (the default).")
@click.option("--month", "span", flag_value="month", help="Last 30 days.")
@click.option("--quarter", "span", flag_value="quarter", help="Last 91 days.")
@reports
def digest(work: Audit, span: str) -> Report:
    """Summarise the week, month or quarter: decided, open, stopped, due, ratio and speed."""
    return digest_report(work.scope, span or "week", since=work.since)

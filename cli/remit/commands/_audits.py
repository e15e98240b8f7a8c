"""What the audits work with: the log, its history, the decision procedure and the time; and how their reports are shown."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import click

from remit.audits.lead_times import CLOCKS, RECORD, Life, events_of, lives
from remit.audits.policy_questions import Ground, by_policy
from remit.audits.report import Report
from remit.commands import _judge, _when
from remit.commands._desk import Desk
from remit.log.moment import Moment, parse_moment
from remit.log.problem import Usage
from remit.log.timeline import History, steps_of
from remit.reporting import audits
from remit.reporting.audits import FORMATS
from remit.workspace import reading

F = TypeVar("F", bound=Callable[..., Any])


def options(command: F) -> F:
    """What every audit takes."""
    shared = (
        click.option("--since", metavar="DAY", help="Leave out what is older: a day, a year, 30d, 12w."),
        click.option("--until", metavar="DAY", help="As it stood on that day; it stands for now too."),
        click.option("--clock", type=click.Choice(CLOCKS), default=RECORD, show_default=True, help="Which dates count: the record's own, the commits that set the status, the commits that published it."),
        click.option("--fetch", is_flag=True, help="In a partial clone: fetch the old contents that are missing."),
        _format,
        click.option("--json", "_json", is_flag=True, is_eager=True, expose_value=False, callback=_flag, help="The same as --format json."),
    )  # fmt: skip
    for option in reversed(shared):
        command = option(command)
    return command


def _flag(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        ctx.meta["remit.json"] = True


def _or_json(ctx: click.Context, param: click.Parameter, value: str) -> str:
    return "json" if ctx.meta.get("remit.json") else value


_format = click.option(
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    callback=_or_json,
    help="How to show it.",
)


class Audit:
    """One audit at work. Everything is read when it is first needed."""

    def __init__(self, since: str | None, until: str | None, clock: str, *, fetch: bool) -> None:
        self.desk = Desk()
        _judge.need_readable(self.desk)
        self._since, self._until, self.clock, self._fetch = since, until, clock, fetch

    @cached_property
    def now(self) -> datetime:
        """The moment that the audit looks from: the end of `--until`, or now."""
        if not self._until:
            return self.desk.now
        moment = self._moment(self._until, "--until")
        return (
            moment.last_instant(self.desk.log.zone)
            if len(self._until) != 4
            else datetime(moment.day.year, 12, 31, 23, 59, 59, tzinfo=self.desk.log.zone)
        )

    @cached_property
    def since(self) -> float | None:
        """Seconds since 1970 UTC; None for everything."""
        return self._moment(self._since, "--since").instant(self.desk.log.zone).timestamp() if self._since else None

    def _moment(self, words: str, option: str) -> Moment:
        said = (
            f"{words}-01-01"
            if len(words) == 4 and words.isdigit()
            else f"{words}-01"
            if len(words) == 7 and words[4] == "-"
            else words
        )
        try:
            found = parse_moment(_when.moment(said, self.desk.now), self.desk.log.zone)
        except Usage as error:
            raise Usage(f"{option}: {error.message}", error.remedy) from None
        assert found  # noqa: S101 - what `moment` writes can be read
        return found

    @cached_property
    def tip(self) -> reading.Trusted | None:
        """The trusted branch's tip, whether or not it holds a policy; None where there is no commit yet."""
        return reading.trusted(self.desk.repository, self.desk.log.settings)

    @cached_property
    def history(self) -> History:
        """What git shows. Raises CannotProceed in a shallow clone."""
        from remit.workspace.past import past

        return past(self.desk.repository, self.desk.log, self.tip, fetch=self._fetch)

    @cached_property
    def elsewhere(self) -> list[Life]:
        """Open proposals on other branches: they wait since their first commit there."""
        from remit.workspace.past import elsewhere

        out = []
        for one in elsewhere(self.desk.repository, self.desk.log, self.tip, fetch=self._fetch):
            events = events_of(steps_of(one.timeline))
            out.append(
                Life(
                    one.record,
                    events[0].at if events else None,
                    "git" if events else "",
                    None,
                    "",
                    "",
                    events,
                    branch=_short(one.branch),
                )
            )
        return [life for life in out if life.start is None or life.start <= self.now.timestamp()]

    @cached_property
    def ground(self) -> Ground:
        """What the audits stand on."""
        until = self.now.timestamp() if self._until else None
        found = (*lives(self.desk.log, self.history, self.clock, until), *self.elsewhere)
        return Ground(self.desk.log, found, self.now, by_policy(self.desk.log, self.now))

    def of_no_period(self, report: Report) -> Report:
        """A report that `--since` changes nothing in, with a note that says so where it was given."""
        said = "It looks at the policy in force and its own periods: --since changes nothing here."
        return report._replace(notes=(*report.notes, said)) if self._since else report


def fields(work: Audit, by: str) -> tuple[str, ...]:
    """The fields that `--by` names. Raises Usage for one that no record has: a slip would make one group of everything."""
    from remit.audits.fields import COMPUTED

    named = tuple(field.strip() for field in by.split(",") if field.strip())
    if not named:
        return ()
    known = {
        *COMPUTED,
        *(key for life in work.ground.lives for part in (life.record.head, life.record.facts) for key in part),
    }
    for field in named:
        if work.ground.lives and field.removeprefix("fact.") not in known:
            from difflib import get_close_matches

            near = get_close_matches(field, sorted(known), 1)
            raise Usage(
                f"--by {field}: no record has such a field",
                f"did you mean {near[0]}?" if near else f"try {', '.join(COMPUTED)}",
            )
    return named


def _short(branch: str) -> str:
    return branch.removeprefix("refs/remotes/").removeprefix("refs/heads/")


def show(report: Report, fmt: str) -> int:
    """Print a report; 0, for an audit is no judgement. On a terminal that wants colours, tables are drawn."""
    wide = min(max(shutil.get_terminal_size().columns, 60), 120)
    if fmt == "html":
        from remit.site.charts import CSS, figure, html_table

        click.echo(audits.html(report, figure, html_table, CSS), nl=False)
    elif fmt == "table" and sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        audits.draw(report, wide, sys.stdout)
    else:
        shown = {
            "table": lambda: audits.text(report, wide),
            "json": lambda: audits.as_json(report),
            "csv": lambda: audits.csv(report),
        }
        click.echo(shown.get(fmt, lambda: audits.markdown(report))(), nl=False)
    return 0

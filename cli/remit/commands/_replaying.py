"""`remit policy replay`: read the draft in full, or say all that is wrong with it; then judge the past by it."""

from collections.abc import Iterable
from datetime import date

import click

from remit.audits.replay import replay, under
from remit.commands import _audits
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.policy import Policy
from remit.log.policy_keys import read_policy
from remit.log.problem import Usage
from remit.reporting.terminal import safe


def replayed(work: _audits.Audit, path: str, fmt: str) -> int:
    """The exit code: 0, or 1 where the draft cannot be read (nothing is replayed then)."""
    draft = read(path)
    wrong = unknown_names(work.desk.log, draft, work.now.date()) if draft else []
    if wrong:
        _say(wrong)
    if draft is None or wrong:
        return 1
    return _audits.show(replay(work.ground, draft, since=work.since), fmt)


def read(path: str) -> Policy | None:
    """The policy in a file (`-`: standard input); None where it has errors, which are then printed, all of them."""
    draft, findings = read_policy(_text(path), path)
    if draft is None:
        _say(findings)
    return draft


def _text(path: str) -> str:
    try:
        with click.open_file(path, encoding="utf-8") as file:
            return str(file.read())
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(
            f"cannot read {path}: {error.strerror if isinstance(error, OSError) else 'not UTF-8'}",
            "name the file of a policy",
        ) from None


def unknown_names(log: Log, draft: Policy, day: date) -> list[Finding]:
    """What the draft names and nothing has: judged by such a role everything would seem to go higher."""
    from remit.authority.policy.lint import lint

    return [
        found
        for found in lint(under(log, draft).policies, log.people, day)
        if found.code == "L12" and found.path == draft.path
    ]


def _say(findings: Iterable[Finding]) -> None:
    """All that is wrong with a draft, on standard error."""
    for finding in findings:
        place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part)
        click.echo(safe(f"{place}: {finding.message}"), err=True)
        click.echo(safe(f"  {finding.remedy}"), err=True)
    click.echo("Nothing was replayed.", err=True)

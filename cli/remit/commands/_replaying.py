"""`remit policy replay`: read the draft in full, or say all that is wrong with it; then judge the past by it."""

import click

from remit.commands import _insight
from remit.formats.policy import read_policy
from remit.insight.replay import replay
from remit.model.policy import Policy
from remit.model.problem import Usage
from remit.reporting.terminal import safe


def replayed(work: _insight.Audit, path: str, fmt: str) -> int:
    """The exit code: 0, or 1 where the draft cannot be read (nothing is replayed then)."""
    draft = read(path)
    if draft is None:
        return 1
    return _insight.show(replay(work.ground, draft, since=work.since), fmt)


def read(path: str) -> Policy | None:
    """The policy in a file; None where it has errors, which are then printed, all of them."""
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a plain path
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(
            f"cannot read {path}: {error.strerror if isinstance(error, OSError) else 'not UTF-8'}",
            "name the file of a policy",
        ) from None
    draft, findings = read_policy(text, path)
    for finding in findings if draft is None else ():
        click.echo(safe(f"{finding.path}:{finding.line}:{finding.column}: {finding.message}"), err=True)
        click.echo(safe(f"  {finding.remedy}"), err=True)
    if draft is None:
        click.echo("Nothing was replayed.", err=True)
    return draft

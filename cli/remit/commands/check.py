"""`remit check`: every problem at once."""

import os
import sys

import click

from remit.checks.check import Check
from remit.checks.engine import CHECKS, EXPLANATIONS, check_named
from remit.checks.report import Report
from remit.commands import options
from remit.log import schema
from remit.log.kinds import near
from remit.log.problem import CannotProceed, Usage
from remit.log.text import counted
from remit.repo import git
from remit.repo import repository as place
from remit.repo.repository import Repository
from remit.reporting import findings
from remit.reporting.terminal import json_of, safe_line
from remit.workspace import changes
from remit.workspace.changes import STAGED
from remit.workspace.check import baseline_path, fix, under_baseline, whole, write_baseline


@click.command(
    epilog="Example:  remit check --range origin/main..HEAD --format github",
)
@click.option("--staged", is_flag=True, help="Check what is staged, as the hook does.")
@click.option(
    "--range",
    "range_",
    metavar="BASE..HEAD",
    help="Check what HEAD changes compared with BASE, the tip of the target branch.",
)
@click.option("--commit", metavar="REV", help="Check the whole log as of this commit.")
@click.option(
    "--all",
    "all_",
    is_flag=True,
    help="Include time-based checks (overdue reviews, expired waivers …), for a scheduled run.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@options.formats("text", "json", "github", "sarif", "junit", words="Output format.")
@click.option("--fix", "fix_", is_flag=True, help="Fix what is safe to fix, in open records.")
@click.option("--write-baseline", is_flag=True, help="Record current findings as a baseline.")
@click.option("--fetch", is_flag=True, help="In a partial clone, fetch the contents that --range needs.")
@click.option(
    "--queued", is_flag=True, help="Treat HEAD as the merge queue's commit, which may be squashed with `merge: squash`."
)
@click.option("--explain", metavar="CODE", help="Explain a check by its code or name; `all` lists them.")
@click.option("--schema", "schema_", metavar="NAME", help="Print a JSON Schema: record, act, settings, context ….")
def check(
    *, staged: bool, range_: str | None, commit: str | None, all_: bool, strict: bool, form: str, fix_: bool,
    write_baseline: bool, fetch: bool, queued: bool, explain: str | None, schema_: str | None,
) -> int:  # fmt: skip
    """Check the log and report every problem at once: file, line, what is wrong and how to fix it.

    Checks the working tree; with an option, what is staged, a range or a commit. The policy in force is the trusted
    branch's, never the change's own. Exit code 1 if there is an error.
    """
    if explain:
        return _explain(explain, as_json=form == "json")
    if schema_:
        click.echo(schema.text_of(schema_), nl=False)
        return 0
    if sum(map(bool, (staged, range_, commit))) > 1:
        raise Usage("`--staged`, `--range` and `--commit` cannot be combined", "give one of them")
    if queued and not range_:
        raise Usage("`--queued` needs `--range`", "`remit check --queued --range BASE..HEAD`")

    repository = place.find(hook=staged)
    for fixed in fix(repository) if fix_ else ():
        click.echo(f"fixed {safe_line(fixed.path)}: {', '.join(map(safe_line, fixed.fields))}", err=True)
    if staged:
        report = changes.staged(repository) or Report(what=STAGED)
    elif range_:
        report = changes.between(repository, *ends_of(repository, range_), fetch=fetch, queued=queued)
    else:
        if not commit:
            repository.need_work_tree()
        report = whole(repository, *([git.commit_id(repository.top, commit)] if commit else []), timely=all_)
    if write_baseline:
        return _write_baseline(repository, report)
    if not (staged or range_):
        report = under_baseline(repository, report, commit or "")
    click.echo(_shown(report, form, strict=strict))
    return int(report.fails(strict=strict))


def _shown(report: Report, form: str, *, strict: bool) -> str:
    if form == "text":
        return "\n".join(findings.lines(report, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    if form == "github":
        return "\n".join(findings.annotations(report))
    if form == "json":
        return findings.json_text(report)
    if form == "junit":
        return findings.junit_text(report, {one.code: one.name for one in CHECKS}, strict=strict)
    return json_of(findings.sarif_data(report, EXPLANATIONS))


def ends_of(repository: Repository, words: str) -> tuple[str, str]:
    """The commits of `BASE..HEAD` (`...` means the same: they are compared from the merge base anyway)."""
    base, dots, head = words.partition("..")
    if not dots or not base:
        raise Usage(f"{words!r} is not a valid range", "write it as BASE..HEAD, such as `origin/main..HEAD`")
    head = head.removeprefix(".") or "HEAD"
    first = "" if not base.strip("0") else git.commit_id(repository.top, base)
    return first, git.commit_id(repository.top, head)


def _explain(code: str, *, as_json: bool) -> int:
    if code == "all":
        return _explain_all(as_json=as_json)
    check = check_named(code)
    if check is None:
        known = [word for one in CHECKS for word in (one.code, one.name)]
        raise Usage(f"there is no check {code!r}", near(code, known))
    page = EXPLANATIONS[check.code]
    if as_json:
        click.echo(json_of(_explained(check, page)))
        return 0
    fixable = "\n\n`remit check --fix` fixes it in open records." if check.fix else ""
    later = "\n\nOnly `remit check --all`, the scheduled run, looks for it." if check.timely else ""
    sys.stdout.write(f"{check.code} {check.name} ({check.level})\n\n{page}{fixable}{later}\n")
    return 0


def _explain_all(*, as_json: bool) -> int:
    if as_json:
        click.echo(json_of([_explained(check, EXPLANATIONS[check.code]) for check in CHECKS]))
        return 0
    sys.stdout.write("".join(f"{check.code} {check.name}\n" for check in CHECKS))
    return 0


def _explained(check: Check, page: str) -> dict[str, object]:
    return {
        "code": check.code, "name": check.name, "level": check.level, "explanation": page, "fix": check.fix is not None,
        "scheduled": check.timely,
    }  # fmt: skip


def _write_baseline(repository: Repository, report: Report) -> int:
    if not report.records:
        raise CannotProceed("there is no record to write a baseline for", "`remit check` shows what it found")
    count = write_baseline(repository, report)
    sys.stdout.write(f"{baseline_path(repository)}: {counted(count, 'finding')} recorded as the baseline\n")
    return 0

"""`remit check`: every problem at once."""

import json
import os
import sys
from difflib import get_close_matches
from typing import NamedTuple

import click

from remit.checks.check import Check
from remit.checks.engine import CHECKS, EXPLANATIONS, check_named
from remit.checks.report import Report
from remit.log import schema
from remit.log.problem import CannotProceed, Usage
from remit.repo import git
from remit.repo import repository as place
from remit.repo.repository import Repository
from remit.reporting import findings, junit, sarif
from remit.reporting.terminal import safe_line
from remit.workspace import baseline
from remit.workspace.check import STAGED, between, staged
from remit.workspace.fixing import fix
from remit.workspace.whole import whole

FORMATS = ("text", "json", "github", "sarif", "junit")


class Asked(NamedTuple):
    """The words of one call."""

    staged: bool = False
    range: str | None = None
    commit: str | None = None
    all: bool = False
    format: str = "text"
    strict: bool = False
    fix: bool = False
    explain: str | None = None
    schema: str | None = None
    write_baseline: bool = False
    fetch: bool = False
    queued: bool = False


def _check(asked: Asked) -> int:
    """Check, print, and return the exit code: 0 nothing that fails, 1 findings."""
    if asked.explain:
        return _explain(asked.explain, as_json=asked.format == "json")
    if asked.schema:
        return _schema(asked.schema)
    if sum(map(bool, (asked.staged, asked.range, asked.commit))) > 1:
        raise Usage("`--staged`, `--range` and `--commit` each choose what is judged", "give one of them")
    if asked.queued and not asked.range:
        raise Usage("`--queued` is about a range", "`remit check --queued --range BASE..HEAD`")

    repository = place.find(hook=asked.staged)
    if asked.fix:
        _fix(repository)
    report = _report(repository, asked)
    if asked.write_baseline:
        return _write_baseline(repository, report)
    if not (asked.staged or asked.range):
        report = baseline.under(repository, report, asked.commit or "")
    _print(report, asked)
    return int(report.fails(strict=asked.strict))


def _report(repository: Repository, asked: Asked) -> Report:
    if asked.staged:
        return staged(repository) or Report(what=STAGED)
    if asked.range:
        return between(repository, *ends_of(repository, asked.range), fetch=asked.fetch, queued=asked.queued)
    if asked.commit:
        return whole(repository, git.commit_id(repository.top, asked.commit), timely=asked.all)
    repository.need_work_tree()
    return whole(repository, timely=asked.all)


def ends_of(repository: Repository, words: str) -> tuple[str, str]:
    """The commits of `BASE..HEAD` (`...` means the same, for the two are compared where they parted anyway)."""
    base, dots, head = words.partition("..")
    if not dots or not base:
        raise Usage(f"{words!r} is no range", "write it as BASE..HEAD, such as `origin/main..HEAD`")
    head = head.removeprefix(".") or "HEAD"
    first = "" if not base.strip("0") else git.commit_id(repository.top, base)
    return first, git.commit_id(repository.top, head)


def _print(report: Report, asked: Asked) -> None:
    out = sys.stdout
    if asked.format == "text":
        shown = "\n".join(findings.lines(report, colour=_colour()))
    elif asked.format == "github":
        shown = "\n".join(findings.annotations(report))
    elif asked.format == "json":
        shown = findings.json_text(report)
    else:
        shown = _for_machines(report, asked)
    out.write(shown + "\n")
    out.flush()


def _for_machines(report: Report, asked: Asked) -> str:
    if asked.format == "junit":
        return junit.dumps(report, {check.code: check.name for check in CHECKS}, strict=asked.strict)

    return json.dumps(sarif.data(report, EXPLANATIONS), ensure_ascii=False, indent=2)


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _explain(code: str, *, as_json: bool) -> int:
    if code == "all":
        return _explain_all(as_json=as_json)
    check = check_named(code)
    if check is None:
        known = [word for one in CHECKS for word in (one.code, one.name)]
        near = get_close_matches(code, known, 1)
        raise Usage(
            f"there is no check {code!r}",
            f"did you mean {near[0]}?" if near else f"checks are: {', '.join(one.code for one in CHECKS)}",
        )
    page = EXPLANATIONS[check.code]
    if as_json:
        return _json(_explained(check, page))
    fixable = "\n\n`remit check --fix` mends it in undecided records." if check.fix else ""
    later = "\n\nLooked for by `remit check --all`, the scheduled run of the whole log." if check.timely else ""
    sys.stdout.write(f"{check.code} {check.name} ({check.level})\n\n{page}{fixable}{later}\n")
    return 0


def _explain_all(*, as_json: bool) -> int:
    if as_json:
        return _json([_explained(check, EXPLANATIONS[check.code]) for check in CHECKS])
    sys.stdout.write("".join(f"{check.code} {check.name}\n" for check in CHECKS))
    return 0


def _explained(check: Check, page: str) -> dict[str, object]:
    return {
        "code": check.code, "name": check.name, "level": check.level, "explanation": page, "fix": check.fix is not None,
        "scheduled": check.timely,
    }  # fmt: skip


def _json(data: object) -> int:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    return 0


def _schema(name: str) -> int:
    sys.stdout.write(schema.text_of(name))
    return 0


def _fix(repository: Repository) -> None:
    for fixed in fix(repository):
        sys.stderr.write(f"fixed {safe_line(fixed.path)}: {', '.join(map(safe_line, fixed.fields))}\n")


def _write_baseline(repository: Repository, report: Report) -> int:
    if not report.records:
        raise CannotProceed("there is no record to write a baseline of", "`remit check` says what it found")
    count = baseline.write(repository, report)
    sys.stdout.write(
        f"{baseline.path_of(repository)}: {findings.counted(count, 'finding')} {'is' if count == 1 else 'are'} known from now on\n"
    )
    return 0


@click.command(
    epilog="Try:  remit check --range origin/main..HEAD --format github",
    help="""Find every problem of the log at once: file, line, what is wrong, and the way out.

    Judges the work tree; what is staged, a range or a commit where you ask for it. The policy that judges is the trusted
    branch's, never the change's own. Exit code 1 where there is an error.""",
)
@click.option("--staged", is_flag=True, help="Judge what is staged, as the hook does.")
@click.option("--range", "range_", metavar="BASE..HEAD", help="Judge what HEAD brings to BASE, the target's tip.")
@click.option("--commit", metavar="REV", help="Judge a commit's whole log.")
@click.option("--all", "all_", is_flag=True, help="With what a passed day turned bad: for a scheduled run.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
@click.option("--fix", is_flag=True, help="First mend what is safe to mend, in undecided records.")
@click.option("--write-baseline", is_flag=True, help="Know today's findings from now on: an old log starts green.")
@click.option("--fetch", is_flag=True, help="Let a partial clone get the contents that --range needs, in one call.")
@click.option(
    "--queued", is_flag=True, help="HEAD is the merge queue's: with `merge: squash` its squashes are taken as such."
)
@click.option("--explain", metavar="CODE", help="Explain a check, by its code or name; `all` lists them.")
@click.option("--schema", metavar="NAME", help="Print a JSON Schema: record, act, settings, context ….")
def check(
    *, staged: bool, range_: str | None, commit: str | None, all_: bool, strict: bool, format_: str, json_: bool, fix: bool,
    write_baseline: bool, fetch: bool, queued: bool, explain: str | None, schema: str | None,
) -> int:  # fmt: skip
    """Find every problem of the log at once."""
    return _check(
        Asked(
            staged,
            range_,
            commit,
            all_,
            "json" if json_ else format_,
            strict,
            fix,
            explain,
            schema,
            write_baseline,
            fetch,
            queued,
        )
    )

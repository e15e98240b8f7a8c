"""What `remit check` does, without click: the plain calls that hooks and people make most start in half the time."""

import sys
from typing import TYPE_CHECKING, NamedTuple

from remit.log.problem import CannotProceed, Usage

if TYPE_CHECKING:
    from remit.checks.check import Check
    from remit.checks.report import Report
    from remit.repo.repository import Repository

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


def check(asked: Asked) -> int:
    """Check, print, and return the exit code: 0 nothing that fails, 1 findings."""
    if asked.explain:
        return _explain(asked.explain, as_json=asked.format == "json")
    if asked.schema:
        return _schema(asked.schema)
    if sum(map(bool, (asked.staged, asked.range, asked.commit))) > 1:
        raise Usage("`--staged`, `--range` and `--commit` each choose what is judged", "give one of them")
    if asked.queued and not asked.range:
        raise Usage("`--queued` is about a range", "`remit check --queued --range BASE..HEAD`")
    from remit.repo import repository as place

    repository = place.find(hook=asked.staged)
    if asked.fix:
        _fix(repository)
    report = _report(repository, asked)
    if asked.write_baseline:
        return _write_baseline(repository, report)
    if not (asked.staged or asked.range):
        from remit.workspace import baseline

        report = baseline.under(repository, report, asked.commit or "")
    _print(report, asked)
    return int(report.fails(strict=asked.strict))


def _report(repository: "Repository", asked: Asked) -> "Report":
    from remit.checks.report import Report
    from remit.workspace.whole import whole

    if asked.staged:
        from remit.workspace.check import STAGED, staged

        return staged(repository) or Report(what=STAGED)
    if asked.range:
        from remit.workspace.check import between

        return between(repository, *ends_of(repository, asked.range), fetch=asked.fetch, queued=asked.queued)
    if asked.commit:
        from remit.repo import git

        return whole(repository, git.commit_id(repository.top, asked.commit), timely=asked.all)
    repository.need_work_tree()
    return whole(repository, timely=asked.all)


def ends_of(repository: "Repository", words: str) -> tuple[str, str]:
    """The commits of `BASE..HEAD` (`...` means the same, for the two are compared where they parted anyway)."""
    from remit.repo import git

    base, dots, head = words.partition("..")
    if not dots or not base:
        raise Usage(f"{words!r} is no range", "write it as BASE..HEAD, such as `origin/main..HEAD`")
    head = head.removeprefix(".") or "HEAD"
    first = "" if not base.strip("0") else git.commit_id(repository.top, base)
    return first, git.commit_id(repository.top, head)


def _print(report: "Report", asked: Asked) -> None:
    from remit.reporting import findings

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


def _for_machines(report: "Report", asked: Asked) -> str:
    from remit.checks.engine import CHECKS, EXPLANATIONS

    if asked.format == "junit":
        from remit.reporting import junit

        return junit.dumps(report, {check.code: check.name for check in CHECKS}, strict=asked.strict)
    import json

    from remit.reporting import sarif

    return json.dumps(sarif.data(report, EXPLANATIONS), ensure_ascii=False, indent=2)


def _colour() -> bool:
    import os

    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _explain(code: str, *, as_json: bool) -> int:
    from remit.checks.engine import CHECKS, EXPLANATIONS, check_named

    if code == "all":
        return _explain_all(as_json=as_json)
    check = check_named(code)
    if check is None:
        from difflib import get_close_matches

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
    from remit.checks.engine import CHECKS, EXPLANATIONS

    if as_json:
        return _json([_explained(check, EXPLANATIONS[check.code]) for check in CHECKS])
    sys.stdout.write("".join(f"{check.code} {check.name}\n" for check in CHECKS))
    return 0


def _explained(check: "Check", page: str) -> dict[str, object]:
    return {
        "code": check.code, "name": check.name, "level": check.level, "explanation": page, "fix": check.fix is not None,
        "scheduled": check.timely,
    }  # fmt: skip


def _json(data: object) -> int:
    import json

    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    return 0


def _schema(name: str) -> int:
    from remit.log import schema

    sys.stdout.write(schema.text_of(name))
    return 0


def _fix(repository: "Repository") -> None:
    from remit.reporting.terminal import safe_line
    from remit.workspace.fixing import fix

    for fixed in fix(repository):
        sys.stderr.write(f"fixed {safe_line(fixed.path)}: {', '.join(map(safe_line, fixed.fields))}\n")


def _write_baseline(repository: "Repository", report: "Report") -> int:
    from remit.reporting import findings
    from remit.workspace import baseline

    if not report.records:
        raise CannotProceed("there is no record to write a baseline of", "`remit check` says what it found")
    count = baseline.write(repository, report)
    sys.stdout.write(
        f"{baseline.path_of(repository)}: {findings.counted(count, 'finding')} {'is' if count == 1 else 'are'} known from now on\n"
    )
    return 0

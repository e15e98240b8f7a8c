"""`remit policy`: policies as things that people read, test and compare."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from remit.audits.replay import replay as judged_again
from remit.audits.replay import under
from remit.audits.report import Report
from remit.audits.suggest import suggest as suggested
from remit.authority.policy import scenarios as running
from remit.authority.policy.lint import lint as find_faults
from remit.authority.policy.scenarios import read_scenarios
from remit.commands import audit, options, policy_reports, policy_versions, types
from remit.commands.policy_versions import Shelf
from remit.commands.session import Session
from remit.commands.types import When
from remit.log.finding import ERROR, WARNING, Finding
from remit.log.log import Log
from remit.log.policy import Policy
from remit.log.policy_keys import read_policy
from remit.log.problem import CannotProceed, Usage
from remit.reporting import policies as results
from remit.reporting.terminal import safe


@click.group
def policy() -> None:
    """Show, test, lint and compare policies.

    \b
    remit policy show
    remit policy lint
    remit policy test
    """


@policy.command
@click.argument("what", required=False, metavar="[NAME | FILE]")
@click.option("--at", "when", type=types.day, metavar="DAY", help="The version that judges on a day. Default: today.")
@click.option(
    "--as", "view", type=click.Choice(["matrix", "prose", "both"]), default="both", show_default=True,
    help="The delegation matrix, or sentences to read aloud.",
)  # fmt: skip
@options.formats("text", "json", "csv", words="csv: the matrix as a spreadsheet, which `policy new --from` reads.")
def show(what: str | None, when: When | None, view: str, form: str) -> int:
    """Who decides what, up to where, whom they ask first and whom they tell after.

    \b
    remit policy show
    remit policy show --as prose
    remit policy show --format csv
    """
    return policy_reports.show(what, when, view, form)


@policy.command
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--policies", metavar="DIR", help="The folder of the policies. Default: those of this log.")
@click.option("--people", metavar="FILE", help="Who holds what. Default: people.yml beside the policies.")
@options.formats("text", "json", "junit", words="How results are written.")
def test(files: tuple[str, ...], policies: str | None, people: str | None, form: str) -> int:
    """Run scenarios: who asks about what, and what the policy is to answer.

    Without a FILE: all of decisions/policy/tests/. Ends with 1 where one fails, or where a policy cannot be read.

    \b
    remit policy test
    remit policy test scenarios.yml --policies drafts --format junit
    """
    shelf = policy_versions.policies_of(policies, people)
    unread = list(shelf.unread)
    wanted = []
    for path in _files(files, shelf):
        found, problems = read_scenarios(policy_versions.text_of(path), str(path))
        unread += problems
        wanted += [one if one.policy else one._replace(policy=shelf.lowest) for one in found]
    if unread:
        click.echo(results.unreadable(unread, form), err=form == "text")
        return 1
    if not wanted:
        raise CannotProceed("there is no scenario to run", "write some in decisions/policy/tests/, or name a file")
    done = running.run(wanted, shelf.policies, shelf.people)
    click.echo(results.rendered(done, form))
    return int(any(not result.passed for result in done))


@policy.command
@click.option("--policies", metavar="DIR", help="The folder of the policies. Default: those of this log.")
@click.option("--people", metavar="FILE", help="Who holds what. Default: people.yml beside the policies.")
@click.option("--at", "when", type=types.day, metavar="DAY", help="As of a day. Default: today.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@options.json
def lint(policies: str | None, people: str | None, when: When | None, strict: bool, as_json: bool) -> int:
    """Find gaps, overlaps, roles that nobody holds and the like, by trying every threshold.

    \b
    remit policy lint
    """
    day = policy_versions.day_of(when)
    shelf = policy_versions.policies_of(policies, people)
    found: list[Finding] = list(shelf.unread) or find_faults(shelf.policies, shelf.people, day)
    click.echo(results.findings(found, len(shelf.policies), as_json=as_json, unread=bool(shelf.unread)))
    failing = (ERROR, WARNING) if strict else (ERROR,)
    return int(any(finding.level in failing for finding in found))


@policy.command
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.json
def diff(before: str, after: str, as_json: bool) -> int:
    """Say in words whose authority changes from A to B (files, or versions such as acme@2026-01-01).

    \b
    remit policy diff acme@2026-01-01 acme@2027-01-01
    """
    return policy_reports.diff(before, after, as_json=as_json)


@policy.command
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--from", "source", metavar="FILE.csv", help="Make it of a spreadsheet: topic, who, up to, consent ….")
@click.option("--on", "start", type=types.day, metavar="DAY", help="The first day that it judges. Default: tomorrow.")
@options.edits
def new(session: Session, name: str | None, source: str | None, start: When | None) -> None:
    """Start a version: from the one in force (only its first day changes), or from a spreadsheet.

    \b
    remit policy new --on 2027-01-01
    remit policy new acme --from matrix.csv
    """
    policy_versions.new(session, name, source, start)


@policy.command
@click.argument("draft", metavar="DRAFT")
@audit.reports
def replay(work: audit.Audit, draft: str) -> Report | int:
    """Judge every past decision under a draft policy (a file): what would have been decided lower, or not at all.

    With --format md it is a page to put into the change that brings the policy.

    \b
    remit policy replay decisions/policy/acme@2026-01-01.yml
    """
    policy = read_draft(draft)
    wrong = unknown_names(work.session.log, policy, work.now.date()) if policy else []
    if wrong:
        _say(wrong)
    if policy is None or wrong:
        return 1
    return judged_again(work.ground, policy, since=work.since)


@policy.command
@audit.reports
def suggest(work: audit.Audit) -> Report:
    """What the log says about the policy: limits to raise, boundaries that nobody uses, rules that are always unclear.

    \b
    remit policy suggest
    """
    return suggested(work.ground, since=work.since)


def _files(files: tuple[str, ...], shelf: Shelf) -> list[Path]:
    if files:
        return [Path(name) for name in files]
    folder = shelf.folder / "tests"
    return sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]) if folder.is_dir() else []


def read_draft(path: str) -> Policy | None:
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
    return [
        found
        for found in find_faults(under(log, draft).policies, log.people, day)
        if found.code == "L12" and found.path == draft.path
    ]


def _say(findings: Iterable[Finding]) -> None:
    """All that is wrong with a draft, on standard error."""
    for finding in findings:
        place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part)
        click.echo(safe(f"{place}: {finding.message}"), err=True)
        click.echo(safe(f"  {finding.remedy}"), err=True)
    click.echo("Nothing was replayed.", err=True)

"""`remit policy`: policies to read, test and compare."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from remit.audits.replay import replay as judged_again
from remit.audits.replay import under
from remit.audits.report import Report
from remit.audits.suggest import suggest as suggested
from remit.authority.answer import NoAnswer
from remit.authority.policy import scenarios as running
from remit.authority.policy.diff import DECIDES
from remit.authority.policy.diff import diff as compare
from remit.authority.policy.lint import lint as find_faults
from remit.authority.policy.matrix import rows
from remit.authority.policy.prose import prose
from remit.authority.policy.scenarios import names_of, read_scenarios
from remit.authority.procedure.chain import Level, Policies
from remit.authority.procedure.role_holders import RoleHolders
from remit.commands import audit, options, policy_files, prompts, types
from remit.commands.policy_files import PolicyFiles, policies_of, text_of
from remit.commands.session import Session, finish
from remit.commands.types import When
from remit.log import edit
from remit.log.finding import ERROR, WARNING
from remit.log.policy import Policy, read_policy
from remit.log.problem import CannotProceed, Usage
from remit.log.text import counted
from remit.reporting import policies as results
from remit.reporting.terminal import json_of, safe_line
from remit.workspace import clock
from remit.workspace.file_drafts import Draft

_read = options.gathered(
    "known",
    policies_of,
    click.option("--policies", metavar="DIR", help="Folder of the policies. Default: those of this log."),
    click.option("--people", metavar="FILE", help="People and role holders. Default: people.yml next to the policies."),
)


@click.group
def policy() -> None:
    """Show, test, lint, compare and replay policies.

    \b
    remit policy show
    remit policy lint
    remit policy test
    """


@policy.command
@click.argument("what", required=False, metavar="[NAME | FILE]")
@click.option("--at", "when", type=types.day, metavar="DAY", help="Version in force on this date. Default: today.")
@click.option(
    "--as", "view", type=click.Choice(["matrix", "prose", "both"]), default="both", show_default=True,
    help="Show the delegation matrix, sentences, or both.",
)  # fmt: skip
@options.formats("text", "json")
def show(what: str | None, when: When | None, view: str, form: str) -> int:
    """Show who decides what, up to which amount, whom they ask first and whom they inform.

    \b
    remit policy show
    remit policy show --as prose
    """
    day = _day_of(when)
    file = what if what and Path(what).is_file() else None
    if file:
        levels, people = policy_files.chain_of_file(file).levels[-1:], policy_files.beside(file).people
    else:
        known = policies_of().need_people()
        chain = Policies(known.policies, known.lowest, known.unreadable).chain(day, what)
        if isinstance(chain, NoAnswer):
            raise CannotProceed(chain.message, chain.remedy)
        levels, people = chain.levels, known.people
    role_holders = RoleHolders(people, day)
    if form == "json":
        _json(levels, role_holders)
    else:
        for number, level in enumerate(levels):
            click.echo(("\n" if number else "") + "\n".join(_text(level, role_holders, view)))
        if not file:
            _say_what_judges(levels)
    return 0


@policy.command
@click.argument("files", nargs=-1, metavar="[FILE]...")
@_read
@options.json
def test(files: tuple[str, ...], known: PolicyFiles, as_json: bool) -> int:
    """Run scenarios: who asks about what, and which answer is expected.

    Without a FILE, run all of decisions/policy/tests/. Exit code 1 if one fails, or if a file cannot be read; the others are tested.

    \b
    remit policy test
    remit policy test scenarios.yml --policies drafts
    """
    unread = list(known.unread)
    names = None if unread else names_of(known.policies, known.people)
    wanted = []
    named = [(name, text_of(Path(name))) for name in files]
    for path, text in named or known.scenarios:
        found, problems = read_scenarios(text, path, names)
        unread += problems
        wanted += [one if one.policy else one._replace(policy=known.lowest) for one in found if not problems]
    if known.people_unread:
        wanted = []
    if not wanted and not unread:
        raise CannotProceed(
            "there is no scenario to run",
            "write some in decisions/policy/tests/, or name a file: `remit policy test FILE`",
        )
    done = running.run(wanted, known.policies, known.people, known.unreadable)
    if unread and not as_json:
        click.echo(results.lines(unread), err=True)
    click.echo(results.rendered(done, unread, as_json=as_json))
    return int(bool(unread) or any(not result.passed for result in done))


@policy.command
@_read
@click.option("--at", "when", type=types.day, metavar="DAY", help="Check as of this date. Default: today.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@options.json
def lint(known: PolicyFiles, when: When | None, strict: bool, as_json: bool) -> int:
    """Find gaps, overlaps and roles that nobody holds, by trying every threshold.

    A policy that cannot be read is an error; the others are checked.

    \b
    remit policy lint
    """
    day = _day_of(when)
    found = list(known.unread)
    if not known.people_unread:
        found += find_faults(known.policies, known.people, day, known.unreadable)
    click.echo(results.findings(found, len(known.policies), as_json=as_json))
    failing = (ERROR, WARNING) if strict else (ERROR,)
    return int(any(finding.level in failing for finding in found))


@policy.command
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.json
def diff(before: str, after: str, as_json: bool) -> int:
    """Show whose authority changes from A to B: files, or versions such as acme@2026-01-01.

    \b
    remit policy diff acme@2026-01-01 acme@2027-01-01
    """
    one, other = policy_files.version(before), policy_files.version(after)
    day = max(one.lowest.policy.start, other.lowest.policy.start)
    found = compare(one, other, day)
    if as_json:
        click.echo(json_of([{**change._asdict(), "text": change.text} for change in found]))
        return 0
    names = f"{one.lowest.policy.id} -> {other.lowest.policy.id}"
    people = (policy_files.beside(after) if Path(after).is_file() else policies_of()).people
    role_holders = RoleHolders(people, day)
    for change in found:
        holders = tuple(role_holders.holders(other.lowest, change.subject)) if change.kind == DECIDES else ()
        click.echo(safe_line(change.said(holders)))
    count = counted(len(found), "change") if found else "nobody's authority changes"
    click.echo(f"{count}: {names}")
    return 0


@policy.command
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--on", "start", type=types.day, metavar="DAY", help="Effective date. Default: tomorrow.")
@options.edits
def new(session: Session, name: str | None, start: When | None) -> None:
    """Start a new version from the one in force. Only its effective date changes.

    \b
    remit policy new --on 2027-01-01
    """
    first = start.at(session.now).day if start else session.now.date() + timedelta(days=1)
    latest = _latest(session, name, first)
    path = f"{session.written.root}/policy/{latest.name}@{first}.yml"
    if (Path(session.repository.top) / path).exists():
        raise CannotProceed(f"{path} already exists", "edit it, or choose another effective date with `--on`")
    content = (Path(session.repository.top) / latest.path).read_text(encoding="utf-8")
    content = edit.set_keys(content, {"in_force": {"from": first.isoformat()}})
    lines = (
        f"It takes effect on {first}, once it is merged. Edit it, then:",
        "  remit policy lint",
        f"  remit policy diff {latest.id} {path}",
    )
    finish(
        session, [Draft(path, content, None)], f"Start policy {latest.name}@{first}",
        lines=lines, data={"policy": f"{latest.name}@{first}"},
    )  # fmt: skip


@policy.command
@click.argument("draft", metavar="DRAFT")
@audit.reports
def replay(work: audit.Audit, draft: str) -> Report | int:
    """Replay past decisions under a draft policy (a file): what would be decided at a lower level, or not at all.

    With --format md, write a page to include in the pull request that changes the policy.

    \b
    remit policy replay decisions/policy/acme@2026-01-01.yml
    """
    policy, wrong = read_policy(prompts.standard_input() if draft == "-" else text_of(Path(draft)), draft)
    if policy:  # with a role that is not there everything would seem to go higher
        log = work.session.log
        found = find_faults(under(log, policy).policies, log.people, work.now.date())
        wrong = [one for one in found if (one.code, one.path) == ("L12", draft)]
    if policy is None or wrong:
        click.echo(results.lines(wrong, "Nothing was replayed."), err=True)
        return 1
    return judged_again(work.scope, policy, since=work.since)


@policy.command
@audit.reports
def suggest(work: audit.Audit) -> Report:
    """Suggest changes to the policy from the log: limits to raise, unused boundaries, unclear rules.

    \b
    remit policy suggest
    """
    return suggested(work.scope, since=work.since)


def _day_of(when: When | None) -> date:
    """The day that was asked for; without one today, in the log's zone (outside a log: UTC)."""
    try:
        now = Session().now
    except CannotProceed:
        now = clock.now()
    return when.at(now).day if when else now.date()


def _say_what_judges(levels: tuple[Level, ...]) -> None:
    """Say so if the policy here is not merged yet, since another text is then in force."""
    session = Session()
    if session.tip is None:
        return
    judging = {policy.id: policy for policy in session.log.policies}
    changed = [level.policy.id for level in levels if judging.get(level.policy.id) != level.policy]
    if changed:
        branch = "the last commit" if session.tip.branch == "HEAD" else safe_line(session.tip.branch)
        click.echo(
            f"\nChanged here: {', '.join(changed)}. `remit may` uses the policy of {branch} until the change is merged."
        )


def _text(level: Level, role_holders: RoleHolders, view: str) -> list[str]:
    matrix = list(results.matrix_lines(level.policy, rows(level, role_holders))) if view != "prose" else []
    prose_ = list(results.prose_lines(prose(level))) if view != "matrix" else []
    return [*matrix, *([""] if matrix and prose_ else []), *prose_]


def _json(levels: tuple[Level, ...], role_holders: RoleHolders) -> None:
    data: list[dict[str, Any]] = [
        {
            "policy": level.policy.id,
            "title": level.policy.title,
            "rows": [results.row_data(row) for row in rows(level, role_holders)],
            "prose": [{"heading": section.heading, "sentences": list(section.sentences)} for section in prose(level)],
        }
        for level in levels
    ]
    click.echo(json_of(data))


def _latest(session: Session, name: str | None, first: date) -> Policy:
    """The version that would be in force on that day without a new one."""
    policies, named = session.written.policies, session.written.settings.policy
    wanted = name or Policies(policies, None if named == "none" else named).default
    begun = [policy for policy in policies if policy.name == wanted and policy.start < first]
    if not begun:
        versions = ", ".join(sorted(policy.id for policy in policies)) or "none; `remit init` writes a first one"
        message = f"no version of the policy {wanted or ''}".rstrip()
        raise Usage(f"{message} begins before {first}", f"choose another date with `--on`; versions here: {versions}")
    return max(begun, key=lambda policy: policy.start)

"""`remit policy`: policies as things that people read, test and compare."""

from typing import Any

import click

from remit.commands import _audits, _options

FORMATS = click.Choice(["text", "json", "junit"])


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
@click.option("--at", "when", metavar="DAY", help="The version that judges on a day. Default: today.")
@click.option(
    "--as", "view", type=click.Choice(["matrix", "prose", "both"]), default="both", show_default=True,
    help="The delegation matrix, or sentences to read aloud.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="csv: the matrix as a spreadsheet, which `policy new --from` reads.",
)  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
def show(what: str | None, when: str | None, view: str, format_: str, json_: bool) -> int:
    """Who decides what, up to where, whom they ask first and whom they tell after.

    \b
    remit policy show
    remit policy show --as prose
    remit policy show --format csv
    """
    from remit.commands import _policy_show

    return _policy_show.show(what, when, view, "json" if json_ else format_)


@policy.command
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--policies", metavar="DIR", help="The folder of the policies. Default: those of this log.")
@click.option("--people", metavar="FILE", help="Who holds what. Default: people.yml beside the policies.")
@click.option("--format", "format_", type=FORMATS, default="text", show_default=True, help="How results are written.")
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
def test(files: tuple[str, ...], policies: str | None, people: str | None, format_: str, json_: bool) -> int:
    """Run scenarios: who asks about what, and what the policy is to answer.

    Without a FILE: all of decisions/policy/tests/. Ends with 1 where one fails, or where a policy cannot be read.

    \b
    remit policy test
    remit policy test scenarios.yml --policies drafts --format junit
    """
    from remit.commands import _policy_test

    return _policy_test.test(files, policies, people, "json" if json_ else format_)


@policy.command
@click.option("--policies", metavar="DIR", help="The folder of the policies. Default: those of this log.")
@click.option("--people", metavar="FILE", help="Who holds what. Default: people.yml beside the policies.")
@click.option("--at", "when", metavar="DAY", help="As of a day. Default: today.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@_options.json
def lint(policies: str | None, people: str | None, when: str | None, strict: bool, as_json: bool) -> int:
    """Find gaps, overlaps, roles that nobody holds and the like, by trying every threshold.

    \b
    remit policy lint
    """
    from remit.commands import _policy_test

    return _policy_test.lint(policies, people, when, strict=strict, as_json=as_json)


@policy.command
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@_options.json
def diff(before: str, after: str, as_json: bool) -> int:
    """Say in words whose authority changes from A to B (files, or versions such as acme@2026-01-01).

    \b
    remit policy diff acme@2026-01-01 acme@2027-01-01
    """
    from remit.commands import _policy_show

    return _policy_show.diff(before, after, as_json=as_json)


@policy.command
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--from", "source", metavar="FILE.csv", help="Make it of a spreadsheet: topic, who, up to, consent ….")
@click.option("--on", "start", metavar="DAY", help="The first day that it judges. Default: tomorrow.")
@_options.commit
@_options.json
def new(name: str | None, source: str | None, start: str | None, commit: bool, as_json: bool) -> None:
    """Start a version: from the one in force (only its first day changes), or from a spreadsheet.

    \b
    remit policy new --on 2027-01-01
    remit policy new acme --from matrix.csv
    """
    from remit.commands import _policy_new

    _policy_new.new(name, source, start, commit=commit, as_json=as_json)


@policy.command
@click.argument("draft", metavar="DRAFT")
@_audits.options
def replay(draft: str, fmt: str, **options: Any) -> int:
    """Judge every past decision under a draft policy (a file): what would have been decided lower, or not at all.

    With --format md it is a page to put into the change that brings the policy.

    \b
    remit policy replay decisions/policy/acme@2026-01-01.yml
    """
    from remit.commands import _replaying

    return _replaying.replayed(_audits.Audit(**options), draft, fmt)


@policy.command
@_audits.options
def suggest(fmt: str, **options: Any) -> int:
    """What the log says about the policy: limits to raise, boundaries that nobody uses, rules that are always unclear.

    \b
    remit policy suggest
    """
    from remit.audits.suggest import suggest as suggested

    work = _audits.Audit(**options)
    return _audits.show(suggested(work.ground, since=work.since), fmt)

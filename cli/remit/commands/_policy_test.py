"""What `remit policy test` and `remit policy lint` do."""

from pathlib import Path

import click

from remit.commands import _policies
from remit.commands._policies import Shelf
from remit.log.finding import ERROR, WARNING, Finding
from remit.log.problem import CannotProceed
from remit.reporting import policies


def test(files: tuple[str, ...], folder: str | None, people: str | None, format_: str) -> int:
    """Run scenario files; 0 where all pass, 1 where one fails, none was run, or something cannot be read."""
    from remit.authority.policy import scenarios as running
    from remit.authority.policy.scenarios import read_scenarios

    shelf = _policies.shelf(folder, people)
    unread = list(shelf.unread)
    wanted = []
    for path in _files(files, shelf):
        found, problems = read_scenarios(_policies.text_of(path), str(path))
        unread += problems
        wanted += [one if one.policy else one._replace(policy=shelf.lowest) for one in found]
    if unread:
        click.echo(policies.unreadable(unread, format_), err=format_ == "text")
        return 1
    if not wanted:
        raise CannotProceed("there is no scenario to run", "write some in decisions/policy/tests/, or name a file")
    done = running.run(wanted, shelf.policies, shelf.people)
    click.echo(policies.rendered(done, format_))
    return int(any(not result.passed for result in done))


def _files(files: tuple[str, ...], shelf: Shelf) -> list[Path]:
    if files:
        return [Path(name) for name in files]
    folder = shelf.folder / "tests"
    return sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]) if folder.is_dir() else []


def lint(folder: str | None, people: str | None, when: str | None, *, strict: bool, as_json: bool) -> int:
    """Lint policies; 1 where there is an error (with `strict` a warning), or a policy cannot be read."""
    from remit.authority.policy.lint import lint as find

    day = _policies.day_of(when)
    shelf = _policies.shelf(folder, people)
    found: list[Finding] = list(shelf.unread) or find(shelf.policies, shelf.people, day)
    click.echo(policies.findings(found, len(shelf.policies), as_json=as_json, unread=bool(shelf.unread)))
    failing = (ERROR, WARNING) if strict else (ERROR,)
    return int(any(finding.level in failing for finding in found))

"""What `remit policy show` and `remit policy diff` do."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from remit.authority.answer import NoAnswer
from remit.authority.policy.diff import DECIDES
from remit.authority.policy.diff import diff as compare
from remit.authority.policy.matrix import rows
from remit.authority.policy.prose import prose
from remit.authority.procedure.chain import Chain, Level, Policies
from remit.authority.procedure.role_holders import Offices
from remit.commands import policy_versions
from remit.commands.policy_versions import Shelf
from remit.commands.session import Session
from remit.commands.types import When
from remit.log.people import People
from remit.log.policy import Policy
from remit.log.policy_keys import read_policy
from remit.log.problem import CannotProceed
from remit.reporting import policies
from remit.reporting.policies import write_matrix
from remit.reporting.terminal import safe_line


def show(what: str | None, when: When | None, view: str, format_: str) -> int:
    """Print a chain of policies, the organisation's first; of a file that file alone."""
    day = policy_versions.day_of(when)
    if what and Path(what).is_file():
        chain, levels, people = _of_file(what, day)
    else:
        shelf = _readable(policy_versions.policies_of(None, None))
        chain = _chain(Policies(shelf.policies, shelf.lowest), day, what)
        levels, people = chain.levels, shelf.people
    offices = Offices(people, day)
    if format_ == "json":
        _json(levels, offices)
    elif format_ == "csv":
        click.echo(write_matrix(levels[-1]), nl=False)
    else:
        for number, level in enumerate(levels):
            click.echo(("\n" if number else "") + "\n".join(_text(level, offices, view)))
        if not (what and Path(what).is_file()):
            _say_what_judges(levels)
    return 0


def _say_what_judges(levels: tuple[Level, ...]) -> None:
    """Where what is written here has not landed, say that another text judges."""
    session = Session()
    if session.tip is None:
        return
    judging = {policy.id: policy for policy in session.log.policies}
    changed = [level.policy.id for level in levels if judging.get(level.policy.id) != level.policy]
    if changed:
        branch = "the last commit" if session.tip.branch == "HEAD" else safe_line(session.tip.branch)
        click.echo(f"\nChanged here: {', '.join(changed)}. `remit may` judges by {branch} until the change has landed.")


def _text(level: Level, offices: Offices, view: str) -> list[str]:
    matrix = list(policies.matrix_lines(level.policy, rows(level, offices))) if view != "prose" else []
    prose_ = list(policies.prose_lines(prose(level))) if view != "matrix" else []
    return [*matrix, *([""] if matrix and prose_ else []), *prose_]


def _json(levels: tuple[Level, ...], offices: Offices) -> None:
    data: list[dict[str, Any]] = [
        {
            "policy": level.policy.id,
            "title": level.policy.title,
            "rows": [policies.row_data(row) for row in rows(level, offices)],
            "prose": [{"heading": section.heading, "sentences": list(section.sentences)} for section in prose(level)],
        }
        for level in levels
    ]
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def diff(before: str, after: str, *, as_json: bool) -> int:
    """Print what changes from one version to another; 0 whether or not anything does."""
    one, other = _version(before), _version(after)
    day = max(one.lowest.policy.start, other.lowest.policy.start)
    found = compare(one, other, day)
    if as_json:
        click.echo(json.dumps([policies.change_data(change) for change in found], ensure_ascii=False, indent=2))
        return 0
    names = f"{one.lowest.policy.id} -> {other.lowest.policy.id}"
    people = policy_versions.policies_of(None, None).people if not Path(after).is_file() else _beside(after)
    offices = Offices(people, day)
    for change in found:
        holders = tuple(offices.holders(other.lowest, change.subject)) if change.kind == DECIDES else ()
        click.echo(safe_line(change.said(holders)))
    count = f"{len(found)} change{'' if len(found) == 1 else 's'}" if found else "nobody's authority changes"
    click.echo(f"{count}: {names}")
    return 0


def _beside(path: str) -> People | None:
    """Who holds what, where a people.yml lies beside the policy or above its folder."""
    return policy_versions.of_folder(str(Path(path).parent), None).people


def _version(words: str) -> Chain:
    """The chain that ends in a file, or in a version such as acme@2026-01-01."""
    if Path(words).is_file():
        policy, beside = _file(words)
        return _ending_in(policy, beside)
    shelf = _readable(policy_versions.policies_of(None, None))
    found = next((policy for policy in shelf.policies if policy.id == words), None)
    if found is None:
        known = ", ".join(sorted(policy.id for policy in shelf.policies))
        raise CannotProceed(f"there is no version {words}", f"versions here: {known}; or name a file")
    return _ending_in(found, shelf.policies)


def _ending_in(policy: Policy, known: tuple[Policy, ...]) -> Chain:
    """A version with the policies above it as they stand on its first day, or later where they begin later."""
    above = [other for other in known if other.name != policy.name]
    starts = [other.start for other in above if other.start > policy.start]
    policies = Policies([policy._replace(until=None), *above])
    found = [policies.chain(day, policy.name) for day in (policy.start, *sorted(starts))]
    first = found[0]
    for chain in found:
        if isinstance(chain, Chain):
            return chain
    reason = first.message if isinstance(first, NoAnswer) else ""
    raise CannotProceed(f"{policy.id}: {reason}", "put the policies above it beside it")


def _file(path: str) -> tuple[Policy, tuple[Policy, ...]]:
    policy, problems = read_policy(policy_versions.text_of(Path(path)), path)
    if policy is None:
        first = problems[0]
        raise CannotProceed(f"{path}:{first.line}: {first.message}", first.remedy)
    beside = policy_versions.of_folder(str(Path(path).parent), None).policies
    return policy, beside


def _of_file(path: str, day: date) -> tuple[Chain, tuple[Level, ...], People | None]:
    policy, beside = _file(path)
    chain = _ending_in(policy, beside)
    return chain, chain.levels[-1:], _beside(path)


def _chain(policies: Policies, day: date, name: str | None) -> Chain:
    found = policies.chain(day, name)
    if isinstance(found, NoAnswer):
        raise CannotProceed(found.message, found.remedy)
    return found


def _readable(shelf: Shelf) -> Shelf:
    if shelf.unread:
        first = shelf.unread[0]
        raise CannotProceed(f"{first.path}:{first.line}: {first.message}", first.remedy or "`remit check` says more")
    return shelf

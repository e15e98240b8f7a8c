"""Policies that a command looks at: those of the log in the work tree, or those of a folder."""

import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from remit.commands.session import Session, finish
from remit.commands.types import When
from remit.log import edit
from remit.log.finding import ERROR, Finding
from remit.log.matrix_csv import read_matrix, to_policy
from remit.log.people import People, read_people
from remit.log.policy import Policy
from remit.log.policy_keys import read_policy
from remit.log.problem import CannotProceed, Usage
from remit.log.text import NotText, decode
from remit.workspace import clock
from remit.workspace.writing import Draft


class Shelf(NamedTuple):
    """Policies, people, and what could not be read of them."""

    policies: tuple[Policy, ...]
    people: People | None
    unread: tuple[Finding, ...]
    folder: Path
    """Where the policies lie."""
    lowest: str | None = None


def of_log() -> Shelf:
    """The work tree's: what is written here, landed or not."""
    session = Session()
    log = session.written
    folder = Path(session.repository.folder) / "policy"
    guards = (f"{log.root}/policy/", f"{log.root}/people.yml")
    unread = tuple(found for found in log.findings if found.path.startswith(guards) and found.level == ERROR)
    named = log.settings.policy if log.settings.policy != "none" else None
    return Shelf(log.policies, log.people, unread, folder, named)


def of_folder(folder: str, people: str | None) -> Shelf:
    """All policies that lie in a folder (not in folders below it), and the people.yml named, in it, or beside it.

    Other YAML files, such as scenarios, may lie beside them.
    """
    base = Path(folder)
    if not base.is_dir():
        raise Usage(f"there is no folder {folder}", "name the folder that the policies lie in")
    found: list[Policy] = []
    unread: list[Finding] = []
    for path in sorted([*base.glob("*.yml"), *base.glob("*.yaml")]):
        if path.name not in ("people.yml", "remit.yml"):
            content = text_of(path)
            if not _is_policy(content):
                continue
            policy, problems = read_policy(content, str(path))
            unread += problems
            if policy:
                found.append(policy)
    known = _people(base, people, unread)
    return Shelf(tuple(found), known, tuple(unread), base)


def _is_policy(content: str) -> bool:
    """Whether a file means to be a policy: a line begins with one of the keys that only policies have."""
    return re.search(r"^(?:policy|in_force|boundaries)[ \t]*:", content, re.MULTILINE) is not None


def _people(base: Path, named: str | None, unread: list[Finding]) -> People | None:
    candidates = [Path(named)] if named else [base / "people.yml", base.parent / "people.yml"]
    for path in candidates:
        if path.is_file():
            people, problems = read_people(text_of(path), str(path))
            unread += problems
            return people
    if named:
        raise Usage(f"there is no file {named}", "name the people.yml that says who holds what")
    return None


def policies_of(folder: str | None, people: str | None) -> Shelf:
    """The policies of a folder, or of the log. Raises CannotProceed where there is none."""
    found = of_folder(folder, people) if folder else of_log()
    if people and not folder:
        unread = list(found.unread)
        found = found._replace(people=_people(found.folder, people, unread), unread=tuple(unread))
    if not found.policies and not found.unread:
        raise CannotProceed(
            f"there is no policy in {os.path.relpath(found.folder)}", "`remit init` writes one to start from"
        )
    return found


def text_of(path: Path) -> str:
    """The text of a file. Raises CannotProceed where it is none."""
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise CannotProceed(f"cannot read {path}: {error.strerror}", "name a file that is there") from None
    except NotText as error:
        raise CannotProceed(f"{path}: {error}", "save it as UTF-8") from None


def day_of(when: When | None) -> date:
    """The day that was asked for; without one today, in the log's zone (outside a log: UTC)."""
    try:
        now = Session().now
    except CannotProceed:
        now = clock.now()
    return when.at(now).day if when else now.date()


def new(session: Session, name: str | None, source: str | None, start: When | None) -> None:
    """Write `decisions/policy/<name>@<day>.yml`; it judges nothing before that day, nor before it has landed."""
    first = start.at(session.now).day if start else session.now.date() + timedelta(days=1)
    content, name = _from_table(session, source, name, first) if source else _from_version(session, name, first)
    path = f"{session.written.root}/policy/{name}@{first}.yml"
    if (Path(session.repository.top) / path).exists():
        raise CannotProceed(f"{path} is there already", "edit it, or choose another first day with `--on`")
    policy, problems = read_policy(content, path)
    if policy is None:
        raise CannotProceed(f"{source or name}: {problems[0].message}", problems[0].remedy)
    lines = (
        f"It judges from {first}, once it has landed. Edit it, then:",
        "  remit policy lint",
        f"  remit policy diff {_before(session, name, first)} {path}",
    )
    finish(
        session, [Draft(path, content, None)], f"Start policy {name}@{first}",
        lines=lines, data={"policy": f"{name}@{first}"},
    )  # fmt: skip


def _before(session: Session, name: str, first: date) -> str:
    older = [policy for policy in session.written.policies if policy.name == name and policy.start < first]
    return max(older, key=lambda policy: policy.start).id if older else "A"


def _from_version(session: Session, name: str | None, first: date) -> tuple[str, str]:
    """The text of the latest version, with another first day and nothing else changed."""
    latest = _latest(session, name, first)
    content = (Path(session.repository.top) / latest.path).read_text(encoding="utf-8")
    return edit.set_keys(content, {"in_force": {"from": first.isoformat()}}), latest.name


def _latest(session: Session, name: str | None, first: date) -> Policy:
    """The version that would judge on that day without a new one."""
    policies = session.written.policies
    wanted = name or session.written.settings.policy
    if wanted in (None, "none"):
        names = {policy.name for policy in policies}
        wanted = names.pop() if len(names) == 1 else None
    found = [policy for policy in policies if policy.name == wanted]
    if not found:
        known = ", ".join(sorted({policy.name for policy in policies})) or "none"
        raise CannotProceed(f"there is no policy {wanted or 'named'} to start from", f"policies here: {known}")
    begun = [policy for policy in found if policy.start < first]
    if not begun:
        oldest = min(found, key=lambda policy: policy.start)
        same = next((policy.path for policy in found if policy.start == first), "")
        said = f"{same} is there already" if same else f"{first} is before the first day of {oldest.id}"
        raise Usage(said, "choose a later `--on`")
    return max(begun, key=lambda policy: policy.start)


def _from_table(session: Session, source: str | None, name: str | None, first: date) -> tuple[str, str]:
    lines, wrong = read_matrix(text_of(Path(source or "")))
    if wrong or not lines:
        said = "; ".join(f"line {one.line}: {one.message}" for one in wrong) or "it has no line below the first"
        raise CannotProceed(f"{source}: {said}", wrong[0].remedy if wrong else "write a line for each role and topic")
    known = {policy.currency for policy in session.written.policies if policy.currency}
    name = name or session.written.settings.policy or Path(source or "").stem.lower()
    return to_policy(lines, name, first.isoformat(), known.pop() if len(known) == 1 else ""), name

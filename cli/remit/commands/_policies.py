"""Policies that a command looks at: those of the log in the work tree, or those of a folder."""

import os
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from remit.log.finding import ERROR, Finding
from remit.log.people import People, read_people
from remit.log.policy import Policy
from remit.log.policy_keys import read_policy
from remit.log.problem import CannotProceed, Usage
from remit.log.text import NotText, decode


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
    from remit.commands._desk import Desk

    desk = Desk()
    log = desk.written
    folder = Path(desk.repository.folder) / "policy"
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


def shelf(folder: str | None, people: str | None) -> Shelf:
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


def day_of(words: str | None) -> date:
    """A day that was asked for; without one today. Raises Usage."""
    if words:
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise Usage(f"{words!r} is no day", "write it as 2026-01-31") from None
    from remit.workspace import clock

    return clock.now().date()

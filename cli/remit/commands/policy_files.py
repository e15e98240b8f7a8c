"""Policies that a command reads: those of the log in the working tree, or those of a folder."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from remit.authority.answer import NoAnswer
from remit.authority.procedure.chain import Chain, Policies
from remit.commands.session import Session
from remit.log.finding import ERROR, Finding
from remit.log.people import People, read_people
from remit.log.policy import Policy, Unreadable, read_policy, unreadable
from remit.log.problem import CannotProceed, Usage
from remit.log.text import NotText, decode


class PolicyFiles(NamedTuple):
    """Policies, people, and what could not be read of them."""

    policies: tuple[Policy, ...]
    people: People | None
    unread: tuple[Finding, ...]
    folder: Path
    """The folder of the policies."""
    lowest: str | None = None
    unreadable: tuple[Unreadable, ...] = ()
    """The versions that cannot be read; the findings about them are in `unread` too."""
    scenarios: tuple[tuple[str, str], ...] = ()
    """Path and text of the files in `tests/`."""

    @property
    def people_unread(self) -> tuple[Finding, ...]:
        """What is wrong with people.yml: without it nobody can tell who holds a role."""
        broken = {one.finding.path for one in self.unreadable}
        return tuple(found for found in self.unread if found.path not in broken)

    def need_people(self) -> "PolicyFiles":
        """These, if people.yml can be read. Raises CannotProceed."""
        for found in self.people_unread:
            raise _unreadable(found)
        return self


def _unreadable(found: Finding) -> CannotProceed:
    return CannotProceed(f"{found.path}:{found.line}: {found.message}", found.remedy or "`remit check` says more")


def of_log() -> PolicyFiles:
    """Those of the working tree, merged or not."""
    session = Session()
    log = session.written
    folder = Path(session.repository.folder) / "policy"
    guards = (f"{log.root}/policy/", f"{log.root}/people.yml")
    unread = tuple(found for found in log.findings if found.path.startswith(guards) and found.level == ERROR)
    named = log.settings.policy if log.settings.policy != "none" else None
    return PolicyFiles(log.policies, log.people, unread, folder, named, log.unreadable_policies, log.scenarios)


def of_folder(folder: str, people: str | None) -> PolicyFiles:
    """All policies in a folder (not in its subfolders), and the people.yml named, in it, or next to it.

    Other YAML files, such as scenarios, may be next to them.
    """
    base = Path(folder)
    if not base.is_dir():
        raise Usage(f"there is no folder {folder}", "name the folder of the policies")
    found: list[Policy] = []
    unread: list[Finding] = []
    broken: list[Unreadable] = []
    for path in sorted([*base.glob("*.yml"), *base.glob("*.yaml")]):
        if path.name not in ("people.yml", "remit.yml"):
            content = text_of(path)
            if not _is_policy(content):
                continue
            policy, problems = read_policy(content, str(path))
            unread += problems
            if policy:
                found.append(policy)
            else:
                broken.append(unreadable(problems[0], content))
    known = _people(base, people, unread)
    tests = sorted([*(base / "tests").rglob("*.yml"), *(base / "tests").rglob("*.yaml")])
    scenarios = tuple((str(path), text_of(path)) for path in tests)
    return PolicyFiles(tuple(found), known, tuple(unread), base, None, tuple(broken), scenarios)


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
        raise Usage(f"there is no file {named}", "name the people.yml that lists the role holders")
    return None


def policies_of(policies: str | None = None, people: str | None = None) -> PolicyFiles:
    """The policies of a folder, or of the log, with the people of a file. Raises CannotProceed if there is none."""
    found = of_folder(policies, people) if policies else of_log()
    if people and not policies:
        unread = list(found.unread)
        found = found._replace(people=_people(found.folder, people, unread), unread=tuple(unread))
    if not found.policies and not found.unread:
        raise CannotProceed(
            f"there is no policy in {os.path.relpath(found.folder)}", "`remit init` writes one to start from"
        )
    return found


def text_of(path: Path) -> str:
    """The text of a file. Raises CannotProceed if it is not text."""
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise CannotProceed(f"cannot read {path}: {error.strerror}", "name an existing file") from None
    except NotText as error:
        raise CannotProceed(f"{path}: {error}", "save it as UTF-8") from None


def beside(path: str) -> PolicyFiles:
    """The policies next to a policy's file, and the people.yml there or above."""
    return of_folder(str(Path(path).parent), None)


def version(words: str) -> Chain:
    """The chain that ends in a file, or in a version such as acme@2026-01-01. Raises CannotProceed."""
    if Path(words).is_file():
        return chain_of_file(words)
    known = policies_of().need_people()
    found = next((policy for policy in known.policies if policy.id == words), None)
    if found is None and known.unread:
        raise _unreadable(known.unread[0])
    if found is None:
        names = ", ".join(sorted(policy.id for policy in known.policies))
        raise CannotProceed(f"there is no version {words}", f"versions here: {names}; or name a file")
    return _ending_in(found, known.policies)


def chain_of_file(path: str) -> Chain:
    """The policy in a file, below those next to it. Raises CannotProceed."""
    policy, problems = read_policy(text_of(Path(path)), path)
    if policy is None:
        first = problems[0]
        raise CannotProceed(f"{path}:{first.line}: {first.message}", first.remedy)
    return _ending_in(policy, beside(path).policies)


def _ending_in(policy: Policy, known: tuple[Policy, ...]) -> Chain:
    """A version with the policies above it as of its first day, or later if they begin later."""
    above = [other for other in known if other.name != policy.name]
    starts = [other.start for other in above if other.start > policy.start]
    policies = Policies([policy._replace(until=None), *above])
    found = [policies.chain(day, policy.name) for day in (policy.start, *sorted(starts))]
    first = found[0]
    for chain in found:
        if isinstance(chain, Chain):
            return chain
    reason = first.message if isinstance(first, NoAnswer) else ""
    raise CannotProceed(f"{policy.id}: {reason}", "put the policies that it extends in the same folder")

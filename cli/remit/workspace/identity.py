"""Who am I? The e-mail address that git will commit with, looked up in people.yml; never the name of the account."""

import os
import re
from difflib import get_close_matches

from remit.log import ids
from remit.log.log import Log
from remit.log.people import People
from remit.log.problem import CannotProceed, Usage
from remit.repo import git
from remit.repo.repository import Repository

_NOREPLY = re.compile(r"(?:[0-9]+[+-])?([A-Za-z0-9_.-]+)@users\.noreply\.[a-z0-9.-]+")
SAY = "say who you are with `--who HANDLE`"


def email_of(repository: Repository) -> str | None:
    """The e-mail address of git's identity as it is configured; None where none is (git would invent one)."""
    written = os.environ.get("GIT_AUTHOR_EMAIL")
    if written:
        return written
    _, out, _ = git.run_raw(repository.top, "config", "-z", "--get-regexp", r"^(author|user)\.email$")
    found = dict(entry.decode("utf-8", "replace").partition("\n")[::2] for entry in git.zsplit(out))
    return found.get("author.email") or found.get("user.email") or None


def acting(repository: Repository, log: Log, asked: str | None) -> str:
    """The handle of who acts: the one asked for, else the one whose address git has. Raises CannotProceed, Usage."""
    if asked:
        if log.people is not None and asked not in log.people.by_handle:
            need_people(log)
        return known(log.people, asked)
    email = email_of(repository)
    if email is None:
        raise CannotProceed("git does not know who you are", f"{SAY}, or `git config user.email you@example.com`")
    if log.people is None:
        return _from_address(email)
    by_email = log.people.by_email.get(email.lower())
    handle = by_email.handle if by_email else _by_login(log.people, email)
    if handle is None:
        need_people(log)
        raise CannotProceed(
            f"nobody in {log.people.path} has the address {email}",
            f"`remit people add HANDLE --email {email}`, or {SAY}",
        )
    return handle


def need_people(log: Log) -> None:
    """Raises CannotProceed where people.yml is there and something in it cannot be read."""
    found = next((one for one in log.governing.findings if log.people and one.path == log.people.path), None)
    if found:
        raise CannotProceed(f"{found.path}:{found.line}: {found.message}", found.remedy or "fix the line")


def _by_login(people: People, email: str) -> str | None:
    match = _NOREPLY.fullmatch(email)
    if match is None:
        return None
    return next((person.handle for person in people.people if match[1] in person.logins), None)


def _from_address(email: str) -> str:
    """Without people.yml every name is claimed: the part before the @ is as good as any."""
    handle = email.partition("@")[0].lower()
    if ids.is_handle(handle):
        return handle
    raise CannotProceed(f"there is no people.yml, and {email} gives no handle", SAY)


def known(people: People | None, handle: str) -> str:
    """A handle as people.yml has it now. Raises Usage where nobody has it."""
    if people is None:
        if ids.is_handle(handle):
            return handle
        raise Usage(f"{handle!r} is not a handle", "handles are lower-case letters, digits, dots and dashes")
    person = people.by_handle.get(handle)
    if person is not None:
        return person.handle

    near = get_close_matches(handle, people.by_handle, 1, 0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise Usage(f"nobody in {people.path} is called {handle}", f"{hint}`remit people add {handle}` adds a person")

"""The paths that stopped decisions govern, kept below the git directory: so a hook knows when to look closely.

It only says where to look. Whether a path is held up is judged from the log that is staged (G20), so a list that is out of date
costs time and refuses nothing. What it does not hold, such as a stop that came with the last pull, is found in CI.
"""

import os
from typing import TYPE_CHECKING

from remit.log.globs import matches

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from remit.log.log import Log
    from remit.log.record import Record
    from remit.repo.repository import Repository

NAME = "stopped"


def file_of(top: str) -> str:
    """Where the list of the repository at `top` lies: in the git directory that all its work trees share."""
    at = os.path.join(top, ".git")
    if os.path.isfile(at):
        at = os.path.join(top, _read(at).removeprefix("gitdir:").strip())
        shared = _read(os.path.join(at, "commondir")).strip()
        at = os.path.join(at, shared) if shared else at
    return os.path.join(at, "remit", NAME)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return file.read()
    except OSError:
        return ""


def known(top: str) -> tuple[str, ...]:
    """The globs of the paths; none where no stop is known."""
    return tuple(filter(None, _read(file_of(top)).split("\0")))


def concern(globs: "Iterable[str]", path: str) -> bool:
    """Whether a path is one of them."""
    return any(matches(glob, path) for glob in globs)


def globs_of(records: "Iterable[Record]", now: "datetime", zone: "tzinfo") -> set[str]:
    """What the decisions govern that somebody stopped."""
    found: set[str] = set()
    for record in records:
        if record.acts or "stops" in record.head:
            affects = record.list_of("affects")
            if affects:
                from remit.checks.stops import open_stops

                found.update(affects if any(open_stops(record, now, zone)) else ())
    return found


def keep(repository: "Repository", globs: "Iterable[str]") -> None:
    """Remember these paths and no others. Where it cannot be written nothing is remembered and nothing fails."""
    path, wanted = file_of(repository.top), sorted(set(globs))
    if repository.bare or wanted == sorted(known(repository.top)):
        return

    from remit.files import cache

    if wanted:
        cache.keep(path, "\0".join(wanted).encode("utf-8", "surrogateescape"))
    else:
        cache.forget(path)


def add(repository: "Repository", globs: "Iterable[str]") -> None:
    """Remember these paths too."""
    more = set(globs)
    if more:
        keep(repository, {*known(repository.top), *more})


def see(repository: "Repository", log: "Log", now: "datetime", *, everything: bool) -> None:
    """Remember what a log says that was read: all of it, or a part that takes nothing back."""
    globs = globs_of(log.records, now, log.zone)
    if everything:
        keep(repository, globs)
    else:
        add(repository, globs)

"""The commit to be: what git would show of what is staged, once it is committed. Its author is known before."""

import os
from collections.abc import Iterable

from remit.attribution.authors import Entries
from remit.attribution.evidence import Reader, differing
from remit.log.change import NO_EVIDENCE, TO_BE, Evidence, Made, Step
from remit.log.ids import name_of
from remit.log.log import Log
from remit.log.protected_files import guard_of
from remit.log.timeline import Commit, Identity
from remit.repo import git
from remit.repo.raw import Difference
from remit.repo.repository import Repository, under_way
from remit.repo.trees import Contents


def evidence(
    repository: Repository,
    files: Iterable[Difference],
    contents: Contents,
    judging: Log,
    gates: tuple[str, ...],
    now: int,
) -> Evidence:
    """The evidence of the commit to be: its author stated all that is staged. NO_EVIDENCE where nobody knows who that is.

    In the middle of a merge others made what is staged, so nothing is guessed. `gates`: hook and CI files that are protected. `now`: seconds since 1970 UTC.
    """
    brought = Entries(files)
    read = Reader(repository.root, contents)
    if judging.people is None:
        return NO_EVIDENCE
    read.ahead([brought], {name_of(path) for path in brought.by_path})
    stated = {path: kinds for path, kinds in differing(brought, read) if kinds}
    guards = [*(path for path in sorted(stated) if guard_of(path, repository.root)), *gates]
    made = _to_be(repository, now) if stated or guards else None
    if made is None:
        return NO_EVIDENCE
    return Evidence(
        head=TO_BE,
        commits=(made.commit,),
        stated={path: dict.fromkeys(kinds, (made,)) for path, kinds in stated.items()},
        touched=dict.fromkeys(guards, (made,)),
        people=_people(repository, brought, read, made),
        blobs={
            path: ("" if entry.gone else entry.new_blob,) for path, entry in brought.by_path.items() if path in guards
        },
    )


def _people(repository: Repository, brought: Entries, read: Reader, made: Made) -> tuple[Step, ...]:
    path = f"{repository.root}/people.yml"
    entry = brought.by_path.get(path)
    return (Step(made, *(read.people(side, path) for side in entry.sides)),) if entry else ()


def _to_be(repository: Repository, now: int) -> Made | None:
    """The commit to be; None where its author is not known, or where others made what it brings."""
    if under_way(repository):
        return None
    author = _author(repository)
    return Made(Commit("", author, now, author, now), now) if author else None


def _author(repository: Repository) -> Identity | None:
    """Whom git will write as author. It tells its hooks (`--author` and `--amend` included); else it is asked.

    An address that git would make up from the machine's name is nobody's.
    """
    name, email = os.environ.get("GIT_AUTHOR_NAME"), os.environ.get("GIT_AUTHOR_EMAIL")
    if name is not None and email:
        return Identity(name, email)
    words = ("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    _, out, _ = git.run_raw(repository.top, *words, hook=repository.hook)
    name, found, rest = out.decode("utf-8", "surrogateescape").partition(" <")
    return Identity(name, rest.partition(">")[0]) if found else None

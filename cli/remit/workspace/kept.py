"""The kept rows of a log where few files changed since they were made: what changed is read, the rest is asked of the rows."""

import os
from sqlite3 import Connection

from remit.log import ids
from remit.log.log_file import ACT, RECORD, SETTINGS, kind_of
from remit.log.record import Record
from remit.repo.repository import Repository
from remit.workspace import frame, rows

Found = tuple[Connection, set[str]]
"""The rows as they were last made, and the files that changed since."""
MANY = 200
"""More changed files than this, and reading everything is as fast."""


def rows_and_changes(repository: Repository) -> Found | None:
    """The rows and the few files that changed since; None where there are none, or more than a few records changed."""
    found = rows.kept(repository)
    if found is None or len(found[1]) > MANY:
        return None
    return None if any(_matters(repository, path) for path in found[1]) else found


def _matters(repository: Repository, path: str) -> bool:
    """Whether a changed file may change other decisions than its own: settings, and what is read with its whole folder."""
    if path.startswith(f"{repository.root}/"):
        return kind_of(path, repository.root) == SETTINGS
    from remit.importers.formats import can_be_read
    from remit.workspace import adopted

    return can_be_read(path) or path.endswith(adopted.SETTINGS)


def changed_files(repository: Repository, changed: set[str]) -> list[str]:
    """The files of the records among what changed, as far as they are still there, by path."""
    own = [path for path in changed if path.startswith(f"{repository.root}/")]
    records = [path for path in own if kind_of(path, repository.root) == RECORD]
    return sorted(path for path in records if os.path.isfile(os.path.join(repository.top, path)))


def waiting(repository: Repository, found: Found | None) -> list[str]:
    """The paths of all records that may wait for somebody, by path: those of the rows, and whatever changed since."""
    if found is None:
        return rows.waiting(rows.current(repository).table)
    table, changed = found
    acted = {ids.id_of_acts(path.split("/")[-2]) for path in changed if kind_of(path, repository.root) == ACT}
    touched = {name.path for name in rows.names(table) if name.id in acted} if acted else set()
    there = {path for path in (*rows.waiting(table), *touched) if path not in changed}
    return sorted(there.union(changed_files(repository, changed)))


def read(repository: Repository, changed: set[str]) -> tuple[Record, ...]:
    """The records whose files changed, as they are now."""
    return frame.read_records(repository, changed_files(repository, changed))

"""`remit check --fix`: what is safe to fix is fixed, in records that nobody has decided yet."""

from typing import NamedTuple

from remit.checks.check import DOCUMENT, RECORD, Known
from remit.checks.engine import CHECKS, OFF
from remit.log import edit
from remit.log.log import Log
from remit.log.record import Head, Record
from remit.repo.repository import Repository
from remit.workspace import clock, file_drafts, logs, trusted_branch


class Fixed(NamedTuple):
    """One record that was fixed."""

    path: str
    fields: tuple[str, ...]
    """The fields that were set or taken out."""


def fix(repository: Repository) -> list[Fixed]:
    """Fix the files of the working tree; returns what was changed. Raises CannotProceed where there is no log."""
    repository.need_work_tree()
    written = logs.need_log(repository, logs.read_log(repository))
    log, _ = trusted_branch.with_trusted_policy(repository, written)
    trusted_branch.need_policy(log)
    known = Known(log, clock.now(log.zone))
    fixable = ((record, _changes(record, known, log)) for record in log.records if record.native and record.is_open)
    found = [(record.path, changes) for record, changes in fixable if changes]
    file_drafts.write(repository, [_draft(repository, path, changes) for path, changes in found])
    return [Fixed(path, tuple(changes)) for path, changes in found]


def _changes(record: Record, known: Known, log: Log) -> Head:
    found: Head = {}
    for check in CHECKS:
        if check.fix and check.scope in (DOCUMENT, RECORD) and log.settings.level_of(check.code, check.level) != OFF:
            found.update(check.fix(record, known))
    return found


def _draft(repository: Repository, path: str, changes: Head) -> file_drafts.Draft:
    return file_drafts.edited(repository, path, lambda content: edit.set_fields(content, changes))

"""`remit check --fix`: what is safe to fix is fixed, in records that nobody has decided yet."""

import os
from typing import NamedTuple

from remit.checks.check import DOCUMENT, RECORD, Known
from remit.checks.engine import CHECKS, OFF
from remit.files import atomic, paths
from remit.log import edit, text
from remit.log.log import Log
from remit.log.record import Record
from remit.repo.repository import Repository
from remit.workspace import clock, logs, trusted_branch


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
    out = []
    for record in log.records:
        if record.native and record.is_open:
            changes = _changes(record, known, log)
            if changes:
                _write(repository, record.path, changes)
                out.append(Fixed(record.path, tuple(changes)))
    return out


def _changes(record: Record, known: Known, log: Log) -> dict[str, object]:
    found: dict[str, object] = {}
    for check in CHECKS:
        if check.fix and check.scope in (DOCUMENT, RECORD) and log.settings.level_of(check.code, check.level) != OFF:
            found.update(check.fix(record, known))
    return found


def _write(repository: Repository, path: str, changes: dict[str, object]) -> None:
    place = paths.inside(repository.top, path)
    with open(place, "rb") as file:
        content = text.decode(file.read())
    mended = edit.set_fields(content, changes)  # type: ignore[arg-type]
    atomic.replace(os.path.abspath(place), mended.encode("utf-8"))

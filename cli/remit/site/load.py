"""Reading what a build needs: the log in the working tree, the time, and git's id of every record's content."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from remit.checks.check import Known
from remit.checks.engine import Run
from remit.checks.rules import y05_dead_link
from remit.log.change import Signature
from remit.log.finding import ERROR, Finding
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.source import CONTEXT, POLICY, kind_of
from remit.log.timeline import NOTHING, History
from remit.repo import git
from remit.repo.repository import Repository, find
from remit.site.visibility import published
from remit.workspace import clock
from remit.workspace.log_history import past, verified
from remit.workspace.logs import need_checked_out, need_log, work_log
from remit.workspace.trusted_branch import blocking, trusted


class Loaded(NamedTuple):
    """Everything that a build reads."""

    top: str
    log: Log
    now: datetime
    blobs: Mapping[str, str]
    history: History = NOTHING
    signatures: Mapping[str, Signature] = {}
    """What the signatures of the commits that decided or acted prove."""


def load(start: str, root: str = "decisions") -> Loaded:
    """Read the log around `start`. Raises CannotProceed, the findings listed, if a file of it cannot be read.

    A policy that only some decisions are under, and a context page, are left out instead: the home page says so.
    """
    repository = find(start)._replace(root=root)
    need_checked_out(repository)
    log = need_log(repository, work_log(repository))
    _need_readable(log, time_of_build().astimezone(log.zone).date())
    history = _history(repository, log)
    log = published(log)
    return Loaded(
        repository.top, log, time_of_build(), _blobs(repository.top, log), history, verified(repository, log, history)
    )


def _history(repository: Repository, log: Log) -> History:
    """What git shows; nothing where the clone is cut off, for it would name the wrong people: records speak for themselves then."""
    try:
        return past(repository, log, trusted(repository, log.settings))
    except CannotProceed:
        return NOTHING


def _need_readable(log: Log, day: date) -> None:
    """Raises CannotProceed, every finding on a line, if a file that no page may do without cannot be read."""
    spared = {one.path for one in left_out(log)}
    if first := blocking(log.governing, day):
        spared.discard(first.path)
    broken = [one for one in log.findings if one.level == ERROR and one.path not in spared]
    broken.sort(key=lambda finding: finding.sort_key)
    if not broken:
        return
    files = len({finding.path for finding in broken})
    said = f"no site was built: {files} {'file' if files == 1 else 'files'} of the log cannot be read"
    lines = [f"  {one.path}{f':{one.line}' if one.line else ''}: {one.message} ({one.code})" for one in broken]
    raise CannotProceed("\n".join((said, *lines)), "fix them (`remit check` shows more); the old site is unchanged")


def left_out(log: Log) -> list[Finding]:
    """What a site is built without: policies and context pages that cannot be read."""
    return [one for one in log.findings if one.level == ERROR and kind_of(one.path, log.root) in (POLICY, CONTEXT)]


def dead_links(log: Log, now: datetime) -> list[Finding]:
    """Links in the texts that lead nowhere, unless the team switched their check off."""
    found = Run(log.settings, checks=(y05_dead_link.rule,)).documents(Known(log, now))
    return [one for one in found if one.code == y05_dead_link.rule.code]


def time_of_build() -> datetime:
    """The time of the build: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else clock.now()


def _blobs(top: str, log: Log) -> dict[str, str]:
    """git's id of the content of each record, by path."""
    paths = [record.path for record in log.records if "\n" not in record.path]
    feed = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
    if not paths:
        return {}
    ids = git.run(top, "hash-object", "--no-filters", "--stdin-paths", feed=feed).decode("ascii").split()
    return dict(zip(paths, ids, strict=True))

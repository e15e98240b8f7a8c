"""Checking the whole log of a working tree or a commit, under the policy of the trusted branch; fixes, and the baseline.

The baseline is what was wrong when an old log began to be checked. It opens the gate for what is known, and for nothing else.
Readers are never spared: answers, pages and audits know no baseline.
"""

import json
import os
from collections.abc import Iterator
from typing import NamedTuple

from remit.checks import engine
from remit.checks.check import DOCUMENT, RECORD, Known
from remit.checks.engine import CHECKS, OFF
from remit.checks.report import Report, in_order, key_of
from remit.files import atomic
from remit.log import edit
from remit.log.change import Change
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.protected_files import BASELINE
from remit.log.record import Head, Record
from remit.repo import commits, git, raw, trees
from remit.repo.repository import Repository
from remit.workspace import changes, clock, code_changes, file_drafts, logs, trusted_branch
from remit.workspace.trusted_branch import Trusted


def whole(repository: Repository, at: str = trees.WORK_TREE, *, timely: bool = False) -> Report:
    """Everything that is wrong with the log in the working tree or a commit; with `timely` the time-based checks too."""
    written = logs.need_log(repository, logs.read_log(repository, at))
    log, tip = trusted_branch.with_trusted_policy(repository, written)
    trusted_branch.need_policy(log)
    known = Known(log, clock.now(log.zone), whole=True)
    if at == trees.WORK_TREE:
        code_changes.see(repository, log, known.now)
    run = engine.Run(log.settings, timely=timely, whole=True)
    found = [*run.documents(known), *run.log(known), *run.guards(written, known.now)]
    if tip:
        found += _since_landed(repository, at, known, run, tip)
    unused = trusted_branch.not_landed(written, log, tip) if at == trees.WORK_TREE else ()
    return Report(
        findings=in_order(found),
        records=len(log.records) + len(log.unread),
        policies=len(log.policies),
        against=tip.commit if tip else "",
        what="the working tree" if at == trees.WORK_TREE else at[:8],
        notes=(*changes.notes(log), *_no_such_branch(written, tip), *unused),
    )


def _since_landed(repository: Repository, at: str, known: Known, run: engine.Run, tip: Trusted) -> list[Finding]:
    """What happened to records that were decided on the trusted branch, since the judged tree branched off."""
    here = tip.head if at == trees.WORK_TREE else at
    fork = tip.commit if here == tip.commit else commits.fork(repository.top, tip.commit, here)
    if at == trees.WORK_TREE:
        differences = raw.on_disk(repository.top, fork, repository.root)
    else:
        differences = raw.between(repository.top, fork, at, (repository.root,))
    if not differences:
        return []
    before = logs.log_in(repository, trees.tree(repository, fork))
    part = before.part(changes.files_about(before, differences)).under(known.log)
    return run.change(Change(part, known.log, known.log), known)


def _no_such_branch(written: Log, tip: Trusted | None) -> Iterator[str]:
    """A note where another branch judges than the one that is to be trusted."""
    named = (written.settings.trusted or "").removeprefix("refs/remotes/").removeprefix("refs/heads/")
    if named and tip and tip.branch not in (named, f"origin/{named}"):
        yield f"`trusted: {named}` is not a branch of this clone: {tip.branch} was used instead"


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


def baseline_path(repository: Repository) -> str:
    """Where the baseline lies, below the top of the repository."""
    return f"{repository.root}/{BASELINE}"


def write_baseline(repository: Repository, report: Report) -> int:
    """Write what a run found as the baseline, one line a finding so that git merges it; how many there are."""
    keys = sorted({key_of(finding) for finding in report.findings})
    lines = ",\n".join(json.dumps(list(key), ensure_ascii=False) for key in keys)
    data = f'{{"remit": 1, "known": [\n{lines}\n]}}\n'.encode()
    path = os.path.join(repository.top, baseline_path(repository))
    if os.path.lexists(path):
        atomic.replace(path, data)
    else:
        atomic.create(path, data)
    return len(keys)


def under_baseline(repository: Repository, report: Report, at: str = "") -> Report:
    """The report without what the baseline of the working tree, or of a commit, knows. Raises CannotProceed where it cannot be read."""
    data = _content(repository, at)
    if data is None:
        return report
    known = _read(data, baseline_path(repository))
    kept = tuple(finding for finding in report.findings if key_of(finding) not in known)
    return report._replace(findings=kept, known=len(report.findings) - len(kept))


def _content(repository: Repository, at: str) -> bytes | None:
    """What the baseline holds; None where there is none."""
    if at:
        return git.file_at(repository.top, git.commit_id(repository.top, at), baseline_path(repository))
    try:
        with open(os.path.join(repository.top, baseline_path(repository)), "rb") as file:
            return file.read()
    except OSError:
        left_out = trees.WorkTree(repository, baseline_path(repository)).left_out.get(baseline_path(repository))
        return git.blob(repository.top, left_out.blob) if left_out else None


def _read(data: bytes, path: str) -> frozenset[tuple[str, ...]]:
    try:
        return frozenset(tuple(str(part) for part in key) for key in json.loads(data)["known"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CannotProceed(f"{path} cannot be read", "write it again: `remit check --write-baseline`") from None

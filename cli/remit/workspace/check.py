"""Checking the whole log of a working tree or a commit, under the policy of the trusted branch."""

from collections.abc import Iterator

from remit.checks import engine
from remit.checks.check import Known
from remit.checks.report import Report, in_order
from remit.log.change import Change
from remit.log.finding import Finding
from remit.log.log import Log
from remit.repo import commits, raw, trees
from remit.repo.repository import Repository
from remit.workspace import changes, clock, code_changes, logs, trusted_branch
from remit.workspace.trusted_branch import Trusted


def whole(repository: Repository, at: str = trees.WORK_TREE, *, timely: bool = False) -> Report:
    """Everything that is wrong with the log in the working tree or a commit; with `timely` the time-based checks too."""
    written = logs.need_log(repository, logs.read_log(repository, at))
    log, tip = trusted_branch.with_trusted_policy(repository, written)
    trusted_branch.need_policy(log)
    known = Known(log, clock.now(log.zone))
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

"""Checking a change or a whole log: which bytes, under which policy, and what is reported.

A change fails only for what it brings: what is wrong after it and was not before, under one policy and one clock, and what
the change itself does. Time-based checks belong to the run of the whole log.
"""

from collections.abc import Iterator

from remit.attribution import evidence
from remit.attribution import staged as staged_evidence
from remit.attribution.evidence import Walked
from remit.checks import engine
from remit.checks.check import Known
from remit.checks.report import Report, in_order
from remit.log.change import NO_EVIDENCE, Change, Evidence
from remit.log.finding import Finding
from remit.log.globs import matches
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.settings import Settings
from remit.repo import commits, merges, raw, trees
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import INDEX, Contents, Tree
from remit.workspace import changes, clock, code_changes, logs, stopped_paths, trusted_branch
from remit.workspace.changes import Comparison
from remit.workspace.code_changes import Outside
from remit.workspace.partial_clone import prefetch
from remit.workspace.trusted_branch import Trusted

STAGED = "what is staged"


def staged(repository: Repository, differences: list[Difference] | None = None) -> Report | None:
    """What the staged change brings; None where nothing staged concerns the log.

    `differences`: what is staged of the log, in gates, and in paths that stopped decisions govern, where that is known.
    """
    own = logs.settings_on_disk(repository)
    folders = logs.folders(repository, own)
    if differences is None:
        differences = raw.staged(repository.top, (), hook=repository.hook)
    below = tuple(f"{folder}/" for folder in folders)
    others = [entry for entry in differences if not entry.path.startswith(below)]
    differences = [entry for entry in differences if entry.path.startswith(below)]
    if not (differences or others):
        return None
    tip, head = trusted_branch.tips(repository, own)
    tree = trees.tree(repository, INDEX, *folders)
    after = logs.log_in(repository, tree)
    tree_before = tree.changed(differences, back=True)
    before = landed = logs.log_in(repository, tree_before)
    trusted = before if tip else None
    outside = code_changes.look(repository, after, others) if others else None
    if not differences and not (outside and outside.matters):
        return None
    if tip != head:
        landed = _landed(repository, tree_before, tip, head, folders)
        guards = trees.tree(repository, tip, *trusted_branch.guard_paths(repository), contents=tree.contents)
        trusted = logs.log_in(repository, guards)
    compared = changes.compared(differences, before, after, landed, trusted, tip)
    judging = compared.judging
    if any("/stop-" in entry.path for entry in differences):
        stopped_paths.see(repository, compared.after, clock.now(judging.zone))
    if not differences and not trusted_branch.can_judge(judging):
        return None
    return _judged_staged(repository, compared, tree.contents, outside)


def _landed(repository: Repository, before: Tree, tip: str, head: str, folders: tuple[str, ...]) -> Log:
    """What the trusted branch holds as far as HEAD knows: HEAD's files without what HEAD's own commits did."""
    if not head:
        return logs.log_in(repository, Tree(repository))
    done = raw.since_fork(repository.top, tip, head, folders, hook=repository.hook)
    if done is None:
        fork = commits.fork(repository.top, tip, head, hook=repository.hook)
        done = raw.between(repository.top, fork, head, folders, hook=repository.hook)
    return logs.log_in(repository, before.changed(done, back=True))


def _judged_staged(repository: Repository, compared: Comparison, contents: Contents, outside: Outside | None) -> Report:
    """The report of a staged change, with what git will show of its author."""
    if compared.judging.people is None and outside is None:
        return judge(compared, STAGED)
    gates, now = outside.gates if outside else (), int(clock.now().timestamp())
    found = staged_evidence.evidence(repository, compared.differences, contents, compared.judging, gates, now)
    if outside and outside.stopped:
        found = found._replace(paths=outside.paths)
    return judge(compared, STAGED, found, outside.stopped if outside else ())


def between(repository: Repository, base: str, head: str, *, fetch: bool = False, queued: bool = False) -> Report:
    """What BASE would become if git merged HEAD into it (40 hex digits each; no BASE: what HEAD holds).

    `fetch` lets a partial clone get what it lacks; without it the run ends there and says so. `queued`: HEAD is what a Git host's
    merge queue would merge; where the settings say that it squashes, who decided was checked on the branches.
    """
    if fetch:
        prefetch(repository, base, head, repository.root)
    own = logs.settings_at(repository, base or head)
    if fetch and own.sources:
        prefetch(repository, base, head, *logs.folders(repository, own))
    with merges.borrowing(repository) as borrowed:
        walked = evidence.walk(borrowed, repository.common_dir, base, head)
        return _judged_range(repository, borrowed, walked, own, queued=queued)


def _judged_range(
    repository: Repository, borrowed: Repository, walked: Walked, own: Settings, *, queued: bool
) -> Report:
    """The report of a range that was merged. `borrowed` holds what git made of it."""
    base, head, folders = walked.base, walked.head, logs.folders(repository, own)
    tree = trees.tree(borrowed, base, *folders) if base else Tree(borrowed)
    below = tuple(f"{folder}/" for folder in folders)
    differences = [entry for entry in walked.brought if entry.path.startswith(below)]
    before, after = logs.log_in(borrowed, tree), logs.log_in(borrowed, tree.changed(differences))
    compared = changes.compared(differences, before, after, before, before if base else None, base)
    judging = compared.judging
    _need_readable(compared.guards)
    squashed = judging.settings.merge == "squash"
    landed = squashed and (
        queued or commits.contains(repository.top, trusted_branch.merged_tip(repository, judging.settings), head)
    )
    found = evidence.gather(borrowed, walked, judging, tree.contents, landed=landed)
    reporting = code_changes.reporting(repository, base, walked.brought)
    stopped = code_changes.stopped(reporting, after, found.paths)
    globs = [glob for record in stopped for glob in record.list_of("affects")]
    governed = {path for path in found.paths if any(matches(glob, path) for glob in globs)}
    if governed:
        found = found._replace(governed=evidence.changed_by(borrowed.top, walked, governed))
    return judge(compared, f"{base[:8]}..{head[:8]}", found, stopped)


def _need_readable(guards: Log | None) -> None:
    """Raises CannotProceed if settings, people or the log's own policy cannot be read: part of a policy is not enough."""
    found = trusted_branch.blocking(guards, clock.now(guards.zone).date()) if guards else None
    if found:
        raise CannotProceed(
            f"nothing can be checked: on the target branch, {found.path} line {found.line} {found.message}",
            "fix it there first; a maintainer of that branch merges the fix without this check",
        )


def judge(
    compared: Comparison, what: str, evidence: Evidence = NO_EVIDENCE, stopped: tuple[Record, ...] = ()
) -> Report:
    """The report of a change. `stopped`: records with a stop, whether or not the change touches them."""
    guards = compared.judging
    trusted_branch.need_policy(guards)
    return Report(
        findings=in_order(changes.brought(compared, clock.now(guards.zone), evidence, stopped)),
        records=len(compared.after.records) + len(compared.after.unread),
        policies=len(guards.policies),
        against=compared.against,
        what=what,
        notes=(*_notes(guards), *trusted_branch.unread_policies(guards)),
    )


def whole(repository: Repository, at: str = trees.WORK_TREE, *, timely: bool = False) -> Report:
    """Everything that is wrong with the log in the working tree or a commit; with `timely` the time-based checks too."""
    written = logs.need_log(repository, logs.read_log(repository, at))
    log, tip = trusted_branch.with_trusted_policy(repository, written)
    trusted_branch.need_policy(log)
    known = Known(log, clock.now(log.zone))
    if at == trees.WORK_TREE:
        stopped_paths.see(repository, log, known.now)
    run = engine.Run(log.settings, timely=timely, whole=True)
    found = [*run.documents(known), *run.log(known), *run.guards(written, known.now)]
    if tip:
        found += _since_landed(repository, at, known, run, tip.commit)
    unused = trusted_branch.not_landed(written, log, tip) if at == trees.WORK_TREE else ()
    return Report(
        findings=in_order(found),
        records=len(log.records) + len(log.unread),
        policies=len(log.policies),
        against=tip.commit if tip else "",
        what="the working tree" if at == trees.WORK_TREE else at[:8],
        notes=(*_notes(log), *_no_such_branch(written, tip), *unused),
    )


def _since_landed(repository: Repository, at: str, known: Known, run: engine.Run, tip: str) -> list[Finding]:
    """What happened to records that were decided on the trusted branch, since the judged tree branched off."""
    fork = commits.fork(repository.top, tip, "HEAD" if at == trees.WORK_TREE else at)
    if at == trees.WORK_TREE:
        differences = raw.on_disk(repository.top, fork, repository.root)
    else:
        differences = raw.between(repository.top, fork, at, (repository.root,))
    if not differences:
        return []
    before = logs.log_in(repository, trees.tree(repository, fork))
    part = before.part(changes.files_about(before, differences)).under(known.log)
    return run.change(Change(part, known.log, known.log), known)


def _notes(log: Log) -> Iterator[str]:
    """What is not checked, and why."""
    if log.settings.policy == "none":
        yield "`policy: none`: who may decide was not checked"
    if log.people is None:
        yield f"no {log.root}/people.yml: who acted was not checked"


def _no_such_branch(written: Log, tip: Trusted | None) -> Iterator[str]:
    """A note where another branch judges than the one that is to be trusted."""
    named = (written.settings.trusted or "").removeprefix("refs/remotes/").removeprefix("refs/heads/")
    if named and tip and tip.branch not in (named, f"origin/{named}"):
        yield f"`trusted: {named}` is not a branch of this clone: {tip.branch} was used instead"

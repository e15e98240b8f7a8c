"""Checking a change or a whole log: which bytes, under which policy, and what is reported.

A change fails only for what it brings: what is wrong after it and was not before, under one policy and one clock, and what
the change itself does. Time-based checks belong to the run of the whole log.
"""

from datetime import date, datetime

from remit.attribution import evidence
from remit.attribution import staged as staged_evidence
from remit.attribution.evidence import Walked
from remit.checks import engine
from remit.checks.check import Known
from remit.checks.engine import Chosen
from remit.checks.report import Report, new_ones
from remit.log.change import NO_EVIDENCE, Change, Evidence
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.settings import Settings
from remit.repo import commits, merges, raw, trees
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import INDEX, Tree
from remit.workspace import changes, clock, code_changes, logs, stopped_paths, trusted_branch
from remit.workspace.changes import Comparison
from remit.workspace.code_changes import Outside
from remit.workspace.partial_clone import prefetch

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
    tree_before = tree.changed(changes.undone(differences))
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
    return _judged_staged(repository, compared, outside)


def _landed(repository: Repository, before: Tree, tip: str, head: str, folders: tuple[str, ...]) -> Log:
    """What the trusted branch holds as far as HEAD knows: HEAD's files without what HEAD's own commits did."""
    if not head:
        return logs.log_in(repository, Tree(repository))
    done = raw.since_fork(repository.top, tip, head, folders, hook=repository.hook)
    if done is None:
        done = raw.between(
            repository.top, trusted_branch.fork(repository, tip, head), head, folders, hook=repository.hook
        )
    return logs.log_in(repository, before.changed(changes.undone(done)))


def _judged_staged(repository: Repository, compared: Comparison, outside: Outside | None) -> Report:
    """The report of a staged change, with what git will show of its author."""
    if compared.judging.people is None and outside is None:
        return judge(repository, compared, STAGED)
    gates, now = outside.gates if outside else (), int(clock.now().timestamp())
    found = staged_evidence.evidence(repository, compared.differences, compared.judging, gates, now)
    if outside and outside.stopped:
        found = found._replace(paths=outside.paths)
    return judge(repository, compared, STAGED, found, outside.stopped if outside else ())


def between(repository: Repository, base: str, head: str, *, fetch: bool = False, queued: bool = False) -> Report:
    """What BASE would become if git merged HEAD into it (40 hex digits each; no BASE: what HEAD holds).

    `fetch` lets a partial clone get what it lacks; without it the run ends there and says so. `queued`: HEAD is what a Git host's
    merge queue would merge; where the settings say that it squashes, who decided was checked on the branches.
    """
    if fetch:
        prefetch(repository, base, head, repository.root)
    own = _settings_at(repository, base or head)
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
    found = evidence.gather(borrowed, repository.common_dir, walked, judging, tree.contents, landed=landed)
    reporting = code_changes.reporting(repository, base, walked.brought)
    stopped = code_changes.stopped(reporting, after, found.paths)
    return judge(borrowed, compared, f"{base[:8]}..{head[:8]}", found, stopped)


def _need_readable(guards: Log | None) -> None:
    """Raises CannotProceed if settings, people or the log's own policy cannot be read: part of a policy is not enough."""
    found = trusted_branch.blocking(guards, clock.now(guards.zone).date()) if guards else None
    if found:
        raise CannotProceed(
            f"nothing can be checked: on the target branch, {found.path} line {found.line} {found.message}",
            "fix it there first; a maintainer of that branch merges the fix without this check",
        )


def _settings_at(repository: Repository, commit: str) -> Settings:
    return logs.log_in(repository, trees.tree(repository, commit, f"{repository.root}/remit.yml")).settings


def judge(
    repository: Repository,
    compared: Comparison,
    what: str,
    evidence: Evidence = NO_EVIDENCE,
    stopped: tuple[Record, ...] = (),
) -> Report:
    """The report of a change that was read. `stopped`: records with a stop, whether or not the change touches them."""
    guards = compared.judging
    trusted_branch.need_policy(guards)
    now, settings = clock.now(guards.zone), guards.settings
    chosen = engine.choose(settings, timely=False, whole=False, evidence=evidence != NO_EVIDENCE)
    known = Known(compared.after.under(guards), now)
    found = engine.in_files(known, chosen)
    brought = new_ones(found, _earlier(compared, guards, now, chosen)) if found else []
    brought += _guard_findings(compared, now, chosen, settings)
    days: tuple[date, ...] = ()
    if any(entry.path.startswith(f"{repository.root}/policy/") for entry in compared.differences):
        days = code_changes.days(compared.landed)
    founding = compared.guards is None or not (compared.guards.policies or compared.guards.unreadable_policies)
    before, proposed = compared.landed.under(guards), compared.proposed or known.log
    change = Change(before, known.log, proposed, founding, evidence, stopped, days)
    brought += engine.placed(engine.on_change(change, known, chosen), settings, compared.after)
    return Report(
        findings=tuple(sorted(dict.fromkeys(brought), key=lambda finding: finding.sort_key)),
        records=len(compared.after.records) + len(compared.after.unread),
        policies=len(guards.policies),
        against=compared.against,
        what=what,
        notes=(*notes_on(guards), *trusted_branch.unread_policies(guards)),
    )


def _earlier(compared: Comparison, guards: Log, now: datetime, chosen: Chosen) -> list[Finding]:
    """What was wrong before the change, or is wrong on the trusted branch: the change did not bring it."""
    sides = [compared.before] if compared.landed is compared.before else [compared.before, compared.landed]
    return [finding for side in sides for finding in engine.in_files(Known(side.under(guards), now), chosen)]


def _guard_findings(compared: Comparison, now: datetime, chosen: Chosen, settings: Settings) -> list[Finding]:
    """What is wrong with the settings, people and policies that the change brings, and was not before."""

    def found(log: Log) -> list[Finding]:
        governing = log.governing
        hits = engine.on_guards(Known(governing, now), chosen)
        return [*engine.leveled(governing.findings, settings), *engine.placed(hits, settings, log)]

    if compared.proposed is None:
        return []
    return new_ones(found(compared.proposed), found(compared.guards) if compared.guards else [])


def notes_on(log: Log) -> tuple[str, ...]:
    """What is not checked, and why."""
    notes = []
    if log.settings.policy == "none":
        notes.append("`policy: none`: who may decide was not checked")
    if log.people is None:
        notes.append(f"no {log.root}/people.yml: who acted was not checked")
    return tuple(notes)

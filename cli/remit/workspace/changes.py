"""Checking a change: two logs, before and after, as far as the change touches them and what that names. Never the whole log.

A change fails only for what it brings: what is wrong after it and was not before, under one policy and one clock, and what
the change itself does. Time-based checks belong to the run of the whole log.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from remit.attribution import evidence
from remit.attribution import staged as staged_evidence
from remit.attribution.evidence import Walked
from remit.checks import engine
from remit.checks.check import Known
from remit.checks.claims import with_authors
from remit.checks.owners import twin_of
from remit.checks.report import Report, in_order, new_ones
from remit.log import ids, protected_files
from remit.log.change import NO_EVIDENCE, Change, Evidence
from remit.log.files import GUARDS
from remit.log.finding import ERROR
from remit.log.globs import matches
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.settings import Settings
from remit.log.source import GITLINK, STOP, File, Source, kind_of, under
from remit.log.source import Tree as AnyTree
from remit.repo import commits, git, merges, objects, raw, trees
from remit.repo.raw import ABSENT, Difference
from remit.repo.repository import Repository
from remit.repo.trees import INDEX, Tree
from remit.workspace import clock, code_changes, logs, trusted_branch
from remit.workspace.file_drafts import Draft

STAGED = "what is staged"


class Comparison(NamedTuple):
    """Two logs and what differs between them, with what the trusted branch holds."""

    files: tuple[Difference, ...]
    """What differs."""
    before: Log
    """What the change is measured against: it brought what is not wrong here."""
    after: Log
    landed: Log
    """What the trusted branch holds, as far as this change knows: what was decided there is frozen."""
    guards: Log | None
    """Settings, people and policies in force; None where the trusted branch holds none."""
    against: str
    """The commit whose settings, people and policies are in force."""

    @property
    def judging(self) -> Log:
        """The log whose settings, people and policies are in force: the change's own where it founds the log."""
        return self.guards or self.after

    @property
    def founding(self) -> bool:
        """Whether nothing is in force yet: the trusted branch holds no policy, not even one that cannot be read."""
        return self.guards is None or not (self.guards.policies or self.guards.unreadable_policies)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of all decisions that the trusted branch holds, with repetitions; only where the change touches a policy."""
        if not any(file.path.startswith(f"{self.landed.root}/policy/") for file in self.files):
            return ()
        decided = (record.decided for record in self.landed.whole.records if record.native and record.is_decided)
        return tuple(moment.day for moment in decided if moment)

    @property
    def proposed(self) -> Log | None:
        """The change's own settings, people and policies, where it changes any or brings the first ones."""
        brings = not self.guards or any(kind_of(file.path, self.after.root) in GUARDS for file in self.files)
        return self.after if brings else None


def staged(repository: Repository, files: list[Difference] | None = None) -> Report | None:
    """What the staged change brings; None where nothing staged concerns the log.

    `files`: what is staged of the log, in gates, and in paths that stopped decisions govern, where that is known.
    """
    own = logs.settings_on_disk(repository)
    folders = logs.folders(repository, own)
    if files is None:
        files = raw.staged(repository.top, (), hook=repository.hook)
    below = tuple(f"{folder}/" for folder in folders)
    others = [file for file in files if not file.path.startswith(below)]
    files = [file for file in files if file.path.startswith(below)]
    if not (files or others):
        return None
    tip, head = trusted_branch.tips(repository, own)
    tree = trees.tree(repository, INDEX, *folders)
    tree_before = tree.changed(files, back=True)
    after, before = (logs.log_in(repository, one) for one in (tree, tree_before))
    outside = code_changes.look(repository, after, others)
    if not files and not outside.matters:
        return None
    landed, trusted = before, before if tip else None
    if tip != head:
        landed = _landed(repository, tree_before, tip, head, folders)
        guards = trees.tree(repository, tip, *trusted_branch.guard_paths(repository), contents=tree.contents)
        trusted = logs.log_in(repository, guards)
    change = compared(files, before, after, landed, trusted, tip)
    now = clock.now(change.judging.zone)
    if any("/stop-" in file.path for file in files):
        code_changes.see(repository, change.after, now)
    if not files and not trusted_branch.can_judge(change.judging):
        return None
    trusted_branch.need_policy(change.judging)
    found = staged_evidence.evidence(
        repository, files, tree.contents, change.judging, outside.gates, int(now.timestamp())
    )
    if outside.stopped:
        found = found._replace(paths=outside.paths)
    return judge(change, STAGED, found, outside.stopped)


def _landed(repository: Repository, before: Tree, tip: str, head: str, folders: tuple[str, ...]) -> Log:
    """What the trusted branch holds as far as HEAD knows: HEAD's files without what HEAD's own commits did."""
    if not head:
        return logs.log_in(repository, Tree(repository))
    done = raw.since_fork(repository.top, tip, head, folders, hook=repository.hook)
    if done is None:
        fork = commits.fork(repository.top, tip, head, hook=repository.hook)
        done = raw.between(repository.top, fork, head, folders, hook=repository.hook)
    return logs.log_in(repository, before.changed(done, back=True))


def between(repository: Repository, base: str, head: str, *, fetch: bool = False, queued: bool = False) -> Report:
    """What BASE would become if git merged HEAD into it (40 hex digits each; no BASE: what HEAD holds).

    `fetch` lets a partial clone get what it lacks; without it the run ends there and says so. `queued`: HEAD is what a Git host's
    merge queue would merge; where the settings say that it squashes, who decided was checked on the branches.
    """
    if fetch:
        _prefetch(repository, base, head, repository.root)
    own = logs.settings_at(repository, base or head)
    if fetch and own.sources:
        _prefetch(repository, base, head, *logs.folders(repository, own))
    with merges.borrowing(repository) as borrowed:
        walked = evidence.walk(borrowed, repository.common_dir, base, head)
        return _judged_range(repository, borrowed, walked, own, queued=queued)


def _prefetch(repository: Repository, base: str, head: str, *folders: str) -> None:
    """Fetch what checking BASE..HEAD needs of `folders`, and what merging it needs, in one call.

    Left to itself git would fetch them one by one, or not at all: `git.HARD` forbids it.
    """
    top = repository.top
    fork = commits.fork(top, base, head) if base else git.EMPTY_TREE
    brought = raw.between(top, fork, head)
    theirs = {entry.path: entry for entry in raw.between(top, fork, base or fork)}
    both = [found for entry in brought if (other := theirs.get(entry.path)) for found in (entry, other)]
    below = tuple(f"{folder}/" for folder in folders)
    inside = [entry for entry in brought if entry.path.startswith(below)]
    pairs = [(node.id, parent) for node in commits.nodes(top, base, head) for parent in node.parents or ("",)]
    versions = commits.differences_of(top, pairs, (*folders, *protected_files.FILES, *protected_files.FOLDERS))
    entries = [entry for found in (both, inside, *versions.values()) for entry in found]
    wanted = {blob for entry in entries for mode, blob in entry.sides if mode not in (GITLINK, ABSENT)}
    for commit in filter(None, (base, head)):
        log = logs.log_in(repository, trees.tree(repository, commit, *folders))
        wanted |= {file.blob for file in (*log.guard_files(), *files_about(log, inside))}
    objects.fetch_missing(top, sorted(wanted), allowed=True)


def _judged_range(
    repository: Repository, borrowed: Repository, walked: Walked, own: Settings, *, queued: bool
) -> Report:
    """The report of a range that was merged. `borrowed` holds what git made of it."""
    base, head, folders = walked.base, walked.head, logs.folders(repository, own)
    tree = trees.tree(borrowed, base, *folders) if base else Tree(borrowed)
    below = tuple(f"{folder}/" for folder in folders)
    files = [file for file in walked.brought if file.path.startswith(below)]
    before, after = logs.log_in(borrowed, tree), logs.log_in(borrowed, tree.changed(files))
    change = compared(files, before, after, before, before if base else None, base)
    judging = change.judging
    _need_readable(change.guards)
    trusted_branch.need_policy(judging)
    squashed = judging.settings.merge == "squash"
    landed = squashed and (
        queued or commits.contains(repository.top, trusted_branch.merged_tip(repository, judging.settings), head)
    )
    sides = change.before, change.after
    found = evidence.gather(borrowed, walked, judging, tree.contents, landed=landed, sides=sides)
    reporting = code_changes.reporting(repository, base, walked.brought)
    stopped = code_changes.stopped(reporting, after, found.paths)
    globs = [glob for record in stopped for glob in record.list_of("affects")]
    asked = {path for path in found.paths if twin_of(path, after.root) or any(matches(glob, path) for glob in globs)}
    if asked:
        found = found._replace(handled={**found.handled, **evidence.changed_by(borrowed.top, walked, asked)})
    return judge(change, f"{base[:8]}..{head[:8]}", found, stopped)


def _need_readable(guards: Log | None) -> None:
    """Raises CannotProceed if settings, people or the log's own policy cannot be read: part of a policy is not enough."""
    found = trusted_branch.blocking(guards, clock.now(guards.zone).date()) if guards else None
    if found:
        raise CannotProceed(
            f"nothing can be checked: on the target branch, {found.path} line {found.line} {found.message}",
            "fix it there first; a maintainer of that branch merges the fix without this check",
        )


def compared(
    files: list[Difference], before: Log, after: Log, landed: Log, trusted: Log | None, against: str
) -> Comparison:
    """A change, from whole logs of which just what it is about is read."""
    founded = trusted if trusted and trusted.guard_files() else None
    wanted = [files_about(log, files) for log in (before, after, landed)]
    guard_files = (founded or after).guard_files()
    after.tree.read([*guard_files, *(file for found in wanted for file in found)])  # all in one call of git
    was, now = before.part(wanted[0]), after.part(wanted[1])
    had_landed = was if landed is before else landed.part(wanted[2])
    guards = founded.governing if founded else None
    return Comparison(tuple(files), was, now, had_landed, guards, against if guards else "")


def files_about(log: Log, files: Iterable[Difference]) -> list[File]:
    """The files of one side that a change is about: of the touched records all, every other that differs, and every stop."""
    paths = {file.path for file in files}
    touched = {ids.id_of_path(path) for path in paths if path.startswith(f"{log.root}/")} - {None}
    found = {file.path: file for file in log.tree.files if file.path in paths or _is_stop(file.path, log.root)}
    found.update((file.path, file) for record_id in touched for file in log.files_of(record_id or ""))
    return list(found.values())


def _is_stop(path: str, root: str) -> bool:
    return "/stops/" in path and kind_of(path, root) == STOP


def judge(
    compared: Comparison, what: str, evidence: Evidence = NO_EVIDENCE, stopped: tuple[Record, ...] = ()
) -> Report:
    """What a change brings: what is wrong after it and was not before or on the trusted branch, and what the change itself does.

    `stopped`: records with a stop, whether or not the change touches them.
    """
    guards = compared.judging
    now = clock.now(guards.zone)
    run = engine.Run(guards.settings)
    known = Known(compared.after.under(guards), now)
    found = run.documents(known)
    if found:
        sides = [compared.before] if compared.landed is compared.before else [compared.before, compared.landed]
        found = new_ones(found, [one for side in sides for one in run.documents(Known(side.under(guards), now))])
    proposed = compared.proposed
    if proposed:
        found += new_ones(run.guards(proposed, now), run.guards(compared.guards, now) if compared.guards else [])
    change = Change(
        compared.landed.under(guards), known.log, proposed or known.log, compared.founding, evidence, stopped,
        compared.days,
    )  # fmt: skip
    found += run.change(change, known)
    return Report(
        findings=in_order(with_authors(change, found)),
        records=len(compared.after.records) + len(compared.after.unread),
        policies=len(guards.policies),
        against=compared.against,
        what=what,
        notes=(*notes(guards), *trusted_branch.unread_policies(guards)),
    )


def notes(log: Log) -> Iterator[str]:
    """What is not checked, and why."""
    if log.settings.policy == "none":
        yield "`policy: none`: who may decide was not checked"
    if log.people is None:
        yield f"no {log.root}/people.yml: who acted was not checked"


class DraftTree:
    """A tree as it will be when drafts are written."""

    def __init__(self, tree: AnyTree, drafts: Iterable[Draft]) -> None:
        self._tree = tree
        self._drafts = {draft.path: Source(draft.path, draft.text.encode()) for draft in drafts}
        kept = [file for file in tree.files if file.path not in self._drafts]
        self.files = tuple(sorted([*kept, *map(File, self._drafts)]))

    def under(self, *paths: str) -> list[File]:
        """The files at or below some paths."""
        return under(self.files, paths)

    def read(self, files: Iterable[File]) -> list[Source]:
        """Files with their contents, in the order asked for."""
        wanted = list(files)
        read = {
            source.path: source for source in self._tree.read(file for file in wanted if file.path not in self._drafts)
        }
        found = (self._drafts.get(file.path) or read.get(file.path) for file in wanted)
        return [source for source in found if source]

    def lacks(self, path: str) -> bool:
        """Whether there is nothing at a path of the repository."""
        return path not in self._drafts and self._tree.lacks(path)


def need_passing(repository: Repository, log: Log, drafts: list[Draft]) -> None:
    """Raises CannotProceed where the check of the change would find an error that the drafts bring.

    `log` is the log of the working tree under the settings, people and policy that check it. Who commits is not known yet, so
    the checks that ask git are left out.
    """
    whole = Log(DraftTree(log.tree, drafts), root=repository.root, adopted=logs.adopted).under(log)
    before, after = (_part(one, drafts) for one in (log, whole))
    report = judge(Comparison((), before, after, before, log, ""), "the drafts")
    errors = [finding for finding in report.findings if finding.level == ERROR]
    if not errors:
        return
    first, *others = errors
    more = [f"{finding.message} ({finding.code})" for finding in others]
    remedy = "; ".join((first.remedy or f"`remit check --explain {first.code}` says more", *more))
    raise CannotProceed(f"the check would refuse it: {first.message} ({first.code})", f"{remedy}; nothing was written")


def _part(log: Log, drafts: list[Draft]) -> Log:
    """The records that drafts are about, and what those name."""
    record_ids = dict.fromkeys(draft.id for draft in drafts if ids.is_id(draft.id))
    return log.part(file for name in record_ids for file in log.files_of(name))

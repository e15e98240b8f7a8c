"""Checking a change or a whole log: which bytes, under which policy, and what comes of it.

A change fails only for what it brings: what is wrong after it and was not before, under one policy and one clock, and what
the change itself does. What a passed day turns bad belongs to the run of the whole log.
"""

from collections.abc import Iterable
from datetime import date, datetime

from remit.attribution import branch_decisions, evidence, expected_commit
from remit.attribution.file_merge import joined
from remit.checks import engine
from remit.checks.answers import Answers
from remit.checks.check import Known, Names
from remit.checks.engine import Chosen, Found
from remit.checks.report import Report, new_ones
from remit.log.change import NO_EVIDENCE, NOTHING_EARLIER, Change, Earlier, Evidence
from remit.log.finding import ERROR, Finding
from remit.log.log import Log
from remit.log.log_file import assemble
from remit.log.problem import CannotProceed
from remit.log.record import Record, place_in
from remit.log.settings import Settings
from remit.log.source import Source
from remit.repo import commits, raw, trees
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import INDEX, Tree
from remit.workspace import changes, clock, code_changes, reading, stopped_paths
from remit.workspace.changes import Loaded, Side, TreeNames
from remit.workspace.code_changes import Outside
from remit.workspace.fetching import prefetch

STAGED = "what is staged"


def staged(repository: Repository, differences: list[Difference] | None = None) -> Report | None:
    """What the staged change brings; None where nothing staged concerns the log.

    `differences`: what is staged of the log, in gates, and in paths that stopped decisions govern, where that is known.
    """
    own = reading.settings_on_disk(repository)
    folders = changes.folders_of(repository, own)
    if differences is None:
        differences = raw.staged(repository.top, (), hook=repository.hook)
    below = tuple(f"{folder}/" for folder in folders)
    others = [entry for entry in differences if not entry.path.startswith(below)]
    differences = [entry for entry in differences if entry.path.startswith(below)]
    if not (differences or others):
        return None
    ends = tip, head = reading.tips(repository, own)
    after = trees.tree(repository, INDEX, *folders)
    before = after.changed(changes.undone(differences))
    beside = code_changes.look(repository, after, others) if others else None
    if not differences and not (beside and beside.matters):
        return None
    landed = trusted = before
    if tip != head:
        landed = _landed(repository, before, tip, head, folders)
        trusted = trees.tree(
            repository, tip, *(f"{repository.root}/{name}" for name in reading.GUARDS), contents=after.contents
        )
    loaded = _loaded(repository, differences, (before, after, landed, trusted), own, tip)
    judging = loaded.guards or loaded.proposed or loaded.after.log
    if any("/stop-" in entry.path for entry in differences):
        stopped_paths.see(repository, loaded.after.log, clock.now(judging.zone), everything=False)
    if not differences and not can_judge(judging):
        return None
    return _judged_staged(repository, loaded, judging, beside, ends)


def _landed(repository: Repository, before: Tree, tip: str, head: str, folders: tuple[str, ...]) -> Tree:
    """What the trusted branch holds as far as HEAD knows: HEAD's files without what HEAD's own commits did."""
    if not head:
        return Tree(repository)
    done = raw.since_fork(repository.top, tip, head, folders, hook=repository.hook)
    if done is None:
        done = raw.between(repository.top, reading.fork(repository, tip, head), head, folders, hook=repository.hook)
    return before.changed(changes.undone(done))


def _judged_staged(
    repository: Repository, loaded: Loaded, judging: Log, beside: Outside | None, ends: tuple[str, str]
) -> Report:
    """The report of a staged change, with what git will show of its author. `ends`: the trusted branch's tip, and HEAD."""
    if judging.people is None and beside is None:
        return judge(repository, loaded, STAGED, loaded.against)
    found = expected_commit.evidence(repository, loaded, judging, beside.gates if beside else ())
    if beside and beside.stopped:
        found = found._replace(paths=beside.paths)
    earlier = NOTHING_EARLIER
    if found.guarded:
        earlier = branch_decisions.decided(repository, *ends, judging)
    stopped = beside.stopped if beside else ()
    return judge(repository, loaded, STAGED, loaded.against, found, stopped, earlier)


def between(repository: Repository, base: str, head: str, *, fetch: bool = False, queued: bool = False) -> Report:
    """What BASE would become by BASE..HEAD (40 hex digits each): files that only BASE changed since they parted are BASE's.

    `fetch` lets a partial clone get what it lacks; without it the run ends there and says so. `queued`: HEAD is what a forge's
    merge queue would land; where the settings say that it squashes, who decided was judged on the branches.
    """
    span = evidence.span_of(repository, base, head)
    if fetch:
        prefetch(repository, span, repository.root)
    own = _settings_at(repository, base or head)
    folders = changes.folders_of(repository, own)
    if fetch and len(folders) > 1:
        prefetch(repository, span, *folders[1:])
    before = trees.tree(repository, base, *folders) if base else Tree(repository)
    brought = commits.differences(repository.top, span.fork, head)
    walked = evidence.walk(repository, span, brought)
    reporting = code_changes.reporting(repository, base, brought)
    below = tuple(f"{folder}/" for folder in folders)
    differences = [entry for entry in brought if entry.path.startswith(below)]
    if base not in ("", span.fork):
        differences = list(joined(repository, before, differences))
    after = before.changed(differences)
    loaded = _loaded(repository, differences, (before, after, before, before), own, base)
    judging = loaded.guards or loaded.proposed or loaded.after.log
    _need_readable(loaded.guards)
    squashed = judging.settings.merge == "squash"
    landed = squashed and (queued or commits.contains(repository.top, reading.tips(repository, own)[0], head))
    found = evidence.gather(
        repository, span, judging, walked, contents=before.contents, read=_read(loaded), landed=landed
    )
    stopped = code_changes.stopped(repository, reporting, after, found.paths)
    return judge(repository, loaded, f"{base[:8]}..{head[:8]}", base, found, stopped)


def _read(loaded: Loaded) -> dict[str, Record]:
    """The native records of both sides by the blob that they were read from."""
    return {
        side.files[record.path].blob: record
        for side in (loaded.before, loaded.after)
        for record in side.log.records
        if record.native and record.path in side.files
    }


def _need_readable(guards: Log | None) -> None:
    """Raises CannotProceed where what judges cannot be read: part of a policy is no policy."""
    found = next((found for found in guards.findings if found.level == ERROR), None) if guards else None
    if found:
        raise CannotProceed(
            f"nothing can be judged: on the target, {found.path} line {found.line} {found.message}",
            "mend it there first; whoever looks after that branch lands the repair without this check",
        )


def _settings_at(repository: Repository, commit: str) -> Settings:
    path = f"{repository.root}/remit.yml"
    names = trees.tree(repository, commit, path)
    found = names.at(path)
    files = names.read([found]) if found else []
    return assemble(files, root=repository.root).settings


def _loaded(
    repository: Repository,
    differences: list[Difference],
    names: tuple[Tree, Tree, Tree, Tree],
    own: Settings,
    against: str,
) -> Loaded:
    """A change read, from the listings of what was before, is after, had landed, and judges."""
    before, after, landed, trusted = names
    root = repository.root
    touched = changes.touched_by(differences, root)
    wanted = [changes.wanted_of(side, touched, differences) for side in (before, after, landed)]
    guard_files = changes.guard_files(trusted, root) if against else []
    brings_guards = not guard_files or any(changes.is_guard(entry.path, root) for entry in differences)
    own_files = changes.guard_files(after, root) if brings_guards else []
    after.read([*guard_files, *own_files, *(entry for side in wanted for entry in side.values())])  # all in one call
    guards = assemble(trusted.read(guard_files), root=root) if guard_files else None
    proposed = assemble(after.read(own_files), root=root) if brings_guards else None
    sides = [
        changes.load(side, files, root, own.sources)
        for side, files in zip((before, after, landed), wanted, strict=True)
    ]
    if landed is before:
        sides[2] = sides[0]
    return Loaded(tuple(differences), sides[0], sides[1], sides[2], guards, proposed, against if guards else "")


def judge(
    repository: Repository,
    loaded: Loaded,
    what: str,
    against: str,
    evidence: Evidence = NO_EVIDENCE,
    stopped: tuple[Record, ...] = (),
    earlier: Earlier = NOTHING_EARLIER,
) -> Report:
    """The report of a change that was read. `stopped`: records with a stop, whether or not the change touches them.

    `earlier`: what the branch decided before a change that is staged.
    """
    guards = loaded.guards or loaded.proposed or loaded.after.log
    need_policy(guards)
    now = clock.now(guards.zone)
    chosen = engine.choose(guards.settings, timely=False, whole=False, evidence=evidence != NO_EVIDENCE)
    after, hits = _side(repository, loaded.after, guards, now, chosen)
    settings = guards.settings
    found = [*engine.leveled(loaded.after.log.findings, settings), *_places(hits, settings, loaded.after.files)]
    brought = new_ones(found, _earlier(repository, loaded, guards, now, chosen)) if found else []
    brought += _guard_findings(loaded, now, chosen, settings)
    proposed = changes.under(loaded.after.log, loaded.proposed) if loaded.proposed else after.log
    days: tuple[date, ...] = ()
    if any(entry.path.startswith(f"{repository.root}/policy/") for entry in loaded.differences):
        days = code_changes.days(loaded.landed.names, repository.root)
    founding = loaded.guards is None or not (loaded.guards.policies or unreadable_policies(loaded.guards))
    before = changes.under(loaded.landed.log, guards)
    change = Change(before, after.log, proposed, founding, evidence, stopped, days, earlier)
    brought += _places(engine.on_change(change, after, chosen), settings, loaded.after.files)
    return Report(
        findings=tuple(sorted(dict.fromkeys(brought), key=lambda finding: finding.sort_key)),
        records=len(loaded.after.log.records) + len(loaded.after.log.unread),
        policies=len(guards.policies),
        against=against,
        what=what,
        notes=notes_on(guards),
    )


def _earlier(repository: Repository, loaded: Loaded, guards: Log, now: datetime, chosen: Chosen) -> list[Finding]:
    """What was wrong before the change, or is wrong on the trusted branch: the change did not bring it."""
    sides = [loaded.before] if loaded.landed is loaded.before else [loaded.before, loaded.landed]
    out: list[Finding] = []
    for side in sides:
        _, hits = _side(repository, side, guards, now, chosen)
        out += [*engine.leveled(side.log.findings, guards.settings), *_places(hits, guards.settings, None)]
    return out


def _side(repository: Repository, side: Side, guards: Log, now: datetime, chosen: Chosen) -> tuple[Known, list[Found]]:
    """What a check may know of one side, and what is wrong with its records and pages."""
    log = changes.under(side.log, guards)

    def everything() -> Log:
        """The log with every record of this side, for a policy that adds amounts up."""
        files = side.names.read(side.names.holding(f"{repository.root}/"))
        return changes.under(assemble(files, root=repository.root), guards)

    known = Known(log, now, TreeNames(log, side.names), everything=False, answers=Answers(log, now, everything))
    hits = [hit for record in log.records for hit in engine.on_record(record, known, chosen)]
    hits.extend(engine.on_pages(log, known, chosen))
    return known, hits


def _guard_findings(loaded: Loaded, now: datetime, chosen: Chosen, settings: Settings) -> list[Finding]:
    """What is wrong with the settings, people and policies that the change brings, and was not before."""
    if loaded.proposed is None:
        return []

    def found(log: Log | None, side: Side) -> list[Finding]:
        if log is None:
            return []
        hits = engine.on_guards(Known(log, now, Names(log)), chosen)
        return [*engine.leveled(log.findings, settings), *_places(hits, settings, side.files)]

    return new_ones(found(loaded.proposed, loaded.after), found(loaded.guards, loaded.before))


def _places(hits: Iterable[Found], settings: Settings, files: dict[str, Source] | None) -> list[Finding]:
    """Hits as findings, with the line that a file gives; without files no line is looked up."""

    def place_of(path: str, where: tuple[str | int, ...]) -> tuple[int, int]:
        source = files.get(path) if files else None
        return place_in(source.data.decode("utf-8", "replace"), path, where) if source else (0, 0)

    return engine.findings(hits, settings, place_of)


def unreadable_policies(log: Log) -> list[Finding]:
    """What cannot be read of a log's policies."""
    return [found for found in log.findings if found.code == "L10"]


def can_judge(log: Log) -> bool:
    """Whether somebody said who decides, or that nobody does."""
    return bool(log.settings.policy == "none" or log.policies or unreadable_policies(log))


def need_policy(log: Log) -> None:
    """Raises CannotProceed where nobody said who decides: nothing checked is never fine."""
    if can_judge(log):
        return
    named = log.settings.policy
    raise CannotProceed(
        f"there is no policy `{named}` in {log.root}/policy/" if named else f"there is no policy in {log.root}/policy/",
        "write one (`remit init` makes a starter), or say `policy: none` in remit.yml to keep a plain decision log",
    )


def notes_on(log: Log) -> tuple[str, ...]:
    """What is not judged, and why."""
    notes = []
    if log.settings.policy == "none":
        notes.append("`policy: none`: who may decide was not judged")
    if log.people is None:
        notes.append(f"no {log.root}/people.yml: who acted was not judged")
    return tuple(notes)

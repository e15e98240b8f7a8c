"""Checking a whole log: the working tree, or a commit."""

from collections.abc import Iterable

from remit.checks import engine
from remit.checks.check import Known
from remit.checks.engine import Chosen
from remit.checks.report import Report
from remit.log.change import Change
from remit.log.log import Log
from remit.repo import raw, trees
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.workspace import changes, clock, logs, stopped_paths, trusted_branch
from remit.workspace.check import notes_on


def whole(repository: Repository, at: str = trees.WORK_TREE, *, timely: bool = False) -> Report:
    """Everything that is wrong with the log in the working tree or a commit; with `timely` the time-based checks too."""
    written = logs.need_log(repository, logs.read_log(repository, at))
    judged, tip = trusted_branch.with_trusted_policy(repository, written)
    trusted_branch.need_policy(judged)
    now = clock.now(judged.zone)
    if at == trees.WORK_TREE:
        stopped_paths.see(repository, judged, now)
    known = Known(judged, now)
    chosen = engine.choose(judged.settings, timely=timely, whole=True, evidence=False)
    hits = [
        *engine.on_log(known, chosen),
        *engine.on_guards(Known(written, now), chosen),  # what lies here is to become the trusted branch's
        *(_against_landed(repository, at, known, chosen, tip.commit) if tip else ()),
    ]
    found = [*engine.in_files(known, chosen), *engine.placed(hits, judged.settings, judged)]
    return Report(
        findings=tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key)),
        records=len(judged.records) + len(judged.unread),
        policies=len(judged.policies),
        against=tip.commit if tip else "",
        what="the working tree" if at == trees.WORK_TREE else at[:8],
        notes=(*notes_on(judged), *_no_such_branch(written, tip), *_not_landed(at, written, judged, tip)),
    )


def _not_landed(at: str, written: Log, judged: Log, tip: trusted_branch.Trusted | None) -> tuple[str, ...]:
    """What lies in the working tree and judges nothing yet."""
    return trusted_branch.not_landed(written, judged, tip) if at == trees.WORK_TREE else ()


def _no_such_branch(written: Log, tip: trusted_branch.Trusted | None) -> Iterable[str]:
    """A note where another branch judges than the one that is to be trusted."""
    named = (written.settings.trusted or "").removeprefix("refs/remotes/").removeprefix("refs/heads/")
    if named and tip and tip.branch not in (named, f"origin/{named}"):
        yield f"`trusted: {named}` is not a branch of this clone: {tip.branch} was used instead"


def _against_landed(repository: Repository, at: str, known: Known, chosen: Chosen, tip: str) -> Iterable[engine.Found]:
    """What happened to records that were decided on the trusted branch, since the judged tree branched off."""
    landed = trusted_branch.fork(repository, tip, "HEAD" if at == trees.WORK_TREE else at)
    differences = _differences(repository, at, landed)
    if not differences:
        return ()
    before = logs.log_in(repository, trees.tree(repository, landed))
    part = before.part(changes.files_about(before, differences)).under(known.log)
    return engine.on_change(Change(part, known.log, known.log), known, chosen)


def _differences(repository: Repository, at: str, base: str) -> list[Difference]:
    if at == trees.WORK_TREE:
        return raw.on_disk(repository.top, base, repository.root)
    return raw.between(repository.top, base, at, (repository.root,), hook=repository.hook)

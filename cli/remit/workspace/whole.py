"""Checking a whole log: the work tree, or a commit."""

from collections.abc import Iterable

from remit.checks import engine
from remit.checks.answers import Answers
from remit.checks.check import Known, Names
from remit.checks.engine import Chosen
from remit.checks.report import Report
from remit.log.change import Change
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.record import place_in
from remit.repo import raw, trees
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.workspace import changes, clock, reading, stopped_paths
from remit.workspace.check import need_policy, notes_on


def whole(repository: Repository, at: str = trees.WORK_TREE, *, timely: bool = False) -> Report:
    """Everything that is wrong with the log in the work tree or a commit; with `timely` what a passed day turned bad too."""
    written = reading.need_log(repository, reading.read_log(repository, at))
    judged, tip = reading.with_trusted_policy(repository, written)
    need_policy(judged)
    now = clock.now(judged.zone)
    if at == trees.WORK_TREE:
        stopped_paths.see(repository, judged, now, everything=True)
    known = Known(judged, now, Names(judged), answers=Answers(judged, now))
    chosen = engine.choose(judged.settings, timely=timely, whole=True, evidence=False)
    hits = list(_hits(known, _own(written, known), chosen))
    landed = _landed(repository, at, tip.commit) if tip else ""
    differences = _differences(repository, at, landed) if landed else []
    found = [
        *engine.leveled(judged.findings, judged.settings),
        *_placed(repository, at, hits, judged),
        *_against_landed(repository, at, known, chosen, landed, differences),
    ]
    return Report(
        findings=tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key)),
        records=len(judged.records) + len(judged.unread),
        policies=len(judged.policies),
        against=tip.commit if tip else "",
        what="the work tree" if at == trees.WORK_TREE else at[:8],
        notes=(*notes_on(judged), *_no_such_branch(written, tip)),
    )


def _no_such_branch(written: Log, tip: reading.Trusted | None) -> Iterable[str]:
    """A note where another branch judges than the one that is to be trusted."""
    named = (written.settings.trusted or "").removeprefix("refs/remotes/").removeprefix("refs/heads/")
    if named and tip and tip.branch != named:
        yield f"`trusted: {named}` is no branch of this clone: {tip.branch} judged instead"


def _own(written: Log, known: Known) -> Known:
    """The log under its own guards, where they differ from those that judge: what lies here is to become them."""
    return known if written == known.log else Known(written, known.now, known.names)


def _hits(known: Known, own: Known, chosen: Chosen) -> Iterable[engine.Found]:
    for record in known.log.records:
        yield from engine.on_record(record, known, chosen)
    yield from engine.on_pages(known.log, known, chosen)
    yield from engine.on_log(known, chosen)
    yield from engine.on_guards(own, chosen)


def _placed(repository: Repository, at: str, hits: Iterable[engine.Found], log: Log) -> list[Finding]:
    """Hits as findings; files are read again for the lines alone."""
    found = list(hits)
    texts = _Texts(repository, at, {problem.path for _, problem in found if problem.where})

    def place_of(path: str, where: tuple[str | int, ...]) -> tuple[int, int]:
        return place_in(texts.of(path), path, where)

    return engine.findings(found, log.settings, place_of)


class _Texts:
    """The texts of files with findings: of a commit all at once, of the work tree one by one."""

    def __init__(self, repository: Repository, at: str, paths: set[str]) -> None:
        self._workspace, self._at = repository, at
        self._read: dict[str, str] = {}
        if at != trees.WORK_TREE and paths:
            names = trees.tree(repository, at)
            listed = [entry for path in sorted(paths) if (entry := names.at(path))]
            for source in names.read(listed):
                self._read[source.path] = source.data.decode("utf-8", "replace")

    def of(self, path: str) -> str:
        """The text of a file; empty where it cannot be read."""
        if path not in self._read and self._at == trees.WORK_TREE:
            import os

            try:
                with open(os.path.join(self._workspace.top, path), "rb") as file:
                    self._read[path] = file.read().decode("utf-8", "replace")
            except OSError:
                self._read[path] = ""
        return self._read.get(path, "")


def _against_landed(
    repository: Repository, at: str, known: Known, chosen: Chosen, landed: str, differences: list[Difference]
) -> list[Finding]:
    """What happened to records that were decided on the trusted branch."""
    if not differences:
        return []
    root = repository.root
    names = trees.tree(repository, landed)
    touched = changes.touched_by(differences, root)
    side = changes.load(names, changes.wanted_of(names, touched, differences), root)
    change = Change(changes.under(side.log, known.log), known.log, known.log)
    return _placed(repository, at, engine.on_change(change, known, chosen), known.log)


def _landed(repository: Repository, at: str, tip: str) -> str:
    """What has landed as far as the judged tree knows: where it branched off."""
    return reading.fork(repository, tip, "HEAD" if at == trees.WORK_TREE else at)


def _differences(repository: Repository, at: str, base: str) -> list[Difference]:
    if at == trees.WORK_TREE:
        return raw.on_disk(repository.top, base, repository.root)
    return raw.between(repository.top, base, at, (repository.root,), hook=repository.hook)

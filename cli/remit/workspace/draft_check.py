"""What is about to be written, checked as the check that will see it: nothing is written that it would refuse."""

from collections.abc import Iterable

from remit.log import ids
from remit.log.finding import ERROR
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.source import File, Source, Tree, under
from remit.repo.repository import Repository
from remit.workspace import logs
from remit.workspace.changes import Comparison, judge
from remit.workspace.file_drafts import Draft


class DraftTree:
    """A tree as it will be when drafts are written."""

    def __init__(self, tree: Tree, drafts: Iterable[Draft]) -> None:
        self._tree = tree
        self._drafts = {draft.path: Source(draft.path, draft.text.encode()) for draft in drafts}
        kept = [file for file in tree.files if file.path not in self._drafts]
        self.files = tuple(sorted((*kept, *map(File, self._drafts)), key=lambda file: file.path))

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

"""The logs of a repository: of its working tree, its index or a commit, with the logs of other formats that it adopted."""

import os
import shlex

from remit.log.files import Memory
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.settings import ForeignSource, Settings, read_settings
from remit.log.source import File, Source
from remit.repo import git, trees
from remit.repo.repository import Repository
from remit.repo.trees import Tree, WorkTree
from remit.workspace.documents import Documents


def read_log(repository: Repository, at: str = trees.WORK_TREE) -> Log:
    """The log in the working tree, the index or a commit (40 hex digits), with the logs that it adopted."""
    log = log_in(repository, trees.tree(repository, at))
    return (
        log_in(repository, trees.tree(repository, at, *folders(repository, log.settings)))
        if log.settings.sources
        else log
    )


def log_in(repository: Repository, tree: Tree, memory: Memory | None = None) -> Log:
    """The log that a tree holds."""
    return Log(tree, root=repository.root, adopted=adopted, memory=memory)


def work_log(repository: Repository) -> Log:
    """The log in the working tree, for somebody who asks about it: records that did not change are not read again."""
    repository.need_work_tree()
    tree = WorkTree(repository, *folders(repository, settings_on_disk(repository)))
    return log_in(repository, tree, Documents(repository.common_dir, tree))


def adopted(source: ForeignSource, files: list[Source]) -> tuple[list[Record], str]:
    """The records in files of an adopted log, and how well they could be read, in one line."""
    from remit.importers import read_folder, records_of, told  # a large room, and most logs adopted none

    read = read_folder(files, source)
    return records_of(read), told(read)


def folders(repository: Repository, settings: Settings) -> tuple[str, ...]:
    """The log's folder and the folders of the logs that it adopted."""
    return (repository.root, *(source.path for source in settings.sources))


def need_log(repository: Repository, log: Log) -> Log:
    """The log itself. Raises CannotProceed where there is nothing that could be one."""
    if not (log.guard_files() or log.files.by_kind):
        _need_none_committed(repository)
        message = f"there is no log here: {repository.root}/ holds no settings, policy or record"
        raise CannotProceed(message, "run `remit init`")
    return log


def _need_none_committed(repository: Repository) -> None:
    """Raises CannotProceed if the log's folder is not on disk, and the last commit holds it: nobody starts a second log."""
    root, top = repository.root, repository.top
    if repository.bare or os.path.lexists(os.path.join(top, root)):
        return
    code, out, _ = git.run_raw(top, "ls-tree", "--name-only", "HEAD", f"{root}/")
    if code and git.run_raw(top, "rev-parse", "--verify", "--quiet", "HEAD")[0]:
        return  # there is no commit yet
    if code:
        message = (
            f"this is a partial clone, and its files are not checked out: nobody can tell whether it holds {root}/"
        )
        raise CannotProceed(message, "check it out first: `git checkout`")
    if out:
        message = f"the last commit holds a log in {root}/, and it is not in the working tree"
        raise CannotProceed(message, f"run `git checkout HEAD -- {root}`, then this again")


def settings_on_disk(repository: Repository) -> Settings:
    """The settings in the working tree: enough to find the adopted logs and the trusted branch."""
    path = f"{repository.root}/remit.yml"
    read = [] if repository.bare else WorkTree(repository, path).read([File(path)])
    return read_settings(read[0].data.decode("utf-8", "replace"), path)[0] if read else Settings(path=path)


def settings_at(repository: Repository, commit: str) -> Settings:
    """The settings of a commit (its full id)."""
    return log_in(repository, trees.tree(repository, commit, f"{repository.root}/remit.yml")).settings


def need_checked_out(repository: Repository) -> None:
    """Raises CannotProceed where git keeps files of the log off the disk: nobody writes to half a log."""
    missing = sorted(WorkTree(repository, repository.root).left_out)
    if not missing:
        _need_none_committed(repository)
        return
    sparse = git.run_raw(repository.top, "config", "--type=bool", "core.sparseCheckout")[1].strip() == b"true"
    names = " ".join(map(shlex.quote, missing))
    fix = f"`git update-index --no-skip-worktree {names}`, then `git restore {names}`"
    raise CannotProceed(
        f"part of the log is not on disk ({'sparse checkout' if sparse else 'marked skip-worktree'}): {missing[0]}"
        f"{f' and {len(missing) - 1} more' if missing[1:] else ''}; nothing was written",
        f"run `git sparse-checkout add {repository.root}`, then this again" if sparse else fix,
    )

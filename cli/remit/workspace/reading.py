"""Reading a log out of a repository, and the policy that judges it."""

from collections.abc import Iterable
from typing import NamedTuple

from remit.log.log import Log
from remit.log.log_file import assemble, joined
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.settings import ForeignSource, Settings, read_settings
from remit.log.source import Source
from remit.log.text import FILE_BYTES
from remit.repo import git, trees
from remit.repo.repository import Repository
from remit.workspace import changes

GUARDS = (*changes.GUARD_FILES, *changes.GUARD_FOLDERS)
"""What stands in the log and says who may: read from the trusted branch's tip, never from the change that is judged."""


class Trusted(NamedTuple):
    """The tip of the trusted branch."""

    branch: str
    commit: str


def sources(repository: Repository, at: str = trees.WORK_TREE, *folders: str) -> list[Source]:
    """The files of the log (or of `folders`) in the work tree, the index or a commit (40 hex digits)."""
    found = trees.tree(repository, at, *folders)
    return found.read(found.files)


def read_log(repository: Repository, at: str = trees.WORK_TREE, files: Iterable[Source] | None = None) -> Log:
    """The log in the work tree, the index or a commit (40 hex digits), with the sources it adopted.

    `files` are those of the log's folder, where somebody reads them already. No file is kept beside the text that was read.
    """
    log = assemble(sources(repository, at) if files is None else files, root=repository.root)
    adopted = _adopted(repository, at, log.settings.sources)
    return joined(log, adopted) if adopted else log


def _adopted(repository: Repository, at: str, adopted: tuple[ForeignSource, ...]) -> list[Record]:
    """The records of logs of other formats, read where they lie."""
    if not adopted:
        return []
    from remit.importers import read_source

    out: list[Record] = []
    for source in adopted:
        out.extend(read_source(sources(repository, at, source.path), source)[0])
    return out


def need_log(repository: Repository, log: Log) -> Log:
    """The log itself. Raises CannotProceed where there is nothing that could be one."""
    if not (log.records or log.policies or log.people or log.unread or log.findings):
        import os

        if not os.path.exists(os.path.join(repository.folder, "remit.yml")):
            raise CannotProceed(
                f"there is no log here: {repository.root}/ holds no settings, policy or record", "run `remit init`"
            )
    return log


def trusted(repository: Repository, settings: Settings) -> Trusted | None:
    """The trusted branch and its tip; None where there is no commit yet.

    The branch that `trusted:` names; else the remote's default branch; without a remote the branch that HEAD names.
    """
    refs = candidates(settings)
    commit, ref = next(
        ((found, ref) for found, ref in zip(_commits(repository, refs), refs, strict=True) if found), ("", "")
    )
    if not commit:
        return None
    if ref == _REMOTE_HEAD:
        code, out, _ = git.run_raw(repository.top, "symbolic-ref", "--quiet", _REMOTE_HEAD, hook=repository.hook)
        ref = ref if code else out.decode("utf-8", "surrogateescape").strip()
    return Trusted(ref.removeprefix("refs/remotes/").removeprefix("refs/heads/"), commit)


_REMOTE_HEAD = "refs/remotes/origin/HEAD"


def candidates(settings: Settings) -> list[str]:
    """The refs that may name the trusted branch, in order; the last is HEAD."""
    named = [settings.trusted] if settings.trusted and "\n" not in settings.trusted else []
    return [*named, _REMOTE_HEAD, "refs/remotes/origin/main", "refs/remotes/origin/master", "HEAD"]


def _commits(repository: Repository, refs: list[str]) -> list[str]:
    """The commit of each ref (empty where it names none), in one call of git."""
    feed = "".join(f"{ref}^{{commit}}\n" for ref in refs).encode("utf-8", "surrogateescape")
    out = git.run(repository.top, "cat-file", "--batch-check", feed=feed, hook=repository.hook)
    lines = [line.split(" ") for line in out.decode("utf-8", "replace").splitlines()]
    return [words[0] if words[1:2] == ["commit"] else "" for words in lines]


def tips(repository: Repository, settings: Settings) -> tuple[str, str]:
    """The commit of the trusted branch's tip and of HEAD, in one call of git; empty where there is no commit yet."""
    found = _commits(repository, candidates(settings))
    return next(filter(None, found), ""), found[-1]


def fork(repository: Repository, one: str, other: str) -> str:
    """The best common ancestor of two commits; the empty tree where they have none."""
    code, out, _ = git.run_raw(repository.top, "merge-base", one, other, hook=repository.hook)
    return git.EMPTY_TREE if code else out.decode("ascii").split()[0]


def settings_on_disk(repository: Repository) -> Settings:
    """The settings that lie in the work tree: enough to find the adopted logs and the trusted branch."""
    import os

    path = f"{repository.root}/remit.yml"
    try:
        with open(os.path.join(repository.top, path), "rb") as file:
            return read_settings(file.read(FILE_BYTES).decode("utf-8", "replace"), path)[0]
    except OSError:
        return Settings(path=path)


def trusted_guards(repository: Repository, settings: Settings) -> tuple[Log, Trusted] | None:
    """Settings, people and policy of the trusted branch's tip (a log without records), and that tip; None where it has none."""
    tip = trusted(repository, settings)
    guards = guards_at(repository, tip.commit) if tip else None
    return (guards, tip) if guards and tip else None


def guards_at(repository: Repository, commit: str) -> Log | None:
    """Settings, people and policy of a commit (a log without records); None where it holds none of them."""
    files = sources(repository, commit, *(f"{repository.root}/{name}" for name in GUARDS))
    return assemble(files, root=repository.root) if files else None


def with_trusted_policy(repository: Repository, log: Log) -> tuple[Log, Trusted | None]:
    """`log` under the settings, people and policy of the trusted branch's tip, and that tip.

    Where the tip holds none of them (the founding change, or no commit yet) the log's own stand, and the tip is None.
    """
    found = trusted_guards(repository, log.settings)
    return (under(log, found[0]), found[1]) if found else (log, None)


def under(log: Log, guards: Log) -> Log:
    """`log` judged by the settings, people and policies of `guards`."""
    return log._replace(
        settings=guards.settings._replace(sources=log.settings.sources),
        people=guards.people,
        policies=guards.policies,
        scenarios=guards.scenarios,
        zone=guards.zone,
    )

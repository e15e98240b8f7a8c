"""A partial clone gets what a range check needs, in one call, and only where somebody asked for it."""

from remit.log import protected_files
from remit.log.source import GITLINK
from remit.repo import commits, git, objects, raw, trees
from remit.repo.raw import ABSENT
from remit.repo.repository import Repository
from remit.workspace import changes, logs


def prefetch(repository: Repository, base: str, head: str, *folders: str) -> int:
    """Fetch what checking BASE..HEAD needs of `folders`, and what merging it needs; how many contents were missing.

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
        wanted |= {file.blob for file in (*log.guard_files(), *changes.files_about(log, inside))}
    return objects.fetch_missing(top, sorted(wanted), allowed=True)

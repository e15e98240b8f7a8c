"""A partial clone gets what a range check needs, in one call, and only where somebody asked for it."""

from remit.attribution.evidence import Span
from remit.repo import commits, objects, trees
from remit.repo.repository import Repository
from remit.workspace import changes, reading


def prefetch(repository: Repository, span: Span, *folders: str) -> int:
    """Fetch the contents that BASE..HEAD changed below `folders`, the guards, and BASE's side of it; how many were missing.

    Left to itself git would fetch them one by one, or not at all: `git.HARD` forbids it.
    """
    top = repository.top
    nodes = commits.nodes(top, span.base, span.head)
    brought = commits.differences(top, span.fork, span.head, folders)
    pairs = [(node.id, parent) for node in nodes for parent in node.parents or ("",)]
    versions = commits.differences_of(top, pairs, folders)
    wanted = {
        blob for found in (brought, *versions.values()) for entry in found for blob in (entry.old_blob, entry.new_blob)
    }
    for commit in filter(None, (span.base, span.head)):
        log = reading.log_in(repository, trees.tree(repository, commit, *folders))
        wanted |= {file.blob for file in (*log.guard_files(), *changes.files_about(log, brought))}
    return objects.fetch_missing(top, [blob for blob in sorted(wanted) if blob.strip("0")], allowed=True)

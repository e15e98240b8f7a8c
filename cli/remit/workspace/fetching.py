"""A partial clone gets what a range check needs, in one call, and only where somebody asked for it."""

from remit.attribution.evidence import Span
from remit.repo import commits, objects, trees
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import Tree
from remit.workspace import changes


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
        names = trees.tree(repository, commit, *folders)
        wanted |= _standing(names, brought, repository.root)
    return objects.fetch_missing(top, [blob for blob in sorted(wanted) if blob.strip("0")], allowed=True)


def _standing(names: Tree, brought: list[Difference], root: str) -> set[str]:
    """The guards, stops and touched records of one side."""
    touched = changes.touched_by(brought, root)
    found = [*changes.guard_files(names, root), *changes.wanted_of(names, touched, brought).values()]
    return {entry.blob for entry in found}

"""Reading git where the index does not know: from scratch, carried on, or a branch that has not landed."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from remit.history import build
from remit.history.heads import Kind, native
from remit.history.shelf import Shelf
from remit.log.timeline import Values
from remit.repo import git, objects, walk
from remit.repo.walk import Touch


def carry_on(
    root: str, tip: str, paths: Sequence[str], kind: Kind | None, shelf: Shelf, *, since: str, fetch: bool, trunk: str
) -> build.Found:
    """`shelf`, which stands at `since` (empty: at nothing), carried on to `tip`."""
    kind = kind or native(paths[0])
    renames = kind.key is None
    with without_collector():
        touches = {touch.id: touch for touch in walk.walk(root, tip, paths, since=since, renames=renames)}
        mended = walk.mend(root, touches, paths, renames=renames)
        whole = not since and not mended
        chain = walk.main_line(root, tip, touches, paths) if whole else walk.first_parents(root, tip, since)
        contents = read_contents(root, touches.values(), kind, fetch=fetch)
        return build.build(kind, shelf, touches, reversed(chain), contents, trunk=trunk)


def branch_shelf(root: str, base: str, tip: str, paths: Sequence[str], kind: Kind | None, *, fetch: bool) -> Shelf:
    """The timelines of what `tip` would bring to `base` and has not: landed nowhere."""
    kind = kind or native(paths[0])
    code, out, _ = git.run_raw(root, "merge-base", base, tip)
    fork = out.decode("ascii").split()[0] if not code else git.EMPTY_TREE
    touches = {touch.id: touch for touch in walk.walk(root, tip, paths, since=base, renames=kind.key is None)}
    walk.mend(root, touches, paths, renames=kind.key is None)
    whole = walk.difference(root, fork, tip, paths, nearest=next(iter(touches), ""), renames=kind.key is None)
    contents = read_contents(root, [*touches.values(), whole], kind, fetch=fetch)
    return build.unlanded(kind, touches, whole, contents)


@contextmanager
def without_collector() -> Iterator[None]:
    """Reading makes hundreds of thousands of values and no circles; looking for circles would cost a third more."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def continues(root: str, tip: str, old: str) -> bool:
    """Whether `old` is on the first-parent chain of `tip`: otherwise history was rewritten, or came in sideways."""
    try:
        chain = walk.first_parents(root, tip, old)
        return (
            bool(chain)
            and git.run(root, "rev-parse", "--verify", "--quiet", f"{chain[-1]}^1").decode("ascii").strip() == old
        )
    except git.GitFailed:
        return False


def read_contents(root: str, touches: Iterable[Touch], kind: Kind, *, fetch: bool = False) -> dict[str, Values | None]:
    """The values of every version of every file that the touches name, by blob id."""
    wanted: dict[str, str] = {}
    for touch in touches:
        for entry in touch.entries:
            if entry.new_blob and kind.wants(entry.new_path):
                wanted.setdefault(entry.new_blob, entry.new_path)
            if entry.old_blob and kind.wants(entry.old_path):
                wanted.setdefault(entry.old_blob, entry.old_path)
    objects.fetch_missing(root, wanted, allowed=fetch)
    return {
        blob: kind.values(wanted[blob], data) if data is not None else None
        for blob, data in objects.stream(root, wanted)
    }

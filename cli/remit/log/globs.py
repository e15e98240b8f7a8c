"""Which paths a glob means: `services/shop/**`, `docs/*.md`, `Makefile`. No regular expressions: time is bounded.

`*` stands for any characters but `/`, `?` for one, `**` as a whole part for any number of folders. A glob that names a
folder (`services/shop` or `services/shop/`) means everything below it too. Case counts.
"""

LONGEST = 400
"""A glob with more characters means nothing."""


def matches(glob: str, path: str) -> bool:
    """Whether `glob` means `path`; both from the top of the repository, with `/`."""
    glob = glob.removeprefix("./").removeprefix("/").rstrip("/")
    if not glob or len(glob) > LONGEST:
        return False
    return _parts(glob.split("/"), path.split("/"))


def _parts(globs: list[str], parts: list[str]) -> bool:
    """Row by row over the glob's parts: which numbers of the path's parts are used up. Never more than both multiplied."""
    reached = {0}
    for glob in globs:
        if glob == "**":
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and _part(glob, parts[at])}
        if not reached:
            return False
    return True


def _part(glob: str, text: str) -> bool:
    """One part against one: the greedy way, which goes back to the last star only."""
    at = seen = 0
    star = -1
    kept = 0
    while at < len(text):
        if seen < len(glob) and glob[seen] == "*":
            star, kept = seen, at
            seen += 1
        elif seen < len(glob) and glob[seen] in ("?", text[at]):
            at, seen = at + 1, seen + 1
        elif star >= 0:
            kept += 1
            at, seen = kept, star + 1
        else:
            return False
    return not glob[seen:].strip("*")

"""Who has committed here: names and addresses as commits have them, for the first people of a log."""

import re
from collections import Counter
from typing import NamedTuple

from remit.repo import git

_BOT = re.compile(r"\[bot\]|dependabot|renovate|github-actions|noreply@github\.com", re.IGNORECASE)
MOST = 5000
"""How many commits back are looked at."""


class Author(NamedTuple):
    """Somebody who committed."""

    name: str
    email: str
    commits: int


def authors(root: str) -> list[Author]:
    """Authors of the last commits, most commits first; bots left out. Empty where there is no commit."""
    code, out, _ = git.run_raw(root, "log", f"--max-count={MOST}", "--format=%an%x00%ae", "HEAD", "--")
    if code:
        return []
    counted = Counter(line for line in out.decode("utf-8", "replace").split("\n") if "\0" in line)
    found: dict[str, Author] = {}
    for line, count in counted.most_common():
        name, _, email = line.partition("\0")
        known = found.get(email.lower())
        if email and not _BOT.search(line):
            found[email.lower()] = Author(known.name if known else name, email, count + (known.commits if known else 0))
    return sorted(found.values(), key=lambda author: (-author.commits, author.email))


def identity(root: str) -> Author | None:
    """Who git will commit as here, as it is configured; None where it is not."""
    found = []
    for key in ("user.name", "user.email"):
        code, out, _ = git.run_raw(root, "config", "--get", key)
        found.append("" if code else out.decode("utf-8", "replace").strip())
    return Author(found[0], found[1], 0) if found[1] else None

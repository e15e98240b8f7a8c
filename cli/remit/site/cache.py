"""Converted words, kept between builds: words that did not change are not converted again.

The cache is a convenience and nothing else: where it cannot be read, opened or written, everything is converted.
"""

import contextlib
import json
import sqlite3
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from remit.repo import git
from remit.repo.cache import Table
from remit.site.markdown import Fragment, Heading, convert, version

FOLDER = ".remit-cache"
_TABLE = (
    "create table if not exists fragments (key blob primary key, html text, headings text, words text) without rowid"
)


class Cache:
    """Answers `convert`, from memory, from disk or by converting."""

    def __init__(self, top: str | None, tell: Callable[[int], None] = lambda _done: None) -> None:
        """Keep what was converted below the folder `top`; None: in memory alone. `tell` hears how many there are."""
        self._tell = tell
        self._memory: dict[bytes, Fragment] = {}
        self._new: dict[bytes, Fragment] = {}
        self._disk = _open(top) if top else None

    def convert(self, words: str, title: str, path: str = "") -> Fragment:
        """The words as a fragment."""
        key = _key(words, title, path.rpartition(".")[2])
        found = self._memory.get(key) or self._stored(key)
        if found is None:
            found = self._new[key] = convert(words, title, path)
        if key not in self._memory:
            self._memory[key] = found
            self._tell(len(self._memory))
        return found

    def _stored(self, key: bytes) -> Fragment | None:
        if self._disk is None:
            return None
        try:
            row = self._disk.execute("select html, headings, words from fragments where key = ?", (key,)).fetchone()
            return Fragment(row[0], tuple(Heading(*heading) for heading in json.loads(row[1])), row[2]) if row else None
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def close(self) -> None:
        """Write what is new, forget what this build did not need, and let go of the file."""
        if self._disk is None:
            return
        rows = [(key, one.html, json.dumps(one.headings), one.text) for key, one in self._new.items()]
        with contextlib.suppress(sqlite3.Error), self._disk:
            self._disk.executemany("insert or replace into fragments values (?, ?, ?, ?)", rows)
            stale = [key for (key,) in self._disk.execute("select key from fragments") if key not in self._memory]
            self._disk.executemany("delete from fragments where key = ?", [(key,) for key in stale])
        self._disk.close()
        self._disk = None


def _key(words: str, title: str, suffix: str) -> bytes:
    return blake2b(f"{version()}\0{suffix}\0{title}\0{words}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _came_along(top: str) -> bool:
    """Whether it is part of the repository: words that somebody else converted are not cleaned again."""
    code, out, _ = git.run_raw(top, "ls-files", "-z", "--", FOLDER)
    return bool(code == 0 and out)


def _open(top: str) -> sqlite3.Connection | None:
    """The cache of a repository, in a folder that git ignores by itself."""
    folder = Path(top, FOLDER)
    try:
        if folder.is_symlink() or _came_along(top):
            return None
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        disk = sqlite3.connect(folder / "site.sqlite", timeout=5, factory=Table)
        disk.execute(_TABLE)
    except (OSError, sqlite3.Error):
        return None
    return disk

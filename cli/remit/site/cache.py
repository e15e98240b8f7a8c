"""What earlier builds made: converted words, by what they were made from, and what they wrote of each site.

The cache is a convenience and nothing else: where it cannot be read, opened or written, everything is made, and the site is the
same. Whatever the program itself makes differently is not found again, because its own files are part of every key. It holds
data alone, and HTML is cleaned again when it is read: whoever plants a cache plants no more than words.
"""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from remit.repo import git
from remit.repo.cache import Table
from remit.site.digest import digest
from remit.site.markdown import Fragment, Heading, clean, convert
from remit.site.search_index import Text, text_of, words_of

FOLDER = ".cache/remit"
_TABLES = (
    "create table if not exists text (key text primary key, html text, headings text, shown text, words text) without rowid",
    "create table if not exists piece (site text, name text, kept text, primary key (site, name)) without rowid",
)
"""text: words as they were converted · piece: what was written of each site."""
_AT_ONCE = 200
"""Texts that are written together."""


class Kept(NamedTuple):
    """What an earlier build wrote of one piece of a site."""

    made_of: str
    content: str
    shell: str
    """What its pages were made of: the piece's `made_of` and `content`, and the theme's part."""
    pages: dict[str, list[str]]
    """Title and description of its pages in the menu, by address."""
    asked: dict[str, str]
    """What its pages link to and show, and the address that each had on the site."""
    files: dict[str, tuple[int, int]]
    """Size and time of change (ns) of every file, by address."""


class Cache:
    """What was made before, or is made now."""

    def __init__(self, top: str | None, tell: Callable[[int], None] = lambda _done: None) -> None:
        """Keep what was made below the folder `top`; None: for this build alone. `tell` hears how many texts were converted."""
        self._tell = tell
        self._used: set[str] = set()
        self._new: dict[str, tuple[str, str, str, str]] = {}
        self._disk = (_open(top) if top else None) or _for_now()

    def convert(self, words: str, title: str, path: str = "", *, maths: bool = False) -> Fragment:
        """The words of the file at `path` as a fragment."""
        key = self._key(words, title, path, maths)
        found = self._stored(key, "html, headings, shown")
        try:
            headings = tuple(Heading(*heading) for heading in json.loads(found[1])) if found else ()
        except (ValueError, TypeError):
            found = ()
        if found:
            return Fragment(clean(found[0]), headings, found[2])
        made = convert(words, title, path, maths=maths)
        self._new[key] = (made.html, json.dumps(made.headings), made.text, " ".join(sorted(words_of(made.text))))
        if len(self._new) >= _AT_ONCE:
            self._write()
        return made

    def read(self, words: str, title: str, path: str = "", *, maths: bool = False) -> Text:
        """The words of the file at `path` as they are searched."""
        found = self._stored(self._key(words, title, path, maths), "shown, words")
        return (
            Text(found[0], {*found[1].split()})
            if found
            else text_of(self.convert(words, title, path, maths=maths).text)
        )

    def _key(self, words: str, title: str, path: str, maths: bool) -> str:
        key = digest("text", path.rpartition(".")[2], title, words, str(maths))
        if key not in self._used:
            self._used.add(key)
            self._tell(len(self._used))
        return key

    def _stored(self, key: str, columns: str) -> tuple[str, ...]:
        """Some columns of what is kept; nothing where there is none."""
        if key in self._new:
            self._write()
        try:
            row = self._disk.execute(f"select {columns} from text where key = ?", (key,)).fetchone()  # noqa: S608 - our own
        except sqlite3.Error:
            return ()
        return row if row and all(isinstance(value, str) for value in row) else ()

    def _write(self) -> None:
        with contextlib.suppress(sqlite3.Error), self._disk:
            rows = [(key, *made) for key, made in self._new.items()]
            self._disk.executemany("insert or replace into text values (?, ?, ?, ?, ?)", rows)
        self._new = {}

    def written(self, site: str) -> dict[str, Kept]:
        """What earlier builds wrote of the site in a folder, by the names of its pieces."""
        try:
            rows = self._disk.execute("select name, kept from piece where site = ?", (site,)).fetchall()
            return {name: Kept(*json.loads(kept)) for name, kept in rows}
        except (sqlite3.Error, ValueError, TypeError):
            return {}

    def remember(self, site: str, new: Mapping[str, Kept], gone: Iterable[str]) -> None:
        """Keep what was written now of the site in a folder."""
        with contextlib.suppress(sqlite3.Error), self._disk:
            self._disk.executemany("delete from piece where site = ? and name = ?", [(site, name) for name in gone])
            rows = [(site, name, json.dumps(kept)) for name, kept in new.items()]
            self._disk.executemany("insert or replace into piece values (?, ?, ?)", rows)

    def forget(self) -> None:
        """Forget the texts that this build did not need."""
        with contextlib.suppress(sqlite3.Error), self._disk:
            stale = [(key,) for (key,) in self._disk.execute("select key from text") if key not in self._used]
            self._disk.executemany("delete from text where key = ?", stale)

    def close(self) -> None:
        """Write what is new, and let go of the file."""
        self._write()
        self._disk.close()


def folder_of(top: str) -> Path:
    """Where the cache of a repository is kept."""
    return Path(top, FOLDER)


def came_along(top: str) -> bool:
    """Whether the folder of the cache is a link, or part of the repository or of one within it: then others may have filled it."""
    folder = folder_of(top)
    if folder.is_symlink() or folder.parent.is_symlink():
        return True
    names = git.run_raw(top, "ls-files", "-z")[1].decode("utf-8", "surrogateescape").casefold().split("\0")
    return any(name == folder.parent.name or name.startswith(FOLDER) for name in names)


def _open(top: str) -> sqlite3.Connection | None:
    """The cache of a repository, in a folder that git ignores by itself."""
    folder = folder_of(top)
    try:
        if came_along(top):
            return None
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        return _tables(str(folder / "site.sqlite"))
    except (OSError, sqlite3.Error):
        return None


def _for_now() -> sqlite3.Connection:
    """A cache that goes with the build."""
    return _tables("")


def _tables(path: str) -> sqlite3.Connection:
    disk = sqlite3.connect(path, factory=Table)
    for statement in ("pragma synchronous = off", *_TABLES):
        disk.execute(statement)
    return disk

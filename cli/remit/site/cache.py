"""What earlier builds made, kept by the content that it was made from: converted words, and pages of decisions.

The cache is a convenience and nothing else: where it cannot be read, opened or written, everything is made, and the site is the
same. Whatever the program itself makes differently is not found again, because its own files are part of every key.
"""

import contextlib
import json
import sqlite3
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any

from markupsafe import Markup

import remit
from remit.repo import git
from remit.repo.cache import Table
from remit.site.markdown import Fragment, Heading, convert
from remit.site.page import Page
from remit.site.words import chosen

FOLDER = ".cache/remit"
_TABLE = "create table if not exists made (key blob primary key, value text) without rowid"
_AT_ONCE = 200
"""Entries that are written together."""
_PARTS = ("markdown-it-py", "mdit-py-plugins", "nh3", "Pygments", "docutils", "Jinja2")
"""Libraries on which the HTML of the same words depends."""


class Cache:
    """What was made before, or is made now."""

    def __init__(
        self, top: str | None, tell: Callable[[int], None] = lambda _done: None, *, maths: bool = False
    ) -> None:
        """Keep what was made below the folder `top`; None: for this build alone. `tell` hears how many words were converted.

        `maths`: whether `$x$` in words is a formula.
        """
        self._tell, self._maths = tell, maths
        self._used: set[bytes] = set()
        self._new: dict[bytes, str] = {}
        self._disk = (_open(top) if top else None) or _for_now()

    def convert(self, words: str, title: str, path: str = "") -> Fragment:
        """The words of the file at `path` as a fragment."""
        key = _key("words", path.rpartition(".")[2], title, words, str(self._maths))
        if key not in self._used:
            self._tell(len(self._used) + 1)
        found = self._stored(key)
        made = _fragment(*found) if found else convert(words, title, path, maths=self._maths)
        if not found:
            self._keep(key, made)
        return made

    def page(self, content: object, make: Callable[[], Page], holds: Callable[[Page], bool]) -> Page:
        """The page that `make` makes of `content` (of which every part shows in its `repr`), if it still `holds`."""
        key = _key("page", repr(content), str(self._maths), chosen())
        found = self._stored(key)
        page = _page(*found) if found else None
        if page is None or not holds(page):
            page = make()
            self._keep(key, page)
        return page

    def _stored(self, key: bytes) -> list[Any] | None:
        self._used.add(key)
        try:
            row = self._disk.execute("select value from made where key = ?", (key,)).fetchone()
            written = self._new.get(key) or (row[0] if row else None)
            return list(json.loads(written)) if written else None
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def _keep(self, key: bytes, made: object) -> None:
        self._new[key] = json.dumps(made)
        if len(self._new) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        with contextlib.suppress(sqlite3.Error), self._disk:
            self._disk.executemany("insert or replace into made values (?, ?)", self._new.items())
        self._new = {}

    def close(self) -> None:
        """Write what is new, forget what this build did not need, and let go of the file."""
        self._write()
        with contextlib.suppress(sqlite3.Error), self._disk:
            stale = [(key,) for (key,) in self._disk.execute("select key from made") if key not in self._used]
            self._disk.executemany("delete from made where key = ?", stale)
        self._disk.close()


def _fragment(html: str, headings: list[tuple[int, str, str]], text: str) -> Fragment:
    return Fragment(html, tuple(Heading(*heading) for heading in headings), text)


def _page(
    path: str, title: str, body: str, section: str, description: str, pictures: list[str], asked: dict[str, str]
) -> Page:
    return Page(path, title, Markup(body), section, description, tuple(pictures), asked)  # noqa: S704 - as it was made


def _key(*parts: str) -> bytes:
    return blake2b("\0".join((program(), *parts)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def folder_of(top: str) -> Path:
    """Where the cache of a repository is kept."""
    return Path(top, FOLDER)


@cache
def program() -> str:
    """What makes the same content into something else: the files of the program, and the libraries that it uses."""
    files = sorted(path for path in Path(remit.__file__).parent.rglob("*") if path.is_file() and path.suffix != ".pyc")
    made = blake2b(digest_size=16)
    for path in files:
        made.update(path.read_bytes())
    return " ".join((made.hexdigest(), *(metadata.version(name) for name in _PARTS)))


def came_along(top: str) -> bool:
    """Whether it is part of the repository: what somebody else made is not cleaned again."""
    code, out, _ = git.run_raw(top, "ls-files", "-z", "--", FOLDER)
    return bool(code == 0 and out)


def _open(top: str) -> sqlite3.Connection | None:
    """The cache of a repository, in a folder that git ignores by itself."""
    folder = folder_of(top)
    try:
        if folder.is_symlink() or came_along(top):
            return None
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        disk = sqlite3.connect(folder / "site.sqlite", timeout=5, factory=Table)
        disk.execute("pragma synchronous = off")
        disk.execute(_TABLE)
    except (OSError, sqlite3.Error):
        return None
    return disk


def _for_now() -> sqlite3.Connection:
    """A cache that goes with the build."""
    disk = sqlite3.connect("", factory=Table)
    disk.execute(_TABLE)
    return disk

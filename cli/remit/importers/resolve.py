"""Which record a link points to: by path, by address, by id; never by a guess between two."""

import re
from collections.abc import Iterable

from remit.importers.what import stem

_URL = re.compile(r"https?://[^/]+/[^/]+/[^/]+/(?:-/)?(?:blob|tree|raw)/[^/]+/(?P<path>.+)$")
_ID = re.compile(r"(?P<kind>[A-Za-z]{2,6})?[-\s#]*0*(?P<number>\d{1,6})$")
_NUMBERED = re.compile(r"[a-z]{2,6}-\d{1,6}")


class Directory:
    """The records of one adopted folder by everything that a link may call them."""

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        """`named`: the path of every record with its aliases."""
        self.paths: set[str] = set()
        self.names: dict[str, set[str]] = {}
        for path, aliases in named:
            self.paths.add(path)
            for name in (*_names_of(path), *(_key(alias) for alias in aliases)):
                self.names.setdefault(name, set()).add(path)

    def find(self, target: str, origin: str) -> str | None:
        """The path of the record that `target`, written in `origin`, points to. None where there is none, or several."""
        bare = target.strip().strip("<>").partition("#")[0].partition("?")[0] if not target.startswith("#") else target
        if "://" in bare:
            match = _URL.match(bare)
            return self._at("/" + match["path"], origin) if match else None
        if "/" in bare or _has_suffix(bare):
            return self._at(bare, origin)
        return self._called(bare, origin)

    def _at(self, target: str, origin: str) -> str | None:
        """By path: from the folder of the record that links, or from the top; a folder stands for the record in it."""
        bases = [""] if target.startswith("/") else [origin.rpartition("/")[0], ""]
        for base in bases:
            path = _joined(base, target)
            for candidate in (path, _folder_of(path)):
                if candidate in self.paths:
                    return candidate
                only = self._only(_key(candidate), origin)
                if only:
                    return only
        return None if "/" in target.strip("/") and not target.startswith((".", "/")) else self._by_file(target, origin)

    def _by_file(self, target: str, origin: str) -> str | None:
        return self._only(_key(target.rsplit("/", 1)[-1]), origin) if not target.startswith("/") else None

    def _called(self, name: str, origin: str) -> str | None:
        """By id, or by a number alone where all the records are of one kind: in a log of ADRs, 12 is ADR-12."""
        found = self._only(_key(name), origin)
        if found or not name.strip().lstrip("#").isdecimal():
            return found
        kinds = {key.rpartition("-")[0] for key in self.names if _NUMBERED.fullmatch(key)}
        return self._only(f"{kinds.pop()}-{int(name.strip().lstrip('#'))}", origin) if len(kinds) == 1 else None

    def _only(self, name: str, origin: str) -> str | None:
        found = self.names.get(name, set()) - {origin}
        return next(iter(found)) if len(found) == 1 else None


def _names_of(path: str) -> list[str]:
    """A path without its suffix, its file name with and without it, and of a record that fills a folder the folder."""
    bare, name = path.rpartition(".")[0].lower(), stem(path)
    folder = [path.rpartition("/")[0].lower()] if name in ("kep", "readme", "index") else []
    return [bare, name, path.rsplit("/", 1)[-1].lower(), *folder]


def _key(name: str) -> str:
    """Ids in one spelling: `ADR 0012`, `adr-12` and `ADR-12` are one; everything else in lower case."""
    match = _ID.fullmatch(name.strip())
    if match and match["kind"]:
        return f"{match['kind'].lower()}-{int(match['number'])}"
    return name.strip().lower().rstrip("/")


def _has_suffix(text: str) -> bool:
    return bool(re.search(r"\.(?:md|markdown|rst|adoc|yaml|txt)$", text))


def _folder_of(path: str) -> str:
    """The folder, where a path names the prose of a record that fills one."""
    folder, _, name = path.rpartition("/")
    return folder if name.lower() in ("readme.md", "kep.yaml", "index.md") else path


def _joined(base: str, target: str) -> str:
    parts = base.split("/") if base and not target.startswith("/") else []
    for part in target.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)

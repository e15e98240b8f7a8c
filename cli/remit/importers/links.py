"""Links between records: what a line names, which record it points to, and how it leads there from another folder."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from remit.importers.file_names import naming_part, stem
from remit.importers.keys import RELATED, SUPERSEDED_BY, SUPERSEDES
from remit.importers.values import COMMA, is_nil, is_placeholder, plain, unbraced
from remit.log import ids
from remit.log.links import decoded
from remit.log.text import one_line
from remit.log.yaml import Value

_BY = r"(?:(?:super[sc]ee?ded|replaced|obsoleted)\s+by|(?:ersetzt|abgelöst)\s+durch|remplacée?\s+par|(?:sustituid|reemplazad)[oa]\s+por)"
_OTHERS = (
    r"amends|amended by|clarifies|clarified by|complements|complemented by|overrides|overridden by|refines|refined by|extends|extended by|"
    r"depends on|required by|requires|relates to|related to|see also|updates|updated by|linked to|influences|influenced by|"
    r"completes|completed by|alternative to|implements|implemented by|builds on|follows|followed by|revises|revised by|conflicts with|"
    r"partially supersedes|partly supersedes|(?:partially|partly) " + _BY
)
_VERB = re.compile(
    rf"\b(?:(?P<other>{_OTHERS})|(?P<by>{_BY})|(?P<over>super[sc]edes|replaces|obsoletes|ersetzt|löst\s+ab|remplace|sustituye(?:\s+a)?))\b:?\s*",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<href>[^()\s]*(?:\([^()]*\)[^()\s]*)*)[^)]*\)"
    r"|(?P<url>https?://[^\s<>)\]]+)"
    r"|(?P<file>[\w./-]+\.(?:md|rst|adoc|markdown))\b"
    r"|(?P<dated>\b(?:[\w-]+/)?\d{8}-[\w-]+)"
    r"|(?P<id>\b(?:[A-Za-z]{2,6}[- #]{0,2}|[A-Z]-)\d{1,6}\b)"
    r"|(?P<number>(?<![\w.])#?\d{1,5}(?![\w.]*\w))"
)
_MOST_BLANKS = 4
WAS = "; was: "
"""What separates a status from the one before it, where the words of that are kept."""
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


class Link(NamedTuple):
    """A link from a record: our key for the relation, the line as written, and what it points to as written."""

    key: str
    text: str
    target: str


def relations(line: str, *, first: bool = False) -> Iterator[Link]:
    """The links that a line names by a verb such as "Superseded by"; with `first` the verb must begin the line."""
    line = one_line(_ITEM.sub("", plain(line), count=1)).partition(WAS)[0]
    verbs = list(_VERB.finditer(line))
    if first and (not verbs or verbs[0].start()):
        return
    for index, verb in enumerate(verbs):
        end = verbs[index + 1].start() if index + 1 < len(verbs) else len(line)
        key = SUPERSEDED_BY if verb["by"] else SUPERSEDES if verb["over"] else RELATED
        for target in targets(line[verb.end() : end]):
            yield Link(key, line, target)


def targets(text: str) -> Iterator[str]:
    """What a text points to: links, addresses, files, ids, numbers."""
    for match in _TARGET.finditer(text):
        target = match["href"] if match["text"] is not None else match[0]
        if target:
            yield target


def field_links(key: str, value: Value) -> Iterator[Link]:
    """The links of a field: one text with commas, or a list."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            for line in entry.split("\n"):
                yield from _entry(key, _ITEM.sub("", plain(line), count=1).strip())


YES, NO = ("true", "yes"), ("", "false", "no")
"""Answers, where other records name a record: `deprecated: true`."""


def _entry(key: str, text: str) -> Iterator[Link]:
    if is_nil(text) or is_placeholder(text) or text.lower() in (*YES, *NO):
        return
    for part in filter(None, map(str.strip, COMMA.split(text))):
        found = list(targets(part))
        whole = unbraced(part)
        if not found and whole.count(" ") > _MOST_BLANKS:
            continue  # prose
        single = not found or whole.startswith("/") or " " not in whole
        yield from (Link(key, part, target) for target in ([_href(whole)] if single else found))


def _href(text: str) -> str:
    match = _TARGET.fullmatch(text)
    return match["href"] if match and match["text"] is not None else text


# Which record a link points to: by path, by address, by id; never by a guess between two.

_URL = re.compile(r"https?://[^/]+/[^/]+/[^/]+/(?:-/)?(?:blob|tree|raw)/[^/]+/(?P<path>.+)$")
_ID = re.compile(r"(?P<kind>[A-Za-z]{1,6})?[-\s#]*0*(?P<number>\d{1,6})$")
_NUMBERED = re.compile(r"[a-z]{1,6}-\d{1,6}")


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

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What the numbers of the records are numbers of."""
        return frozenset(key.rpartition("-")[0] for key in self.names if _NUMBERED.fullmatch(key))

    def find(self, target: str, origin: str) -> str | None:
        """The path of the record that `target`, written in `origin`, points to. None where there is none, or several."""
        bare = target.strip().strip("<>").partition("#")[0].partition("?")[0] if not target.startswith("#") else target
        bare = decoded(bare)
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
            if ids.id_of_record(path):  # a record of Remit, which is in no adopted folder
                return path
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
        match = _ID.fullmatch(name.strip())
        if found or not match:
            return found
        kinds = self.kinds
        if not kinds:  # the log's numbers are of no kind: `ADR-12` is 12
            return self._only(str(int(match["number"])), origin)
        return (
            self._only(f"{min(kinds)}-{int(match['number'])}", origin)
            if not match["kind"] and len(kinds) == 1
            else None
        )

    def _only(self, name: str, origin: str) -> str | None:
        found = self.names.get(name, set()) - {origin}
        return next(iter(found)) if len(found) == 1 else None


def _names_of(path: str) -> list[str]:
    """A path without its suffix, its file name with and without it, and of a record that fills a folder the folder."""
    bare, name = path.rpartition(".")[0].lower(), stem(path)
    folder = [path.rpartition("/")[0].lower()] if naming_part(path) != path.rpartition("/")[2] else []
    return [bare, name, path.rsplit("/", 1)[-1].lower(), *folder]


def _key(name: str) -> str:
    """Ids in one spelling: `ADR 0012`, `adr-12` and `ADR-12` are one; everything else in lower case."""
    match = _ID.fullmatch(name.strip())
    if match:
        return f"{match['kind'].lower()}-{int(match['number'])}" if match["kind"] else str(int(match["number"]))
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


# The relative links of a text that moves to another folder, so that they still lead where they led.
#
# Only the target of a link changes, and only where it leads to a file that is there, or to a record that is imported with it; in
# code, and everywhere else, the text stays byte for byte.

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(?P<before>\]\(\s*|^ {0,3}\[[^\]]+\]:\s*)(?P<target><[^<>\n]+>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)(?=[\s)]|$)"
)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|/|#|\?|$)", re.IGNORECASE)


class Relinked(NamedTuple):
    """A text with its links, and what became of them."""

    text: str
    changed: int
    kept: int
    """Relative links that lead to nothing here, and stay as they were."""


Lead = Callable[[str], str | None]
"""Where a path from the top of the repository is found from now on; None where nothing is there."""


def relinked(text: str, origin: str, path: str, lead: Lead) -> Relinked:
    """The text of the file `origin` as it stands in the file `path`."""
    if "](" not in text and "]:" not in text:
        return Relinked(text, 0, 0)
    changed = kept = 0

    def target(match: re.Match[str]) -> str:
        nonlocal changed, kept
        found = _moved(match["target"], origin, path, lead)
        if found is None:
            return match[0]
        changed, kept = changed + bool(found), kept + (not found)
        return match["before"] + found if found else match[0]

    lines = [line if in_code else _outside_code(line, target) for line, in_code in _lines(text)]
    return Relinked("".join(lines), changed, kept)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Every line with its end, and whether it stands in a fenced block."""
    fence = ""
    for line in re.split(r"(?<=\n)", text):
        match = _FENCE.match(line)
        if fence:
            yield line, True
            if match and match[1].startswith(fence) and not line[match.end() :].strip():
                fence = ""
        else:
            fence = match[1] if match else ""
            yield line, bool(match)


def _outside_code(line: str, target: Callable[[re.Match[str]], str]) -> str:
    out, at = "", 0
    for code in _CODE.finditer(line):
        out += _LINK.sub(target, line[at : code.start()]) + code[0]
        at = code.end()
    return out + _LINK.sub(target, line[at:])


def _moved(written: str, origin: str, path: str, lead: Lead) -> str | None:
    """The target from the new folder; empty where it leads to nothing here, None where it may stay: no relative link, or one
    that leads there from both folders.
    """
    braced = written.startswith("<")
    bare = written[1:-1] if braced else written
    if _ELSEWHERE.match(bare):
        return None
    name = re.split(r"[?#]", bare, maxsplit=1)[0]
    plain = decoded(name)
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(origin), plain))
    found = None if meant.startswith("../") else lead(meant)
    if found is None:
        return ""
    new = posixpath.relpath(found, posixpath.dirname(path)) + ("/" if plain.endswith("/") else "")
    new = (new if braced or plain == name else escaped(new)) + bare[len(name) :]
    return None if new == bare else f"<{new}>" if braced else new


def escaped(path: str) -> str:
    """A path as an address writes it: what could end it, in hexadecimal (RFC 3986, 2.1)."""
    return re.sub(
        r"[^\w.~/-]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), path, flags=re.ASCII
    )

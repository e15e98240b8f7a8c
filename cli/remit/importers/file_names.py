"""What the name of a foreign file tells: its number, the kind of thing that is numbered, a title; and ids as logs write them."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from remit.importers.keys import WORDS
from remit.log import ids
from remit.log.record import texts

KINDS = texts(WORDS["proposals"])
"""Kinds of numbered proposals; each is the name of a field."""
_FOLDERS = frozenset((*KINDS, "adr"))
"""What folders of numbered files are called: `rfcs`, `adr`."""
_NO_KIND = ("ID", "IDENTIFIER", "NUMBER", "DECISION", "PROPOSAL", "RESOLUTION")
_GENERIC = frozenset(("readme", "index", "proposal", "decision", "adr", "rfc", "kep"))
"""Names of files that fill a folder, which has the name that tells something."""
_DATED = re.compile(r"(?:19|20)\d\d(?P<mark>[-_.]?)(?:0\d|1[0-2])(?P=mark)[0-3]\d(?!\d)")
_NUMBERED = re.compile(
    r"(?P<kind>(?:[A-Z][A-Z0-9]{0,9}[-_](?:[A-Z][A-Za-z]*[-_]){0,3}|[A-Za-z]{2,6}[-_ ]?|[A-Za-z]{2,15}[-_](?=0\d\d)))?(?P<digits>\d{1,6})(?P<mark>[-_. ]|$)"
)
_DAY = re.compile(r"\d\d[-_.]\d\d[-_. ]+")
_BEFORE = re.compile(
    r"\[?(?P<kind>[A-Z][A-Z0-9]*(?:-[A-Za-z]+)*[ #_-]{0,2})?(?P<digits>\d{1,6})\]?(?:\s*[:.)|–—-]+\s*|\s+)(?=\S)"
)


def stem(path: str) -> str:
    """The name of a file without its folder and suffix, in lower case."""
    return path.rsplit("/", 1)[-1].rpartition(".")[0].lower()


@lru_cache(4096)
def naming_part(path: str) -> str:
    """The name that tells a file's number: its own, or its folder's where it is that folder's page (`0012-cache/README.md`,
    `12-cache/cache.md`).
    """
    above, _, name = path.rpartition("/")
    folder = above.rpartition("/")[2]
    fills = stem(path) in _GENERIC or (folder[:1].isdigit() and folder.lower().endswith("-" + stem(path)))
    return folder if folder and fills else name


class Numbered(NamedTuple):
    """A name with a number, in its parts: `RFC-012-cache.md` is `RFC-`, `012`, `-` and `cache.md`."""

    kind: str
    digits: str
    mark: str
    rest: str

    @property
    def number(self) -> int:
        """The number itself."""
        return int(self.digits)


def numbered(name: str) -> Numbered | None:
    """The parts of a name that begins with a number; None where it has none."""
    match = _NUMBERED.match(name)
    return Numbered(match["kind"] or "", match["digits"], match["mark"], name[match.end() :]) if match else None


def _is_word(name: Numbered) -> bool:
    """Whether what is before a number seems to be a word rather than a kind: `use-2-factors.md`."""
    kind = name.kind.strip("-_ ")
    known = kind.lower().removesuffix("s") in _FOLDERS or not kind.islower()
    return bool(kind) and not (known or name.digits.startswith("0") or "." in name.mark or not name.rest)


def is_numbered(path: str) -> bool:
    """Whether a file's name begins with a number or a day, as `0012-`, `adr-12-` and `20200101-` do."""
    name = naming_part(path)
    found = numbered(name)
    if found is None:
        return bool(_DATED.match(name))
    apart = not found.kind or found.kind[-1] in "-_ " or found.kind.lower().removesuffix("s") in _FOLDERS
    return apart and (found.number > 0 or (not found.kind and found.mark not in ("", " ")))


def title_of_file(path: str) -> str:
    """A title from a file's name, or its folder's: `0012-cache_orders.md` is "Cache orders"."""
    name = naming_part(path)
    bare = name.rpartition(".")[0] or name if name == path.rpartition("/")[2] else name
    found = numbered(bare)
    if found and not found.rest:
        return bare
    rest = _DAY.sub("", found.rest, count=1) if found else bare
    words = " ".join(re.split(r"[-_ ]+", rest)).strip()
    return words[:1].upper() + words[1:] or bare


def bare_title(title: str, path: str) -> tuple[str, str]:
    """A title without the number of its file before it, and the id that this is: `RFD 12 Queues` in `rfd/0012/README.md`."""
    match, found = _BEFORE.match(title), numbered(naming_part(path))
    if not match or not found or int(match["digits"]) != found.number:
        return title, ""
    kind, bare = _kind(match["kind"] or ""), title[match.end() :]
    if not kind:  # `25 Names` in `025-names.md`, but not `3 tiers` in `0003-3-tiers.md`
        return (bare if ids.slug(found.rest).startswith(ids.slug(bare.split()[0])) else title), ""
    folders = {folder.lower().removesuffix("s") for folder in path.split("/")[:-1]}
    if kind != _kind(found.kind) and kind.lower() not in folders:
        return title, ""
    return bare, with_kind(kind, found.number)


# Ids: written in a field, before a title, or the number of the file's name with the kind that its log gives it.


def _kind(text: str) -> str:
    return text.strip("-_ #").upper()


def with_kind(kind: str, number: int) -> str:
    """A number with the kind that its log gives it; alone where it gives none."""
    return f"PEP {number}" if kind == "PEP" else f"{kind}-{number}" if kind else str(number)


def kind_of(path: str, declared: str, usual: str) -> str:
    """What the number of a file is a number of: as its name says, else its log, else a folder above it, else its format."""
    found = numbered(naming_part(path))
    if declared or (found and found.kind):
        return _kind(found.kind if found and found.kind else declared)
    for folder in reversed(path.lower().split("/")[:-1]):
        if folder.removesuffix("s") in _FOLDERS or "decision" in folder:
            return usual if "decision" in folder else folder.removesuffix("s").upper()
    return usual


def written_id(field: str, text: str, kind: Callable[[], str]) -> str:
    """An id as a field gives it. A bare number takes its kind from the field, else `kind`: `sccp: 101` is SCCP-101."""
    number = text.lstrip("#").rstrip()
    if not (number.isascii() and number.isdigit()):
        return text
    own = field.removesuffix("-number").removesuffix("-id").upper()
    return with_kind(kind() if own in _NO_KIND else own, int(number))


def aliases_of(path: str, written: list[str], heading: str, kind: str) -> list[str]:
    """All ids: those written, then the one of the file's name, with its kind. The heading's counts only where it agrees with the
    name or the name has none, because headings are copied from record to record.
    """
    name = naming_part(path)
    found = None if _DATED.match(name) else numbered(name)
    found = None if found and _is_word(found) else found
    if heading and (found is None or number_of(heading) == found.number):
        known = any(number_of(one) == number_of(heading) for one in written)
        written = written if heading in written or (found and known) else [*written, heading]
    if found is None or any(number_of(one) == found.number for one in written):
        return written
    return [*written, with_kind(kind, found.number)]


def number_of(alias: str) -> int:
    """The number that an alias ends with; -1 where it is none."""
    digits = alias.replace(" ", "-").rpartition("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else -1

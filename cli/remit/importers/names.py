"""People in any of the ways that they are listed, and their handles in people.yml."""

import html
import re
from collections.abc import Iterator

from remit.importers.values import COMMA, is_nil, is_placeholder, plain, unbraced, unlinked
from remit.log.people import People
from remit.log.text import one_line
from remit.log.yaml import Value

_MAIL = re.compile(
    r"\s*<(?:mailto:)?[^<>@\s]+(?:[@/]|\s+at\s+)[^<>\s]+>|\s*\([^()@\s]+@[^()@\s]+\.[^()@\s]+\)|\s+[-–—]\s+[^@\s]+@[^@\s]+\.\w+$"
)
"""An address, a handle or a page beside a name."""
_HANDLE = r"@\w[\w.-]*(?: (?!and\b|or\b|und\b)\w[\w.'-]*)*"
_HANDLES = re.compile(rf"{_HANDLE}(?:\s+{_HANDLE})+")
_NEXT_HANDLE = re.compile(r"\s+(?=@)")
_MAIL_FIRST = re.compile(r"^[^\s@()]+(?:@| at )[^\s@()]+ \(([^()]+)\)$")
_BESIDE = re.compile(r"\)\s+\[")
"""Two links side by side are two people."""
_LINE_END = re.compile(r"\n|<br\s*/?>", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
_AND = re.compile(r"\s+(?:and|und|et(?! al\b)|y|och|og|&|\+|/)\s+|\s+-\s+(?=@)")
_TITLES = ("Jr.", "Sr.", "PhD", "Ph.D.", "MD", "II", "III")
"""What follows a name after a comma and is part of it."""
_INITIAL = re.compile(r"\b[A-Z]\.$")
_NOBODY = ("list ", "person ", "everyone ")
_PERSON = re.compile(r"@?[\w.'’-]+(?:\s+[\w.'’-]+){0,3}$")


def read_names(value: Value) -> list[str]:
    """The names that `value` holds, each once, in order, without addresses. Whoever is not named there is not invented."""
    out: dict[str, None] = {}
    for text in _texts(value):
        for name in _split(text):
            cleaned = _clean(name)
            if cleaned:
                out.setdefault(cleaned)
    return list(out)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield from _LINE_END.split(value)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, dict):
        yield from (key for key, below in value.items() if below is None)
        named = next(
            (value[key] for key in ("name", "login", "handle", "github", "who") if isinstance(value.get(key), str)),
            None,
        )
        yield from _texts(named)


def _split(text: str) -> Iterator[str]:
    written = html.unescape(_BULLET.sub("", plain(text)))
    text = unbraced(written)
    if is_placeholder(written):
        return
    if _HANDLES.fullmatch(text):
        yield from _NEXT_HANDLE.split(text)
        return
    parts = list(_with_titles(COMMA.split(unlinked(_BESIDE.sub("), [", text)))))
    for part in parts:
        pair = _AND.split(part)
        if len(pair) > 1 and (len(parts) > 1 or all(_person(one) for one in pair)):
            yield from pair
        else:
            yield part


def _person(text: str) -> bool:
    """Whether a side of an "and" can be a person: a handle, or two words and more. Otherwise it is a department's name."""
    text = text.strip()
    return bool(_PERSON.match(text)) and (text.startswith("@") or " " in text)


def _with_titles(parts: list[str]) -> Iterator[str]:
    """The parts, with what only follows a name put back to it: `Ana Ito, Jr.` is one person."""
    name = parts[0]
    for part in parts[1:]:
        if part.strip() in _TITLES:
            name += "," + part
        else:
            yield name
            name = part
    yield name


def _clean(name: str) -> str:
    """A name without quotes, addresses and a full stop; empty where it says nobody."""
    name = one_line(name).replace(" )", ")").removeprefix("and ").strip(" `\"'*:")
    first = _MAIL_FIRST.match(name)
    name = unbraced(first[1] if first else _MAIL.sub("", name))
    if not name.endswith(_TITLES) and not _INITIAL.search(name):
        name = name.rstrip(".:").strip()
    return "" if is_nil(name) or name.lower().startswith(_NOBODY) else name


# Names in foreign files and handles in people.yml. A name that is nobody's there stays a name.


class Handles:
    """Handles by every name that a person goes by: full name, handle, login, e-mail address."""

    def __init__(self, people: People | None) -> None:
        self._by_name: dict[str, set[str]] = {}
        for person in people.people if people else ():
            for name in (person.name, person.handle, *person.formerly, *person.logins, *person.emails):
                if name:
                    self._by_name.setdefault(_bare(name), set()).add(person.handle)

    def of(self, name: str) -> str | None:
        """The handle of the one person who goes by a name; None where there is none, or two."""
        found = self._by_name.get(_bare(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def decider(self, names: list[str], guessed: list[str]) -> str | None:
        """The handle of a record's only decider. Of several names none is the accountable one."""
        handle = self.of(names[0]) if len(names) == 1 else None
        if names and handle is None:
            why = (
                f"`{names[0]}` is nobody in people.yml"
                if len(names) == 1
                else f"{len(names)} names, and one must be accountable"
            )
            guessed.append(f"decider: left open: {why}")
        return handle


def _bare(name: str) -> str:
    return " ".join(name.strip().lstrip("@").lower().split())

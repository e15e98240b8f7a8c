"""A foreign file: its bytes to text, and the text taken apart once into front matter, headings and the lines above them."""

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from remit.importers.keys import RANKS, WORDS, normal
from remit.importers.values import plain
from remit.log import text as native_text
from remit.log.record import texts

_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-8"))
"""Byte-order marks, and what the text after each is in; last what a text without one is in."""


_WINDOWS = re.compile(rb"[\x80-\x9f]")
"""Bytes that are letters and quotation marks in Windows-1252, and nothing that is seen in Latin-1."""


class Decoded(NamedTuple):
    """Text without its byte-order mark, and how it was read."""

    text: str
    encoding: str
    binary: bool = False
    """Whether it holds NUL characters: then it is no text, however it was read."""


def decode(data: bytes | str) -> Decoded:
    """The text of `data`: UTF-8, UTF-16 with a byte-order mark, Windows-1252, and Latin-1, which fits any bytes, as the last resort."""
    text, encoding = (data.removeprefix("\ufeff"), "utf-8") if isinstance(data, str) else _decoded(data)
    return Decoded(text, encoding, "\0" in text)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            with suppress(UnicodeDecodeError):
                return data[len(mark) :].decode(encoding), encoding
    if _WINDOWS.search(data):
        with suppress(UnicodeDecodeError):
            return data.decode("cp1252"), "cp1252"
    return data.decode("latin-1"), "latin-1"


MARKDOWN, REST, ASCIIDOC, WIKI, YAML, XML = "markdown", "rest", "asciidoc", "wiki", "yaml", "xml"
_NUMBER_ALONE = re.compile(
    rf"\[?(?:adr|{'|'.join(texts(WORDS['proposals']))}|resolution|proposal|(?:architecture )?decision(?: record)?)?[ #_.-]*\d+(?:[-/.]\d+)?\]?[:.]?",
    re.IGNORECASE,
)
"""A heading that is the record's number: the one below it is the title."""
_LITTLE = 400
"""Characters above a heading that are fields, and no text of their own."""
TOP = 16 * 1024
"""Characters in which fields are looked for; nobody writes that many, and patterns stay quick on any text."""
SECTIONS = frozenset(texts(WORDS["sections"]))
"""Headings that stand in every record of some log; some logs use the first level for them."""
_SUFFIXES = {
    "rst": REST,
    "adoc": ASCIIDOC,
    "asciidoc": ASCIIDOC,
    "mediawiki": WIKI,
    "yaml": YAML,
    "yml": YAML,
    "xml": XML,
}
_MARK = re.compile(
    r"^(?: {0,3}(?P<fence>`{3,}|~{3,})|(?P<comment><!--)| {0,3}(?P<hash>#{1,6})(?=[ \t\r]|$)(?P<text>.*)|(?P<rule>={3,}|-{3,})[ \t\r]*$)",
    re.MULTILINE,
)
_REST_RULE = re.compile(r"\n(?P<rule>(?P<char>[=\-~^\"'#*+.`:_])(?P=char){2,})[ \t\r]*$", re.MULTILINE)
_ASCIIDOC_MARK = re.compile(r"^(?P<hash>={1,6})[ \t]+(?P<text>\S.*)$", re.MULTILINE)
_WIKI_MARK = re.compile(r"^(?P<hash>={1,6})[ \t]*(?P<text>[^=\s].*?)[ \t]*(?P=hash)[ \t\r]*$", re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?P<head>.*?)^\+\+\+[ \t\r]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
"""Front matter in TOML, as Hugo has it."""
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:(?:[ \t].*)?\r?(?:\n|\Z)(?:[ \t]+\S.*(?:\n|\Z))*)+")
_BLOCK_LINE = re.compile(r"([A-Za-z][\w -]*):(?=[ \t]|$)")
_MAIL_BLOCK = re.compile(
    r"\s*(?:#+[ \t]*(?i:preamble|metadata|header)[ \t\r]*\n\s*)?(?:<pre>|(?P<fence>```)\w*)[ \t\r]*\n(?P<header>[ \t]*[A-Za-z][\w -]*:(?:[^`<]|`(?!``)|<[^/])*)(?(fence)```|</pre>)[^\n]*\n?"
)
"""A header in a block of its own at the top of the file."""


class Heading(NamedTuple):
    """A heading: its level, its text, where its line begins and where the text below it begins."""

    level: int
    text: str
    start: int
    below: int


class Document:
    """A file's text and where its parts are. Nothing changes it."""

    def __init__(
        self,
        path: str,
        text: str,
        encoding: str,
        markup: str,
        front: str,
        mail: str,
        body_at: int,
        own: Mapping[str, str],
    ) -> None:
        self.path, self.text, self.encoding, self.markup = path, text, encoding, markup
        self.front = front
        """The YAML between the two `---` lines, the TOML between `+++`, or the whole of a YAML file; empty where there is none."""
        self.mail = mail
        """A header of `Key: value` lines before the first blank line, as PEPs have; empty where there is none."""
        self.body_at = body_at
        """Where the body begins: below the front matter or the header."""
        self.own = own
        """Names of fields that its log declares, with our keys."""

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, looked for when somebody asks."""
        return _headings(self.text, self.body_at, self.markup)

    def key(self, name: str) -> str:
        """Our key for the name of a field (in lower case with dashes); empty for a name that is none."""
        return self.own.get(name) or RANKS.get(name, ("", 0))[0]

    @property
    def body(self) -> str:
        """Everything below the front matter or the header, unchanged."""
        return self.text[self.body_at :]

    @property
    def title_heading(self) -> Heading | None:
        """The first heading, where it is of the first level and names no section."""
        first, second = (*self.headings[:2], None, None)[:2]
        if first and second and _NUMBER_ALONE.fullmatch(first.text.strip()) and not _is_section(second):
            return second
        return first if first and _is_title(first) else None

    @property
    def late_title(self) -> Heading | None:
        """A heading of the first level below others: the title for want of a better one."""
        return next((heading for heading in self.headings[1:] if _is_title(heading)), None)

    @property
    def small_title(self) -> Heading | None:
        """The first heading of a text without any of the first level, where it names no section and little stands above it."""
        first = self.headings[0] if self.headings else None
        if first is None or any(heading.level == 1 for heading in self.headings) or _is_section(first):
            return None
        return first if first.start - self.body_at < _LITTLE else None

    @cached_property
    def preamble(self) -> str:
        """What stands before the first section: where most formats keep their fields."""
        first = self.headings[0] if self.headings else None
        title = self.title_heading or (first if first and _NUMBER_ALONE.fullmatch(first.text.strip()) else None)
        rest = [heading for heading in self.headings if title is None or heading.start > title.start]
        end = rest[0].start if rest else len(self.text)
        if title is None:
            return self.text[self.body_at : min(end, self.body_at + TOP)]
        return self.text[self.body_at : title.start][:TOP] + self.text[title.below : min(end, title.below + TOP)]

    def called(self, names: Collection[str]) -> Iterator[tuple[Heading, str]]:
        """The headings with one of some names, each with the text under it up to the next heading."""
        for index, heading in enumerate(self.headings):
            if plain(heading.text).lower().rstrip(":") in names:
                yield heading, self.below(index)

    def below(self, index: int) -> str:
        """The text under the heading at `index`, up to the next heading of any level."""
        end = self.headings[index + 1].start if index + 1 < len(self.headings) else len(self.text)
        return self.text[self.headings[index].below : end]


def _is_title(heading: Heading) -> bool:
    """Whether a heading can be a title."""
    return heading.level == 1 and not _is_section(heading) and not _NUMBER_ALONE.fullmatch(heading.text.strip())


def _is_section(heading: Heading) -> bool:
    return heading.text.strip().lower().rstrip(":") in SECTIONS


def take_apart(path: str, decoded: Decoded, own: Mapping[str, str] = MappingProxyType({})) -> Document:
    """The parts of a file's text. `own` are the names of fields that its log declares, with our keys."""
    text = decoded.text
    markup = _SUFFIXES.get(path.rpartition(".")[2].lower(), MARKDOWN)
    if markup == YAML:
        return Document(path, text, decoded.encoding, markup, text, "", len(text), own)
    parts = native_text.split(text) or _TOML.match(text)
    front, body_at = "", 0
    if isinstance(parts, re.Match):
        front, body_at = parts["head"], parts.end()
    elif parts:
        front, body_at = parts.head, len(text) - len(parts.body)
    block = None if parts else _MAIL_BLOCK.match(text, 0, TOP)
    if block:
        mail, body_at = _fields_of_block(textwrap.dedent(block["header"])), block.end()
    else:
        mail = "" if parts or (markup != REST and not text.startswith("PEP:")) else _mail(text)
        body_at = body_at or len(mail)
    return Document(path, text, decoded.encoding, markup, front, mail, body_at, own)


def _fields_of_block(text: str) -> str:
    """The lines of a block at the top that hold fields, or go on with one. Known fields below another field are fields too,
    and so is what stands in line with the field above it.
    """
    lines, last = [], 0
    for line in text.replace("\r", "").split("\n"):
        field, indent = _BLOCK_LINE.match(line.strip()), len(line) - len(line.lstrip())
        if field and (indent in (0, last) or normal(field[1]) in RANKS):
            lines.append(line.strip())
            last = indent
        elif line.strip() and line[:1].isspace():
            lines.append(line)
    return "\n".join(lines)


def _mail(text: str) -> str:
    """The header at the top of `text`: `Key: value` lines and indented lines that continue them, up to a blank line."""
    match = _MAIL.match(text)
    return match[0] if match and match[0].count("\n") > 1 and not text[match.end() : match.end() + 1].strip() else ""


def _headings(text: str, start: int, markup: str) -> tuple[Heading, ...]:
    if markup in (YAML, XML):
        return ()
    if markup == REST:
        return _rest(text, start)
    if markup in (ASCIIDOC, WIKI):
        pattern = _ASCIIDOC_MARK if markup == ASCIIDOC else _WIKI_MARK
        return tuple(
            Heading(len(mark["hash"]), mark["text"].strip(), mark.start(), _after(text, mark.end()))
            for mark in pattern.finditer(text, start)
        )
    return tuple(_markdown(text, start))


def _rest(text: str, start: int) -> tuple[Heading, ...]:
    """Headings with a line below them; a kind of line is of the level at which it came first."""
    levels: dict[str, int] = {}
    out: list[Heading] = []
    for rule in _REST_RULE.finditer(text, max(start - 1, 0)):
        line_at = text.rfind("\n", 0, rule.start()) + 1
        line = text[line_at : rule.start()].rstrip()
        above = text[text.rfind("\n", 0, max(line_at - 1, 0)) + 1 : max(line_at - 1, 0)].rstrip()
        over = above == rule["rule"] and bool(line)  # a line above as well, and the title may be indented
        if (
            line_at < start
            or not line
            or (line[0].isspace() and not over)
            or line.startswith((".. ", "- ", "* "))
            or len(rule["rule"]) + 2 < len(line)
        ):
            continue
        if not line.strip(rule["char"]):
            continue  # a line above a title, or a table's edge
        name, _, value = line.partition(":")
        if out and value.strip() and normal(name) in RANKS:
            continue  # a field that is underlined
        level = levels.setdefault(("over " if over else "") + rule["char"], len(levels) + 1)
        out.append(Heading(level, line.strip(), line_at, _after(text, rule.end())))
    return tuple(out)


def _markdown(text: str, start: int) -> list[Heading]:
    """Headings outside fenced blocks and HTML comments. A line of `===` or `---` can make the line above it one."""
    out: list[Heading] = []
    at = start
    while mark := _MARK.search(text, at):
        at = _after(text, mark.end())
        if mark["fence"]:
            at = _after_fence(text, at, mark["fence"])
        elif mark["comment"]:
            end = text.find("-->", mark.end())
            at = len(text) if end < 0 else end + 3
        elif mark["hash"]:
            out.append(Heading(len(mark["hash"]), mark["text"].strip().rstrip("#").strip(), mark.start(), at))
        elif heading := _underlined(text, start, mark.start(), at, mark["rule"][0]):
            out.append(heading)
        if at >= len(text):
            break
    return out


def _underlined(text: str, start: int, rule: int, below: int, char: str) -> Heading | None:
    """A heading above a line of `=` or, where it is a short line of its own, of `-`; other lines of `-` part the text."""
    line_at = text.rfind("\n", 0, max(rule - 1, 0)) + 1
    line = text[line_at:rule].strip()
    if not line or line_at < start:
        return None
    if char == "=":
        return Heading(1, line, line_at, below)
    alone = line_at == start or not text[text.rfind("\n", 0, line_at - 1) + 1 : line_at].strip()
    return (
        Heading(2, line, line_at, below)
        if alone and len(line) <= 60 and not line.startswith(("|", "-", "*", ">"))
        else None
    )


def _after_fence(text: str, at: int, fence: str) -> int:
    """Where the block that `fence` opened ends: after a line of at least as many of its characters, or at the end."""
    closing = re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t\r]*$", re.MULTILINE).search(text, at)
    return _after(text, closing.end()) if closing else len(text)


def _after(text: str, at: int) -> int:
    """The start of the next line."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1

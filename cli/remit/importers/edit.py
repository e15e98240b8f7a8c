"""Adopted records changed in place: their status and their links, in their own format. Nothing else changes by a byte.

Every change is read back. Where the file would not say what was wanted, or anything else would read differently, it is refused.
"""

import posixpath
import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from remit.importers import keys
from remit.importers.document import MARKDOWN, Document, decode, take_apart
from remit.importers.file_names import numbered, stem
from remit.importers.file_reader import LINK_SECTIONS, read_foreign
from remit.importers.formats import BY_NAME
from remit.importers.lines import BARS, PAIR, SECTIONS
from remit.importers.links import WAS, escaped
from remit.importers.values import plain, read_status, status_words
from remit.log import text
from remit.log.edit import printed
from remit.log.problem import CannotProceed
from remit.log.record import Head, Record

_STATUS = frozenset(keys.NAMES[keys.STATUS])
_FRONT = re.compile(
    r"""^(?P<quote>["']?)(?P<key>[A-Za-z][\w -]*)(?P=quote)[ \t]*:[ \t]*(?P<value>[^\r\n]*?)[ \t]*(?:(?<=[ \t])#[^\r\n]*)?\r?$""",
    re.MULTILINE,
)
_ITEM = re.compile(r"[ \t]*(?P<bullet>[-*+])[ \t]+")


class Target(NamedTuple):
    """What a link leads to: what it is called, and where its file is from the folder of the file that links."""

    name: str
    href: str

    def __str__(self) -> str:
        name = self.name.replace("[", "(").replace("]", ")")
        return f"[{name}]({escaped(self.href)})"


def target(origin: Record, other: Record) -> Target:
    """How a record of another format links to another record: by what the tools of its format call that one."""
    href, name = posixpath.relpath(other.path, posixpath.dirname(origin.path)), posixpath.basename(other.path)
    found = numbered(name)
    number = None if found is None or found.kind or other.native else found
    if origin.format == "log4brains" and not other.native:
        return Target(name.rpartition(".")[0], href)
    if number and origin.format != "nygard":
        return Target(f"ADR-{number.digits}", href)
    return Target(f"{number.number}. {other.title}" if number else other.title, href)


def with_status(record: Record, content: str, status: str, by: Target | None = None) -> str:
    """The record's text with another status; `by` is what supersedes it. Raises CannotProceed if that cannot be said in place."""

    def candidates(document: Document) -> Iterator[str]:
        for called in _names(by):
            words = f"{status} by {called}" if called else status
            yield from _with_status(document, record.format, words)
            if keys.STATUS not in record.raw:
                yield _inserted(document, record.format, words)

    return _proven(record, content, {keys.STATUS: status, **({keys.SUPERSEDED_BY: by.href} if by else {})}, candidates)


def with_link(record: Record, content: str, kind: str, to: Target) -> str:
    """The record's text with one more link; `kind` is `supersedes` or a word of RELATIONS. Raises CannotProceed like `with_status`."""
    key = keys.SUPERSEDES if kind == "supersedes" else keys.RELATED
    if escaped(to.href) in read_foreign(record.path, content, record.format).head.get(key, ()):
        return content
    verb = kind.replace("-", " ").capitalize()
    return _proven(
        record, content, {key: to.href},
        lambda document: (_with_line(document, record.format, f"{verb} {called}") for called in _names(to)),
    )  # fmt: skip


def _names(to: Target | None) -> tuple[Target | None, ...]:
    """The link, and the same by the name of the file: a title may hold words that read as another link."""
    return (to, to._replace(name=stem(to.href))) if to else (None,)


def _proven(record: Record, content: str, wanted: Head, candidates: Callable[[Document], Iterable[str]]) -> str:
    """The first candidate that reads as the file did but for what is wanted."""
    decoded = decode(content)
    before = read_foreign(record.path, content, record.format).head
    meant = dict(before)
    for key, value in wanted.items():
        meant[key] = [*before.get(key, ()), escaped(value)] if key in keys.LINKS else value
    document = take_apart(record.path, decoded)
    links_fit = document.markup == MARKDOWN or not any(key in keys.LINKS for key in wanted)
    for changed in candidates(document) if links_fit and not BY_NAME[record.format].rigid else ():
        if read_foreign(record.path, changed, record.format).head == meant:
            return str(content[: len(content) - len(decoded.text)] + changed)
    raise CannotProceed(
        f"{record.path} cannot be changed in place: its status or links have an unknown form",
        f"edit {record.path} itself, or convert it: `remit import {shlex.quote(record.path)}`",
    )


# The status.


def _with_status(document: Document, format_: str, words: str) -> Iterator[str]:
    """The text with another status: in the front matter and below it where both state one, else in one place of all."""
    places = [*_values(document, format_)]
    front, below = ([place for place in places if place[2] == is_front][:1] for is_front in (True, False))
    for several in ([*below, *front], *([place] for place in places)):
        out = document.text
        for start, end, is_front in several:  # the last one first
            old = out[start:end]
            new = _replaced(old.strip("\"'") if is_front else old, words)
            space = " " if out[start - 1 : start] == ":" else ""
            out = out[:start] + space + (printed(new) if is_front else new) + out[end:]
        yield out


def _replaced(old: str, words: str) -> str:
    """The new status in the place of the old one. What was said beside it stays: links as they are, other words as what was."""
    known = status_words(old)
    rest = old.partition(known)[2] if known else ""
    new = words if next(filter(str.isalpha, old), "A").islower() else words[:1].upper() + words[1:]
    if not any(character.isalnum() for character in rest):
        return new
    return new + rest if rest.lstrip()[:1] in (";", "|", ",") else f"{new}{WAS}{old}"


def _values(document: Document, format_: str) -> Iterator[tuple[int, int, bool]]:
    """Where a status can be: begin and end in the text, and whether it is a value of the front matter."""
    parts = text.split(document.text)
    if parts:
        for match in _FRONT.finditer(parts.head):
            if keys.normal(match["key"]) in _STATUS:
                yield len(parts.opening) + match.start("value"), len(parts.opening) + match.end("value"), True
    places = [*_in_sections(document), *_in_lines(document)]
    for start, end in places if format_ == "nygard" else [*_in_lines(document), *_in_sections(document)]:
        yield start, end, False


def _in_sections(document: Document) -> Iterator[tuple[int, int]]:
    for index, heading in enumerate(document.headings):
        if keys.normal(heading.text) in _STATUS:
            for start, line in _lines(document.below(index), heading.below):
                item = _ITEM.match(line)
                begin = item.end() if item else len(line) - len(line.lstrip())
                if read_status(plain(line[begin:])).value:
                    yield start + begin, start + len(line.rstrip())


def _in_lines(document: Document) -> Iterator[tuple[int, int]]:
    title = document.title_heading
    sections = [heading for heading in document.headings if heading is not title]
    regions = [(document.body_at, sections[0].start if sections else len(document.text))]
    regions += [(heading.below, heading.below + len(below)) for heading, below in document.called(SECTIONS)]
    for begin, end in regions:
        for start, line in _lines(document.text[begin:end], begin):
            at = 0
            for part in BARS.split(line):
                at = line.index(part, at)
                match = PAIR.match(part)
                if match and keys.normal(match["key"]) in _STATUS:
                    yield start + at + match.start("value"), start + at + len(part.rstrip())
                at += len(part)


def _lines(found: str, start: int) -> Iterator[tuple[int, str]]:
    """The lines of a part of the text, each with where it begins."""
    for line in found.split("\n"):
        yield start, line
        start += len(line) + 1


def _inserted(document: Document, format_: str, words: str) -> str:
    """The text with a status, of a record that states none."""
    found, end = document.text, _end_of_line(document)
    title, capital = document.title_heading, words[:1].upper() + words[1:]
    parts = text.split(found)
    if parts:
        return f"{parts.opening}status: {printed(words)}{end}{found[len(parts.opening) :]}"
    if format_ in ("madr3", "madr4"):
        return f"---{end}status: {printed(words)}{end}---{end}{found}"
    at = title.below if title else document.body_at
    if format_ == "nygard":
        first = next((heading.start for heading in document.headings if heading is not title), len(found))
        return f"{found[:first]}## Status{end}{end}{capital}{end}{end}{found[first:]}"
    fields = [start for start, line in _lines(document.preamble, at) if PAIR.match(line)]
    if title and fields and found[at : at + 1] in "\r\n":
        at += len(document.preamble) - len(document.preamble.lstrip())
        return f"{found[:at]}- Status: {words}{end}{found[at:]}"
    return f"{found[:at]}{end}- Status: {words}{end}{found[at:]}"


# Links.


def _with_line(document: Document, format_: str, line: str) -> str:
    """The text with a link: at the end of the status where that is a section, else in a list of links."""
    found, end = document.text, _end_of_line(document)
    statuses = [keys.normal(heading.text) in _STATUS for heading in document.headings]
    links = [plain(heading.text).lower().rstrip(":") in LINK_SECTIONS for heading in document.headings]
    in_status = any(statuses)
    index = statuses.index(True) if in_status else links.index(True) if any(links) else -1
    if index < 0:
        gap = end * 2 if not found.endswith("\n") else end
        name = "More Information" if format_ in ("madr3", "madr4") else "Links"
        return f"{found}{gap}## {name}{end}{end}- {line}{end}"
    section = document.below(index).rstrip()
    at = document.headings[index].below + len(section)
    item = None if in_status else _ITEM.match(section.rpartition("\n")[2])
    gap = end if item or not section else end * 2
    bullet = "" if in_status else f"{item['bullet']} " if item else "- "
    tail = found[at:] if found[at:].strip() or found[at:] else end
    return f"{found[:at]}{gap}{bullet}{line}{tail}"


def _end_of_line(document: Document) -> str:
    return "\r\n" if "\r\n" in document.text else "\n"

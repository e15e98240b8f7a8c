"""A whole adopted folder: every file read in its own right, then what only the folder can tell."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from remit.importers import keys
from remit.importers.document import YAML, Decoded, Document, decode, take_apart
from remit.importers.file_names import aliases_of, bare_title, is_numbered, naming_part, stem, title_of_file
from remit.importers.formats import (
    BY_NAME,
    FOLDERS,
    STUB,
    Clues,
    Format,
    can_be_read,
    find,
    named,
    recognise,
    why_no_record,
)
from remit.importers.front import read_loosely
from remit.importers.head import FILE, FROM_FILE, HEADING, Values, assemble
from remit.importers.keys import Found, Reading
from remit.importers.links import Directory, relations
from remit.importers.values import is_placeholder, plain, read_day, read_status, read_title, unescaped
from remit.log import ids
from remit.log.finding import INFO, Finding
from remit.log.record import Record, texts
from remit.log.settings import ForeignSource
from remit.log.source import GITLINK, SYMLINK, Source

# One foreign file to a Reading. Any bytes give one.

WANTED = (keys.TITLE, keys.STATUS, keys.RAISED, keys.DECIDERS)
"""What every record should say; what it does not is reported as missing."""
LINK_SECTIONS = ("links", "more information", "related decisions", "related adrs", "related records")


def read_foreign(path: str, data: bytes | str, source: ForeignSource | str = "auto") -> Reading:
    """Read one file of another format, as a source says or in a format of FORMATS (`auto`). Never raises, whatever the bytes."""
    source = ForeignSource(".", source) if isinstance(source, str) else source
    decoded = decode(data)
    if decoded.binary:
        return _no_text(decoded)
    document = take_apart(path, decoded, keys.declared(source))
    format_, found = _fields(document, source.format)
    format_ = format_.declared(source)
    titled = format_.rigid and any(one.name == keys.TITLE and one.value for one in found)
    found = [*format_.read(document, found), *([] if titled else _heading(document))]
    values = assemble([*found, *_notes_in(found)], format_, path)
    _more_links(document, format_, values)
    _aliases(document, format_, values)
    _day_in_names(document, values)
    _settle(document, source, values)
    why = why_no_record(document, format_) or _why_unfilled(values)
    return Reading(
        values.head, values.raw, format_.name, document.body, document.text.count("\n", 0, document.body_at) + 1, tuple(values.guessed),
        tuple(key for key in WANTED if not values.head.get(key)), not why, why, document.encoding,
    )  # fmt: skip


def _why_unfilled(values: Values) -> str:
    """A file whose status and title are still the template's is one, whatever it is called."""
    title = str(values.head.get(keys.TITLE, ""))
    unfilled = any(guess.endswith("is the template's") for guess in values.guessed)
    return "a template" if unfilled and (not title or is_placeholder(title)) else ""


def _fields(document: Document, name: str) -> tuple[Format, list[Found]]:
    """The format and the fields. A named format is preferred; a file that is plainly in a rigid one is read as that."""
    format_ = named(name)
    if format_ is None or (format_.rigid and not format_.signs(Clues(document))):
        return recognise(document)
    return format_, find(document, format_.places if format_.rigid else ())


def _no_text(decoded: Decoded) -> Reading:
    return Reading(
        {}, {}, "plain", decoded.text, 1, (), WANTED, is_record=False, why="not text", encoding=decoded.encoding
    )


def _heading(document: Document) -> list[Found]:
    """The title in a heading, for want of a field; in the file's name where the headings of the first level are sections."""
    first = document.headings[0] if document.headings else None
    if first and first.level == 1 and not document.title_heading:
        return [Found("title", title_of_file(document.path), FILE)]
    heading = document.title_heading or document.late_title or document.small_title
    text = unescaped(plain(heading.text)) if heading else _first_line(document)
    return [Found("title", text, HEADING)] if text else []


def _notes_in(found: list[Found]) -> list[Found]:
    """What a title says of the status: `Share the cache (superseded by RFC 7)`."""
    titles = (read_title(one.value) for one in found if one.name == keys.TITLE and isinstance(one.value, str))
    return [Found(keys.STATUS, title.note, keys.TITLE) for title in titles if title.note]


_FIRST_LINE = re.compile(
    r"\s*(?:\*\*(?P<bold>[^*\n]{3,100})\*\*|(?P<line>[A-Z][^\n*|]{5,80}[^\s.:;,*]))[ \t\r]*(?:\n[ \t\r]*\n|\Z)"
)


def _first_line(document: Document) -> str:
    """A short first line of its own, in a text without any heading."""
    match = None if document.headings or document.markup == YAML else _FIRST_LINE.match(document.body[:200])
    text = (match["bold"] or match["line"]).strip() if match else ""
    status = read_status(text)
    is_field = bool(document.key(keys.normal(text.partition(":")[0]))) or (status.value and not status.guess)
    return "" if is_field else text


def _more_links(document: Document, format_: Format, values: Values) -> None:
    """Links in the list below a heading "Links", where an entry begins with a verb such as "Supersedes"."""
    if format_.rigid:
        return
    for index, heading in enumerate(document.headings):
        if plain(heading.text).lower().rstrip(":") in LINK_SECTIONS:
            for line in document.below(index).split("\n"):
                for link in relations(line, first=True):
                    values.add(link)


def _aliases(document: Document, format_: Format, values: Values) -> None:
    if format_.rigid:
        return
    heading = document.title_heading.text if document.title_heading else ""
    written = str(values.raw.get(keys.TITLE) or heading)
    found = read_title(written)
    alias = found.alias or bare_title(found.text, document.path)[1]
    aliases = aliases_of(document.path, values.head.get(keys.ALIASES, []), alias, format_.kind(document.path))
    if aliases:
        values.head[keys.ALIASES] = aliases
    title = document.title_heading
    late = document.late_title
    if not title and late and values.raw.get(keys.TITLE, values.head.get(keys.TITLE)) == late.text:
        values.guessed.append("title: from a heading further down, for none stands first")
    if title and values.head.get(keys.TITLE) and is_placeholder(plain(title.text)):
        values.guessed.append("title: the heading is still the template's")


def _day_in_names(document: Document, values: Values) -> None:
    """The day that the title or the file's name begins with, where no field gives one."""
    if keys.RAISED in values.head or keys.DECIDED in values.head:
        return
    for where, text in (
        ("title", str(values.raw.get(keys.TITLE, ""))),
        ("name of the file", naming_part(document.path)),
    ):
        day = _DAY_IN_NAME.search(text)
        found = read_day(day[0]).text if day else ""
        if found:
            values.head[keys.RAISED] = values.raw[keys.RAISED] = found
            values.guessed.append(f"raised: from the {where}")
            return


_DAY_IN_NAME = re.compile(r"(?<![\d.])(?:19|20)\d\d([-_.])(?:0\d|1[0-2])\1[0-3]\d(?![\d.])|^20\d{6}(?=[-_])")


def _settle(document: Document, source: ForeignSource, values: Values) -> None:
    """What the source says of all its records: their status where none is stated; tier, topic and boundary by other words."""
    if source.unstated and keys.STATUS not in values.head:
        values.head[keys.STATUS] = source.unstated
        values.guessed.append(f"status: none is stated; {source.unstated}, as the settings say")
    for key, mapped in (("tier", source.tier), (keys.TOPIC, source.topic), ("boundary", source.boundary)):
        said = _said(document, source, values, mapped.field) if mapped else ""
        ours = (
            dict(mapped.values).get(said.lower(), "" if mapped.values or key != keys.TOPIC else ids.slug(said))
            if mapped
            else ""
        )
        if ours:
            values.head[key] = ours


def _said(document: Document, source: ForeignSource, values: Values, field: str) -> str:
    """What a record says in a field, in our word for it or its own; for `folder` the folder it lies in below the source."""
    if field == "folder":
        return document.path.removeprefix(source.below).rpartition("/")[0].partition("/")[0]
    name = keys.normal(field)
    key = document.key(name) or name
    found = values.raw.get(key) or values.head.get(key) or values.head.get(f"x-{name}")
    return next(iter(texts(found)), "").strip()


class Read(NamedTuple):
    """A file of the folder with its reading; links point to paths of records, where they resolve."""

    source: Source
    reading: Reading

    @property
    def path(self) -> str:
        """Where the file lies."""
        return self.source.path

    def but(self, **changes: Any) -> "Read":
        """The same file with parts of its reading changed."""
        return self._replace(reading=self.reading._replace(**changes))

    def no_record(self, why: str) -> "Read":
        """The same file, which is no record."""
        return self.but(is_record=False, why=why)


def read_folder(files: Iterable[Source], source: ForeignSource) -> list[Read]:
    """Every file below `source.path` that can be read, by path; files that are no records too, with the reason."""
    inside = sorted((file for file in files if _is_inside(file.path, source.path)), key=lambda file: file.path)
    read = [_in_its_folder(_read(file, source), source) for file in inside if can_be_read(file.path)]
    read = _without_kind(_one_format(read, source))
    read = _titled(_without_pages(_without_prose(_without_translations(read))))
    packages = _packages(inside) if any(one.reading.format == "log4brains" for one in read) else {}
    if packages:
        read = [_in_package(one, packages) for one in read]
    return _resolved(read)


def _is_inside(path: str, folder: str) -> bool:
    folder = "" if folder in (".", "") else folder.strip("/")
    return not folder or path == folder or path.startswith(folder + "/")


def _read(file: Source, source: ForeignSource) -> Read:
    if file.mode in (SYMLINK, GITLINK):
        why = "a symbolic link" if file.mode == SYMLINK else "another repository"
        return Read(file, Reading({}, {}, "plain", "", 1, is_record=False, why=why))
    reading = read_foreign(file.path, file.data or file.start, source)
    if file.size > 0 and not file.data:
        said = f"it is {file.size:,} bytes long: only its beginning is read"
        reading = reading._replace(guessed=(*reading.guessed, said))
    return Read(file, reading)


def _in_its_folder(one: Read, source: ForeignSource) -> Read:
    """A file in a folder of templates, minutes or pictures below the log is no record, whatever it looks like."""
    folders = one.path.removeprefix(source.below).lower().split("/")[:-1]
    return one.no_record("in a folder of other files") if FOLDERS & set(folders) and one.reading.is_record else one


def _titled(read: list[Read]) -> list[Read]:
    """Titles from the names of files, in a log that states few others."""
    records = [one for one in read if one.reading.is_record]
    without = {one.path for one in records if keys.TITLE not in one.reading.head}
    if len(without) * _FEW < len(records):
        return read
    return [_with_file_title(one) if one.path in without else one for one in read]


def _with_file_title(one: Read) -> Read:
    title = title_of_file(one.path)
    return (
        one.but(head={keys.TITLE: title, **one.reading.head}, guessed=(*one.reading.guessed, FROM_FILE))
        if title
        else one
    )


_FEW = 5
"""One record in so many without a title makes a log whose files name them."""


def _one_format(read: list[Read], source: ForeignSource) -> list[Read]:
    """Files that show no format of their own are read in the one that most of the folder is in."""
    if named(source.format):
        return read
    counted = Counter(one.reading.format for one in read if one.reading.is_record and one.reading.format != "plain")
    if not counted or BY_NAME[counted.most_common(1)[0][0]].rigid:
        return read
    common = min(counted, key=lambda name: (-counted[name], name))
    return [
        _read(one.source, source._replace(format=common))
        if one.reading.is_record and one.reading.format == "plain"
        else one
        for one in read
    ]


_KIND = re.compile(r"(?P<kind>[A-Za-z][\w ]{2,38}?)(?:[ #-]*\d+)?\s*(?::|\s[|–—-])\s+(?=\S)")


def _without_kind(read: list[Read]) -> list[Read]:
    """Titles without what most of the log's headings begin with: `Shop Enhancement 7: Queues`, `Shop Enhancement: Caches`."""
    titles = {one.path: str(one.reading.head.get(keys.TITLE, "")) for one in read if one.reading.is_record}
    found = {path: match for path, title in titles.items() if (match := _KIND.match(title))}
    (kind, many), *_ = Counter(match["kind"].strip() for match in found.values()).most_common(1) or [("", 0)]
    if many < _FEW or many * 2 <= len(titles):
        return read
    bare = {path: titles[path][match.end() :] for path, match in found.items() if match["kind"].strip() == kind}
    return [
        one.but(
            head={**one.reading.head, keys.TITLE: bare[one.path]},
            raw={keys.TITLE: titles[one.path], **one.reading.raw},
        )
        if one.path in bare
        else one
        for one in read
    ]


_TRANSLATED = re.compile(r"[._][a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=\.\w+$)")


def _without_translations(read: list[Read]) -> list[Read]:
    """A record's text in another language beside it (`0004-cache.zh.md`) is no further record."""
    paths = {one.path for one in read if one.reading.is_record}
    return [
        one.no_record("a translation of the record beside it")
        if one.reading.is_record and _TRANSLATED.sub("", one.path) in paths - {one.path}
        else one
        for one in read
    ]


def _without_prose(read: list[Read]) -> list[Read]:
    """A record in YAML has its prose in the Markdown file beside it: that file is its body, and no record."""
    heads = {
        posixpath.dirname(one.path) for one in read if one.reading.is_record and one.path.endswith((".yaml", ".yml"))
    }
    if not heads:
        return read
    prose: dict[str, Read] = {}
    out = []
    for one in read:
        folder = posixpath.dirname(one.path)
        if folder in heads and one.path.endswith(".md"):
            if stem(one.path) == "readme":
                prose[folder] = one
            out.append(one.no_record("the prose of the record beside it"))
        else:
            out.append(one)
    return [_with_prose(one, prose.get(posixpath.dirname(one.path))) if one.reading.is_record else one for one in out]


def _with_prose(one: Read, prose: Read | None) -> Read:
    if prose is None or not one.path.endswith((".yaml", ".yml")):
        return one
    return one.but(body=prose.reading.body, body_line=prose.reading.body_line, encoding=prose.reading.encoding)


def _without_pages(read: list[Read]) -> list[Read]:
    """In a log whose files are numbered, a file without a number is a page about the log: where it states no status, or
    where it lies above the folders that hold the records.
    """
    records = [one for one in read if one.reading.is_record]
    numbered = [one for one in records if is_numbered(one.path) and one.reading.format != "rows"]
    if len(numbered) * 2 < len(records) or len(numbered) == len(records):
        return read
    folders = {posixpath.dirname(one.path) for one in numbered}
    out = []
    for one in read:
        folder = posixpath.dirname(one.path)
        above = folder not in folders and any(_is_inside(other, folder) for other in folders)
        stated = "status" in one.reading.raw
        if one.reading.is_record and not is_numbered(one.path) and (above or not stated):
            out.append(one.no_record("a page about the log: its name has no number, as all its records have"))
        else:
            out.append(one)
    return out


def _packages(files: list[Source]) -> dict[str, str]:
    """The folders of records that log4brains' own settings name, with the package of each; empty without such settings."""
    out: dict[str, str] = {}
    top = min(
        (file for file in files if file.path.rsplit("/", 1)[-1] == ".log4brains.yml"),
        key=lambda file: file.path.count("/"),
        default=None,
    )
    if top is None:
        return out
    base, name = posixpath.dirname(top.path), ""
    for line in top.data.decode("utf-8", "replace").split("\n"):
        for key, value in read_loosely(line.strip().removeprefix("- ")).items():
            if key == "name" and isinstance(value, str):
                name = value if line.strip().startswith("- ") else ""
            elif key == "adrFolder" and isinstance(value, str):
                out[posixpath.normpath(posixpath.join(base, value))] = name
    return out


def _in_package(one: Read, packages: dict[str, str]) -> Read:
    """log4brains reads the folders that its settings name and no others; a package is the topic of its records."""
    folder = posixpath.dirname(one.path)
    if not one.reading.is_record or folder not in packages:
        return one if not one.reading.is_record else one.no_record("in no folder that .log4brains.yml names")
    package, name = packages[folder], posixpath.basename(one.path).rpartition(".")[0]
    head = dict(one.reading.head)
    if package:
        head.setdefault(keys.TOPIC, ids.slug(package) or package)
    head[keys.ALIASES] = [*head.get(keys.ALIASES, []), f"{package}/{name}" if package else name]
    return one.but(head=head)


def _resolved(read: list[Read]) -> list[Read]:
    """Links as paths of records; what points to none of them stays in the raw texts alone, and is said."""
    there = [
        one for one in read if one.reading.is_record or one.reading.why == STUB
    ]  # a link to a stub leads somewhere
    directory = Directory((one.path, one.reading.head.get(keys.ALIASES, ())) for one in there)
    return [_resolve(one, directory) if one.reading.is_record else one for one in read]


def _resolve(one: Read, directory: Directory) -> Read:
    head, guessed = dict(one.reading.head), list(one.reading.guessed)
    for key in keys.LINKS:
        wanted = head.pop(key, None)
        if wanted is None:
            continue
        found = {target: directory.find(target, one.path) for target in wanted}
        paths = list(dict.fromkeys(path for path in found.values() if path and path != one.path))
        if paths:
            head[key] = paths
        guessed += [f"{key}: `{target}` is no record here" for target, path in found.items() if path is None]
    return one.but(head=head, guessed=tuple(guessed))


# An adopted folder as records of the log, and what there is to say about its files.


def id_of(path: str) -> str:
    """The id of a foreign record: its path without the suffix."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + (name.rpartition(".")[0] or name)


def records_of(read: Iterable[Read]) -> list[Record]:
    """The records of an adopted folder, by path.

    Links in supersedes, superseded_by and related are ids of records; what points elsewhere is kept in `raw`.
    """
    return [_record(one) for one in read if one.reading.is_record]


def _record(one: Read) -> Record:
    reading = one.reading
    head = dict(reading.head)
    for key in keys.LINKS:
        if key in head:
            head[key] = [ids.id_of_record(path) or id_of(path) for path in head[key]]
    return Record(
        one.path,
        id_of(one.path),
        head.get(keys.STATUS, ""),
        head,
        reading.body,
        reading.body_line,
        (),
        reading.format,
        reading.raw,
    )


CODE, NAME = "I01", "adopted-file"
"""What notes about adopted files are called. They only inform: nothing of a foreign log is an error."""


def read_source(files: Iterable[Source], source: ForeignSource) -> tuple[list[Record], list[Finding]]:
    """The records of an adopted folder, and notes on what was guessed and which files are no records."""
    read = read_folder(files, source)
    return records_of(read), [note for one in read for note in _notes(one)]


def _notes(one: Read) -> list[Finding]:
    if not one.reading.is_record:
        return [Finding(CODE, NAME, INFO, one.path, f"is no record: {one.reading.why}")]
    return [Finding(CODE, NAME, INFO, one.path, guess) for guess in one.reading.guessed]

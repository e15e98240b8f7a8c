"""A whole adopted folder: every file read in its own right, then what only the folder can tell."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from remit.importers import keys
from remit.importers.file_names import is_numbered, naming_part, stem, title_of_file
from remit.importers.file_reader import DAY_OF_NAME, read_foreign
from remit.importers.formats import BY_NAME, FOLDERS, PAGE, PAGES, STUB, can_be_read, named
from remit.importers.front import read_loosely
from remit.importers.head import FROM_FILE
from remit.importers.keys import Reading
from remit.importers.links import Directory
from remit.importers.values import first_of, is_doubtful, read_day
from remit.log import ids
from remit.log.record import Record
from remit.log.settings import ROWS, ForeignSource
from remit.log.source import GITLINK, SYMLINK, Source


class Read(NamedTuple):
    """A file of the folder with its reading; links point to paths of records, where they resolve."""

    source: Source
    reading: Reading

    @property
    def path(self) -> str:
        """Where the file lies."""
        return self.source.path

    @property
    def folder(self) -> str:
        """The folder it is in."""
        return posixpath.dirname(self.source.path)

    @property
    def is_record(self) -> bool:
        """Whether it is a record."""
        return self.reading.is_record

    def but(self, **changes: Any) -> "Read":
        """The same file with parts of its reading changed."""
        return self._replace(reading=self.reading._replace(**changes))

    def with_title(self, title: str, *guess: str) -> "Read":
        """The same file with another title; what it wrote is kept."""
        head, raw = self.reading.head, self.reading.raw
        raw = {keys.TITLE: head[keys.TITLE], **raw} if keys.TITLE in head else raw
        return self.but(head={**head, keys.TITLE: title}, raw=raw, guessed=(*self.reading.guessed, *guess))


_FEW = 5
"""One record in so many tells something of the log: that it is of its format, that files name it."""


def read_folder(files: Iterable[Source], source: ForeignSource) -> list[Read]:
    """Every file below `source.path` that can be read, by path; files that are no records too, with the reason."""
    inside = sorted((file for file in files if _is_inside(file.path, source.path)), key=lambda file: file.path)
    read = _one_format([_read(file, source) for file in inside if can_be_read(file.path)], source)
    read = _with_sure_days(_titled(_records_alone(read, source)), source)
    if any(one.reading.format == "log4brains" for one in read):
        packages = _packages(inside)
        read = [_in_package(one, packages) if packages else one for one in _with_stated_days(read)]
    return _resolved(read)


def _with_sure_days(read: list[Read], source: ForeignSource) -> list[Read]:
    """The files with days such as 03/04/2020 read in the order of the log's other days, where those have one alone."""
    written = [one.reading.raw.get(key) for one in read if one.is_record for key in keys.DAYS]
    orders = {first for text in written if isinstance(text, str) and (first := first_of(text))}
    return [_in_order(one, *orders) if len(orders) == 1 and not source.day_first else one for one in read]


def _in_order(one: Read, first: str) -> Read:
    head, guessed = dict(one.reading.head), []
    for said in one.reading.guessed:
        key, _, doubt = said.partition(": ")
        day = read_day(str(one.reading.raw.get(key)), first=first) if is_doubtful(doubt) else None
        if day and day.text:
            head[key] = day.text
        guessed.append(f"{key}: {day.guess}, as in other files" if day else said)
    return one.but(head=head, guessed=tuple(guessed))


def _with_stated_days(read: list[Read]) -> list[Read]:
    """The files of log4brains, whose names begin with a day to sort them: where most state their day, it is no other's day."""
    records = [one.reading for one in read if one.is_record]
    named = sum(DAY_OF_NAME in reading.guessed for reading in records)
    dated = sum(bool({keys.RAISED, keys.DECIDED} & {*reading.head}) for reading in records)
    only_sorted = 2 * named < dated
    return [_without_day(one) if only_sorted and DAY_OF_NAME in one.reading.guessed else one for one in read]


def _without_day(one: Read) -> Read:
    head, raw = (
        {key: value for key, value in part.items() if key != keys.RAISED}
        for part in (one.reading.head, one.reading.raw)
    )
    return one.but(head=head, raw=raw, guessed=tuple(said for said in one.reading.guessed if said != DAY_OF_NAME))


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


def _one_format(read: list[Read], source: ForeignSource) -> list[Read]:
    """Files that show no format of their own are read in the one that most of the folder is in."""
    counted = Counter(one.reading.format for one in read if one.is_record and one.reading.format != "plain")
    common = min(counted, key=lambda name: (-counted[name], name), default="")
    few = counted[common] * _FEW < sum(one.is_record for one in read)
    if named(source.format) or not common or few or BY_NAME[common].rigid:
        return read
    again = source._replace(format=common)
    return [_read(one.source, again) if one.is_record and one.reading.format == "plain" else one for one in read]


# Files that look like records, and are none for what lies around them.

_TRANSLATED = re.compile(r"[._][a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=\.\w+$)")


def _records_alone(read: list[Read], source: ForeignSource) -> list[Read]:
    """The files, those that are no records for what lies around them with the reason; a record in YAML with its prose as body."""
    around = _Around([one for one in read if one.is_record], source)
    prose = {one.folder: one.reading for one in read if stem(one.path) == "readme" and one.path.endswith(".md")}
    out = []
    for one in read:
        why = around.why_none(one) if one.is_record else ""
        if why:
            out.append(one.but(is_record=False, why=why))
        elif one.is_record and one.folder in around.heads and one.folder in prose:
            text = prose[one.folder]
            out.append(one.but(body=text.body, body_line=text.body_line, encoding=text.encoding))
        else:
            out.append(one)
    return out


class _Around:
    """What lies in the folder, to judge a file by."""

    def __init__(self, records: list[Read], source: ForeignSource) -> None:
        self.below = source.below
        self.paths = {one.path for one in records}
        self.heads = {one.folder for one in records if one.path.endswith((".yaml", ".yml"))}
        """Folders with a record in YAML."""
        self.others = {one.folder for one in records if stem(one.path) not in PAGES}
        """Folders with records that have a name of their own."""
        self.filled = {one.folder for one in records if naming_part(one.path) != posixpath.basename(one.path)}
        """Folders that one record fills: `0012-cache/README.md`."""
        files = [one for one in records if one.folder not in self.heads]
        numbered = [one for one in files if is_numbered(one.path) and one.reading.format != ROWS]
        most = len(files) > len(numbered) >= len(files) / 2
        self.numbered = {one.folder for one in numbered} if most else set()
        """Folders with numbered records, where most of the log is numbered."""

    def why_none(self, one: Read) -> str:
        """Why a file that looks like a record is none; empty where it may be one."""
        folders = one.path.removeprefix(self.below).lower().split("/")[:-1]
        if FOLDERS & set(folders) or any("meeting" in folder or "minutes" in folder for folder in folders):
            return "in a folder of other files"
        if _TRANSLATED.sub("", one.path) in self.paths - {one.path}:
            return "a translation of the record beside it"
        if stem(one.path) in PAGES and not is_numbered(one.path) and one.folder in self.others:
            return PAGE
        if one.folder in self.heads:
            return "" if one.path.endswith((".yaml", ".yml")) else "the prose of the record beside it"
        stated = keys.STATUS in one.reading.raw
        if one.folder in self.filled and naming_part(one.path) == posixpath.basename(one.path) and not stated:
            return "an attachment of the record beside it"
        if self.numbered and not is_numbered(one.path):
            above = one.folder not in self.numbered and any(_is_inside(other, one.folder) for other in self.numbered)
            return (
                "a page about the log: its name has no number, as all its records have" if above or not stated else ""
            )
        return ""


# Titles, where all of the log's together tell more than each.

_KIND = re.compile(r"(?P<kind>[A-Za-z][\w ]{2,38}?)(?:[ #-]*\d+)?\s*(?::|\s[|–—-])\s+(?=\S)")


def _titled(read: list[Read]) -> list[Read]:
    """The files with titles from their names, in a log that states few others; and without what most titles begin with, as in
    `Shop Enhancement 7: Queues`, `Shop Enhancement: Caches`.
    """
    titles = {one.path: str(one.reading.head.get(keys.TITLE, "")) for one in read if one.is_record}
    few = sum(not title for title in titles.values()) * _FEW >= len(titles)
    begun = {path: match for path, title in titles.items() if (match := _KIND.match(title))}
    (kind, many), *_ = Counter(match["kind"].strip() for match in begun.values()).most_common(1) or [("", 0)]
    shared = many >= _FEW and many * 2 > len(titles)
    out = []
    for one in read:
        match = begun.get(one.path)
        if shared and match and match["kind"].strip() == kind:
            out.append(one.with_title(titles[one.path][match.end() :]))
        elif few and one.is_record and not titles[one.path] and (title := title_of_file(one.path)):
            out.append(one.with_title(title, FROM_FILE))
        else:
            out.append(one)
    return out


# log4brains: one folder a package, named in its own settings.


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
    folder = one.folder
    if not one.is_record:
        return one
    if folder not in packages:
        return one.but(is_record=False, why="in no folder that .log4brains.yml names")
    package, name = packages[folder], posixpath.basename(one.path).rpartition(".")[0]
    head = dict(one.reading.head)
    if package:
        head.setdefault(keys.TOPIC, ids.slug(package) or package)
    head[keys.ALIASES] = [*head.get(keys.ALIASES, []), f"{package}/{name}" if package else name]
    return one.but(head=head)


# Links, and the records themselves.


def _resolved(read: list[Read]) -> list[Read]:
    """Links as paths of records; what points to none of them stays in the raw texts alone, and is said."""
    there = [one for one in read if one.is_record or one.reading.why == STUB]  # a link to a stub leads somewhere
    directory = Directory((one.path, one.reading.head.get(keys.ALIASES, ())) for one in there)
    return [_resolve(one, directory) if one.is_record else one for one in read]


def _resolve(one: Read, directory: Directory) -> Read:
    if one.reading.head.keys().isdisjoint(keys.LINKS):
        return one
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


def id_of(path: str) -> str:
    """The id of a foreign record: its path without the suffix."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + (name.rpartition(".")[0] or name)


def records_of(read: Iterable[Read]) -> list[Record]:
    """The records of an adopted folder, by path.

    Links in supersedes, superseded_by and related are ids of records; what points elsewhere is kept in `raw`.
    """
    return [_record(one) for one in read if one.is_record]


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

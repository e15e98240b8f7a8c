"""The formats that are known. A further one is a `Format` here and a name in FORMATS."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from remit.importers import keys
from remit.importers.document import XML, YAML, Document
from remit.importers.file_names import KINDS, is_numbered, kind_of, naming_part, stem
from remit.importers.front import read_front
from remit.importers.keys import WORDS, Found, declared
from remit.importers.lines import (
    read_emphasis,
    read_field_list,
    read_folder_name,
    read_header,
    read_lines,
    read_mail,
    read_sections,
)
from remit.importers.tables import read_tables
from remit.importers.values import DAY, is_placeholder, plain
from remit.log import ids, settings
from remit.log.record import ACCEPTED, texts
from remit.log.settings import ForeignSource

PLACES: dict[str, Callable[[Document], list[Found]]] = {
    "front": read_front,
    "mail": read_mail,
    "lines": read_lines,
    "fields": read_field_list,
    "table": read_tables,
    "section": read_sections,
    "emphasis": read_emphasis,
    "folder": read_folder_name,
    "header": read_header,
}
"""Every place where a field can stand, in the order in which they are believed."""
NOTHING: Mapping[str, str] = MappingProxyType({})


class Clues(NamedTuple):
    """What tells a document's format."""

    document: Document
    fields: frozenset[str] = frozenset()
    """The fields found, as `place:name`."""
    headings: frozenset[str] = frozenset()
    """In lower case."""

    @property
    def file(self) -> str:
        """The name of the file, without its folder."""
        return self.document.path.rsplit("/", 1)[-1]

    @property
    def has_sections(self) -> bool:
        """Whether a heading is one of MADR's."""
        return any(heading.startswith(_SECTIONS) for heading in self.headings)


class Format(NamedTuple):
    """A format that can be read in place."""

    name: str
    title: str
    """What people call it."""
    signs: Callable[[Clues], bool]
    """Whether a document is in it."""
    places: tuple[str, ...] = ()
    """Where its fields stand, first the most trusted. All other places follow, unless it is `rigid`."""
    rigid: bool = False
    """Whether its fields stand nowhere else, so that prose is never taken for one."""
    own: Mapping[str, str] = NOTHING
    """Field names to our keys where they mean something of their own here; `""` keeps a field as it is."""
    number: str = ""
    """What a number in a file's name is the number of, where nothing else says it: 12 is ADR-12."""
    own_number: str = ""
    """The same, as a source declares it."""
    first: str = ""
    """What stands first in 03/04/2020, DAY or MONTH; empty where nobody knows."""
    unstated: str = ""
    """The status of a record that states none, where the format has such a rule; used when importing."""
    statuses: Mapping[str, str] = NOTHING
    """Words of its own for our statuses."""

    def declared(self, source: ForeignSource) -> "Format":
        """The format with what a source declares of its own."""
        words = {word.lower().replace("-", " "): status for status, several in source.statuses for word in several}
        return self._replace(
            own={**self.own, **declared(source)}, statuses={**self.statuses, **words}, own_number=source.number,
            first=DAY if source.day_first else self.first, unstated=source.unstated or self.unstated,
        )  # fmt: skip

    def kind(self, path: str) -> str:
        """What the number of a file is the number of."""
        return kind_of(path, self.own_number, self.number)


def find(document: Document, places: tuple[str, ...] = ()) -> list[Found]:
    """Every field of a document: in the given places, or in all."""
    return [found for place, read in PLACES.items() if not places or place in places for found in read(document)]


# Markdown Any Decision Records: fields as a list below the title (2), as front matter (3), and people renamed (4).

_SECTIONS = ("context and problem statement", "considered options", "decision outcome")
_NYGARD = frozenset(("context", "decision", "consequences"))
_PEOPLE_4 = frozenset(("front:decision-makers", "front:decision-maker"))
_FIELDS = frozenset(("front:status", "front:deciders", "front:date", "front:consulted", "front:informed"))


def _is_4(clues: Clues) -> bool:
    if clues.fields & _PEOPLE_4:
        return True
    bare = not any(field.startswith("lines:") for field in clues.fields)
    return clues.has_sections and bare and not clues.fields & _FIELDS


def _is_3(clues: Clues) -> bool:
    known = clues.has_sections or clues.headings >= _NYGARD
    return "front:deciders" in clues.fields or (bool(clues.fields & _FIELDS) and known)


def _is_2(clues: Clues) -> bool:
    if clues.has_sections:
        return any(field.startswith("lines:") for field in clues.fields)
    return "lines:deciders" in clues.fields and "section:status" not in clues.fields


MADR4 = Format("madr4", "MADR 4", _is_4, ("front",), number="ADR")
"""adr.github.io/madr: `decision-makers`. Its own records carry nothing but Jekyll's fields."""
MADR3 = Format("madr3", "MADR 3", _is_3, ("front",), number="ADR")
"""`deciders`. `date` is when the record was last updated."""
MADR2 = Format("madr2", "MADR 2", _is_2, ("lines",), number="ADR")
"""A list of `* Status:`, `* Deciders:` and `* Date:` below the title; links in the status and below `## Links`."""


# log4brains: MADR 2's list, in files named `YYYYMMDD-slug.md`, one folder a package.

_DATED_NAME = re.compile(r"(?:19|20)\d{6}-[\w-]+\.md$")


LOG4BRAINS = Format(
    "log4brains", "log4brains", lambda clues: bool(_DATED_NAME.match(clues.file)) and not clues.document.front, ("lines",),
    first=DAY, unstated=ACCEPTED, number="ADR",
)  # fmt: skip
"""github.com/thomvaill/log4brains: a record without a status is accepted there; days may be DD/MM/YYYY."""


# Michael Nygard's template, as adr-tools writes it: a `Date:` line, `## Status` with the links inside, `## Context`.


NYGARD = Format(
    "nygard", "Nygard (adr-tools)",
    lambda clues: "section:status" in clues.fields or clues.headings >= _NYGARD,
    ("section", "lines"), first=DAY, number="ADR",
)  # fmt: skip
"""github.com/npryce/adr-tools. Its old logs write days as DD/MM/YYYY; `Superceded` is spelt so by the tool."""


# Fields in bold below the title, several on a line: `**Status:** Accepted | **Date:** 2025-02-17`.

_BOLD = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?\*\*status:?\*\*", re.IGNORECASE | re.MULTILINE)


BOLD = Format(
    "bold", "fields in bold",
    lambda clues: "lines:status" in clues.fields and bool(_BOLD.search(clues.document.preamble)), ("lines",),
)  # fmt: skip


# Python Enhancement Proposals: a header as letters have it, with folded lines; days as DD-Mon-YYYY.


PEP = Format(
    "pep", "PEP", lambda clues: clues.document.mail.startswith("PEP:"), ("mail",), rigid=True, number="PEP",
    own={
        "pep": keys.ALIASES, "author": keys.AUTHORS, "pep-delegate": keys.DECIDERS, "bdfl-delegate": keys.DECIDERS, "resolution": keys.DECIDED, "requires": keys.RELATED,
        "type": keys.TAGS, "topic": keys.TAGS, "sponsor": "",
    }, statuses={"provisional": ACCEPTED},
)  # fmt: skip
"""peps.python.org/pep-0001. A delegate is the decider by delegation; without one it is the steering council, which no
header names. `Resolution` gives the day of the decision where it is written with it."""


# Kubernetes Enhancement Proposals: everything in a `kep.yaml` beside the prose.


KEP = Format(
    "kep", "KEP", lambda clues: clues.file == "kep.yaml", ("front",), rigid=True, number="KEP",
    own={"kep-number": keys.ALIASES, "approvers": keys.DECIDERS, "owning-sig": keys.TOPIC, "participating-sigs": keys.TAGS, "see-also": keys.RELATED, "stage": ""},
)  # fmt: skip
"""github.com/kubernetes/enhancements. The number is not unique; the folder is."""


# Numbered proposals with front matter (EIP, SIP, SCCP …): a key that is their kind and holds their number.

_NUMBERED_NAME = re.compile(r"([a-z]{2,5})-(?:\d+|x)\.md$")


def _is_proposal(clues: Clues) -> bool:
    name = _NUMBERED_NAME.match(clues.file)
    return any(f"front:{kind}" in clues.fields for kind in (*KINDS, *([name[1]] if name else [])))


PROPOSAL = Format(
    "proposal",
    "numbered proposals",
    _is_proposal,
    ("front",),
    own=dict.fromkeys(KINDS, keys.ALIASES) | {"type": keys.TAGS},
)
"""eips.ethereum.org/EIPS/eip-1 and its many descendants."""


# XMPP's extension protocols: XML with the fields in a `header`.


XEP = Format(
    "xep", "XEP", lambda clues: clues.document.markup == XML and "<header>" in clues.document.text, ("header",), rigid=True, number="XEP",
    own={
        "number": keys.ALIASES, "approver": keys.DECIDERS, "supersededby": keys.SUPERSEDED_BY, "dependencies": "", "sig": "", "abstract": "", "type": keys.TAGS,
    }, statuses={"stable": ACCEPTED},
)  # fmt: skip
"""xmpp.org/extensions/xep-0001. Its texts are XML and shown as they are written."""


# Rust's RFCs and those modelled on them: a list with a start date and the number of the pull request; no status.


RFC = Format(
    "rfc", "RFC", lambda clues: "lines:start-date" in clues.fields, ("lines",),
    own={"feature-name": keys.TITLE}, number="RFC", unstated=ACCEPTED,
)  # fmt: skip
"""github.com/rust-lang/rfcs: what is merged is accepted."""


# Anything else: every place is tried, and what is there is read.


PLAIN = Format("plain", "no known format", lambda clues: True)


FORMATS: tuple[Format, ...] = (
    PEP, KEP, XEP, PROPOSAL, MADR4, MADR3, LOG4BRAINS, BOLD, MADR2, NYGARD, RFC,
    PLAIN,
)  # fmt: skip
"""In the order in which they are tried; the last fits everything."""
BY_NAME = {format_.name: format_ for format_ in FORMATS} | {"adr-tools": NYGARD, "madr": MADR4}
"""By the names that settings may use."""
ROWS = Format(settings.ROWS, "a row of a table", lambda clues: True, ("front",), rigid=True)
"""What `importers/rows.py` makes of a row; no file is recognised as one."""


def named(name: str) -> Format | None:
    """The format of a name; None for `auto`."""
    return ROWS if name == ROWS.name else BY_NAME.get(name)


def recognise(document: Document) -> tuple[Format, list[Found]]:
    """The format of a document, and every field found in it."""
    for format_ in FORMATS:
        if format_.rigid and format_.signs(Clues(document)):
            return format_, find(document, format_.places)
    found = find(document)
    names = frozenset(f"{one.place}:{one.name}" for one in found if one.value is not None or one.place == "front")
    clues = Clues(document, names, frozenset(heading.text.lower() for heading in document.headings))
    return next(format_ for format_ in FORMATS if not format_.rigid and format_.signs(clues)), found


# Which files are records, and which only lie beside them: templates, read-me files, indexes, pictures.

SUFFIXES = ("md", "markdown", "rst", "adoc", "asciidoc", "txt", "yaml", "yml", "mediawiki", "xml")
"""Files that can be read; all others are none of our business."""
STUB, PAGE = "a stub: it was moved", "a page about the log"
FOLDERS = frozenset(texts(WORDS["folders"]))
"""Names of folders whose files are no records."""
PAGES = frozenset(texts(WORDS["pages"]))
"""Names of files that stand in every folder and are no records."""
_MOVED = re.compile(
    r"(?:#[^\n]*\n+)?[^\n.]{0,60}\b(?:was|has been|have been|been|is) moved (?:to|into)\b[^\n]{0,300}\s*$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"(?:^|[-_. ])templates?(?:$|[-_. ])|template$")
_NUMBERED_ABOVE_ZERO = re.compile(r"0*[1-9]\d*[-_. ]")
_NUMBER_FORM = re.compile(r"(?:[a-z]{2,6}-)?(?:n{3,}|x{3,}|x|0{3,})(?:$|[-_.])")


def can_be_read(path: str) -> bool:
    """Whether a file's suffix is one that records have."""
    name = path.rsplit("/", 1)[-1]
    suffix = name.rpartition(".")[2].lower() if "." in name[1:] else ""
    return suffix in SUFFIXES and not name.startswith(".") and (suffix != "xml" or name.startswith("xep-"))


def why_no_record(document: Document, format_: Format) -> str:
    """Why a file is no record, in a few words; empty where it may be one."""
    if format_ is ROWS:
        return ""
    if not can_be_read(document.path):
        return "no kind of file that records have"
    if document.markup == YAML and not format_.rigid:
        return "a YAML file of no format that keeps records in YAML"
    folder, _, name = document.path.rpartition("/")
    if ids.id_of_file(name) or ids.id_of_acts(folder.rpartition("/")[2]):
        return "a file of this log's own format"
    if FOLDERS & set(document.path.lower().split("/")[:-1]):
        return "in a folder of other files"
    if _MOVED.match(document.text[document.body_at : document.body_at + 600].lstrip()):
        return STUB
    if _is_template(document):
        return "a template"
    is_page = stem(document.path) in PAGES and not (naming_part(document.path) != name and is_numbered(document.path))
    return PAGE if is_page else ""


def _is_template(document: Document) -> bool:
    *folders, _ = document.path.lower().split("/")
    name = stem(document.path)
    if any(_TEMPLATE.search(folder) and not _NUMBERED_ABOVE_ZERO.match(folder) for folder in folders):
        return True
    if (_TEMPLATE.search(name) and not is_numbered(document.path)) or (
        _NUMBER_FORM.match(name) and _TEMPLATE.search(name)
    ):
        return True
    return bool(_NUMBER_FORM.match(name)) and _unfilled(document)


def _unfilled(document: Document) -> bool:
    """Whether the title, or the first field of the front matter, is still what a template tells people to replace."""
    title = document.title_heading
    first = document.front.partition("\n")[0].partition(":")[2]
    return is_placeholder(plain(title.text)) if title else is_placeholder(first)

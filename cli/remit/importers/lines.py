"""Fields outside front matter and tables: lines, field lists, bold text, headers of letters, sections and folder names."""

import html
import re
from collections.abc import Iterator

from remit.importers.document import ASCIIDOC, TOP, XML, Document
from remit.importers.keys import DAYS, LANGUAGES, LINKS, NAMES, PEOPLE, RAISED, STATUS, TITLE, Found, normal
from remit.importers.names import read_names
from remit.importers.tables import people_in
from remit.importers.values import CLASSES, plain, read_day, read_status

SECTIONS = frozenset(
    ("metadata", "meta", "info", "information", "details", "document control", "record", "about", "header", "timeline")
)
"""Headings below which some logs keep the fields that others keep above all headings."""
PAIR = re.compile(
    r"[\s>]*(?P<bullet>[-*+]\s+|\d+[.)]\s+)?(?P<open>[*_`]{0,3})(?P<key>[^\W\d_][\w ./()-]{0,40}?)(?P<close>[*_`]{0,3})\s*(?:::?|：|→)(?P<end>[*_`]{0,3})\s*(?P<value>(?!//).*)$"
)
_BOLD = re.compile(r"\s*(?P<mark>\*\*|__)(?P<key>[^\W\d_][\w -]{1,30})(?P=mark)(?:[ \t]+(?P<value>\S.*)|\s*)$")
"""A name in bold alone, or with its value beside it and no colon."""
BARS = re.compile(r"\s+[|•·]\s+")
_ITEM = re.compile(r"^\s*[-*+]\s+")
LONGEST_LINE = 1000
"""Characters of a line that are looked at."""
_QUOTE = re.compile(r"^ {0,3}> ?")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read_lines(document: Document) -> list[Found]:
    """Every known field in the lines before the first section, and below headings such as "Metadata"."""
    out = list(_pairs(document.preamble, document))
    for heading, below in document.called(SECTIONS):
        if heading is not document.title_heading:
            out += _pairs(below, document)
    title = document.title_heading
    titled = title is not None and not document.text[document.body_at : title.start].strip()
    titled = titled and TITLE not in document.own.values()  # a name that the log declares for it goes before
    return [one for one in out if not (titled and document.key(one.name) == TITLE)]


def _pairs(text: str, document: Document) -> Iterator[Found]:
    name, values, beside = "", [""], 0
    for written in _COMMENT.sub("", _FENCE.sub("", text)).replace("\r", "").split("\n"):
        line = _QUOTE.sub("", written[:LONGEST_LINE])
        pairs = _line(line, document)
        if pairs:
            if name:
                yield _found(name, values)
            for key, value in pairs[:-1]:
                yield _found(key, [value])
            name, values, beside = pairs[-1][0], [pairs[-1][1]], _indent(line)
        elif name and PAIR.match(line) and _indent(line) == beside > 0:
            yield _found(name, values)  # a field that nobody knows, in line with the one above
            name = ""
        elif name and (_continues(line, values) or _stands_below(document.key(name), line, values)):
            values.append(line)
        elif name and (line.strip() or any(values)):
            yield _found(name, values)
            name, values = "", [""]
    if name:
        yield _found(name, values)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _line(line: str, document: Document) -> list[tuple[str, str]]:
    """The pairs of a line, if it has any: `**Status:** Accepted | **Date:** 2025-02-17` has two."""
    if line.lstrip().startswith("|"):
        return []
    parts = [_pair(part, document) for part in BARS.split(line)]
    pairs = [pair for pair in parts if pair]
    if len(pairs) == len(parts):
        return pairs
    whole = _pair(line, document)
    return [whole] if whole else []


def _stands_below(key: str, line: str, values: list[str]) -> bool:
    """Whether a line is the value of a field whose own line ends after its name: only what is one for certain."""
    if not line.strip() or any(value.strip() for value in values) or len(line) > 80:
        return False
    if key == STATUS:
        status = read_status(line)
        return bool(status.value) and not status.guess
    return key in DAYS and bool(read_day(line).text)


def _pair(text: str, document: Document) -> tuple[str, str] | None:
    match = PAIR.match(text) or _BOLD.match(text)
    name = normal(match["key"]) if match else ""
    return (name, match["value"] or "") if match and document.key(name) else None


def _continues(line: str, values: list[str]) -> bool:
    """Whether a line goes on with the value before: an indented line, one after a comma, or a list below a bare key."""
    if not line.strip():
        return False
    return line[0] in " \t" or values[-1].rstrip().endswith(",") or (bool(_ITEM.match(line)) and not values[0].strip())


def _found(name: str, values: list[str]) -> Found:
    items = [plain(_ITEM.sub("", line, count=1)) for line in values if line.strip()]
    if (len(items) > 1 and not values[0].strip()) or any(_ITEM.match(line) for line in values[1:]):
        return Found(name, list(items), "lines")
    return Found(name, " ".join(items) or None, "lines")


# reStructuredText's field list (`:Status: Accepted`) and directives (`.. author:: Ana`), and AsciiDoc's attributes, before the
# first section.

_FIELD = re.compile(
    r"^[ \t]{0,3}(?::(?P<name>[^\W\d_][\w .-]{0,40}):|\.\. (?P<directive>[a-z][\w-]{2,40})::)"
    r"(?:[ \t]+(?P<value>.*(?:\n[ \t]+\S.*)*)|[ \t]*(?P<below>(?:\n[ \t]+\S.*)+)?)$",
    re.MULTILINE,
)


_TERM = re.compile(
    r"^(?:(?P<name>[^\W\d_][\w -]{2,30})[ \t]*\n(?:[ \t]+|:[ \t]+)|\.(?P<block>[^\W\d_][\w -]{2,30})\n)(?P<value>\S.*)$",
    re.MULTILINE,
)
"""A term with its definition in the line below, as reStructuredText and Markdown have it, and a title above a block of AsciiDoc."""
_AUTHOR_LINE = re.compile(r"(?P<author>[^\n<>|:]+ <[^>\n]+@[^>\n]+>)[ \t\r]*\n(?:v?[\d.]+,[ \t]*(?P<day>[^\n:]+))?")
"""The lines below the title of an AsciiDoc text: its author and its revision."""


def read_field_list(document: Document) -> list[Found]:
    """Every field of the list, and what is said of AsciiDoc's author and revision."""
    text = document.preamble.replace("\r", "")
    found = [(match["name"] or match["directive"], match["value"] or match["below"]) for match in _FIELD.finditer(text)]
    found += [(match["name"] or match["block"], match["value"]) for match in _TERM.finditer(text)]
    by = _AUTHOR_LINE.match(text) if document.markup == ASCIIDOC else None
    found += [("author", by["author"]), ("created", by["day"])] if by else []
    return [Found(normal(name), _lines(value or ""), "fields") for name, value in found]


def _lines(value: str) -> str | None:
    return "\n".join(line.strip() for line in value.split("\n") if line.strip()) or None


# A status that stands alone in bold, or on a badge, before the first section: `**Accepted (v1.2)**`.

_ALONE_IN_BOLD = re.compile(
    r"^[ \t>]*(?:\*\*(?P<bold>[^*\n]{3,60})\*\*|__(?P<line>[^_\n]{3,60})__|\[?!\[(?P<badge>[^\]\n]{3,60})\]\([^)\n]*\).*)[ \t.\r]*$",
    re.MULTILINE,
)
_LABEL = re.compile(r"^status\W+", re.IGNORECASE)
_OPENED = re.compile(
    r"^[ \t>*_]*(?P<name>opened|proposed|raised|created|submitted|written|drafted)(?: on)? (?P<day>[^;\n]{6,30}\d)(?: by (?P<who>[^;.\n*_]+))?",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of its own that says when a record was opened, and by whom: `_Opened March 3rd, 2024 by @ana_`."""


def read_emphasis(document: Document) -> list[Found]:
    """The first such line whose first words are a status for certain; and a line that says when the record was opened."""
    opened = _OPENED.search(document.preamble)
    found = [("opened", opened["day"]), ("author", opened["who"])] if opened and read_day(opened["day"]).text else []
    for match in _ALONE_IN_BOLD.finditer(document.preamble):
        text = _LABEL.sub("", match[match.lastgroup or 0].strip())
        status = read_status(text)
        if status.value and not status.guess:
            found.append((STATUS, text))
            break
    return [Found(name, value, "emphasis") for name, value in found]


# A header as letters have it (RFC 822): `Key: value` lines at the top, indented lines continue the one above.

_HEADER_LINE = re.compile(r"^([A-Za-z][\w -]*):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)


def read_mail(document: Document) -> list[Found]:
    """Every field of the header; folded lines are joined with a space."""
    header = document.mail.replace("\r", "")
    return [
        Found(normal(match[1]), _unfolded(document.key(normal(match[1])), match[2]), "mail")
        for match in _HEADER_LINE.finditer(header)
    ]


def _unfolded(key: str, value: str) -> str | None:
    if "\n" not in value:
        return " ".join(value.split()) or None
    lines = [" ".join(line.split()) for line in value.split("\n")]
    between = "\n" if key in PEOPLE else " "
    return between.join(filter(None, lines)) or None


# Sections that hold one field each, as Nygard's `## Status` does.

LONGEST_SECTION = 600
"""Characters of a section that can be a field; a longer one is prose. The status may be followed by any number of links."""
_DRESS = re.compile(r"^[\W\d_]+(?=[^\W\d_])")
_WITH_VALUE = re.compile(r"(?P<name>[^\W\d_][\w ]{1,19}?)\s*[:：–—]\s*(?P<value>\S.*)$")
_BOXED_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[(?P<box>[ xX])\]\s*)?(?P<text>.*)$")
_NAME_WORDS = 6
"""Words of the longest name; a section with a longer one is prose about people."""
_PROSE = frozenset(("related", "updates", "requires", "driver", "champion", "contact", "contacts"))
"""Names of people and links that as headings stand above prose."""
HEADINGS = frozenset(
    ("title", "status", "adr-status", "decision-status", "date", "adr-date", "created", "creation-date", "date-created", "decision-date",
     "date-decided", "decided-on", "review-date", "review-by", "next-review", "tags", "labels", "areas-of-impact")
) | frozenset(name for key in (*PEOPLE, *LINKS) for name in NAMES[key]) - _PROSE | frozenset(
    name for names in LANGUAGES.values() for name in names
)  # fmt: skip
"""Headings that stand above a field."""


def read_sections(document: Document) -> list[Found]:
    """Every section that is a field; and a heading that holds one itself, as `## Status: Accepted` does."""
    out = []
    for index, heading in enumerate(document.headings):
        text = _DRESS.sub("", heading.text)
        if heading is document.title_heading:
            continue
        name, match = normal(text), _WITH_VALUE.match(text)
        if name in HEADINGS or name in document.own:
            out += _section(name, document.key(name), document.below(index)[:TOP])
        elif match and (normal(match["name"]) in HEADINGS or normal(match["name"]) in document.own):
            out.append(Found(normal(match["name"]), plain(match["value"]), "section"))
    return out


def _section(name: str, key: str, text: str) -> list[Found]:
    lines = [line for line in plain(text).replace("\r", "").split("\n") if line.strip()]
    if not lines or (len(text) > LONGEST_SECTION and key != STATUS):
        return []
    if key == STATUS:
        return [Found(name, "\n".join(_ticked(lines)), "section")]
    if name == "title":
        return [Found(name, lines[0].strip(), "section")] if len(lines) == 1 else []
    if key in PEOPLE:
        people = people_in(text) or _ticked(lines)
        prose = any(len(one.split()) > _NAME_WORDS for one in read_names([*people]))
        return [] if prose else [Found(name, [*people], "section")]
    if key == RAISED or key in LINKS:
        return [Found(name, "\n".join(line.strip() for line in lines), "section")]
    return [Found(name, [*_ticked(lines)], "section")]


def _ticked(lines: list[str]) -> list[str]:
    """The lines without their bullets; where there are boxes, the ticked ones alone: an empty box means no."""
    items = [_BOXED_ITEM.match(line) for line in lines]
    if any(item and item["box"] for item in items):
        return [item["text"].strip() for item in items if item and (item["box"] or " ") in "xX"]
    return [(item["text"] if item else line).strip() for item, line in zip(items, lines, strict=True)]


# A status that is the name of the folder a record lies in: `rfcs/accepted/0007-queues.md`.

_WORDS = frozenset(word for words in CLASSES.values() for word in words if " " not in word)
_TOPICS = frozenset(
    (
        "review",
        "discussion",
        "current",
        "rfc",
        "idea",
        "proposal",
        "development",
        "implementation",
        "new",
        "raw",
        "backlog",
    )
)
"""Words of a status that as folders mean something else."""
FOLDERS = (_WORDS - _TOPICS) | {"drafts", "archive"}


_ORDER = re.compile(r"^\d+[-_. ]+")
"""What sorts folders: `2-accepted`."""


def read_folder_name(document: Document) -> list[Found]:
    """The status that one of the two nearest folders names."""
    for folder in document.path.split("/")[-2:-4:-1]:
        word = _ORDER.sub("", folder.lower()).replace("_", "-")
        if word in FOLDERS:
            return [Found("status", {"archive": "archived"}.get(word, word.removesuffix("s")), "folder")]
    return []


# The elements of a `header` in XML, as XMPP's extension protocols have it; the newest of its revisions stands first.

_ELEMENT = re.compile(r"<(?P<name>[a-z]+)>(?P<value>.*?)</(?P=name)>", re.DOTALL)
_TAG = re.compile(r"\s*<[^>]*>\s*")


def read_header(document: Document) -> list[Found]:
    """Every element of the header; people with first and last name, and the day of the first revision."""
    header = document.text[: document.text.find("</header>")] if document.markup == XML else ""
    fields, _, revisions = header[header.find("<header>") + len("<header>") :].partition("<revision>")
    days = re.findall(r"<date>(.*?)</date>", revisions)
    found = [Found("created", days[-1], "header")] if days else []
    for one in _ELEMENT.finditer(fields):
        parts = [html.unescape(part) for part in _TAG.split(one["value"]) if part]
        value = " ".join(parts[:2]) if one["name"] == "author" else ", ".join(parts)
        found.append(Found(one["name"], value or None, "header"))
    return found

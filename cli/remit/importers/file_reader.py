"""One foreign file, read in its own right: any bytes give a Reading."""

import re

from remit.importers import keys
from remit.importers.document import YAML, Decoded, Document, decode, take_apart
from remit.importers.file_names import aliases_of, bare_title, naming_part, title_of_file
from remit.importers.formats import PAGE, Clues, Format, find, named, recognise, why_no_record
from remit.importers.head import FILE, HEADING, Values, assemble
from remit.importers.keys import Found, Reading
from remit.importers.links import relations
from remit.importers.values import is_placeholder, plain, read_day, read_status, read_title, unescaped
from remit.log import ids
from remit.log.record import texts
from remit.log.settings import ForeignSource

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
    order = {place: rank for rank, place in enumerate(format_.places)}
    found = sorted(found, key=lambda one: order.get(one.place, len(order)))
    if not titled:
        found += _heading(document)
        found += _notes_in(found)
    values = assemble(found, format_, path)
    if not format_.rigid:
        _more_links(document, values)
        _aliases(document, format_, values)
    _day_in_names(document, values)
    _settle(document, source, values)
    why = why_no_record(document, format_)
    why = _why_unfilled(values) if not why or (why == PAGE and _is_whole(document, values)) else why
    return Reading(
        values.head, values.raw, format_.name, document.body, document.text.count("\n", 0, document.body_at) + 1, tuple(values.guessed),
        tuple(key for key in WANTED if not values.head.get(key)), not why, why, document.encoding,
    )  # fmt: skip


def _is_whole(document: Document, values: Values) -> bool:
    """Whether the page of a folder states what a record states: `fetch/README.md` with a status and an author."""
    fills = naming_part(document.path) != document.path.rpartition("/")[2]
    dated = any(values.head.get(key) for key in (keys.RAISED, keys.DECIDED, keys.DECIDERS, keys.AUTHORS))
    return fills and dated and keys.STATUS in values.head and keys.STATUS in values.raw


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


def _more_links(document: Document, values: Values) -> None:
    """Links in the list below a heading "Links", where an entry begins with a verb such as "Supersedes"."""
    for line in (line for _, text in document.called(LINK_SECTIONS) for line in text.split("\n")):
        for link in relations(line, first=True):
            values.add(link)


def _aliases(document: Document, format_: Format, values: Values) -> None:
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
    for said, text in ((DAY_OF_TITLE, str(values.raw.get(keys.TITLE, ""))), (DAY_OF_NAME, naming_part(document.path))):
        day = _DAY_IN_NAME.search(text)
        found = read_day(day[0]).text if day else ""
        if found:
            values.head[keys.RAISED] = values.raw[keys.RAISED] = found
            values.guessed.append(said)
            return


DAY_OF_TITLE, DAY_OF_NAME = "raised: from the title", "raised: from the name of the file"


_DAY_IN_NAME = re.compile(r"(?<![\d.])(?:19|20)\d\d([-_.])(?:0\d|1[0-2])\1[0-3]\d(?![\d.])|^20\d{6}(?=[-_])")


def _settle(document: Document, source: ForeignSource, values: Values) -> None:
    """What the source says of all its records: their status where none is stated; tier, topic and boundary by other words."""
    if source.unstated and keys.STATUS not in values.head:
        values.head[keys.STATUS] = source.unstated
        values.guessed.append(f"status: none is stated; {source.unstated}, as the settings say")
    for key, mapped in (("tier", source.tier), (keys.TOPIC, source.topic), ("boundary", source.boundary)):
        said = _said(document, source, values, mapped.field) if mapped else ""
        ours = (
            dict(mapped.values).get(said.lower(), "" if mapped.values or key == "tier" else ids.slug(said))
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

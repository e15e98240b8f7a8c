"""One foreign file to a Reading. Any bytes give one."""

from remit.importers import keys
from remit.importers.aliases import with_file_number
from remit.importers.assemble import assemble
from remit.importers.decode import Decoded, decode
from remit.importers.document import Document, take_apart
from remit.importers.kinds import Format, find
from remit.importers.known import BY_NAME, recognise
from remit.importers.links import relations
from remit.importers.reading import Found, Reading
from remit.importers.values import Values
from remit.importers.what import why_no_record
from remit.importers.words import is_placeholder, plain

WANTED = (keys.TITLE, keys.STATUS, keys.RAISED, keys.DECIDERS)
"""What every record should say; what it does not is reported as missing."""
LINK_SECTIONS = ("links", "related decisions", "related adrs", "related records")


def read_foreign(path: str, data: bytes | str, format: str = "auto") -> Reading:  # noqa: A002 - the word of the settings
    """Read one file of another format. `format` is a name of FORMATS, or `auto`. Never raises, whatever the bytes."""
    decoded = decode(data)
    if decoded.binary:
        return _no_text(decoded)
    document = take_apart(path, decoded)
    format_, found = _fields(document, format)
    values = assemble([*format_.read(document, found), *_heading(document)], format_)
    _more_links(document, format_, values)
    _aliases(document, format_, values)
    why = why_no_record(document, format_)
    return Reading(
        values.head, values.raw, format_.name, document.body, document.text.count("\n", 0, document.body_at) + 1, tuple(values.guessed),
        tuple(key for key in WANTED if not values.head.get(key)), not why, why, document.encoding,
    )  # fmt: skip


def _fields(document: Document, name: str) -> tuple[Format, list[Found]]:
    """The format and the fields. A named format is preferred; a file that is plainly in a rigid one is read as that."""
    format_ = BY_NAME.get(name)
    if format_ is None or (format_.rigid and not format_.signs(document, frozenset(), frozenset())):
        return recognise(document)
    return format_, find(document, format_.places if format_.rigid else ())


def _no_text(decoded: Decoded) -> Reading:
    return Reading(
        {}, {}, "plain", decoded.text, 1, (), WANTED, is_record=False, why="not text", encoding=decoded.encoding
    )


def _heading(document: Document) -> list[Found]:
    """The title in the first heading of the first level, for want of a field."""
    heading = document.title_heading or document.late_title
    text = plain(heading.text) if heading else ""
    return [Found("title", text, "heading")] if text else []


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
    aliases = with_file_number(values.head.get(keys.ALIASES, []), document, format_)
    if aliases:
        values.head[keys.ALIASES] = aliases
    title = document.title_heading
    if (
        not title
        and document.late_title
        and values.raw.get(keys.TITLE, values.head.get(keys.TITLE)) == document.late_title.text
    ):
        values.guessed.append("title: from a heading further down, for none stands first")
    if title and values.head.get(keys.TITLE) and is_placeholder(plain(title.text)):
        values.guessed.append("title: the heading is still the template's")

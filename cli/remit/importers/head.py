"""Fields as found to a head with our keys: what each value says, what was written, what was guessed."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from remit.importers import keys
from remit.importers.file_names import bare_title, written_id
from remit.importers.formats import Format
from remit.importers.keys import Found
from remit.importers.links import NO, WAS, Link, field_links, relations
from remit.importers.names import read_names
from remit.importers.values import is_nil, is_placeholder, plain, read_day, read_status, read_title, unbraced, unlinked
from remit.log import ids
from remit.log.record import ACCEPTED, PROPOSED, REJECTED, SUPERSEDED, Head
from remit.log.text import one_line
from remit.log.yaml import Value

# What is being gathered about one file.


FILE = "file"
"""The place of what a file's name tells."""
HEADING = "heading"
FROM_FILE = "title: from the name of the file"


class Values(NamedTuple):
    """The head and the raw texts as they grow, and what was guessed on the way."""

    path: str
    head: Head
    raw: Head
    guessed: list[str]
    used: set[int]
    """Which of the fields found have been read into a key of ours."""

    def add(self, link: Link) -> None:
        """Note a link: what it points to in the head, the line as written in the raw texts."""
        for entries, text in ((self.head, link.target), (self.raw, link.text)):
            listed = entries.setdefault(link.key, [])
            if text not in listed:
                listed.append(text)


# What a status says in passing: "Approved by the architecture board on 3 May 2021".

LONGEST_STATUS = 600
"""Characters of a status that are read for more than the status."""
_BY = re.compile(
    r"\b(?:accepted|approved|decided|agreed|ratified|adopted|rejected)\s+by\s+(?:the\s+)?(?P<who>(?:[^.;:()\d]|(?<=\b[A-Z])\.|(?<=@\w)\d|(?<=\w)\d)+?)(?=\s+(?:on|at|in|as|with)\b|\s*[.;:(]|\s+\d|\s*$)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:lazy )?(?:consensus|default|vote|majority|e-?mail|silence|acclamation|convention|#?\d)\b|\[", re.IGNORECASE
)
_WINDOW = re.compile(
    r"\breview\b|\buntil\b|\bends?\b|\bdeadline\b|\bcomments?\b|\d\s*(?:\.{2,}|…)\s*\w|\bby\s+\d", re.IGNORECASE
)
"""A status with the days of a review or a vote: none of them is when it was raised or decided."""
ENDED = ("deprecated", "superseded", "replaced", "obsoleted", "obsolete")
"""Fields of front matter that give the status and, often, the successor: `deprecated: 0012-queues`."""
_DAY_OF = {ACCEPTED: keys.DECIDED, REJECTED: keys.DECIDED, PROPOSED: keys.RAISED}


def read_prose(values: Values, format_: Format) -> None:
    """Add the day and the deciders that the status names, where no field gives them."""
    text = values.raw.get(keys.STATUS)
    if not isinstance(text, str) or " " not in text:
        return
    text = text[:LONGEST_STATUS]
    now, _, before = text.partition(WAS)
    _day_in_status(now, values.head.get(keys.STATUS, ""), values, format_)
    _day_in_status(before, read_status(before).value, values, format_)
    match = _BY.search(unlinked(text))
    if match and keys.DECIDERS not in values.head and not _NOBODY.match(match["who"]):
        names = read_names(match["who"])
        values.head[keys.DECIDERS] = names
        values.raw[keys.DECIDERS] = match[0]
        values.guessed.append(f"deciders: from the status: {', '.join(names)}")


def _day_in_status(text: str, status: str, values: Values, format_: Format) -> None:
    key = _DAY_OF.get(status)
    day = read_day(text, first=format_.first)
    if key and day.text and key not in values.head and not _WINDOW.search(text):
        values.head[key], values.raw[key] = day.text, text
        values.guessed.append(f"{key}: from the status")


_ODD = re.compile(r"[^a-z0-9-]+")
_TAG_COMMA = re.compile(r"[,;\n]")
_HASHES = re.compile(r"(?<=\w) (?=#\w)")


def assemble(found: list[Found], format_: Format, path: str) -> Values:
    """Head, raw texts and guesses from the fields of a file, the most trusted first."""
    values = Values(path, {}, {}, [], set())
    by_key = _by_key(found, format_)
    for key, read in _READERS.items():
        if key in by_key:
            read(key, by_key[key], format_, values)
    _status_in_names(by_key, values)
    read_prose(values, format_)
    if len(values.head.get(keys.DECIDERS, ())) == 1:
        values.head["decider"] = values.head[keys.DECIDERS][0]
    for index, one in enumerate(found):
        trusted = text_of(values.raw.get(one.name, values.head.get(one.name)))
        said = trusted.lower() == text_of(one.value).lower()
        if index not in values.used and not said and one.place in ("front", "mail") and _says_something(one.value):
            values.head.setdefault("x-" + _ODD.sub("-", one.name.removeprefix("x-")), one.value)
    return values


Fields = list[tuple[int, Found]]


def _status_in_names(by_key: dict[str, Fields], values: Values) -> None:
    """`Accepted: 3 May 2021` and `deprecated: true` are a status too, where none is stated."""
    for index, one in (*by_key.get(keys.DECIDED, ()), *by_key.get(keys.SUPERSEDED_BY, ())):
        status = read_status(one.name.removeprefix("date-")).value
        named = one.name in ENDED or (status in _DAY_OF and keys.DECIDED in values.head)
        says = index in values.used and text_of(one.value).lower() not in NO
        if keys.STATUS not in values.head and named and says:
            values.head[keys.STATUS] = status
            values.guessed.append(f"status: {status}, for `{one.name}` is given")


def _says_something(value: Value) -> bool:
    """Whether a field that is none of ours is worth keeping."""
    text = plain(text_of(value))
    return not is_nil(unbraced(text)) and not is_placeholder(text)


def _by_key(found: list[Found], format_: Format) -> dict[str, list[tuple[int, Found]]]:
    """The fields of each of our keys with their position: place by place, and in each place the most telling name first."""
    places = list(dict.fromkeys(one.place for one in found))
    ranked: list[tuple[int, int, int, str]] = []
    for index, one in enumerate(found):
        meaning = keys.meaning(one.name, format_.own)
        if meaning is None and one.name in ENDED and one.place in ("front", "mail"):
            meaning = keys.SUPERSEDED_BY, len(keys.NAMES[keys.SUPERSEDED_BY])
        if meaning:
            key, rank = meaning
            ranked.append((places.index(one.place), rank, index, key))
    out: dict[str, list[tuple[int, Found]]] = {}
    for _, _, index, key in sorted(ranked):
        out.setdefault(key, []).append((index, found[index]))
    return out


def text_of(value: Value) -> str:
    """A value as text: lists with commas, mappings by their keys."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(text for entry in value if (text := text_of(entry)))
    if isinstance(value, dict) and isinstance(value.get("value"), str):
        return str(value["value"])
    return ", ".join(value) if isinstance(value, dict) else ""


def _texts(fields: Fields) -> Iterator[tuple[int, Found, str]]:
    """The fields that say something, as text without comments, emphasis and braces."""
    for index, one in fields:
        text = unbraced(plain(text_of(one.value)))
        if not is_nil(text):
            yield index, one, text


def _title(key: str, fields: Fields, format_: Format, values: Values) -> None:
    last = {"feature-name": 1, "name": 1, FILE: 2}  # a name in code after a heading, the name of the file after both
    fields = sorted(fields, key=lambda field: max(last.get(field[1].name, 0), last.get(field[1].place, 0)))
    for index, one, _ in _texts(fields):
        if one.place == FILE:
            values.guessed.append(FROM_FILE)
        written = text_of(one.value)
        title = read_title(written).text
        values.head[key] = bare_title(title, values.path)[0] if one.place == HEADING else title
        if values.head[key] != written:
            values.raw[key] = written
        values.used.add(index)
        return


_RESULTS = ("result", "disposition")
"""Names of fields that hold many things besides a status."""


def _status(key: str, fields: Fields, format_: Format, values: Values) -> None:
    for index, one in fields:
        text = plain(text_of(one.value))
        if is_nil(unbraced(text)):
            continue
        line = _status_line([line.strip() for line in text.split("\n") if line.strip()], format_)
        status = read_status(line, format_.statuses)
        if one.name in _RESULTS and (not status.value or status.guess):
            continue
        values.used.add(index)
        values.raw[key] = unbraced(line)
        if status.value:
            values.head[key] = status.value
        if status.guess:
            values.guessed.append(f"status: {status.guess}")
        if one.place == "folder":
            values.guessed.append(f"status: `{text}` is the folder's name")
        for other in (other for _, other in fields if other.place == "folder" and one.place != "folder"):
            said = read_status(text_of(other.value), format_.statuses).value
            if status.value and said not in ("", status.value):
                values.guessed.append(
                    f"status: `{unbraced(line)[:40]}` is written, and the folder says `{other.value}`"
                )
        for link in (link for line in text.split("\n") for link in relations(line)):
            values.add(link)
        return


def _status_line(lines: list[str], format_: Format) -> str:
    """The line of a status section that tells the status: "Superseded by", then the latest of dated ones, then the first."""
    if len(lines) == 1:
        return lines[0]
    for line in lines:
        if read_status(line, format_.statuses).value == SUPERSEDED and (line == lines[0] or " by " in line.lower()):
            return line
    stated = [
        line
        for line in lines
        if read_status(line, format_.statuses).value and not read_status(line, format_.statuses).guess
    ]
    dated = [(read_day(line, first=format_.first).text, order, line) for order, line in enumerate(stated)]
    if len(dated) > 1 and all(day for day, _, _ in dated):
        return max(dated)[2]
    own = [line for line in lines if next(relations(line, first=True), None) is None]
    return (stated or own or lines)[0]


def _day(key: str, fields: Fields, format_: Format, values: Values) -> None:
    for index, one, text in _texts(fields):
        day = read_day(text, first=format_.first)
        if not day.text and (
            is_placeholder(text) or (key == keys.DECIDED and not any(char.isdigit() for char in text))
        ):
            continue  # `approved: yes` is no day, and was not meant to be one
        values.used.add(index)
        if day.guess or not (day.text or "://" in text):
            values.guessed.append(f"{key}: {day.guess or f'`{one_line(text)[:60]}` is no day'}")
        if day.text:
            values.head[key], values.raw[key] = day.text, text_of(one.value)
            return
        values.raw.setdefault(key, text_of(one.value))


def _people(key: str, fields: Fields, format_: Format, values: Values) -> None:
    for index, one in fields:
        names = read_names(one.value)
        joins = one.name.startswith("co-") or one.place in ("table", "header")
        if names and (key not in values.head or joins):
            values.raw.setdefault(key, one.value)
            values.head[key] = list(dict.fromkeys([*values.head.get(key, ()), *names]))
            values.used.add(index)


def _links(key: str, fields: Fields, format_: Format, values: Values) -> None:
    for index, one in fields:
        if not isinstance(one.value, dict):
            values.used.add(index)
        for link in field_links(key, one.value):
            values.add(link)


def _remarks(key: str, fields: Fields, format_: Format, values: Values) -> None:
    """Notes beside the status say links in passing: `withdrawal-reason: Superseded by RFC-7`."""
    for _, _, text in _texts(fields):
        for link in relations(text):
            values.add(link)


def _tags(key: str, fields: Fields, format_: Format, values: Values) -> None:
    out: dict[str, None] = {}
    for index, one in fields:
        values.used.add(index)
        for entry in one.value if isinstance(one.value, list) else [one.value]:
            out.update(dict.fromkeys(_words(plain(text_of(entry)), spaces=format_.name == "log4brains")))
    if out:
        values.head[key] = list(out)


def _words(text: str, *, spaces: bool) -> Iterator[str]:
    """The tags in a text: between commas; where there are none and `spaces` says so, between spaces."""
    if is_placeholder(text):
        return
    bare = _HASHES.sub(",", unlinked(unbraced(text)))
    for part in bare.split() if spaces and not _TAG_COMMA.search(bare) else _TAG_COMMA.split(bare):
        tag = part.strip(" `#\"'[]")
        if not is_nil(tag):
            yield tag


def _level(key: str, fields: Fields, format_: Format, values: Values) -> None:
    """The first value that is no template's; a topic as it can be written here."""
    for index, _, text in _texts(fields):
        slugs = "/".join(slug for part in text.split("/") if (slug := ids.slug(part)))
        if not is_placeholder(text) and (key != keys.TOPIC or ids.is_topic(slugs)):
            values.head[key] = slugs if key == keys.TOPIC else one_line(text)
            values.used.add(index)
            if key == keys.TOPIC and slugs != text:
                values.raw[key] = text
            return


def _aliases(key: str, fields: Fields, format_: Format, values: Values) -> None:
    written = []
    for index, one, found in _texts(fields):
        text = found if found.isdigit() else read_title(unlinked(found) + ": _").alias or unlinked(found)
        if not is_placeholder(text) and len(text) <= 60 and "://" not in text and any(char.isdigit() for char in text):
            values.used.add(index)
            written.append(written_id(one.name, text, lambda: format_.kind(values.path)))
    if written:
        values.head[key] = list(dict.fromkeys(written))


_Reader = Callable[[str, Fields, Format, Values], None]
_READERS: dict[str, _Reader] = {
    keys.TITLE: _title, keys.STATUS: _status, keys.RAISED: _day, keys.DECIDED: _day, keys.DECIDERS: _people, keys.CONSULTED: _people,
    keys.INFORMED: _people, keys.FACILITATOR: _people, keys.AUTHORS: _people, keys.LEVEL: _level, keys.TOPIC: _level, keys.SUPERSEDES: _links,
    keys.SUPERSEDED_BY: _links, keys.RELATED: _links, keys.REMARKS: _remarks, keys.REVIEW_BY: _day, keys.TAGS: _tags, keys.ALIASES: _aliases,
}  # fmt: skip
"""In the order of a head."""

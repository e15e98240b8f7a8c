"""Strict YAML: every value is text, and nothing stands for something else than it shows.

It is read from PyYAML's events, of libyaml's parser where that is built in and of the Python one otherwise. Events do not
recurse, so that no nesting can crash the reader.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NoReturn

import yaml
from yaml.events import Event, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

Value = str | None | list["Value"] | dict[str, "Value"]
"""What strict YAML can hold. `None` is a key with nothing behind it."""

Path = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top, such as `("advice", 0, "who")`."""

Place = tuple[int, int]
"""Line and column in the text, both from 1."""

DEPTH = 12
"""How many mappings and lists may stand inside each other."""

HEAD_BYTES = 16 * 1024
"""The most that a front matter may hold."""

PythonParser: Any = yaml.SafeLoader
"""PyYAML's own parser. It has the clearer errors, so that it speaks for both."""

Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else PythonParser
"""The parser that reads: libyaml's where PyYAML was built with it."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LIBYAML_DIFFERS = re.compile(r"[\t\ufeff?]")
"""libyaml takes a tab for a space, counts a byte order mark as a column, and lets `?` stand in a plain word of a list."""
_TYPED = re.compile(r"[-+.0-9~]|(?:null|true|false|yes|no|on|off|y|n)$", re.IGNORECASE)
_ODD_KEY = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_CUT = re.compile(r"(?<=\S)[ \t]+#(?=[^\s#]|[ \t\r]*$)", re.MULTILINE)
"""A `#` that begins a comment behind a value although a word follows at once: `Fix issue #12`."""
_ESCAPE = "in double quotes a backslash has a meaning: write it twice, or use single quotes"
_SENTENCES = (
    ("<stream end>", "a bracket, a brace or a quote is not closed"),
    ("unexpected end of stream", "a quote is not closed"),
    ("expected ',' or", "a bracket or a brace is not closed, or a comma is missing"),
    ("but found '<scalar>'", "more text follows a value in quotes or brackets: put all of it into quotes"),
    ("expected alphabetic or numeric", "a value cannot begin with `*` or `&`: put it in quotes"),
    ("expected a comment or a line break", "a value cannot begin with `|` or `>`: put it in quotes"),
    ("mapping keys are not allowed here", "a value cannot begin with `?`: put it in quotes"),
    ("but found '<block", "this line is indented unlike those that it belongs to"),
    ("sequence entries are not allowed", "a list begins on a line of its own, below its key"),
    ("escape sequence", _ESCAPE),
    ("unknown escape character", _ESCAPE),
    ("could not find expected ':'", "a line without a colon: write `key: value`"),
    ("expected <block end>", "this line does not fit here: write `key: value`"),
)
"""What a parser says, and what it means to who wrote the file."""


class StrictError(ValueError):
    """The text is not strict YAML: a sentence, and the place (line and column from 1)."""

    def __init__(self, message: str, line: int, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


def read(text: str, *, typed: bool = False) -> dict[str, Value]:
    """The mapping that `text` holds; an empty text is an empty mapping. Raises StrictError.

    `typed`: a word without quotes that other readers may take for a number, a date or a switch begins with a NUL.
    """
    return _read(text, _TypedBuilder if typed else _Builder)[0]


def places(text: str) -> dict[Path, Place]:
    """Where every key and list entry of `text` stands. Raises StrictError like :func:`read`."""
    return _read(text, _Builder, noting=True)[1]


def nearest(places: Mapping[Path, Place], path: Path) -> Place | None:
    """The place of a key or list entry, or of the nearest one above it that is in the text."""
    return next((places[path[:end]] for end in range(len(path), 0, -1) if path[:end] in places), None)


def walk(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in `value` with its path, in the order written."""
    if isinstance(value, str):
        yield path, value
    elif value is not None:
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in inside:
            if isinstance(entry, str):
                yield (*path, key), entry
            else:
                yield from walk(entry, (*path, key))


def _read(text: str, builder: "type[_Builder]", *, noting: bool = False) -> tuple[dict[str, Value], dict[Path, Place]]:
    """What a text holds, and with `noting` where each key and list entry stands."""
    text = text.replace("\r\n", "\n")
    _refuse_forbidden(text)
    if "#" in text and _CUT.search(text):
        _refuse_cut(text)
    if Parser is not PythonParser and not _LIBYAML_DIFFERS.search(text):
        with suppress(yaml.YAMLError, StrictError):
            return builder(Parser(text), noting=noting).read()
    try:
        return builder(PythonParser(text), noting=noting).read()
    except yaml.MarkedYAMLError as error:
        sentence = _sentence(error)
        opened = "not closed" in sentence and error.context_mark
        mark = opened or error.problem_mark or error.context_mark
        raise StrictError(sentence, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1) from None
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode
        if isinstance(error, StrictError):
            raise
        raise StrictError(str(error).split("\n")[0] or "not valid YAML", 1) from None


def _refuse_forbidden(text: str) -> None:
    found = _FORBIDDEN.search(text)
    if found:
        before = text[: found.start()]
        column = len(before.rsplit("\n", 1)[-1]) + 1
        raise StrictError(f"the character U+{ord(found[0]):04X} is not allowed", before.count("\n") + 1, column)


def _refuse_cut(text: str) -> None:
    """Refuses a `#` that would cut a value short: a word follows it at once, and it is in no quotes and no block of text."""
    try:
        events: list[Any] = [one for one in iter(PythonParser(text).get_event, None) if isinstance(one, ScalarEvent)]
    except (yaml.MarkedYAMLError, ValueError, OverflowError):
        return  # what cannot be read is refused anyway
    held = [(event.start_mark.index, event.end_mark.index) for event in events if event.style]
    for found in _CUT.finditer(text):
        before = text[: found.end() - 1]
        if not any(start < len(before) < end for start, end in held):
            column = len(before.rsplit("\n", 1)[-1]) + 1
            said = "` #` begins a comment, so the rest of this line is not read: put the value in quotes, or a space after `#`"
            raise StrictError(said, before.count("\n") + 1, column)


class _Builder:
    """Makes values of a parser's events, and notes where each key and list entry stands, if somebody wants to know."""

    def __init__(self, parser: Any, *, noting: bool) -> None:
        self.events: Iterator[Any] = iter(parser.get_event, None)
        self.noting = noting
        self.places: dict[Path, Place] = {}

    def read(self) -> tuple[dict[str, Value], dict[Path, Place]]:
        """The mapping that is the only document of the stream (an empty one where there is none), and the places noted."""
        return self._document(), self.places

    def _document(self) -> dict[str, Value]:
        next(self.events)  # the stream's start
        if isinstance(next(self.events), StreamEndEvent):
            return {}
        root = next(self.events)
        if not isinstance(root, MappingStartEvent):
            _refuse("expected `key: value` lines", root)
        found = self._mapping(root, ())
        next(self.events)  # the document's end
        end = next(self.events)
        if not isinstance(end, StreamEndEvent):
            _refuse("a line that begins with `---` would begin another document: quote or indent it", end)
        return found

    def _mapping(self, start: Event, path: Path) -> dict[str, Value]:
        _refuse_deep(start, path)
        out: dict[str, Value] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = _key(event)
            if key in out:
                _refuse(f"the key `{key}` occurs twice", event)
            value = next(self.events)
            _refuse_bare(event, value, key)
            out[key] = self._value(value, (*path, key), event)
        return out

    def _list(self, start: Event, path: Path) -> list[Value]:
        _refuse_deep(start, path)
        out: list[Value] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            out.append(self._value(event, (*path, len(out)), event))
        return out

    def _value(self, event: Any, path: Path, first: Event) -> Value:
        """The value of an event, and of those that belong to it. `first` shows where its key or list entry stands."""
        if self.noting:
            self.places[path] = _place(first)
        if isinstance(event, ScalarEvent):
            _refuse_stand_in(event)
            return event.value if event.value or event.style else None
        return self._mapping(event, path) if isinstance(event, MappingStartEvent) else self._list(event, path)


def _refuse_deep(event: Event, path: Path) -> None:
    """Refuse a mapping or a list that stands for another one, or that is nested too deep."""
    _refuse_stand_in(event)
    if len(path) >= DEPTH:
        _refuse(f"nested more than {DEPTH} deep", event)


def _refuse_stand_in(event: Any) -> None:
    """Refuse what could stand for something else than it shows."""
    if event.anchor is not None:  # of an alias the anchor that it names
        _refuse("anchors and aliases are not allowed: write the value out", event)
    if event.tag is not None:
        _refuse(f"the tag {event.tag} is not allowed: every value is text", event)


class _TypedBuilder(_Builder):
    """The same for files that other readers read too."""

    def _value(self, event: Any, path: Path, first: Event) -> Value:
        value = super()._value(event, path, first)
        typed = isinstance(event, ScalarEvent) and not event.style and _TYPED.match(event.value)
        return f"\0{value}" if typed else value


def _refuse_bare(key: Event, value: Event, name: str) -> None:
    """Refuses a part of `{...}` without a colon: a comma cut a value, or braces were meant as text."""
    mark: Any = key.end_mark
    if isinstance(value, ScalarEvent) and not value.value and not value.style:
        at: Any = value.start_mark
        if (at.line, at.column) == (mark.line, mark.column):
            _refuse(f"`{name}` has no colon: a value that holds a comma, or braces, must be in quotes", key)


def _key(event: Event) -> str:
    _refuse_stand_in(event)
    if not isinstance(event, ScalarEvent):
        _refuse("a key must be a word", event)
    odd = None if event.style or event.value.isascii() else _ODD_KEY.search(event.value)
    if odd:
        _refuse(f"the key `{event.value}` holds an invisible character (U+{ord(odd[0]):04X})", event)
    if event.value == "<<" and not event.style:
        _refuse("merge keys are not allowed: write the values out", event)
    return str(event.value)


def _place(event: Event) -> Place:
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _refuse(sentence: str, event: Event) -> NoReturn:
    raise StrictError(sentence, *_place(event))


def _sentence(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or error.context or "not valid YAML")
    if "mapping values are not allowed" in problem:
        return 'a value that contains ": " must be in quotes'
    if "found character '\\t'" in problem:
        return "a tab cannot indent: use spaces"
    if "cannot start any token" in problem:
        return f"a value cannot begin with the {problem.removeprefix('found ').split(' that')[0]}: put it in quotes"
    return next((said for words, said in _SENTENCES if words in problem), problem)

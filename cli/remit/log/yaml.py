"""Strict YAML: every value is text, and nothing stands for something else than it shows.

It is read from PyYAML's events, of libyaml's parser where that is built in and of the Python one otherwise. Events do not
recurse, so that no nesting can crash the reader.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

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

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIBYAML_DIFFERS = re.compile(r"[\t\ufeff?]")
"""libyaml takes a tab for a space, counts a byte order mark as a column, and lets `?` stand in a plain word of a list."""
_TYPED = re.compile(r"[-+.0-9~]|(?:null|true|false|yes|no|on|off|y|n)$", re.IGNORECASE)
_ESCAPE = "in double quotes a backslash has a meaning: write it twice, or use single quotes"
_SENTENCES = (
    ("<stream end>", "a bracket, a brace or a quote is not closed"),
    ("unexpected end of stream", "a quote is not closed"),
    ("expected ',' or", "a bracket or a brace is not closed, or a comma is missing"),
    ("but found '<scalar>'", "more text follows a value in quotes: put all of it into the quotes"),
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
    return _read(text, None, _TypedBuilder if typed else _Builder)


def places(text: str) -> dict[Path, Place]:
    """Where every key and list entry of `text` stands. Raises StrictError like :func:`read`."""
    found: dict[Path, Place] = {}
    _read(text, found, _Builder)
    return found


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


def _read(text: str, places: dict[Path, Place] | None, builder: "type[_Builder]") -> dict[str, Value]:
    text = text.replace("\r\n", "\n")
    _refuse_forbidden(text)
    if Parser is not PythonParser and not _LIBYAML_DIFFERS.search(text):
        with suppress(yaml.YAMLError, StrictError):
            return _built(_allowed(iter(Parser(text).get_event, None)), places, builder)
    return _built(_python_events(text), places, builder)


def _refuse_forbidden(text: str) -> None:
    found = _FORBIDDEN.search(text)
    if found:
        before = text[: found.start()]
        column = len(before.rsplit("\n", 1)[-1]) + 1
        raise StrictError(f"the character U+{ord(found[0]):04X} is not allowed", before.count("\n") + 1, column)


def _built(events: list[Event], places: dict[Path, Place] | None, builder: "type[_Builder]") -> dict[str, Value]:
    if not events:
        return {}
    if not isinstance(events[0], MappingStartEvent):
        _refuse("expected `key: value` lines", events[0])
    return builder(iter(events[1:]), places).mapping(())


def _python_events(text: str) -> list[Event]:
    try:
        return _allowed(iter(PythonParser(text).get_event, None))
    except yaml.MarkedYAMLError as error:
        sentence = _sentence(error)
        opened = "not closed" in sentence and error.context_mark
        mark = opened or error.problem_mark or error.context_mark
        raise StrictError(sentence, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1) from None
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode
        if isinstance(error, StrictError):
            raise
        raise StrictError(str(error).split("\n")[0] or "not valid YAML", 1) from None


def _allowed(events: Iterator[Event]) -> list[Event]:
    """The nodes of the first document, refusing what could stand for something else than it shows."""
    nodes: list[Event] = []
    depth = 0
    for event in events:
        if isinstance(event, DocumentStartEvent) and nodes:
            _refuse("a line that begins with `---` would begin another document: quote or indent it", event)
        if isinstance(event, NodeEvent):
            _refuse_stand_in(event)
            depth += isinstance(event, CollectionStartEvent)
            if depth > DEPTH:
                _refuse(f"nested more than {DEPTH} deep", event)
            nodes.append(event)
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
            nodes.append(event)
    return nodes


def _refuse_stand_in(event: NodeEvent) -> None:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        _refuse("anchors and aliases are not allowed: write the value out", event)
    tag = getattr(event, "tag", None)
    if tag is not None:
        _refuse(f"the tag {tag} is not allowed: every value is text", event)


class _Builder:
    """Makes values of events, and notes where each key and list entry stands, if somebody wants to know."""

    def __init__(self, events: Iterator[Event], places: dict[Path, Place] | None) -> None:
        self.events, self.places = events, places

    def mapping(self, path: Path) -> dict[str, Value]:
        out: dict[str, Value] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = _key(event)
            if key in out:
                _refuse(f"the key `{key}` occurs twice", event)
            out[key] = self._value(next(self.events), self._noted((*path, key), event))
        return out

    def _list(self, path: Path) -> list[Value]:
        out: list[Value] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            out.append(self._value(event, self._noted((*path, len(out)), event)))
        return out

    def _noted(self, path: Path, event: Event) -> Path:
        if self.places is not None:
            self.places[path] = _place(event)
        return path

    def _value(self, event: Event, path: Path) -> Value:
        if isinstance(event, ScalarEvent):
            return str(event.value) if event.value or event.style else None
        return self.mapping(path) if isinstance(event, MappingStartEvent) else self._list(path)


class _TypedBuilder(_Builder):
    """The same for files that other readers read too."""

    def _value(self, event: Event, path: Path) -> Value:
        value = super()._value(event, path)
        typed = isinstance(event, ScalarEvent) and not event.style and _TYPED.match(event.value)
        return f"\0{value}" if typed else value


def _key(event: Event) -> str:
    if not isinstance(event, ScalarEvent):
        _refuse("a key must be a word", event)
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

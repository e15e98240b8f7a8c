"""Kinds of values in a hand-written YAML file: each reads strict YAML into a type, says what is wrong, and gives its JSON Schema.

A format is a table of keys and kinds; the reader, the schema that editors complete from and the reference are made from
that one table. Reading never stops at the first problem: a kind returns what could be read, None where nothing could.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NamedTuple

from remit.log import slips, yaml
from remit.log.facts import respelt, to_number, two_readings
from remit.log.finding import ERROR, Finding
from remit.log.moment import DAY_PATTERN, Span, parse_day
from remit.log.yaml import Path, Value

_SPAN = r"(\d+)(s|m|h|d|wd|w)"
_TRUE = {"true": True, "yes": True, "false": False, "no": False}
Schema = dict[str, Any]


class Problem(NamedTuple):
    """Something wrong at a place of the file."""

    at: Path
    message: str
    remedy: str


class Problems(list[Problem]):
    """What is wrong with one file, collected while it is read."""

    def say(self, at: Path, message: str, remedy: str) -> None:
        """Note one problem at a place of the file: what is wrong, and how to fix it."""
        self.append(Problem(at, message, remedy))

    def findings(self, code: str, name: str, path: str, text: str) -> list[Finding]:
        """The problems as findings with line and column."""
        if not self:
            return []
        places = yaml.places(text)
        out = []
        for problem in self:
            line, column = yaml.nearest(places, problem.at) or (1, 1)
            out.append(Finding(code, name, ERROR, path, problem.message, problem.remedy, line, column))
        return sorted(out, key=lambda found: found.sort_key)


def mapping_of(text: str, path: str, code: str, name: str, remedy: str) -> dict[str, Value] | Finding:
    """The mapping that a YAML file holds, or why it cannot be read; `remedy` is said where no slip explains it."""
    try:
        return yaml.read(text)
    except yaml.StrictError as error:
        message, meant = slips.explained(text, error)
        return Finding(code, name, ERROR, path, message, meant or remedy, error.line, error.column)


def near(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known word, or all of them."""
    close = get_close_matches(word, known, 1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"one of: {', '.join(known)}"


def dotted(at: Path) -> str:
    """A path as people write it: `boundaries[0].steps[1].up_to`."""
    out = ""
    for part in at:
        out += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if out else part)
    return out or "the file"


class Kind:
    """What a value can be."""

    wanted = "a value"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The typed value; None after a problem was noted."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """The JSON Schema (draft 2020-12) that lets the same values pass."""
        raise NotImplementedError

    def wrong(self, value: Value, at: Path, problems: Problems, remedy: str = "") -> None:
        """Note that the value is not of this kind."""
        spaced = slips.spaced(value) if isinstance(value, str) else ""
        meant = f"a space is missing after the colon: write `{spaced}`" if spaced else remedy
        problems.say(at, f"{dotted(at)} is {_shown(value)}", meant or f"write {self.wanted}")


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return f"`{value if len(value) < 60 else value[:57] + '...'}`"
    return "empty" if value is None else "a list" if isinstance(value, list) else "a mapping"


class Scalar(Kind):
    """Text that `parse` makes a value of, None where it is none; with the schema that says the same."""

    def __init__(
        self,
        wanted: str,
        parse: Callable[[str], Any],
        schema: Schema,
        noun: str = "",
        hint: Callable[[str], str] = lambda text: "",
    ) -> None:
        """`noun` names what a wrong text is not; `hint` says how to fix one, where that is better than `wanted`."""
        self.wanted, self.parse, self.known, self.noun, self.hint = wanted, parse, schema, noun, hint

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """What `parse` makes of a text; None after a problem was noted."""
        if not isinstance(value, str):
            alone = "one alone, without a list: " if isinstance(value, list) else ""
            return self.wrong(value, at, problems, f"write {alone}{self.wanted}")
        found = self.parse(value)
        if found is not None:
            return found
        odd = next((f" (character U+{ord(char):04X})" for char in value if not char.isascii()), "")
        why = f", which is not a valid {self.noun}{odd}" if self.noun else ""
        problems.say(at, f"{dotted(at)} is {_shown(value)}{why}", self.hint(value) or self._meant(value, at))
        return None

    def _meant(self, value: str, at: Path) -> str:
        """The line without a slip, where it was one; else what is wanted."""
        key = at[-1] if at and isinstance(at[-1], str) and at[-1] != value else ""
        fits = [text for text in slips.values(value) if text and self.parse(text) is not None]
        dates = [day.isoformat() for day in slips.days(value)]
        spelt = [text for text in dates if text in fits] or fits[:1]
        written = " or ".join(f"`{key}: {text}`" if key else f"`{text}`" for text in spelt)
        return f"write {written or self.wanted}"

    def schema(self) -> Schema:
        """The schema that was given."""
        return self.known


class Text(Scalar):
    """Text, of a pattern where one is given."""

    def __init__(self, wanted: str = "text", pattern: str = "", example: str = "") -> None:
        wanted += f", such as `{example}`" if example else ""
        schema = {"type": "string", "pattern": f"^(?:{pattern})$"} if pattern else {"type": "string"}
        super().__init__(wanted, lambda text: text if not pattern or re.fullmatch(pattern, text) else None, schema)


class Matching(Scalar):
    """Text that a function takes for a `noun`."""

    def __init__(self, noun: str, wanted: str, fits: Callable[[str], object], schema: Schema) -> None:
        super().__init__(wanted, lambda text: text if fits(text) not in (None, False) else None, schema, noun)


class Whole(Scalar):
    """A whole number, at least `least`, at most `most`."""

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, most
        schema = {"type": "integer", "minimum": least, **({} if most is None else {"maximum": most})}
        limit = "" if most is None else f" and at most {most}"
        super().__init__(f"a whole number, at least {least}{limit}", self._parse, schema)

    def _parse(self, text: str) -> int | None:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            return None
        number = int(text)
        return number if number >= self.least and (self.most is None or number <= self.most) else None


class Only(Scalar):
    """One word and no other: `true` for a flag that is left out rather than denied."""

    def __init__(self, word: str, constant: object) -> None:
        words = (word, "yes") if constant is True else (word,)
        wanted = f"`{word}`, or leave the key out"
        super().__init__(wanted, lambda text: constant if text in words else None, {"const": constant})


class Choice(Scalar):
    """One of some words; `off` is false to an editor's YAML reader."""

    def __init__(self, *words: str, meant: Mapping[str, str] | None = None) -> None:
        """`meant`: words that others use, and which of these they mean."""
        self.words = words
        others = meant or {}
        schema = {"enum": [*words, False] if "off" in words else list(words)}
        super().__init__(
            f"one of: {', '.join(words)}",
            lambda text: text if text in words else None,
            schema,
            hint=lambda text: near(others.get(text.lower(), text), words),
        )


def _unseparated(text: str) -> str:
    """The way out for a number with separators."""
    two, meant = two_readings(text), respelt(text)
    if two:
        return f"this can be read in two ways: write `{two[0]}` or `{two[1]}`"
    return f"write `{meant}`: a number has no separators" if to_number(meant) is not None else ""


def _span(text: str) -> Span | None:
    match = re.fullmatch(_SPAN, text)
    return Span(int(match[1]), match[2]) if match else None


def _one_number(text: str) -> Decimal | None:
    """The number; None of 1.000, which is another one in other countries."""
    return None if two_readings(text) else to_number(text)


NUMBER = Scalar(
    "a number without separators, such as `2500` or `2500.50`", _one_number, {"type": "number"}, hint=_unseparated
)
UNLIMITED = Scalar(
    "a number or `unlimited`",
    lambda text: text if text == "unlimited" else _one_number(text),
    {"anyOf": [{"type": "number"}, {"const": "unlimited"}]},
    hint=_unseparated,
)
DAY = Scalar(
    "a day, such as `2026-01-31`",
    parse_day,
    {"type": "string", "format": "date", "pattern": f"^{DAY_PATTERN}$"},
)
LENGTH = Scalar(
    "a number and s, m, h, d, wd (working days) or w, such as `72h`",
    _span,
    {"type": "string", "pattern": f"^{_SPAN}$"},
)
FLAG = Scalar("`true` or `false`", lambda text: _TRUE.get(text.lower()), {"type": "boolean"})


class Several(Kind):
    """A list, or one entry alone; read as a tuple."""

    def __init__(self, kind: Kind, *, alone: bool = True, empty: bool = False) -> None:
        self.kind, self.alone, self.empty = kind, alone, empty
        self.wanted = f"{kind.wanted}, or a list of them"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """A tuple of what the entries are; those that cannot be read are left out."""
        if isinstance(value, list):
            if not value and not self.empty:
                return self.wrong(value, at, problems, "an empty list says nothing: leave the key out")
            found = [self.kind.read(entry, (*at, index), problems) for index, entry in enumerate(value)]
        elif self.alone and value is not None:
            if self._are_several(value):
                return self.wrong(value, at, problems, f"several are a list: write `{at[-1]}: [{value}]`")
            found = [self.kind.read(value, at, problems)]
        else:
            return self.wrong(value, at, problems, "write a list")
        return tuple(entry for entry in found if entry is not None)

    def _are_several(self, value: Value) -> bool:
        """Whether a text is none of the kind, but its parts between commas are."""
        kind = self.kind
        if not (isinstance(value, str) and "," in value and isinstance(kind, Scalar)) or kind.parse(value) is not None:
            return False
        return all(kind.parse(part.strip()) is not None for part in value.split(","))

    def schema(self) -> Schema:
        """An array of entries, or the entry if it may stand alone."""
        array: Schema = {"type": "array", "items": self.kind.schema()}
        if not self.empty:
            array["minItems"] = 1
        return {"anyOf": [self.kind.schema(), array]} if self.alone else array


class Table(Kind):
    """A mapping from names to values of one kind; read as a dict. `build` makes the typed value of a name and its entry."""

    wanted = "a mapping: a name, a colon and its value"

    def __init__(self, key: Kind, kind: Kind, build: Callable[[str, Any], Any] = lambda name, entry: entry) -> None:
        self.key, self.kind, self.build = key, kind, build

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """A dict; names and entries that cannot be read are left out."""
        if not isinstance(value, dict):
            return self.wrong(value, at, problems)
        out = {}
        for name, entry in value.items():
            named = self.key.read(name, (*at, name), problems)
            found = self.kind.read(entry, (*at, name), problems)
            if named is not None and found is not None:
                out[name] = self.build(name, found)
        return out

    def schema(self) -> Schema:
        """An object whose names and values are of the two kinds."""
        return {"type": "object", "propertyNames": self.key.schema(), "additionalProperties": self.kind.schema()}


class Key(NamedTuple):
    """One key of a mapping."""

    kind: Kind
    meaning: str
    needed: bool = False
    name: str = ""
    """What the typed value calls it, where that is another word than the file's."""


Check = Callable[[dict[str, Any], Path, Problems], None]
"""Notes problems between keys; it is given what was read, by the file's words."""


class Shape(Kind):
    """A mapping of known keys; `build` makes the typed value of what was read."""

    def __init__(
        self,
        name: str,
        keys: Mapping[str, Key],
        build: Callable[..., Any],
        example: str = "",
        check: Check | None = None,
    ) -> None:
        self.name, self.keys, self.build, self.check = name, dict(keys), build, check
        self.wanted = f"a mapping with {', '.join(f'`{key}`' for key in self.keys)}"
        if example:
            self.wanted = f"a mapping, such as `{example}`"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """What `build` makes; None after a problem."""
        if not isinstance(value, dict):
            return self.wrong(value, at, problems)
        before = len(problems)
        out = self.parts(value, at, problems)
        if self.check and len(problems) == before:
            self.check(out, at, problems)
        if len(problems) > before:
            return None
        return self.build(**{self.keys[key].name or key: entry for key, entry in out.items()})

    def parts(self, value: dict[str, Value], at: Path, problems: Problems) -> dict[str, Any]:
        """Each known key with what could be read of it."""
        out = {}
        for key, entry in value.items():
            if key in self.keys:
                out[key] = self.keys[key].kind.read(entry, (*at, key), problems)
            elif not key.startswith("x-"):
                problems.say((*at, key), f"`{key}` is not a key of {self.name}", near(key, list(self.keys)))
        for key, field in self.keys.items():
            if field.needed and key not in value:
                problems.say(at, f"{self.name} needs `{key}`", f"add `{key}`: {field.meaning}")
        return {key: entry for key, entry in out.items() if entry is not None}

    def schema(self) -> Schema:
        """An object with these properties; keys under `x-` belong to the team."""
        out: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                key: {**field.kind.schema(), "description": field.meaning} for key, field in self.keys.items()
            },
            "patternProperties": {"^x-": {}},
        }
        needed = [key for key, field in self.keys.items() if field.needed]
        return {**out, "required": needed} if needed else out


class Switch(Kind):
    """Text is read as one kind, a list as another, a mapping as a third."""

    def __init__(self, text: Kind | None = None, items: Kind | None = None, mapping: Kind | None = None) -> None:
        self.text, self.items, self.mapping = text, items, mapping
        self.kinds = [kind for kind in (text, items, mapping) if kind]
        self.wanted = "; or ".join(kind.wanted for kind in self.kinds)

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """What the fitting kind reads."""
        kind = self.items if isinstance(value, list) else self.mapping if isinstance(value, dict) else self.text
        return kind.read(value, at, problems) if kind and value is not None else self.wrong(value, at, problems)

    def schema(self) -> Schema:
        """`anyOf` the kinds' schemas."""
        return {"anyOf": [kind.schema() for kind in self.kinds]}


class Built(Kind):
    """Another kind, and a function of what it reads; with a schema of its own where the other's says too little."""

    def __init__(self, kind: Kind, build: Callable[[Any], Any], schema: Schema | None = None) -> None:
        self.kind, self.build, self.wanted, self.own = kind, build, kind.wanted, schema

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """What the function makes of what could be read."""
        out = self.kind.read(value, at, problems)
        return None if out is None else self.build(out)

    def schema(self) -> Schema:
        """Its own, or the other kind's."""
        return self.own or self.kind.schema()


class Optional(Kind):
    """A mapping, which may be empty: a name with nothing behind it."""

    def __init__(self, kind: Kind) -> None:
        self.kind, self.wanted = kind, kind.wanted

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """What the kind reads; nothing behind a key is an empty mapping."""
        return self.kind.read({} if value is None else value, at, problems)

    def schema(self) -> Schema:
        """Null, or the kind's schema."""
        return {"anyOf": [{"type": "null"}, self.kind.schema()]}

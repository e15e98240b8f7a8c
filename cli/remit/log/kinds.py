"""Kinds of values in a hand-written YAML file: each reads strict YAML into a type, says what is wrong, and gives its JSON Schema.

A format is a table of keys and kinds; the reader, the schema that editors complete from and the reference are made from
that one table. Reading never stops at the first problem: a kind returns what could be read, None where nothing could.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NamedTuple

from remit.log import yaml
from remit.log.finding import ERROR, Finding
from remit.log.moment import Span, parse_day
from remit.log.yaml import Path, Value

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ROUGH_NUMBER = r"-?[\d][\d_, ']*(?:\.\d+)?"
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
        """Note one problem."""
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
        """Its JSON Schema."""
        raise NotImplementedError

    def wrong(self, value: Value, at: Path, problems: Problems, remedy: str = "") -> None:
        """Note that the value is not of this kind."""
        problems.say(at, f"{dotted(at)} is {_shown(value)}", remedy or f"write {self.wanted}")


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return f"`{value if len(value) < 60 else value[:57] + '...'}`"
    return "empty" if value is None else "a list" if isinstance(value, list) else "a mapping"


class Text(Kind):
    """Text, of a pattern where one is given."""

    def __init__(self, wanted: str = "text", pattern: str = "", example: str = "") -> None:
        self.wanted, self.pattern = wanted + (f", such as `{example}`" if example else ""), pattern

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The text."""
        if not isinstance(value, str) or (self.pattern and not re.fullmatch(self.pattern, value)):
            remedy = f"write one alone, without a list: {self.wanted}" if isinstance(value, list) else ""
            return self.wrong(value, at, problems, remedy)
        return value

    def schema(self) -> Schema:
        """A string, with its pattern."""
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"} if self.pattern else {"type": "string"}


class Matching(Kind):
    """Text that a function takes for a `noun`, with the schema that says the same."""

    def __init__(self, noun: str, wanted: str, fits: Callable[[str], object], schema: Schema) -> None:
        self.noun, self.wanted, self.fits, self.known = noun, wanted, fits, schema

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The text."""
        if isinstance(value, str) and self.fits(value) not in (None, False):
            return value
        if not isinstance(value, str):
            return self.wrong(value, at, problems)
        odd = next((f" (character U+{ord(char):04X})" for char in value if not char.isascii()), "")
        problems.say(at, f"{dotted(at)} is {_shown(value)}, which is no {self.noun}{odd}", f"write {self.wanted}")
        return None

    def schema(self) -> Schema:
        """As given."""
        return self.known


class Number(Kind):
    """An exact decimal."""

    wanted = "a number without separators, such as `2500` or `2500.50`"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The decimal."""
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            return Decimal(value)
        remedy = ""
        if isinstance(value, str) and re.fullmatch(_ROUGH_NUMBER, value):
            remedy = f"write `{re.sub('[^-0-9.]', '', value)}`: a number has no separators"
        return self.wrong(value, at, problems, remedy)

    def schema(self) -> Schema:
        """A number."""
        return {"type": "number"}


class Unlimited(Number):
    """A number, or the word `unlimited` (read as the word)."""

    wanted = "a number or `unlimited`"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The decimal, or the word."""
        return value if value == "unlimited" else super().read(value, at, problems)

    def schema(self) -> Schema:
        """A number or the word."""
        return {"anyOf": [{"type": "number"}, {"const": "unlimited"}]}


class Whole(Kind):
    """A whole number, at least `least`, at most `most`."""

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most, self.wanted = least, most, f"a whole number, at least {least}"
        if most is not None:
            self.wanted += f" and at most {most}"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The number."""
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            number = int(value)
            if number >= self.least and (self.most is None or number <= self.most):
                return number
        return self.wrong(value, at, problems)

    def schema(self) -> Schema:
        """An integer."""
        most = {} if self.most is None else {"maximum": self.most}
        return {"type": "integer", "minimum": self.least, **most}


class Day(Kind):
    """A day."""

    wanted = "a day, such as `2026-01-31`"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The date."""
        day = parse_day(value) if isinstance(value, str) else None
        return self.wrong(value, at, problems) if day is None else day

    def schema(self) -> Schema:
        """A date, which YAML readers may also give as text."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


class Length(Kind):
    """A span of time."""

    wanted = "a number and s, m, h, d, wd (working days) or w, such as `72h`"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The span."""
        match = re.fullmatch(_SPAN, value) if isinstance(value, str) else None
        return Span(int(match[1]), match[2]) if match else self.wrong(value, at, problems)

    def schema(self) -> Schema:
        """Text of that form."""
        return {"type": "string", "pattern": f"^{_SPAN}$"}


class Flag(Kind):
    """Yes or no."""

    wanted = "`true` or `false`"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The truth."""
        said = _TRUE.get(value.lower()) if isinstance(value, str) else None
        return self.wrong(value, at, problems) if said is None else said

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


class Only(Kind):
    """One word and no other: `true` for a flag that is left out rather than denied."""

    def __init__(self, word: str, constant: object) -> None:
        self.word, self.constant, self.wanted = word, constant, f"`{word}`, or leave the key out"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The constant."""
        if value == self.word or (self.constant is True and value == "yes"):
            return self.constant
        return self.wrong(value, at, problems)

    def schema(self) -> Schema:
        """The constant."""
        return {"const": self.constant}


class Choice(Kind):
    """One of some words."""

    def __init__(self, *words: str) -> None:
        self.words, self.wanted = words, f"one of: {', '.join(words)}"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The word."""
        if isinstance(value, str) and value in self.words:
            return value
        return self.wrong(value, at, problems, near(value, self.words) if isinstance(value, str) else "")

    def schema(self) -> Schema:
        """The words; `off` is false to an editor's YAML reader."""
        return {"enum": [*self.words, False] if "off" in self.words else list(self.words)}


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
            found = [self.kind.read(value, at, problems)]
        else:
            return self.wrong(value, at, problems, "write a list")
        return tuple(entry for entry in found if entry is not None)

    def schema(self) -> Schema:
        """An array, or the entry."""
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
        """An object."""
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
        """Any of them."""
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
        """What the kind reads."""
        return self.kind.read({} if value is None else value, at, problems)

    def schema(self) -> Schema:
        """Nothing, or the kind's."""
        return {"anyOf": [{"type": "null"}, self.kind.schema()]}

"""YAML front matter, or a whole YAML file: strictly where it is YAML, line by line where it is not."""

import re
from collections.abc import Iterator

from remit.importers.document import Document
from remit.importers.keys import RANKS, Found, normal
from remit.log import yaml
from remit.log.yaml import Value

WRAPPERS = ("adr", "decision", "record", "metadata", "meta", "people", "dates")
"""Keys below which some formats nest all the others."""


def read_front(document: Document) -> list[Found]:
    """Every field of the front matter."""
    if not document.front.strip():
        return []
    return [Found(normal(key), value, "front") for key, value in _fields(document.front)]


def _fields(text: str) -> Iterator[tuple[str, Value]]:
    values, braced = _parse(text)
    for key, value in values.items():
        if isinstance(value, dict) and _is_braced(value):
            yield key, (braced or read_loosely(text)).get(key)
        elif isinstance(value, dict) and key.lower() in WRAPPERS and any(normal(below) in RANKS for below in value):
            yield from value.items()
        else:
            yield key, value


def _parse(text: str) -> tuple[dict[str, Value], dict[str, Value]]:
    try:
        return yaml.read(text), {}
    except (yaml.StrictError, RecursionError):
        loose = read_loosely(text)
        return loose, loose


def _is_braced(value: dict[str, Value]) -> bool:
    """Whether a mapping is really text in a template's braces: `{ Ana Ito, Ben Roe }` is a mapping of two keys to nothing."""
    return all(below is None for below in value.values())


# TOML, and YAML that is none: placeholders, colons, braces, tabs. Read line by line, so that one bad line spoils no other.

_KEY = re.compile(
    r"(?P<quote>[\"']?)(?P<key>[^\W\d_][^:\n\"']{0,60}?)(?P=quote)[ \t]*(?::|(?<=[ \t])=)(?:[ \t]+(?P<value>.*))?$"
)
_REMARK = re.compile(r"(?:^|[ \t])#.*$")
_QUOTED = re.compile(r"([\"'])(.*)\1(?:\s*#[^\"']*)?$", re.DOTALL)
_ITEM = re.compile(r"^[ \t]*-(?:[ \t]+|$)")
_FOLD = re.compile(r"[>|][+-]?\d*$")


def read_loosely(text: str) -> dict[str, Value]:
    """Every `key: value` of the outermost level with what is nested in it. Of two with one key the first that says something counts."""
    out: dict[str, Value] = {}
    for key, lines in _entries(text):
        value = _value(lines)
        if out.get(key) is None:
            out[key] = value
    return out


def _entries(text: str) -> list[tuple[str, list[str]]]:
    """Keys with the lines that belong to each: the rest of its own line, and the indented lines and list entries below it.

    An indented line that begins with the name of a known field is one: a tab slipped in.
    """
    entries: list[tuple[str, list[str]]] = []
    for line in text.replace("\r", "").split("\n"):
        match = _KEY.match(line) or _known(line)
        if match:
            entries.append((match["key"].strip(), [match["value"] or ""]))
        elif entries and (line[:1] in (" ", "\t") or _ITEM.match(line) or line[:1] in ("}", "]")):
            entries[-1][1].append(line)
    return entries


def _known(line: str) -> re.Match[str] | None:
    match = _KEY.match(line.lstrip())
    return match if match and normal(match["key"]) in RANKS else None


def _value(lines: list[str]) -> Value:
    first, rest = _bare(lines[0]), [line for line in lines[1:] if line.strip() and not line.strip().startswith("#")]
    if not first and rest and all(_ITEM.match(line) for line in rest):
        return [_bare(_ITEM.sub("", line, count=1)) for line in rest]
    if _FOLD.fullmatch(first):
        first = ""
    joined = " ".join(part for part in (first, *(_bare(line) for line in rest)) if part)
    flow = joined[1:-1] if joined.startswith("[") and joined.endswith("]") and "](" not in joined else None
    if flow is not None:
        return [_bare(part) for part in flow.split(",") if part.strip()]
    return joined or None


def _bare(text: str) -> str:
    """A scalar without its quotes or the remark after it."""
    text = text.strip()
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return quoted[2]
    return _REMARK.sub("", text).strip() if not text.startswith(('"', "'")) else text.strip("\"'")

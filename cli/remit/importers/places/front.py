"""YAML front matter, or a whole YAML file: strictly where it is YAML, line by line where it is not."""

from collections.abc import Iterator

from remit.importers import lenient
from remit.importers.document import Document
from remit.importers.keys import RANKS, normal
from remit.importers.reading import Found
from remit.log import yaml
from remit.log.yaml import Value

WRAPPERS = ("adr", "decision", "record", "metadata", "meta")
"""Keys below which some formats nest all the others."""


def read(document: Document) -> list[Found]:
    """Every field of the front matter."""
    if not document.front.strip():
        return []
    return [Found(normal(key), value, "front") for key, value in _fields(document.front)]


def _fields(text: str) -> Iterator[tuple[str, Value]]:
    values, braced = _parse(text)
    for key, value in values.items():
        if isinstance(value, dict) and _is_braced(value):
            yield key, (braced or lenient.read(text)).get(key)
        elif isinstance(value, dict) and key.lower() in WRAPPERS and any(normal(below) in RANKS for below in value):
            yield from value.items()
        else:
            yield key, value


def _parse(text: str) -> tuple[dict[str, Value], dict[str, Value]]:
    try:
        return yaml.read(text), {}
    except (yaml.StrictError, RecursionError):
        loose = lenient.read(text)
        return loose, loose


def _is_braced(value: dict[str, Value]) -> bool:
    """Whether a mapping is really text in a template's braces: `{ Ana Ito, Ben Roe }` is a mapping of two keys to nothing."""
    return all(below is None for below in value.values())

"""Strict YAML: every scalar is text, and nothing else than mappings, lists and text can come out.

Records, people, settings and policies are all read with this one reader. It knows a subset of YAML 1.1 that
never surprises: no anchors, aliases, tags, merge keys, duplicate keys or several documents; a depth of at most
`DEPTH`; a size that the caller bounds. `NO` stays `NO`, `012` stays `012`, `12:30` stays `12:30`; the schema gives types.

Two readers with the same results stand behind :func:`read`. The first covers the usual shapes in plain Python, an order
of magnitude faster than PyYAML's and without importing it: the hook of every commit runs it. What it does not
cover it hands to PyYAML's pure-Python parser (the C one crashes on deep nesting, and its errors are not all YAMLErrors),
whose results the tests compare with the first by mutation.
"""

import re
from collections.abc import Iterator

from remit.log.strict_value import DEPTH, HEAD_BYTES, WORDS, Path, Place, StrictError, Value

__all__ = ["DEPTH", "HEAD_BYTES", "Path", "Place", "StrictError", "Value", "places", "read", "walk"]


def read(text: str) -> dict[str, Value]:
    """The mapping that `text` holds; an empty text is an empty mapping. Raises StrictError."""
    usual = _usual(text)
    if usual is not None:
        return usual
    from remit.log import strict_plain  # a tenth of a hook's own time is in its regular expressions

    try:
        return strict_plain.Plain(text).document()
    except (strict_plain.OutsideSubset, IndexError):
        from remit.log import strict_yaml

        return strict_yaml.read(text)


def places(text: str) -> dict[Path, Place]:
    """Where every key and list entry of `text` stands. Raises StrictError like :func:`read`.

    Read only when something has to be said about a place, so it may take PyYAML's time.
    """
    from remit.log import strict_yaml

    return strict_yaml.places(text)


_LINE = re.compile(
    r"^([A-Za-z_][\w-]*): (?:"
    rf"({WORDS})"
    r"|\[([A-Za-z0-9_][\w./@+*-]*(?:, [A-Za-z0-9_][\w./@+*-]*)*)\]"
    r"|\{([a-z][a-z-]*: [A-Za-z0-9_][\w./@+-]*(?:, [a-z][a-z-]*: [A-Za-z0-9_][\w./@+-]*)*)\}"
    r"|\"([\x20\x21\x23-\x5b\x5d-\x7e]*)\""
    r")\n",
    re.ASCII | re.MULTILINE,
)


def _usual(text: str) -> dict[str, Value] | None:
    """The mapping of a text whose every line is `key: value`, plain, quoted, or a list or mapping of plain words.

    Most heads are like that, and ten thousand of them are read in a third of the time. None for every other text.
    """
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") or (text and text[-1] != "\n"):
        return None  # a line is something else, or the last one has no end
    out: dict[str, Value] = {}
    for key, plain, listed, mapped, quoted in lines:
        if plain:
            out[key] = plain.rstrip(" ") if plain[-1] == " " else plain
        elif listed:
            out[key] = listed.split(", ")
        elif mapped:
            pairs = [pair.split(": ") for pair in mapped.split(", ")]
            found: dict[str, Value] = {pair[0]: pair[1] for pair in pairs}
            if len(found) < len(pairs):
                return None
            out[key] = found
        else:
            out[key] = quoted
    return out if len(out) == len(lines) else None


def walk(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in `value` with its path, in the order written."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from walk(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from walk(entry, (*path, key))

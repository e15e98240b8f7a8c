"""One value inside a YAML file, set in place: an entry of people.yml gains `left`, and no other byte changes."""

from typing import cast

from remit.log import edit, yaml


def put(content: str, where: yaml.Path, key: str, value: str | list[yaml.Value]) -> str:
    """`content` with `key` set in the mapping at `where`, such as `("people", "jo")` or `("holds", 2)`.

    Raises StrictError where the file cannot be read, has no such mapping, or has a shape that cannot be spliced.
    """
    data = yaml.read(content)
    target = _mapping_at(data, where)
    line, column = yaml.places(content)[where]
    start = _offset(content, line, column)
    if isinstance(where[-1], str):
        start = _after_key(content, start)
    if content[start : start + 1] == "{":
        out = _in_flow(content, start, target, key, value)
    elif target:
        out = _in_block(content, where, key, value)
    else:
        out = _in_nothing(content, start, key, value)
    target[key] = value
    edit.proven(out, data)
    return out


def _mapping_at(data: dict[str, yaml.Value], where: yaml.Path) -> dict[str, yaml.Value]:
    """The mapping at a path, put there where nothing stands."""
    at: yaml.Value = data
    for index, step in enumerate(where):
        try:
            below = cast("dict[str | int, yaml.Value]", at)[step]
        except (KeyError, IndexError, TypeError):
            raise yaml.StrictError(f"there is no {'.'.join(map(str, where))}", 1) from None
        if below is None and index == len(where) - 1:
            below = cast("dict[str | int, yaml.Value]", at)[step] = {}
        at = below
    if not isinstance(at, dict):
        raise yaml.StrictError(f"{'.'.join(map(str, where))} is not a mapping", 1)
    return at


def _offset(content: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = content.index("\n", at) + 1
    return at + column - 1


def _after_key(content: str, start: int) -> int:
    """Where the value behind a key begins; at the line's end or a comment where it stands on lines of its own."""
    quote = content[start] if content[start] in "\"'" else ""
    at = content.index(":", content.index(quote, start + 1) if quote else start) + 1
    while content[at : at + 1] == " ":
        at += 1
    return at


def _in_flow(content: str, start: int, target: dict[str, yaml.Value], key: str, value: yaml.Value) -> str:
    end = _closing(content, start)
    if key in target:
        return content[:start] + edit.printed({**target, key: value}) + content[end + 1 :]
    before = content[:end].rstrip(" ")
    gap = "" if before.endswith(("{", ",")) else ", "
    return f"{before}{gap}{edit.printed(key)}: {edit.printed(value)}{content[end:]}"


def _closing(content: str, start: int) -> int:
    """Where the brace at `start` closes; quoted text is passed over."""
    depth, quote, at = 0, "", start
    while at < len(content):
        char = content[at]
        if quote:
            at += 1 if quote == '"' and char == "\\" else 0
            quote = "" if char == quote else quote
        elif char in "\"'" and content[at - 1] in " ,:[{\n":
            quote = char
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
            if not depth:
                return at
        at += 1
    raise yaml.StrictError("a brace is not closed", 1)


def _in_nothing(content: str, start: int, key: str, value: yaml.Value) -> str:
    space = "" if content[start - 1] == " " else " "
    after = content[start:]
    return f"{content[:start]}{space}{edit.printed({key: value})}{' ' if after.startswith('#') else ''}{after}"


def _in_block(content: str, where: yaml.Path, key: str, value: yaml.Value) -> str:
    """A line for the key among those of a block mapping: in the place of the old one, or as the last."""
    places = yaml.places(content)
    inside = {path[-1]: place for path, place in places.items() if path[:-1] == where}
    indent = " " * (next(iter(inside.values()))[1] - 1)
    lines = content.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    written = f"{indent}{edit.printed(key)}: {edit.printed(value)}{end}"
    if key in inside:
        at = inside[key][0] - 1
        kept = lines[at][: inside[key][1] - 1]
        return "\n".join([*lines[:at], kept + written[len(indent) :], *lines[at + 1 :]])
    at = max(place[0] for path, place in places.items() if path[: len(where)] == where)
    while at < len(lines) and lines[at].strip() and len(lines[at]) - len(lines[at].lstrip(" ")) >= len(indent):
        at += 1
    return "\n".join([*lines[:at], written, *lines[at:]])

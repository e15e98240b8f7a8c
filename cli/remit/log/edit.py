"""Edits splice: only the lines that change, change. Order, comments, spacing and line ends elsewhere stay byte for byte."""

import re

from remit.log import text, yaml
from remit.log.fields import RECORD_FIELDS

_ORDER = [field.key for field in RECORD_FIELDS]
_PLAIN = re.compile(r"[A-Za-z0-9_][\w ./@+-]*(?<! )", re.ASCII)
_PLAIN_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{5,8}(?:Z|[+-][0-9]{2}:[0-9]{2})?")


def printed(value: yaml.Value) -> str:
    """A value as it stands behind `key: ` or inside a flow collection: plain where that is unmistakable, quoted otherwise."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if _is_plain(value) else _quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(printed(entry) for entry in value) + "]"
    return "{" + ", ".join(f"{printed(key)}: {printed(entry)}" for key, entry in value.items()) + "}"


def _is_plain(value: str) -> bool:
    return _PLAIN.fullmatch(value) is not None or _PLAIN_TIME.fullmatch(value) is not None


def _quoted(value: str) -> str:
    out = ['"']
    for char in value:
        if char in '"\\':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif not char.isprintable() or ord(char) > 0xFFFF:
            code = ord(char)
            out.append(f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}")
        else:
            out.append(char)
    return "".join(out) + '"'


def new_text(head: dict[str, yaml.Value], body: str) -> str:
    """A new file: the head in the order of the field table (empty fields left out), then the body; LF, no mark."""
    keys = sorted(head, key=lambda key: (_ORDER.index(key) if key in _ORDER else len(_ORDER), key))
    lines = [_lines(key, head[key], "\n") for key in keys if head[key] not in (None, [], {}, "")]
    ending = "" if not body or body.endswith("\n") else "\n"
    return "---\n" + "".join(lines) + "---\n" + body + ending


def _lines(key: str, value: yaml.Value, newline: str) -> str:
    """One field as lines; a list of mappings takes a line an entry, so that git merges two additions."""
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return f"{key}:{newline}" + "".join(f"  - {printed(entry)}{newline}" for entry in value)
    shown = printed(value)
    return f"{key}: {shown}{newline}" if shown else f"{key}:{newline}"


def set_fields(content: str, changes: dict[str, yaml.Value]) -> str:
    """`content` with fields of its head set; None takes a field out. New ones stand where the field table puts them.

    Raises StrictError where the head cannot be read: nothing is changed in a file that is not understood.
    """
    parts = text.split(content)
    if parts is None:
        raise yaml.StrictError("the file has no front matter", 1)
    newline = "\r\n" if parts.opening.endswith("\r\n") else "\n"
    return parts.opening + set_keys(parts.head, changes, newline) + parts.closing + parts.body


def set_keys(head: str, changes: dict[str, yaml.Value], newline: str = "\n") -> str:
    """Like :func:`set_fields`, for YAML without front matter around it: the head alone, or a settings file."""
    wanted = yaml.read(head)
    for key, value in changes.items():
        head = _set(head, key, value, newline)
        wanted[key] = value
    proven(head, {key: value for key, value in wanted.items() if value is not None or key not in changes})
    return head


def proven(head: str, wanted: dict[str, yaml.Value]) -> None:
    """Raises StrictError where `head` does not say what it should: a shape that splicing does not know."""
    try:
        if yaml.read(head) == wanted:
            return
    except yaml.StrictError:
        pass
    raise yaml.StrictError("this shape cannot be edited in place", 1)


def _set(head: str, key: str, value: yaml.Value, newline: str) -> str:
    spans = _spans(head)
    lines = _split_lines(head)
    if key in spans:
        start, end = spans[key]
        if value is None:
            return "".join(lines[:start] + lines[end:])
        if yaml.read("".join(lines[start:end])) == {key: value}:
            return head
        grown = _grown(lines[start:end], key, value, newline)
        if grown:
            return "".join([*lines[:end], *grown, *lines[end:]])
        written = _lines(key, value, newline)
        comment = _comment(lines[start]) if end == start + 1 and written.count("\n") == 1 else ""
        if comment:
            written = written.removesuffix(newline) + comment + newline
        return "".join([*lines[:start], written, *lines[end:]])
    if value is None:
        return head
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    at = _place_for(key, spans, len(lines))
    return "".join([*lines[:at], _lines(key, value, newline), *lines[at:]])


_ITEM = re.compile(r" *- +(?=\S)")
_CHILD = re.compile(r" +(?=[^\s#-])")


def _grown(lines: list[str], key: str, value: yaml.Value, newline: str) -> list[str]:
    """The lines that a block list or mapping gains where `value` is the old one and more; none where it is not that."""
    if len(lines) < 2:
        return []
    old = yaml.read("".join(lines)).get(key)
    if isinstance(old, list) and isinstance(value, list) and old and value[: len(old)] == old:
        before = next((found[0] for line in lines[1:] if (found := _ITEM.match(line))), None)
        return [f"{before}{printed(entry)}{newline}" for entry in value[len(old) :]] if before is not None else []
    if isinstance(old, dict) and isinstance(value, dict) and list(value.items())[: len(old)] == list(old.items()):
        before = next((found[0] for line in lines[1:] if (found := _CHILD.match(line))), None)
        more = list(value.items())[len(old) :]
        return [f"{before}{printed(name)}: {printed(entry)}{newline}" for name, entry in more] if before else []
    return []


def _split_lines(head: str) -> list[str]:
    """Lines with their ends, split on LF alone (str.splitlines splits on ten characters)."""
    lines = [line + "\n" for line in head.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _spans(head: str) -> dict[str, tuple[int, int]]:
    """First line and the line after the last, from 0, of every field; trailing blank and comment lines are not part."""
    places = yaml.places(head)
    lines = _split_lines(head)
    starts = sorted((line - 1, path[0]) for path, (line, _) in places.items() if len(path) == 1)
    out: dict[str, tuple[int, int]] = {}
    for (start, key), following in zip(starts, [*starts[1:], (len(lines), "")], strict=False):
        end = following[0]
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip(" ").startswith("#")):
            end -= 1
        out[str(key)] = (start, end)
    return out


def _comment(line: str) -> str:
    """The comment that ends a line of a plain value, with the space before it."""
    match = re.search(r"\s+#[^\"'\]}]*$", line.rstrip("\r\n"))
    return match[0] if match else ""


def _place_for(key: str, spans: dict[str, tuple[int, int]], end: int) -> int:
    """The line before which a new field goes: after the last present field that the table puts before it."""
    if key not in _ORDER:
        return end
    earlier = [spans[other][1] for other in _ORDER[: _ORDER.index(key)] if other in spans]
    return max(earlier, default=0)


def append_section(content: str, heading: str, line: str) -> str:
    """`content` with a line added below a `## heading` of its body, which is made at the end where it is missing."""
    newline = "\r\n" if "\r\n" in content[:2000] else "\n"
    marker = f"## {heading}"
    lines = content.split("\n")
    if not any(entry.rstrip() == marker for entry in lines):
        gap = "" if content.endswith(newline * 2) else newline if content.endswith("\n") else newline * 2
        return f"{content}{gap}{marker}{newline}{newline}{line}{newline}"
    at = next(index for index, entry in enumerate(lines) if entry.rstrip() == marker) + 1
    end = next((index for index in range(at, len(lines)) if lines[index].startswith("## ")), len(lines))
    while end > at and not lines[end - 1].strip():
        end -= 1
    carriage = "\r" if newline == "\r\n" else ""
    added = [carriage, line + carriage] if end == at else [line + carriage]
    return "\n".join([*lines[:end], *added, *lines[end:]] if end < len(lines) else [*lines[:end], *added, ""])

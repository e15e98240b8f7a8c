"""Edits splice: only the lines that change, change. Order, comments, spacing and line ends elsewhere stay byte for byte.

Fields of a head, one value inside any YAML file, and the steps that a record takes: status, links, amendments, typos.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple, cast

from remit.log import text, yaml
from remit.log.amendments import no_typo
from remit.log.fields import RECORD_FIELDS
from remit.log.moment import MOMENT_PATTERN
from remit.log.problem import CannotProceed, Usage
from remit.log.record import STATUSES, STEPS, Head, Record, entries, texts

_ORDER = list(RECORD_FIELDS)
_PLAIN = re.compile(r"[A-Za-z0-9_][\w ./@+-]*(?<! )", re.ASCII)
_PLAIN_TIME = re.compile(MOMENT_PATTERN)


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
        elif not char.isprintable() and char not in text.JOINERS:
            code = ord(char)
            out.append(f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}")
        else:
            out.append(char)
    return "".join(out) + '"'


def in_order(keys: Iterable[str]) -> list[str]:
    """Keys of a head as the field table puts them, then the team's own."""
    return sorted(keys, key=lambda key: (_ORDER.index(key) if key in _ORDER else len(_ORDER), key))


def new_text(head: dict[str, yaml.Value], body: str) -> str:
    """A new file: the head in the order of the field table (empty fields left out), then the body; LF, no mark."""
    lines = [_lines(key, head[key], "\n") for key in in_order(head) if head[key] not in (None, [], {}, "")]
    ending = "" if not body or body.endswith("\n") else "\n"
    return "---\n" + "".join(lines) + "---\n" + body + ending


def _lines(key: str, value: yaml.Value, newline: str, indent: str = "") -> str:
    """One field as lines; a list of mappings takes a line an entry, so that git merges two additions."""
    name = printed(key)
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return f"{name}:{newline}" + "".join(f"{indent}  - {printed(entry)}{newline}" for entry in value)
    shown = printed(value)
    return f"{name}: {shown}{newline}" if shown else f"{name}:{newline}"


def set_fields(content: str, changes: dict[str, yaml.Value]) -> str:
    """`content` with fields of its front matter set; None takes a field out. New ones stand where the field table puts them.

    Raises StrictError where the head cannot be read: nothing is changed in a file that is not understood.
    """
    parts = text.split(content)
    if parts is None:
        raise yaml.StrictError("the file has no front matter", 1)
    newline = "\r\n" if parts.opening.endswith("\r\n") else "\n"
    return parts.opening + set_keys(parts.head, changes, newline) + parts.closing + parts.body


def set_keys(head: str, changes: dict[str, yaml.Value], newline: str = "\n") -> str:
    """Like :func:`set_fields`, for YAML without front matter around it: the head alone, or a settings file."""
    for key, value in changes.items():
        head = put(head, (), key, value, newline)
    return head


def put(content: str, where: yaml.Path, key: str, value: yaml.Value, newline: str = "") -> str:
    """`content` with `key` set in the mapping at `where`, such as `("people", "jo")` or `("holds", 2)`; None takes it out.

    Raises StrictError where the file cannot be read, has no such mapping, or has a shape that cannot be spliced.
    """
    data = yaml.read(content)
    target = _mapping_at(data, where)
    if target.get(key) == value and (key in target) == (value is not None):
        return content
    start = _start(content, where)
    if where and content[start : start + 1] == "{":
        out = _in_flow(content, start, target, key, value)
    elif where and not target:
        out = _in_nothing(content, start, key, value)
    else:
        out = _in_block(content, where, key, value, target.get(key), newline or ("\r\n" if "\r\n" in content else "\n"))
    target[key] = value
    if value is None:
        del target[key]
    _need_saying(out, data)
    return out


def _need_saying(head: str, wanted: dict[str, yaml.Value]) -> None:
    """Raises StrictError where `head` does not say what it should: a shape that splicing does not know."""
    try:
        if yaml.read(head) == wanted:
            return
    except yaml.StrictError:
        pass
    raise yaml.StrictError("this shape cannot be edited in place", 1)


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


def _start(content: str, where: yaml.Path) -> int:
    """Where the mapping at a path begins; at the line's end or a comment where it stands on lines of its own."""
    if not where:
        return 0
    line, column = yaml.places(content)[where]
    start = sum(map(len, _split_lines(content)[: line - 1])) + column - 1
    if not isinstance(where[-1], str):
        return start
    quote = content[start] if content[start] in "\"'" else ""
    at = content.index(":", content.index(quote, start + 1) if quote else start) + 1
    while content[at : at + 1] == " ":
        at += 1
    return at


def _in_flow(content: str, start: int, target: dict[str, yaml.Value], key: str, value: yaml.Value) -> str:
    end = _closing(content, start)
    if key in target:
        kept = {name: entry for name, entry in {**target, key: value}.items() if entry is not None or name != key}
        return content[:start] + printed(kept) + content[end + 1 :]
    before = content[:end].rstrip(" ")
    gap = "" if before.endswith(("{", ",")) else ", "
    return f"{before}{gap}{printed(key)}: {printed(value)}{content[end:]}"


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
    return f"{content[:start]}{space}{printed({key: value})}{' ' if after.startswith('#') else ''}{after}"


def _in_block(content: str, where: yaml.Path, key: str, value: yaml.Value, old: yaml.Value, newline: str) -> str:
    """The lines of a block mapping with those of one key put in, exchanged or, for None, taken out."""
    spans, lines = _spans(content, where), _split_lines(content)
    if key not in spans:
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += newline
        at = _place_for(key, spans) if not where else max(span.end for span in spans.values())
        indent = " " * (next(iter(spans.values())).column if spans else 0)
        return "".join([*lines[:at], indent, _lines(key, value, newline, indent), *lines[at:]])
    start, end, column = spans[key]
    if value is None:
        return "".join(lines[:start] + lines[end:])
    grown = _grown(lines[start:end], old, value, newline)
    if grown:
        return "".join([*lines[:end], *grown, *lines[end:]])
    before = lines[start][:column]
    written = _lines(key, value, newline, " " * column)
    comment = _comment(lines[start]) if end == start + 1 and written.count("\n") == 1 else ""
    if comment:
        written = written.removesuffix(newline) + comment + newline
    return "".join([*lines[:start], before, written, *lines[end:]])


_ITEM = re.compile(r" *- +(?=\S)")
_CHILD = re.compile(r" +(?=[^\s#-])")


def _grown(lines: list[str], old: yaml.Value, value: yaml.Value, newline: str) -> list[str]:
    """The lines that a block list or mapping gains where `value` is the old one and more; none where it is not that."""
    if isinstance(old, list) and isinstance(value, list) and old and value[: len(old)] == old:
        before = next((found[0] for line in lines[1:] if (found := _ITEM.match(line))), None)
        return [f"{before}{printed(entry)}{newline}" for entry in value[len(old) :]] if before is not None else []
    if isinstance(old, dict) and isinstance(value, dict) and list(value.items())[: len(old)] == list(old.items()):
        before = next((found[0] for line in lines[1:] if (found := _CHILD.match(line))), None)
        more = list(value.items())[len(old) :]
        return [f"{before}{printed(name)}: {printed(entry)}{newline}" for name, entry in more] if before else []
    return []


def _split_lines(content: str) -> list[str]:
    """Lines with their ends, split on LF alone (str.splitlines splits on ten characters)."""
    return re.findall(r"[^\n]*\n|[^\n]+", content)


class _Span(NamedTuple):
    """Where a key of a block mapping is: its first line and the line after its last, from 0, and its column, from 0."""

    start: int
    end: int
    column: int


def _spans(content: str, where: yaml.Path) -> dict[str, _Span]:
    """The keys of the block mapping at a path, as they stand; trailing blank and comment lines are not part of a key."""
    lines, places = _split_lines(content), yaml.places(content)
    keys = sorted(
        (line - 1, column - 1, str(path[-1])) for path, (line, column) in places.items() if path[:-1] == where
    )
    out: dict[str, _Span] = {}
    for (start, column, key), (following, *_) in pairwise([*keys, (len(lines), 0, "")]):
        below = (at for at in range(start + 1, following) if lines[at].strip() and _indent(lines[at]) < column)
        end = next(below, following)
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip(" ").startswith("#")):
            end -= 1
        out[key] = _Span(start, end, column)
    return out


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _comment(line: str) -> str:
    """The comment that ends a line of a plain value, with the space before it."""
    match = re.search(r"\s+#[^\"'\]}]*$", line.rstrip("\r\n"))
    return match[0] if match else ""


def _place_for(key: str, spans: dict[str, _Span]) -> int:
    """The line before which a new field goes: after the last present field that the table puts before it."""
    before = _ORDER[: _ORDER.index(key)] if key in _ORDER else spans
    return max((spans[other].end for other in before if other in spans), default=0)


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


def need_step(record: Record, status: str) -> None:
    """Raises CannotProceed where a record cannot become `status`, with what it can become."""
    legal = STEPS.get(record.status, ())
    if status in legal or not (record.native or record.status):  # an adopted record may state none
        return
    if record.status == status:
        raise CannotProceed(f"{record.id} is already {status}", f"`remit show {record.short}` shows it")
    way = f"from {record.status} it can become {', '.join(legal)}" if legal else f"{record.status} is final"
    if record.status not in STATUSES:
        way = f"correct its status first: one of {', '.join(STATUSES)}"
    raise CannotProceed(f"{record.id} is {record.status or 'without a status'} and cannot become {status}", way)


def need_open(record: Record, past: str, remedy: str) -> None:
    """Raises CannotProceed for a record that is no proposal any more; `past`: what is too late."""
    if not record.is_open:
        raise CannotProceed(f"{record.id} is {record.status}: {past}", remedy)


def stepped(content: str, changes: Head, section: str = "", line: str = "") -> str:
    """A record's text with fields of its front matter set and, where there is one, a line below a section of its body."""
    out = set_fields(content, changes)
    return append_section(out, section, line) if line else out


def amended(content: str, day: str, who: str, words: str) -> str:
    """A record's text with an amendment: dated, with who wrote it."""
    return append_section(content, "Amendments", f"- {day}, {who}: {text.one_line(words)}")


def rewritten(content: str, changes: Head, body: str) -> str:
    """A record's text with fields of its front matter set and another body, in the line ends of the file. Raises StrictError without front matter."""
    parts = text.split(set_fields(content, changes))
    if parts is None:
        raise yaml.StrictError("the file has no front matter", 1)
    ends = body.replace("\n", "\r\n") if "\r\n" in parts.opening else body
    kept = parts.body if parts.body.replace("\r\n", "\n") == body else ends
    return parts.opening + parts.head + parts.closing + kept


def with_link(content: str, kind: str, record_id: str) -> str:
    """A record's text with a link to another one more: a word of RELATIONS and its id."""
    parts = text.split(content)
    present = list(entries(yaml.read(parts.head).get("links"))) if parts else []
    link: Head = {"as": kind, "to": record_id}
    return content if link in present else set_fields(content, {"links": [*present, link]})


def linked(content: str, key: str, record_id: str) -> Head:
    """The change that adds an id to a list of links; empty where it is there."""
    parts = text.split(content)
    present = texts(yaml.read(parts.head).get(key)) if parts else ()
    return {} if record_id in present else {key: [*present, record_id]}


def corrected(content: str, old: str, new: str, entry: Head) -> str:
    """A record's text with one typo of its body fixed and logged under `corrections`. Raises Usage, CannotProceed."""
    if not old.strip() or old == new or old != old.strip() or "\n" in old + new or " -> " in old + new:
        raise Usage(
            "a typo is a word or a few on one line, and what they should be", "`remit amend k3f9 --typo teh the`"
        )
    parts = text.split(content)
    if parts is None:
        raise CannotProceed("the record has no front matter", "fix the front matter first")
    count = parts.body.count(old)
    if count != 1:
        found = "is not" if not count else f"occurs {count} times"
        hint = "the front matter is never corrected this way" if old in parts.head else "copy the words exactly"
        raise CannotProceed(
            f"{old!r} {found} in the text below the front matter", f"give enough words around it; {hint}"
        )
    reason = no_typo(parts.body, old, new)
    if reason:
        raise CannotProceed(
            reason, "add an amendment (`remit amend ID --why TEXT`), or supersede the record (`remit supersede ID`)"
        )
    mended = parts.opening + parts.head + parts.closing + parts.body.replace(old, new)
    before = list(entries(yaml.read(parts.head).get("corrections")))
    return set_fields(mended, {"corrections": [*before, entry]})

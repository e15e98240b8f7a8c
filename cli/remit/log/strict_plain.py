"""The reader of heads that are more than plain lines: a subset of YAML in plain Python.

Block mappings and lists, flow collections, quoted and plain scalars, `|` blocks. What it does not cover is left to PyYAML,
whose results the tests compare with its own by mutation.
"""

import re

from remit.log.strict_value import DEPTH, WORDS, Value

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SIMPLE = re.compile(rf"([A-Za-z_][\w-]*): ({WORDS})$", re.ASCII)
_KEY = re.compile(r"([A-Za-z0-9_][\w./@+-]*(?: [\w./@+-]+)*|\"[^\"\\]*\"|'[^']*')(?:: +|:$)", re.ASCII)
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "0": "\0", "r": "\r", "e": "\x1b"}
_PLAIN_FLOW = re.compile(
    r"[^\s,\[\]{}&*!|>%@`\"'#?:-](?:[^,\[\]{}:#?\n]|:(?=[^\s,\[\]{}])|(?<=\S)#)*|-(?=[^\s,\[\]{}:#?])[^,\[\]{}:#?\n]*"
)
_SPACE = re.compile(r"(?: |\n|(?:(?<=[\s])#[^\n]*))*")
_SIMPLE_LIST = re.compile(r"\[([A-Za-z0-9_][\w./@+-]*(?:, [A-Za-z0-9_][\w./@+-]*)*)\]$", re.ASCII)
_SIMPLE_MAP = re.compile(
    r"\{([a-z][a-z-]*: [A-Za-z0-9_][\w./@+-]*(?:, [a-z][a-z-]*: [A-Za-z0-9_][\w./@+-]*)*)\}$", re.ASCII
)
_NOT_PLAIN = frozenset("&*!|>%@`\"'#?,[]{}")


class OutsideSubset(Exception):  # noqa: N818 - a signal between two readers, not an error
    """The plain reader does not cover this shape; PyYAML decides whether it is right."""


class Plain:
    """One reading of one text: block mappings and lists, flow collections, quoted and plain scalars, `|` blocks."""

    def __init__(self, text: str) -> None:
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        if _CONTROL.search(text) or not (text.isascii() or _ordinary(text)):
            raise OutsideSubset
        self.lines = text.split("\n")
        self.at = 0

    def document(self) -> dict[str, Value]:
        """The mapping that the text is. Raises OutsideSubset, or IndexError where it ends too early."""
        indent = self._next_indent()
        if indent is None:
            return {}
        if indent or self.lines[self.at].startswith(("---", "...", "- ", "[", "{")):
            raise OutsideSubset
        out = self._mapping(0, 1)
        if self.at < len(self.lines):
            raise OutsideSubset
        return out

    def _next_indent(self) -> int | None:
        """Move to the next line that says something; its indentation, or None at the end."""
        lines, count = self.lines, len(self.lines)
        while self.at < count:
            bare = lines[self.at].lstrip(" ")
            if bare and bare[0] != "#":
                return len(lines[self.at]) - len(bare)
            self.at += 1
        return None

    def _block(self, indent: int, depth: int) -> Value:
        if depth > DEPTH:
            raise OutsideSubset
        line = self.lines[self.at]
        return (
            self._list(indent, depth)
            if line[indent:].startswith(("- ", "-\n")) or line[indent:] == "-"
            else self._mapping(indent, depth)
        )

    def _mapping(self, indent: int, depth: int) -> dict[str, Value]:
        out: dict[str, Value] = {}
        lines, count, pad = self.lines, len(self.lines), " " * indent
        while self.at < count:
            line = lines[self.at]
            if not line:
                self.at += 1
                continue
            simple = _SIMPLE.match(line, indent) if line.startswith(pad) else None
            if simple:
                key, value = simple.groups()
                if line[-1] == " ":
                    value = value.rstrip(" ")
                if key in out:
                    raise OutsideSubset
                out[key] = value
                self.at += 1
                if self.at < count and lines[self.at].startswith(pad + " ") and lines[self.at].strip(" "):
                    self._no_continuation(indent)
                continue
            here = self._next_indent()
            if here is None or here < indent:
                return out
            if here > indent:
                raise OutsideSubset
            line = lines[self.at]
            if indent == 0 and line.startswith(("---", "...")):
                raise OutsideSubset
            match = _KEY.match(line, indent)
            if not match:
                raise OutsideSubset
            key = match[1]
            if key[0] in "\"'":
                key = key[1:-1]
            if key in out:
                raise OutsideSubset
            out[key] = self._value(match.end(), indent, depth, in_list=False)
        return out

    def _list(self, indent: int, depth: int) -> list[Value]:
        out: list[Value] = []
        while True:
            here = self._next_indent()
            if here is None or here < indent:
                return out
            line = self.lines[self.at]
            entry = line[indent : indent + 2]
            if here > indent or entry not in ("- ", "-"):
                if here == indent and depth > 1:
                    return out
                raise OutsideSubset
            rest = line[indent + 1 :].lstrip(" ")
            start = len(line) - len(rest)
            if not rest or rest[0] == "#":
                out.append(self._value(len(line), indent, depth, in_list=True))
            elif rest.startswith("- ") or rest == "-":
                raise OutsideSubset
            elif rest[0] not in "[{" and _KEY.match(line, start):
                if depth >= DEPTH:
                    raise OutsideSubset
                self.lines[self.at] = " " * start + rest
                out.append(self._mapping(start, depth + 1))
            else:
                out.append(self._value(start, indent, depth, in_list=True))

    def _value(self, start: int, indent: int, depth: int, *, in_list: bool) -> Value:
        """The value that begins at column `start` of the current line, of an entry at `indent`."""
        line = self.lines[self.at]
        rest = line[start:].lstrip(" ")
        if not rest or rest[0] == "#":
            self.at += 1
            below = self._next_indent()
            if below is None or below < indent:
                return None
            if below == indent:
                if not in_list and (
                    self.lines[self.at][indent:].startswith("- ") or self.lines[self.at][indent:] == "-"
                ):
                    return self._list(indent, depth + 1)
                return None
            return self._nested(below, depth)
        start = len(line) - len(rest)
        first = rest[0]
        if first in "[{":
            return self._flow_value(start, indent, depth)
        if first == "|":
            return self._literal(rest, indent)
        if first in "\"'":
            return self._quoted_value(line, start, indent)
        return self._plain_value(rest, indent)

    def _nested(self, below: int, depth: int) -> Value:
        line = self.lines[self.at]
        if line[below:].startswith("- ") or line[below:] == "-" or _KEY.match(line, below):
            return self._block(below, depth + 1)
        raise OutsideSubset

    def _plain_value(self, rest: str, indent: int) -> str:
        cut = rest.find(" #")
        value = (rest if cut < 0 else rest[:cut]).rstrip(" ")
        first = value[0]
        if first in _NOT_PLAIN or ": " in value or value[-1] == ":" or (first == "-" and value[1:2] in ("", " ")):
            raise OutsideSubset
        if first == ":" and value[1:2] in ("", " "):
            raise OutsideSubset
        self.at += 1
        self._no_continuation(indent)
        return value

    def _no_continuation(self, indent: int) -> None:
        """A deeper line below a scalar continues it in YAML: PyYAML folds such lines."""
        mark = self.at
        below = self._next_indent()
        if below is not None and below > indent:
            raise OutsideSubset
        self.at = mark

    def _quoted_value(self, line: str, start: int, indent: int) -> str:
        value, end = _quoted(line, start)
        _only_comment(line, end)
        self.at += 1
        self._no_continuation(indent)
        return value

    def _literal(self, header: str, indent: int) -> str:
        if header not in ("|", "|-"):
            raise OutsideSubset
        self.at += 1
        taken: list[str] = []
        width = 0
        while self.at < len(self.lines):
            line = self.lines[self.at]
            bare = line.lstrip(" ")
            here = len(line) - len(bare)
            if not bare:
                if here > width > 0 or (here and not width):
                    raise OutsideSubset
                taken.append("")
            elif not width:
                if here <= indent:
                    break
                width = here
                taken.append(bare)
            elif here < width:
                if here > indent:
                    raise OutsideSubset
                break
            else:
                taken.append(line[width:])
            self.at += 1
        if self.at == len(self.lines) and taken and taken[-1]:
            raise OutsideSubset  # the text ends without a line end
        while taken and not taken[-1]:
            taken.pop()
        if not taken:
            return ""
        return "\n".join(taken) + ("" if header == "|-" else "\n")

    def _flow_value(self, start: int, indent: int, depth: int) -> Value:
        line = self.lines[self.at]
        simple = _SIMPLE_LIST.match(line, start)
        if simple:
            self.at += 1
            self._no_continuation(indent)
            return list(simple[1].split(", "))
        simple = _SIMPLE_MAP.match(line, start) if depth < DEPTH else None
        if simple:
            pairs = [pair.split(": ") for pair in simple[1].split(", ")]
            mapping: dict[str, Value] = {pair[0]: pair[1] for pair in pairs}
            if len(mapping) < len(pairs):
                raise OutsideSubset
            self.at += 1
            self._no_continuation(indent)
            return mapping
        end_line = self.at
        text = line[start:]
        opened = text.count("[") + text.count("{") - text.count("]") - text.count("}")
        while opened > 0 and end_line + 1 < len(self.lines):
            end_line += 1
            more = self.lines[end_line]
            if more.strip(" ") and len(more) - len(more.lstrip(" ")) <= indent:
                raise OutsideSubset
            text += "\n" + more
            opened += more.count("[") + more.count("{") - more.count("]") - more.count("}")
        value, end = _flow(text, 0, depth + 1)
        if "\n" in text[end:]:
            raise OutsideSubset
        _only_comment(text, end)
        self.at = end_line + 1
        self._no_continuation(indent)
        return value


def _ordinary(text: str) -> bool:
    """Whether all beyond ASCII is what YAML prints as it is.

    No character class does this: `re` takes 6 ms to compile one that reaches beyond Latin-1, an eighth of a hook.
    """
    if any(char in text for char in "\u2028\u2029\ufeff\ufffe\uffff"):
        return False
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True


def _only_comment(line: str, end: int) -> None:
    rest = line[end:]
    bare = rest.lstrip(" ")
    if bare and (bare[0] != "#" or rest[0] != " "):
        raise OutsideSubset


def _quoted(text: str, start: int) -> tuple[str, int]:
    """The quoted scalar at `start` and the position after it, on one line."""
    match = (_DOUBLE if text[start] == '"' else _SINGLE).match(text, start)
    if not match or "\n" in match[1]:
        raise OutsideSubset
    if text[start] == "'":
        return match[1].replace("''", "'"), match.end()
    return (_ESCAPE.sub(_unescape, match[1]) if "\\" in match[1] else match[1]), match.end()


def _unescape(match: "re.Match[str]") -> str:
    code = match[1]
    if code in _ESCAPES:
        return _ESCAPES[code]
    if code[0] in "xu" and len(code) > 1:
        char = chr(int(code[1:], 16))
        if "\ud800" <= char <= "\udfff":
            raise OutsideSubset
        return char
    raise OutsideSubset


def _space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _flow(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The flow collection or scalar at `at` and the position after it."""
    first = text[at]
    if first == "[":
        return _flow_list(text, at, depth)
    if first == "{":
        return _flow_mapping(text, at, depth)
    if first in "\"'":
        return _quoted(text, at)
    match = _PLAIN_FLOW.match(text, at)
    if not match:
        raise OutsideSubset
    end = _space(text, match.end())
    if "\n" in text[match.end() : end] and text[end] not in ",]}":
        raise OutsideSubset
    return match[0].rstrip(" "), match.end()


def _flow_list(text: str, at: int, depth: int) -> tuple[list[Value], int]:
    if depth > DEPTH:
        raise OutsideSubset
    out: list[Value] = []
    at = _space(text, at + 1)
    while text[at] != "]":
        value, at = _flow(text, at, depth + 1)
        out.append(value)
        at = _space(text, at)
        if text[at] == ",":
            at = _space(text, at + 1)
        elif text[at] != "]":
            raise OutsideSubset
    return out, at + 1


def _flow_mapping(text: str, at: int, depth: int) -> tuple[dict[str, Value], int]:
    if depth > DEPTH:
        raise OutsideSubset
    out: dict[str, Value] = {}
    at = _space(text, at + 1)
    while text[at] != "}":
        key, at = _flow(text, at, depth)
        if not isinstance(key, str) or key in out or key == "<<":
            raise OutsideSubset
        value: Value = None
        if text[at] == ":" and text[at + 1] in " \n":
            at = _space(text, at + 1)
            if text[at] not in ",}":
                value, at = _flow(text, at, depth + 1)
        else:
            raise OutsideSubset
        out[key] = value
        at = _space(text, at)
        if text[at] == ",":
            at = _space(text, at + 1)
        elif text[at] != "}":
            raise OutsideSubset
    return out, at + 1

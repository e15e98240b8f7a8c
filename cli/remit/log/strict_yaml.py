"""Strict YAML through PyYAML: the shapes that the plain reader leaves out, and the place of every value."""

import re
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionStartEvent, MappingStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from remit.log.strict_value import DEPTH, Path, Place, StrictError, Value

_OPENERS = re.compile(r"[\[{]")


class _Composer(yaml.SafeLoader):
    """Composes plain nodes only; refuses what could stand for something else than it shows."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        reader: Any = self  # its methods are typed differently by each version of the stubs
        event = reader.peek_event()
        mark = event.start_mark
        where = (mark.line + 1, mark.column + 1)
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
            raise StrictError("anchors and aliases are not allowed: write the value out", *where)
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
            raise StrictError(f"the tag {event.tag} is not allowed: every value is text", *where)
        nested = isinstance(event, (MappingStartEvent, SequenceStartEvent))
        if nested and self.depth >= DEPTH:
            raise StrictError(f"nested more than {DEPTH} deep", *where)
        self.depth += nested
        composer: Any = super()
        node = composer.compose_node(parent, index)
        self.depth -= nested
        return node


def _compose(text: str) -> MappingNode | None:
    if len(_OPENERS.findall(text)) > len(text) // 2 + 100:
        raise StrictError(f"nested more than {DEPTH} deep", 1)
    try:
        loader: Any = _Composer(text.replace("\r\n", "\n"))
        node = loader.get_single_node()
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line = before.count("\n") + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        raise StrictError(
            f"the character U+{code:04X} is not allowed", line, len(before.rsplit("\n", 1)[-1]) + 1
        ) from None
    except yaml.MarkedYAMLError as error:
        opened = "not closed" in (said := _sentence(error)) and error.context_mark
        mark = opened or error.problem_mark or error.context_mark
        raise StrictError(said, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError, IndexError) as error:
        if isinstance(error, StrictError):
            raise
        raise StrictError(str(error).split("\n")[0] or "not valid YAML", 1) from None
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        raise StrictError("expected `key: value` lines", node.start_mark.line + 1, node.start_mark.column + 1)
    return node


def _sentence(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or error.context or "not valid YAML")
    if "mapping values are not allowed" in problem:
        return 'a value that contains ": " must stand in quotes'
    if "another document" in problem:
        return "a line that begins with `---` would begin another document: quote or indent it"
    if "found character '\\t'" in problem:
        return "a tab cannot indent: use spaces"
    if "cannot start any token" in problem:
        return f"a value cannot begin with the {problem.removeprefix('found ').split(' that')[0]}: put it in quotes"
    return next((said for words, said in _SAID if words in problem), problem)


_ESCAPE = "in double quotes a backslash has a meaning: write it twice, or use single quotes"
_SAID = (
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


def read(text: str) -> dict[str, Value]:
    """The mapping that `text` holds. Raises StrictError."""
    node = _compose(text)
    return {} if node is None else _mapping(node)


def _value(node: Node) -> Value:
    if isinstance(node, MappingNode):
        return _mapping(node)
    if isinstance(node, SequenceNode):
        return [_value(entry) for entry in node.value]
    return _text(node)


def _text(node: Node) -> str | None:
    return None if node.value == "" and getattr(node, "style", None) is None else str(node.value)


def _key(node: Node) -> str:
    where = (node.start_mark.line + 1, node.start_mark.column + 1)
    if not isinstance(node, ScalarNode):
        raise StrictError("a key must be a word", *where)
    if node.value == "<<" and getattr(node, "style", None) is None:
        raise StrictError("merge keys are not allowed: write the values out", *where)
    return str(node.value)


def _mapping(node: MappingNode) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for key_node, value_node in node.value:
        key = _key(key_node)
        if key in out:
            raise StrictError(
                f"the key `{key}` stands twice", key_node.start_mark.line + 1, key_node.start_mark.column + 1
            )
        out[key] = _value(value_node)
    return out


def places(text: str) -> dict[Path, Place]:
    """Line and column (from 1) of every key and list entry. Raises StrictError."""
    out: dict[Path, Place] = {}
    node = _compose(text)
    if node is not None:
        _place(node, (), out)
    return out


def _place(node: Node, path: Path, out: dict[Path, Place]) -> None:
    if isinstance(node, MappingNode):
        for key_node, value_node in node.value:
            below = (*path, _key(key_node))
            out[below] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            _place(value_node, below, out)
    elif isinstance(node, SequenceNode):
        for index, entry in enumerate(node.value):
            below = (*path, index)
            out[below] = (entry.start_mark.line + 1, entry.start_mark.column + 1)
            _place(entry, below, out)

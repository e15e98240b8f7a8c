"""What a repository's mkdocs.yml would have run, found without running it: MkDocs runs what it names.

Tags that make objects would run while the file is read, and are never needed: such a file is refused. Hooks, templates and the
like are a choice of whoever owns the repository, and are named.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from remit.log.problem import CannotProceed

_PYTHON = "tag:yaml.org,2002:python/"
_MAKERS = ("object", "module")
_KNOWN = ("material.", "materialx.", "pymdownx.", "markdown.")
"""Modules whose functions a configuration may name without further words: those of the theme and its extensions."""
_RUNNERS = ("macros", "gen-files", "simple-hooks", "markdown-exec")
"""Plugins that run files of the repository."""
_DEEPEST = 8


class Named(NamedTuple):
    """What a configuration names."""

    refused: tuple[str, ...]
    """Tags that make objects while the file is read."""
    runs: tuple[str, ...]
    """Code of the repository that a build runs."""


def look(path: Path, deep: int = 0) -> Named:
    """What the file at `path`, and those that it inherits from, name. What is no YAML names nothing: MkDocs says so."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig", errors="replace"), Loader=yaml.SafeLoader)
        tags = list(_tags(root))
    except (yaml.YAMLError, OSError):
        return Named((), ())
    except RecursionError:
        return Named(("brackets without end",), ())
    runs = [*(f"`!!python/{tag}`" for tag in tags if _foreign_name(tag)), *_runs(root)]
    refused = [f"`!!python/{tag}`" for tag in tags if tag.startswith(_MAKERS)]
    parent = _text(_under(root, "INHERIT"))
    if parent and deep >= _DEEPEST:
        refused.append(f"`INHERIT: {parent}`, too deep")
    elif parent:
        above = look(path.parent / parent, deep + 1)
        refused, runs = [*refused, *above.refused], [*runs, *above.runs]
    return Named(tuple(refused), tuple(runs))


def refuse(path: Path, found: Named) -> None:
    """Raises CannotProceed where reading the file would run something."""
    if found.refused:
        raise CannotProceed(
            f"{path.name} would run something while it is read: {', '.join(found.refused)}",
            "take it out, or build the log alone: `remit build --plain`",
        )


def _tags(root: yaml.Node | None) -> Iterator[str]:
    """The Python tags in a document, without their common beginning. A node that stands twice is looked at once."""
    seen: set[int] = set()
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.tag.startswith(_PYTHON):
            yield node.tag.removeprefix(_PYTHON)
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _foreign_name(tag: str) -> bool:
    return tag.startswith("name:") and not tag.removeprefix("name:").startswith(_KNOWN)


def _runs(root: yaml.Node | None) -> Iterator[str]:
    hooks = _under(root, "hooks")
    for hook in hooks.value if isinstance(hooks, yaml.SequenceNode) else [hooks]:
        if _text(hook):
            yield f"the hook {_text(hook)}"
    templates = _text(_under(_under(root, "theme"), "custom_dir"))
    if templates:
        yield f"the templates in {templates}"
    plugins = _under(root, "plugins")
    for entry in plugins.value if isinstance(plugins, (yaml.SequenceNode, yaml.MappingNode)) else ():
        for name in _names(entry):
            if name in _RUNNERS:
                yield f"what the plugin {name} finds"


def _names(entry: object) -> Iterator[str]:
    """The name of a plugin: alone, as the key of its options, or as a pair of both."""
    if isinstance(entry, tuple):
        yield _text(entry[0])
    elif isinstance(entry, yaml.MappingNode):
        yield from (_text(key) for key, _ in entry.value)
    elif isinstance(entry, yaml.Node):
        yield _text(entry)


def _under(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of a key of a mapping: the last one, as MkDocs takes it; else one that is merged in."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    own: yaml.Node | None = next((value for name, value in reversed(pairs) if _text(name) == key), None)
    if own is not None:
        return own
    merged = [value for name, value in pairs if _text(name) == "<<"]
    several = [part for value in merged for part in (value.value if isinstance(value, yaml.SequenceNode) else [value])]
    return next((found for part in several if (found := _under(part, key)) is not None), None)


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

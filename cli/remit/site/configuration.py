"""The mkdocs.yml of a site: which one it is, what it would run, and what it leaves open.

MkDocs runs what its configuration names. Tags that make objects would run while the file is read, and are never needed: such
a file is refused, unread. Hooks, templates and the like are a choice of whoever owns the repository, and are named. What a
repository's own file leaves open is set so that the site is readable, works from a folder, and asks no other host for anything;
what it sets itself stays.
"""

import contextlib
import html
import json
import logging
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.settings import Settings

FILE, PAGES = "mkdocs.yml", "site_src"
_THEME = Path(__file__).parent / "assets/theme.yml"
_PYTHON = "tag:yaml.org,2002:python/"
_MAKERS = ("object", "module")
_KNOWN = ("material.", "materialx.", "pymdownx.", "markdown.")
"""Modules whose functions a configuration may name without further words: those of the theme and its extensions."""
_RUNNERS = ("macros", "gen-files", "simple-hooks", "markdown-exec")
"""Plugins that run files of the repository."""
_DEEPEST = 8


@contextlib.contextmanager
def configuration(top: str, log: Log, *, plain: bool = False) -> Iterator[str]:
    """The path of the repository's mkdocs.yml, or of one that we make: where it has none, or where it is to be `plain`.

    Raises CannotProceed where reading the repository's own would run something; says what else it runs.
    """
    own = Path(top, FILE)
    if own.is_file() and not plain:
        _say_what_runs(own)
        yield str(own)
        return
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        pages = Path(top, PAGES)
        there = pages.is_dir() and not plain
        if not there:
            pages = Path(folder, "docs")
            pages.mkdir()
        made = Path(folder, FILE)
        made.write_text(generated(log.settings, top, str(pages), own_pages=there), encoding="utf-8")
        yield str(made)


def _say_what_runs(path: Path) -> None:
    """Raises CannotProceed where reading the file would run something; warns of what else it runs."""
    found = look(path)
    if found.refused:
        raise CannotProceed(
            f"{path.name} would run something while it is read: {', '.join(found.refused)}",
            "take it out, or build the log alone: `remit build --plain`",
        )
    if found.runs:
        logging.getLogger("mkdocs.plugins.remit").warning(
            "%s runs code of this repository: %s. `--plain` builds the log without it.",
            FILE,
            ", ".join(dict.fromkeys(found.runs)),
        )


def generated(settings: Settings, top: str, docs_dir: str, *, own_pages: bool) -> str:
    """A mkdocs.yml (JSON is YAML). The theme's search stays where there are pages of one's own to find."""
    config: dict[str, Any] = {
        "site_name": html.escape(settings.title),
        "docs_dir": docs_dir,
        "use_directory_urls": False,  # addresses end in `.html`, so that the pages open from a folder
        "theme": {"name": "material"},
        "plugins": [*(["search"] if own_pages else []), {"remit": {"repository": top}}],
        "markdown_extensions": ["admonition", "attr_list", "tables", {"toc": {"permalink": True}}],
    }
    if settings.site_url:
        config["site_url"] = settings.site_url
    return json.dumps(config, indent=1)


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


def _tags(root: yaml.Node | None) -> Iterator[str]:
    """The Python tags in a document, without their common beginning. A node that is there twice is looked at once."""
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


def of_theme(written: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of the Material theme that the configuration file, `written`, does not name."""
    theme = written.get("theme")
    named = set(theme) if isinstance(theme, Mapping) else set()
    usual = yaml.safe_load(_THEME.read_text(encoding="utf-8"))
    return {key: value for key, value in usual.items() if key not in named}

"""Every command line that a page, a message or a help text shows can be typed: its command is there, and so are its options."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from remit.main import remit as group

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "site_src").rglob("*.md"))]
CODE = sorted((ROOT / "cli").rglob("*.py"))
TEMPLATES = sorted(path for path in (ROOT / "cli/remit/log/templates").iterdir())
_LINE = re.compile(r"^\s*(?:- )?(?:run: |\$ )?(remit [a-z].*)$")
_INLINE = re.compile(r"`(remit [a-z][^`]*)`")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
OTHERS = {"--amend", "--author", "--filter", "--no-verify", "--raw"}
"""Options of git that are written about beside no command of git's."""
_FOREIGN = re.compile(r"\b(?:git|gh|pre-commit|pip) [^`\n]*")


def lines_of(text: str) -> list[str]:
    """Command lines in code blocks, and those between backticks that have options."""
    blocks = "\n".join(re.findall(r"```[^\n]*\n(.*?)```", text, re.DOTALL)).replace("\\\n", " ")
    found = [match[1] for line in blocks.split("\n") if (match := _LINE.match(line))]
    return found + [line for line in _INLINE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)) if "--" in line]


def texts_of(path: Path) -> Iterator[str]:
    """Every text in a file of code; what is put in when it runs reads `X`."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def commands(command: click.Command = group) -> Iterator[click.Command]:
    """Every command and group."""
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from commands(below)


def options_of(command: click.Command) -> set[str]:
    """The options of a command."""
    return {name for entry in command.params for name in (*entry.opts, *entry.secondary_opts)} | {"--help", "-h"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_line_of_a_page_can_be_typed(page: Path) -> None:
    for line in lines_of(page.read_text(encoding="utf-8")):
        _parse(line)


def test_every_command_line_of_a_message_can_be_typed() -> None:
    found = [line for path in CODE for text in texts_of(path) for line in _INLINE.findall(text)]
    found += [
        match[1] for path in CODE for text in texts_of(path) for match in map(_LINE.match, text.split("\n")) if match
    ]
    found += [
        match[1] for path in TEMPLATES for match in map(_LINE.match, path.read_text("utf-8").split("\n")) if match
    ]
    assert len(found) > 100
    for line in found:
        _parse(line)


def test_every_option_that_is_written_about_is_there() -> None:
    known = set().union(*map(options_of, commands())) | OTHERS
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in (*PAGES, *TEMPLATES)}
    texts |= {f"{path.relative_to(ROOT)}": "\n".join(text for text in texts_of(path) if " " in text) for path in CODE}
    wrong = {
        (name, option)
        for name, text in texts.items()
        for option in _OPTION.findall(_FOREIGN.sub("", text))
        if option not in known
    }
    assert sorted(wrong) == []


def _parse(line: str) -> None:
    try:
        words = shlex.split(line, comments=True)[1:]
    except ValueError:
        pytest.fail(f"{line}: a quote is not closed")
    words = [word for word in words if word not in ("…", "...")]
    for stop in ("|", "&&", ">", ";"):
        words = words[: words.index(stop)] if stop in words else words
    command: click.Command | None = group
    context = click.Context(group)
    while isinstance(command, click.Group):
        if not words or words[0].startswith("-"):
            return
        name, command, words = command.resolve_command(context, words)
        assert command is not None, line
    assert command
    known = options_of(command)
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in known, f"{line}: `{name}` has no {word}"

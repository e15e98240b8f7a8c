"""Every command line that the guide shows can be typed: its command is there, and so are its options."""

import re
import shlex
from pathlib import Path

import click
import pytest

from remit.main import remit as group

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "site_src").rglob("*.md"))]
_LINE = re.compile(r"^\s*(?:\$ )?(remit [a-z].*)$")
_INLINE = re.compile(r"`(remit [a-z][^`]*)`")


def lines_of(page: Path) -> list[str]:
    """Command lines in code blocks, and those between backticks that have options."""
    text = page.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```[^\n]*\n(.*?)```", text, re.DOTALL)).replace("\\\n", " ")
    found = [match[1] for line in blocks.split("\n") if (match := _LINE.match(line))]
    return found + [line for line in _INLINE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)) if "--" in line]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_line_of_a_page_can_be_typed(page: Path) -> None:
    for line in lines_of(page):
        try:
            words = shlex.split(line, comments=True)
        except ValueError:
            pytest.fail(f"{line}: a quote is not closed")
        words = [word for word in words if word not in ("…", "...")]
        _parse(line, words[1:])


def _parse(line: str, words: list[str]) -> None:
    for stop in ("|", "&&", ">", ";"):
        words = words[: words.index(stop)] if stop in words else words
    command: click.Command | None = group
    context = click.Context(group)
    while isinstance(command, click.Group):
        if not words or words[0].startswith("-"):
            return
        name, command, words = command.resolve_command(context, words)
        assert command is not None, line
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help",
        "-h",
    }
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in known, f"{line}: `{name}` has no {word}"

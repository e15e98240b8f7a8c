"""Help of every command, what `init` writes, and the aliases: in the words of the field."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from remit.main import ALIASES, COMMANDS, remit
from support import run_remit
from words import found


def commands(command: click.Command = remit) -> Iterator[click.Command]:
    """Every command and group."""
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name) or command)


TEMPLATES = sorted((Path(__file__).parents[2] / "cli/remit/log/templates").iterdir())
ALLOWED = (r"\|landed\b", r"\bbodies: ?\{", r"`body`", r"git's own hook")
"""Keys of the format and the value `landed` of `--clock`, which programs use."""


@pytest.mark.parametrize("command", list(commands()), ids=lambda one: str(one.name))
def test_help_uses_the_words_of_the_field(command: click.Command) -> None:
    assert found(command.get_help(click.Context(command, info_name=command.name)), ALLOWED) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_what_init_writes_uses_the_words_of_the_field(path: Path) -> None:
    assert found(path.read_text("utf-8"), ALLOWED) == []


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_an_alias_is_the_command_that_people_mean(alias: str, name: str) -> None:
    help_of_it = remit.get_help(click.Context(remit, info_name="remit"))
    assert (alias in help_of_it, name in COMMANDS) == (True, True)
    mine, its = run_remit(alias, "--help"), run_remit(name, "--help")
    assert mine.out.partition("\n")[2] == its.out.partition("\n")[2]

"""Reference pages generated from the code, as Markdown: commands, checks, settings, fields. Never written by hand."""

from collections.abc import Iterator

import click

from remit.checks.engine import CHECKS, EXPLANATIONS
from remit.log.fields import ACT_FIELDS, RECORD_FIELDS, words_of
from remit.log.kinds import Key
from remit.log.settings import KEYS, Settings
from remit.site.templates import PACKAGE

WIDTH = 100
"""Characters of a terminal on which `--help` is shown."""


def reference(commands: click.Group) -> dict[str, str]:
    """Pages by address below `reference/`; `commands` is the group of the command line."""
    usual = Settings()._asdict()
    given: dict[str, dict[str, object]] = {
        "commands": {"commands": list(_commands(commands, None, "remit"))},
        "checks": {"checks": [(check, EXPLANATIONS[check.code]) for check in CHECKS]},
        "settings": {"settings": [(key, one.meaning, _default(usual.get(key))) for key, one in KEYS.items()]},
        "record": {"tables": [_rows(RECORD_FIELDS), _rows(ACT_FIELDS)]},
    }
    return {
        f"reference/{name}.md": f"{PACKAGE.render(f'reference/{name}.md', **each)}\n" for name, each in given.items()
    }


def _rows(fields: dict[str, Key]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each field with its meaning, and the words that it allows."""
    return [(key, field.meaning, words_of(field.kind)) for key, field in fields.items()]


def _commands(command: click.Command, above: click.Context | None, name: str, level: int = 1) -> Iterator[object]:
    """Level, path and `--help` of a command and of all below it."""
    context = click.Context(
        command, info_name=name, parent=above, color=False, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield level, context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            try:
                found = command.get_command(context, inner)
            except ModuleNotFoundError:  # a command that this installation lacks has no help
                continue
            if found:
                yield from _commands(found, context, inner, level + 1)


def _default(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(f"{entry[0]}: {entry[1]}" if isinstance(entry, tuple) else str(entry) for entry in value)
    return f"`{value}`"

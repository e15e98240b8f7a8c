"""Reference pages generated from the code, as Markdown: commands, checks, settings, fields. Never written by hand."""

from collections.abc import Iterator
from typing import Any

INTRO = "This page is generated from the code of the version that built it.\n"


def reference(commands: Any) -> dict[str, str]:
    """Pages by address below `reference/`; `commands` is the click group of the command line."""
    return {
        "reference/commands.md": commands_page(commands),
        "reference/checks.md": checks_page(),
        "reference/settings.md": settings_page(),
        "reference/record.md": record_page(),
    }


def commands_page(group: Any) -> str:
    """Every command with its `--help`, as a terminal shows it."""
    import click

    top = click.Context(group, info_name="remit", color=False, terminal_width=100, max_content_width=100)
    parts = ["# Commands\n", INTRO, _help(top, group)]
    for name in group.list_commands(top):
        parts += _command(group, top, name)
    return "\n".join(parts)


def _command(group: Any, above: Any, name: str, level: int = 2) -> Iterator[str]:
    import click

    try:
        command = group.get_command(above, name)
    except ModuleNotFoundError:  # a command that this installation lacks has no help
        return
    context = click.Context(command, info_name=name, parent=above, terminal_width=100, max_content_width=100)
    yield f"{'#' * level} {context.command_path}\n"
    yield _help(context, command)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _command(command, context, inner, level + 1)


def _help(context: Any, command: Any) -> str:
    return f"```text\n{command.get_help(context)}\n```\n"


def checks_page() -> str:
    """Every check: a table, then the page that `remit explain CODE` prints."""
    from remit.checks.engine import CHECKS, EXPLANATIONS

    rows = [
        f"| [{check.code}](#{check.code.lower()}) | {check.name} | {check.level} | {'`--all`' if check.timely else 'always'} | {_first(EXPLANATIONS[check.code])} |"
        for check in CHECKS
    ]
    parts = [
        "# Checks\n",
        INTRO,
        "`remit explain CODE` prints the same. `checks:` in `decisions/remit.yml` sets the level of each.\n",
        "What runs with `remit check --all` alone turns bad because a day passed, or needs every record: it is for a scheduled run.\n",
    ]
    parts += ["| Code | Name | Level | Run | What it finds |", "|---|---|---|---|---|", *rows, ""]
    parts += [
        f"## {check.code} {check.name} {{#{check.code.lower()}}}\n\n{EXPLANATIONS[check.code]}\n" for check in CHECKS
    ]
    return "\n".join(parts)


def _first(text: str) -> str:
    return text.partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")


def settings_page() -> str:
    """Every key of `decisions/remit.yml`, with its default."""
    from remit.log.settings import KEYS, Settings

    usual = Settings()._asdict()
    rows = [f"| `{key}` | {_first(entry.meaning)} | {_default(usual.get(key))} |" for key, entry in KEYS.items()]
    top = (
        "# Settings\n\n"
        + INTRO
        + "\nSettings stand in `decisions/remit.yml`. Every key has a default; an empty file is a working log.\n"
    )
    return "\n".join((top, "| Key | Meaning | Default |", "|---|---|---|", *rows, ""))


def _default(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(f"{entry[0]}: {entry[1]}" if isinstance(entry, tuple) else str(entry) for entry in value)
    return f"`{value}`"


def record_page() -> str:
    """Every field of a record, and of an act file."""
    from remit.log.fields import ACT_FIELDS, RECORD_FIELDS

    top = (
        "# The record\n\n"
        + INTRO
        + "\nOnly id, title, status and topic are needed, plus decider and decided once it is decided. Keys that begin with `x-` are yours.\n"
    )
    acts = "## Act files\n\nWhat others do to a record is a small file each, in the folder `<id>.acts` beside it.\n"
    return "\n".join((top, *_fields(RECORD_FIELDS), "", acts, *_fields(ACT_FIELDS), ""))


def _fields(fields: Any) -> Iterator[str]:
    yield "| Field | Meaning | Values |"
    yield "|---|---|---|"
    for field in fields:
        yield f"| `{field.key}` | {_first(field.meaning)} | {', '.join(field.values or field.keys)} |"

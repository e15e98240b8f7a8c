"""The end of every writing command: write, commit if asked, say what was done."""

from typing import Any

import click

from remit.commands._desk import Desk
from remit.reporting.terminal import safe
from remit.workspace import writing


def finish(
    desk: Desk,
    drafts: list[writing.Draft],
    message: str,
    *,
    commit: bool,
    as_json: bool,
    lines: tuple[str, ...] = (),
    data: dict[str, Any] | None = None,
    moved: list[str] | None = None,
) -> None:
    """Write drafts and say so. `message` is the commit's first line and the first line shown; `moved` is written already."""
    paths = writing.write(desk.repository, drafts) if moved is None else moved
    desk.done = True
    made = _commit(desk, paths, message) if commit and paths else None
    if as_json:
        import json

        click.echo(json.dumps({**(data or {}), "written": paths, "commit": made}, ensure_ascii=False, indent=2))
        return
    click.echo(safe(message if paths else f"{message}: it was so already"))
    for path in paths:
        click.echo(f"  {safe(path)}")
    for line in lines:
        click.echo(safe(line))


def _commit(desk: Desk, paths: list[str], message: str) -> str:
    from remit.repo.commit import commit

    return commit(desk.repository.top, paths, message)

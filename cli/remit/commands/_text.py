"""The words of a record or an act: from `--why`, standard input, a template or the editor."""

import os
import sys
from pathlib import Path

from remit.commands import _ask
from remit.commands._desk import Desk
from remit.files import atomic
from remit.log.problem import CannotProceed, Usage
from remit.log.text import FILE_BYTES, NotText, decode


def words(
    desk: Desk,
    why: str | None,
    *,
    editor: bool = False,
    template: str | None = None,
    question: str = "",
    begin: str = "",
) -> str:
    """The text that was given; empty where none was. `question` is asked on a terminal, `begin` opens the editor's text."""
    if why is not None:
        body = standard_input() if why == "-" else why
        return _in_editor(desk, body) if editor else body
    if template:
        begin = _template(desk, template)
        if editor or _ask.on_terminal():
            return _in_editor(desk, begin)
        if not _says_something(begin):
            raise Usage(
                "a template is filled in, and this is no terminal", "give the text: `--why -` reads standard input"
            )
        return begin
    if editor:
        return _in_editor(desk, begin)
    if question and _ask.on_terminal():
        return _ask.maybe(None, f"{question} (one line; Enter alone opens your editor)") or _in_editor(desk, begin)
    return ""


def _says_something(text: str) -> bool:
    """Whether there is a word in it that is no heading."""
    return any(line.strip() and not line.startswith("#") for line in text.split("\n"))


def standard_input() -> str:
    """What stands on standard input, as text. Raises Usage where it is none."""
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise Usage(
            f"standard input holds more than {FILE_BYTES:,} bytes", "a record is a page: link to what is longer"
        )
    try:
        return decode(data).replace("\r\n", "\n")
    except NotText as error:
        raise Usage(f"standard input is {error}", "send UTF-8 text") from None


def _template(desk: Desk, name: str) -> str:
    if name == "full":
        return "\n\n".join(f"## {section}" for section in desk.frame.settings.sections) + "\n"
    try:
        return decode(Path(name).read_bytes()[:FILE_BYTES]).replace("\r\n", "\n")
    except OSError as error:
        raise Usage(f"the template {name} cannot be read: {error.strerror}", "give a file, or `full`") from None
    except NotText as error:
        raise Usage(f"the template {name} is {error}", "save it as UTF-8 text") from None


def _in_editor(desk: Desk, begin: str) -> str:
    """What the user's editor leaves. The draft stays on the disk, and is named, until something came of it."""
    import click

    path = Path(desk.repository.git_dir) / f"remit-draft-{os.getpid()}-{os.urandom(2).hex()}.md"
    atomic.create(str(path), begin.encode())
    click.get_current_context().call_on_close(lambda: _forget_draft(desk, path))
    try:
        _edit(desk, path)
        text = decode(path.read_bytes()[:FILE_BYTES]).replace("\r\n", "\n")
    except NotText as error:
        raise CannotProceed(f"the text is {error}", "save it as UTF-8") from None
    if not text.strip() or text.strip() == begin.strip():
        desk.done = True
        raise CannotProceed(
            "the text was left empty, so nothing was written", "write a reason, or give it with `--why`"
        )
    return text


def _forget_draft(desk: Desk, path: Path) -> None:
    import click

    if desk.done:
        path.unlink(missing_ok=True)
    else:
        click.echo(f"your words are kept in {path}", err=True)


def _edit(desk: Desk, path: Path) -> None:
    import shlex
    import subprocess

    command = _editor(desk)
    try:
        code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise CannotProceed(
            f"the editor {command!r} could not be started: {why}", "set EDITOR, or use `--why`"
        ) from None
    if code:
        raise CannotProceed(f"the editor {command!r} ended with {code}", "nothing was written")


def _editor(desk: Desk) -> str:
    from remit.repo import git

    chosen = os.environ.get("GIT_EDITOR")
    if not chosen:
        code, out, _ = git.run_raw(desk.repository.top, "config", "--get", "core.editor")
        chosen = "" if code else out.decode("utf-8", "replace").strip()
    return chosen or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"

"""Questions: only on a terminal. Elsewhere what is missing is named, with the option that gives it."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from remit.commands.session import Session
from remit.files import atomic
from remit.log.problem import CannotProceed, Usage
from remit.log.text import FILE_BYTES, NotText, decode
from remit.repo import git

T = TypeVar("T")


def on_terminal() -> bool:
    """Whether somebody can answer questions."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def need(value: str | None, question: str, option: str) -> str:
    """The value; asked for where it is missing. Raises Usage where there is nobody to ask."""
    if value:
        return value
    if not on_terminal():
        raise Usage(f"{question} is missing", f"give it with {option}")

    return str(click.prompt(question)).strip()


def what(value: str | None) -> str:
    """The title or id that a command is about. Raises Usage where it is missing and there is nobody to ask."""
    if value is not None:
        return value
    if not on_terminal():
        raise Usage("the title or ID is missing", 'describe the decision in a few words: "Cache orders in Redis"')

    return str(click.prompt("What is it about, in a few words?", prompt_suffix=" ")).strip()


def until(question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """The answer as `read` takes it; asked again where `read` raises Usage."""

    def taken(words: str) -> T:
        try:
            return read(words)
        except Usage as error:
            raise click.UsageError(f"{error.message}; {error.remedy}") from None

    answer: T = click.prompt(question, default=default, show_default=False, value_proc=taken)
    return answer


def sure(question: str, *, yes: bool = False, default: bool = True) -> bool:
    """Whether to go on: `yes` without asking, else as answered; off a terminal the default."""
    if yes or not on_terminal():
        return yes or default

    return click.confirm(question, default=default)


class Text(NamedTuple):
    """How the text of a record is given."""

    why: str | None = None
    editor: bool = False
    template: str | None = None


def words(session: Session, text: Text, *, question: str = "", begin: str = "") -> str:
    """The text that was given; empty where none was. `question` is asked on a terminal, `begin` opens the editor's text."""
    if text.why is not None:
        body = standard_input() if text.why == "-" else text.why
        return _in_editor(session, body) if text.editor else body
    if text.template:
        begin = _template(session, text.template)
        if text.editor or on_terminal():
            return _in_editor(session, begin)
        if not _says_something(begin):
            raise Usage(
                "a template needs an editor, and this is not a terminal",
                "give the text: `--why -` reads standard input",
            )
        return begin
    if text.editor:
        return _in_editor(session, begin)
    if question and on_terminal():
        line = click.prompt(f"{question} (one line; Enter alone opens your editor)", default="", show_default=False)
        return str(line).strip() or _in_editor(session, begin)
    return ""


def _says_something(text: str) -> bool:
    """Whether there is a word in it that is no heading."""
    return any(line.strip() and not line.startswith("#") for line in text.split("\n"))


def standard_input() -> str:
    """Standard input as text. Raises Usage if it is not text."""
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise Usage(f"standard input has more than {FILE_BYTES:,} bytes", "shorten it, and link to longer documents")
    try:
        return decode(data).replace("\r\n", "\n")
    except NotText as error:
        raise Usage(f"standard input is {error}", "send UTF-8 text") from None


def _template(session: Session, name: str) -> str:
    if name == "full":
        return "\n\n".join(f"## {section}" for section in session.log.settings.sections) + "\n"
    try:
        return decode(Path(name).read_bytes()[:FILE_BYTES]).replace("\r\n", "\n")
    except OSError as error:
        raise Usage(f"the template {name} cannot be read: {error.strerror}", "name a file, or `full`") from None
    except NotText as error:
        raise Usage(f"the template {name} is {error}", "save it as UTF-8 text") from None


def _in_editor(session: Session, begin: str) -> str:
    """What the user's editor leaves. The draft stays on the disk, and is named, until something came of it."""
    path = Path(session.repository.git_dir) / f"remit-draft-{os.getpid()}-{os.urandom(2).hex()}.md"
    atomic.create(str(path), begin.encode())
    click.get_current_context().call_on_close(lambda: _forget_draft(session, path))
    try:
        _edit(session, path)
        text = decode(path.read_bytes()[:FILE_BYTES]).replace("\r\n", "\n")
    except NotText as error:
        raise CannotProceed(f"the text is {error}", "save it as UTF-8") from None
    if not text.strip() or text.strip() == begin.strip():
        session.done = True
        raise CannotProceed("the text is empty, so nothing was written", "write a reason, or give it with `--why`")
    return text


def _forget_draft(session: Session, path: Path) -> None:
    if session.done:
        path.unlink(missing_ok=True)
    else:
        click.echo(f"Your text is saved in {path}", err=True)


def _edit(session: Session, path: Path) -> None:
    command = _editor(session)
    try:
        code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise CannotProceed(
            f"the editor {command!r} could not be started: {why}", "set EDITOR, or use `--why`"
        ) from None
    if code:
        raise CannotProceed(
            f"the editor {command!r} ended with {code}", "nothing was written; give the text with `--why`"
        )


def _editor(session: Session) -> str:
    chosen = os.environ.get("GIT_EDITOR")
    if not chosen:
        code, out, _ = git.run_raw(session.repository.top, "config", "--get", "core.editor")
        chosen = "" if code else out.decode("utf-8", "replace").strip()
    return chosen or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"

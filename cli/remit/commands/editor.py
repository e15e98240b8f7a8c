"""The user's editor: what is written in it, and the draft that stays on the disk until it was used."""

import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from remit.commands import prompts
from remit.commands.session import Session
from remit.files import atomic
from remit.log.problem import CannotProceed
from remit.log.text import FILE_BYTES, NotText, decode
from remit.repo import git
from remit.reporting.terminal import safe

T = TypeVar("T")
_DRAFT = "remit-draft-"
_SHELL = re.compile(r"[$`~*?|&;<>()]")


def written(session: Session, begin: str, read: Callable[[str], T], *, draft: str = "", fresh: bool = True) -> T:
    """What `read` makes of the text that the user leaves in their editor, which opens with `begin`.

    Where `read` raises CannotProceed, the editor is opened again if there is somebody to ask. The draft is named unless
    it was used; `draft` is one that was kept. Raises CannotProceed where the text is empty or, if nobody wrote in it
    before (`fresh`), as it was.
    """
    path = Path(draft or f"{session.repository.git_dir}/{_DRAFT}{os.getpid()}-{os.urandom(2).hex()}.md")
    (atomic.replace if draft else atomic.create)(str(path), begin.encode())
    click.get_current_context().call_on_close(lambda: _kept_or_gone(session, path))
    while True:
        _open(session, path)
        try:
            return read(_changed(path, begin, fresh))
        except CannotProceed as error:
            if not prompts.on_terminal():
                raise
            click.echo(safe(f"{error.message}\n  {error.remedy}"))
            if not prompts.sure("Edit the text again?"):
                raise


def _changed(path: Path, begin: str, fresh: bool) -> str:
    try:
        text = decode(path.read_bytes()[:FILE_BYTES]).replace("\r\n", "\n")
    except NotText as error:
        raise CannotProceed(f"the text is {error}", "save it as UTF-8") from None
    if text.strip() and (text.strip() != begin.strip() or not fresh):
        return text
    path.write_bytes(begin.encode())
    how = "unchanged" if text.strip() else "empty"
    raise CannotProceed(f"the text is {how}, so nothing was written", "fill it in, or give a reason with `--why`")


def is_kept(name: str) -> bool:
    """Whether a file is a draft that was kept."""
    return Path(name).name.startswith(_DRAFT)


def _kept_or_gone(session: Session, path: Path) -> None:
    if session.done:
        path.unlink(missing_ok=True)
        return
    context = click.get_current_context()
    flag = ["--editor"] if any("--editor" in parameter.opts for parameter in context.command.params) else []
    words = shlex.join([*_without_text(context.find_root().obj), *flag, "--template", str(path)])
    click.echo(safe(f"Your text is saved in {path}\n  go on with `remit {words}`"), err=True)


def _without_text(typed: list[str]) -> list[str]:
    """The words of a call without the options that gave its text."""
    out: list[str] = []
    for before, word in zip(["", *typed], typed, strict=False):
        given = before in ("--why", "--template") or word in ("--why", "--template", "--editor", "-e")
        if not given and not word.startswith(("--why=", "--template=")):
            out.append(word)
    return out


def _open(session: Session, path: Path) -> None:
    command = _editor(session)
    try:
        code = subprocess.run(_words(command, path), check=False).returncode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise CannotProceed(
            f"the editor {command!r} could not be started: {why}", "set EDITOR, or use `--why`"
        ) from None
    if code:
        raise CannotProceed(
            f"the editor {command!r} ended with {code}", "nothing was written; give the text with `--why`"
        )


def _words(command: str, path: Path) -> list[str] | str:
    """How the editor is started: as git does, by the shell where its command has something for the shell to do."""
    if os.name != "posix":
        return f'{command} "{path}"'
    if _SHELL.search(command):
        return ["/bin/sh", "-c", f'{command} "$@"', command, str(path)]
    return [*shlex.split(command), str(path)]


def _editor(session: Session) -> str:
    """The editor as git finds it; but a repository's own configuration never says what is run."""
    environment = os.environ
    return (
        environment.get("GIT_EDITOR") or _configured(session.repository.top) or environment.get("VISUAL")
        or environment.get("EDITOR") or "vi"
    )  # fmt: skip


def _configured(top: str) -> str:
    """`core.editor` of the user or the system; the last one counts."""
    words = git.configured(top, "--show-scope", "--get-all", "core.editor")
    found = [value for scope, value in zip(words[::2], words[1::2], strict=False) if scope in ("global", "system")]
    return found[-1].strip() if found else ""

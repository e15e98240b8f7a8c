"""Questions: only on a terminal. Elsewhere what is missing is named, with the option that gives it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from remit.log.problem import Usage

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def on_terminal() -> bool:
    """Whether somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def need(value: str | None, question: str, option: str) -> str:
    """The value; asked for where it is missing. Raises Usage where there is nobody to ask."""
    if value:
        return value
    if not on_terminal():
        raise Usage(f"{question} is missing", f"give it with {option}")
    import click

    return str(click.prompt(question)).strip()


def what(value: str | None) -> str:
    """The title or id that a command is about. Raises Usage where it is missing and there is nobody to ask."""
    if value is not None:
        return value
    if not on_terminal():
        raise Usage("a title or an ID is missing", 'say in a few words what it is about: "Cache orders in Redis"')
    import click

    return str(click.prompt("What is it about, in a few words?", prompt_suffix=" ")).strip()


def until(question: str, read: "Callable[[str], T]", default: str | None = None) -> "T":
    """The answer as `read` takes it; asked again where `read` raises Usage."""

    import click

    def taken(words: str) -> "T":
        try:
            return read(words)
        except Usage as error:
            raise click.UsageError(f"{error.message}; {error.remedy}") from None

    answer: T = click.prompt(question, default=default, show_default=False, value_proc=taken)
    return answer


def maybe(value: str | None, question: str) -> str | None:
    """The value; on a terminal asked for where it is missing, and an empty answer is an answer."""
    if value or not on_terminal():
        return value
    import click

    return str(click.prompt(question, default="", show_default=False)).strip() or None


def sure(question: str, *, yes: bool = False, default: bool = True) -> bool:
    """Whether to go on: `yes` without asking, else as answered; off a terminal the default."""
    if yes or not on_terminal():
        return yes or default
    import click

    return click.confirm(question, default=default)

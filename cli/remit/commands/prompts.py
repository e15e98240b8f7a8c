"""Questions: only on a terminal. Elsewhere what is missing is named, with the option that gives it."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import click

from remit.log.problem import Usage
from remit.log.text import FILE_BYTES, NotText, decode

T = TypeVar("T")


def on_terminal() -> bool:
    """Whether somebody can answer questions."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def need(question: str, option: str) -> str:
    """What is missing. Raises Usage where there is nobody to ask."""
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


def sure(question: str, *, yes: bool = False) -> bool:
    """Whether to go on: as answered on a terminal; elsewhere, and with `yes`, without asking."""
    return yes or not on_terminal() or click.confirm(question, default=True)


def said(why: str | None) -> str:
    """The words of `--why`; `-` reads them from standard input."""
    return standard_input() if why == "-" else why or ""


def reason(why: str | None, what: str = "the reason") -> str:
    """The words of `--why`, asked for where there are none."""
    body = said(why)
    return body if body.strip() else need(what, "--why")


def standard_input() -> str:
    """Standard input as text. Raises Usage if it is not text."""
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise Usage(f"standard input has more than {FILE_BYTES:,} bytes", "shorten it, and link to longer documents")
    try:
        return decode(data).replace("\r\n", "\n")
    except NotText as error:
        raise Usage(f"standard input is {error}", "send UTF-8 text") from None


class Progress:
    """A line on the terminal that says how far it is; only where it takes longer than a second."""

    def __init__(self) -> None:
        self.start, self.shown = time.monotonic(), 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of `what` is done."""
        now = time.monotonic()
        if done >= total and self.shown:
            click.echo("\r\x1b[K", nl=False, err=True)
        elif now - self.start > 1 and now - self.shown > 0.1:
            self.shown = now
            click.echo(f"\r\x1b[K{what} {done} of {total}", nl=False, err=True)


def progress() -> Progress | None:
    """Where a command says how far it is; None where nobody sees it."""
    return Progress() if sys.stderr.isatty() else None


def with_progress(what: str, items: Sequence[T]) -> Iterator[T]:
    """The items one by one, while the terminal shows how many of them are done."""
    tell = progress()
    for done, item in enumerate(items, 1):
        yield item
        if tell:
            tell(what, done, len(items))

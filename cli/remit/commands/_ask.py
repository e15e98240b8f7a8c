"""Questions: only on a terminal. Elsewhere what is missing is named, with the option that gives it."""

import sys

import click

from remit.model.problem import Usage


def on_terminal() -> bool:
    """Whether somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def need(value: str | None, question: str, option: str) -> str:
    """The value; asked for where it is missing. Raises Usage where there is nobody to ask."""
    if value:
        return value
    if not on_terminal():
        raise Usage(f"{question} is missing", f"give it with {option}")
    return str(click.prompt(question)).strip()


def maybe(value: str | None, question: str) -> str | None:
    """The value; on a terminal asked for where it is missing, and an empty answer is an answer."""
    if value or not on_terminal():
        return value
    return str(click.prompt(question, default="", show_default=False)).strip() or None


def sure(question: str, *, yes: bool = False, default: bool = True) -> bool:
    """Whether to go on: `yes` without asking, else as answered; off a terminal the default."""
    return yes or (click.confirm(question, default=default) if on_terminal() else default)

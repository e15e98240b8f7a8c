"""Options that commands share, with their shell completion.

An option is written once, with its help, so that one word means one thing everywhere. Completion (ids with titles, people,
topics) is silent where no log can be read.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from remit.commands.session import Session
from remit.log.ids import short
from remit.log.log import Log

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _from_log(find: Callable[[Log], Iterable[tuple[str, str]]]) -> Complete:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            found = list(find(Session().written))
        except Exception:  # a shell must never see a traceback while somebody types
            return []
        return [CompletionItem(word, help=line) for word, line in found if word.startswith(incomplete)]

    return complete


def _ids(log: Log) -> Iterable[tuple[str, str]]:
    for entry in reversed(log.records):
        yield short(entry.id), entry.title


def _people(log: Log) -> Iterable[tuple[str, str]]:
    return [(person.handle, person.name) for person in log.people.people] if log.people else []


def _topics(log: Log) -> Iterable[tuple[str, str]]:
    return sorted({topic: line for policy in log.policies for topic, line in policy.topics.items()}.items())


def _boundaries(log: Log) -> Iterable[tuple[str, str]]:
    return sorted({entry.id: entry.why for policy in log.policies for entry in policy.boundaries}.items())


ids, people, topics, boundaries = _from_log(_ids), _from_log(_people), _from_log(_topics), _from_log(_boundaries)


F = TypeVar("F", bound=Callable[..., Any])


def _all(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


who = click.option(
    "--who", metavar="HANDLE", help="Act as this person. Default: git's e-mail address, looked up in people.yml.",
    shell_complete=people,
)  # fmt: skip
as_role = click.option("--as", "as_role", metavar="ROLE", help="Role to act in, if you hold several.")
commit = click.option("--commit", is_flag=True, help="Commit what was written, and nothing else. Hooks run.")


def _flag(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        ctx.meta["remit.json"] = True


def _or_json(ctx: click.Context, param: click.Parameter, value: str) -> str:
    return "json" if ctx.meta.get("remit.json") else value


def _as_json(ctx: click.Context, param: click.Parameter, value: str) -> bool:
    return _or_json(ctx, param, value) == "json"


def _json(words: str) -> Callable[[F], F]:
    return click.option("--json", "_json", is_flag=True, is_eager=True, expose_value=False, callback=_flag, help=words)


def formats(*names: str, words: str = "Output format.") -> Callable[[F], F]:
    """`--format`, the first name by default, and `--json`; the command gets the name as `form`."""
    choice = click.Choice(names)
    return _all(
        click.option(
            "--format", "form", type=choice, default=names[0], show_default=True, callback=_or_json, help=words
        ),
        _json("Output JSON."),
    )


json = _all(
    _json("Output JSON."),
    click.option(
        "--format", "as_json", type=click.Choice(["text", "json"]), default="text", callback=_as_json,
        help="Output format.", show_default=True,
    ),
)  # fmt: skip
"""The same for commands that have the two forms alone; they get `as_json`."""


def gathered(name: str, gather: Callable[..., Any], *options: Callable[[Any], Any]) -> Callable[[F], F]:
    """Options that a command is handed as one thing, called `name`."""
    parameters = click.command(_all(*options)(lambda: None)).params
    taken = [str(parameter.name) for parameter in parameters if parameter.expose_value]

    def decorate(work: F) -> F:
        @functools.wraps(work)
        def command(**given: Any) -> Any:
            return work(**{name: gather(**{key: given.pop(key) for key in taken})}, **given)

        described: F = _all(*options)(command)
        return described

    return decorate


def _session(who: str | None = None, commit: bool = False, as_json: bool = False) -> Session:
    return Session(who, commit=commit, as_json=as_json)


writes: Callable[[F], F] = gathered("session", _session, who, commit, json)
"""What every writing command takes; the command gets a `session` of it."""
edits: Callable[[F], F] = gathered("session", _session, commit, json)
"""What commands take that write settings, people or policies, whoever acts."""


record = click.argument("record", metavar="ID", shell_complete=ids)
why = click.option("--why", metavar="TEXT", help="Reason; `-` reads it from standard input.")


def _said(words: str | None, why: str | None) -> str | None:
    return why or words


said = gathered("why", _said, click.argument("words", required=False, metavar="[TEXT]"), why)
"""The words of an act, as an argument or as `--why`."""

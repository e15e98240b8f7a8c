"""Shell completion: ids with titles, people, topics. Silent where no log can be read."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from remit.log.log import Log

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _from_log(find: "Callable[[Log], Iterable[tuple[str, str]]]") -> Complete:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from remit.commands._desk import Desk

        try:
            found = list(find(Desk().written))
        except Exception:  # a shell must never see a traceback while somebody types
            return []
        return [CompletionItem(word, help=line) for word, line in found if word.startswith(incomplete)]

    return complete


def _ids(log: "Log") -> Iterable[tuple[str, str]]:
    for entry in reversed(log.records):
        yield entry.id[-6:] if entry.native else entry.id, entry.title


def _people(log: "Log") -> Iterable[tuple[str, str]]:
    return [(person.handle, person.name) for person in log.people.people] if log.people else []


def _topics(log: "Log") -> Iterable[tuple[str, str]]:
    return sorted({topic: line for policy in log.policies for topic, line in policy.topics.items()}.items())


def _boundaries(log: "Log") -> Iterable[tuple[str, str]]:
    return sorted({entry.id: entry.why for policy in log.policies for entry in policy.boundaries}.items())


ids, people, topics, boundaries = _from_log(_ids), _from_log(_people), _from_log(_topics), _from_log(_boundaries)

"""What adding amounts up needs of every accepted decision, as rows: a table beside the other rows of a log.

The table is its own index: what is read together lies together. Where a question cannot be put to a row exactly, the columns
choose a little more than is meant, and the procedure itself looks at what was chosen.

`at`: microseconds since 1970, so that moments of all offsets compare. `amount`: a number in `currency` (empty: the policy's);
null where there is none. `named`: the facts as `|name=value|`, to look for. `topics` and `facts` are JSON, as written.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from remit.authority.procedure.records import entries_of
from remit.authority.procedure.register import Entry
from remit.log.facts import FactValue, to_fact, to_facts
from remit.log.log import Log

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_APART = str.maketrans("|=", "  ")


def rows(log: Log) -> Iterable[tuple[Any, ...]]:
    """A row for each accepted decision of a log."""
    for record in log.records:
        for entry in entries_of(log._replace(records=(record,))):
            amount, currency = entry.facts.get("amount"), entry.facts.get("currency")
            yield (
                json.dumps(record.topics), entry.budget or "", currency.upper() if isinstance(currency, str) else "",
                micros(entry.at), entry.id, record.path, entry.boundary, str(amount) if isinstance(amount, Decimal) else None,
                "".join(mark(name, value) for name, value in entry.facts.items()), json.dumps(record.facts),
            )  # fmt: skip


def put(log: Log) -> tuple[str, Iterable[tuple[Any, ...]]]:
    """The statement that adds rows, and the rows."""
    return f"insert or replace into accepted values ({', '.join('?' * 10)})", rows(log)  # noqa: S608 - question marks alone


def micros(at: datetime) -> int:
    """A moment as the table has it."""
    return (at - _BEGIN) // _MICROSECOND


def mark(name: str, value: FactValue | None = None) -> str:
    """How a fact stands in `named`; without a value how it begins. Equal values are marked equally; not the other way round."""
    begin = f"|{name.translate(_APART)}="
    return begin if value is None else f"{begin}{_word(value)}|"


def _word(value: FactValue) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_word, value))
    return str(value.normalize() or 0) if isinstance(value, Decimal) else value.translate(_APART)


COLUMNS = "id, at, facts, topics, budget, boundary"
"""What a decision is made of again."""


def entry(row: tuple[Any, ...]) -> Entry:
    """The decision of a row."""
    return next(entries([row]))


def entries(rows: list[tuple[Any, ...]]) -> Iterator[Entry]:
    """The decisions of rows. All facts are taken apart at once, and each word of them once: they are the same again and again."""
    facts = json.loads(f"[{','.join(row[2] for row in rows)}]")
    values, topics = _Values(), _Topics()
    for (record_id, at, _, about, budget, boundary), written in zip(rows, facts, strict=True):
        plain = all(value.__class__ is str for value in written.values())
        typed = {name: values[value] for name, value in written.items()} if plain else to_facts(written)
        yield Entry(record_id, _BEGIN + at * _MICROSECOND, typed, topics[about], budget or None, boundary)


class _Values(dict[str, FactValue]):
    """A text to its value."""

    def __missing__(self, text: str) -> FactValue:
        value = self[text] = to_fact(text)
        return value


class _Topics(dict[str, tuple[str, ...] | None]):
    """Topics as they are kept to topics."""

    def __missing__(self, text: str) -> tuple[str, ...] | None:
        value = self[text] = tuple(json.loads(text)) or None
        return value

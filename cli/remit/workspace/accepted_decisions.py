"""The accepted decisions of a log for sums and budgets: asked of kept rows, where few files changed since; else read anew.

Nothing here decides what belongs together or what draws on a budget: rows that may are chosen, and the procedure looks at them.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from sqlite3 import Connection, Cursor
from typing import Any

from remit.authority.procedure.records import entries_of
from remit.authority.procedure.register import Alike, Drawing, Entry, Key, Register
from remit.log.facts import FactValue, to_fact, to_facts
from remit.log.log import Log
from remit.log.policy import AMOUNT, EVERYTHING
from remit.repo.repository import Repository
from remit.workspace import record_index

_GROUPS = "select topics, budget, currency, group_concat(amount, ' ') from accepted where WHERE group by 1, 2, 3"


def register(repository: Repository, log: Log, found: record_index.Found | None) -> Register | None:
    """Every accepted decision of the work tree; None where everything must be read. `log`: its settings and zone.

    `found`: its kept rows; where they cannot be asked they are made anew.
    """
    if not _usable(found, log):
        record_index.current(repository).table.close()
        found = record_index.rows_and_changes(repository)
    if found is None or not _usable(found, log):
        return None
    table, changed = found
    return Kept(table, changed, entries_of(log.replace(records=record_index.changed_records(repository, changed))))


def _usable(found: record_index.Found | None, log: Log) -> bool:
    """Whether there are rows, and days were read in the log's zone."""
    return found is not None and record_index.zone(found[0]) == str(log.zone)


class Kept(Register):
    """Decisions in rows, and those that were read since the rows were made."""

    def __init__(self, table: Connection, changed: Iterable[str], read: Iterable[Entry]) -> None:
        self._table, self._read = table, Register(read)
        self._changed = tuple(changed)
        self._spent: dict[object, Decimal] = {}

    def whole(self) -> Register:
        """The same decisions, all read."""
        return Register([*self._read_rows([]), *self._read.entries])

    def find(self, record_id: str) -> Entry | None:
        """The accepted decision of an id."""
        found = [*self._read_rows([("id = ?", (record_id,))]), *filter(None, [self._read.find(record_id)])]
        return Register(found).find(record_id)

    def alike(self, asked: Alike) -> list[Entry]:
        """The decisions that belong together with one."""
        return Register([*self._read_rows(_alike(asked)), *self._read.entries]).alike(asked)

    def says(self, fact: str, asked: Alike) -> bool:
        """Whether one of the decisions that belong together says a fact. Rows are read until one is found."""
        named = ("instr(named, ?)", (mark(fact),))
        found = map(entry, self._chosen([named, *_alike(asked)]))
        return any(fact in entry.facts and asked.holds(entry) for entry in found) or self._read.says(fact, asked)

    def spent(self, drawing: Drawing, start: Key, end: Key) -> Decimal:
        """What the decisions at or after `start` and before `end` took from a budget, added up once."""
        key = (drawing.key, start, end)
        if key not in self._spent:
            self._spent[key] = self._read.spent(drawing, start, end) + self._kept_spent(drawing, start, end)
        return self._spent[key]

    def _kept_spent(self, drawing: Drawing, start: Key, end: Key) -> Decimal:
        """Decisions of the same topics, budget and currency draw on it alike unless a boundary looks at more; then one by one."""
        out = Decimal(0)
        time = [_between(start, end), ("budget in ('', ?)", (drawing.budget,))]
        where, values = self._where(time)
        groups = self._table.execute(_GROUPS.replace("WHERE", where), values)
        for topics, budget, currency, amounts in groups.fetchall():
            draws = drawing.draws(Entry("", start[0], {}, tuple(json.loads(topics)) or None, budget or None))
            if draws and drawing.measure == AMOUNT and currency in ("", drawing.currency or currency):
                out += sum(map(Decimal, (amounts or "").split()), Decimal(0))
            elif draws is not False:
                group = ("topics = ? and budget = ? and currency = ?", (topics, budget, currency))
                out += sum(
                    (drawing.amount(entry) or Decimal(0) for entry in self._read_rows([*time, group])), Decimal(0)
                )
        return out

    def _read_rows(self, conditions: list["Condition"]) -> Iterator[Entry]:
        return entries(self._chosen(conditions).fetchall())

    def _chosen(self, conditions: list["Condition"]) -> Cursor:
        where, values = self._where(conditions)
        return self._table.execute(_ENTRY + where, values)

    def _where(self, conditions: list["Condition"]) -> tuple[str, list[object]]:
        """The rows of files that did not change, under some conditions."""
        places = ", ".join("?" * len(self._changed))
        all_ = [*conditions, (f"path not in ({places})", self._changed)]
        return " and ".join(f"({text})" for text, _ in all_), [value for _, values in all_ for value in values]


Condition = tuple[str, tuple[object, ...]]
"""A condition of SQL, and the values of its question marks."""


def _alike(asked: Alike) -> list[Condition]:
    """What every decision that belongs together fulfils, and few others."""
    out = [_between(asked.start, asked.end)]
    if EVERYTHING not in asked.topics:
        parts = [part for outer in asked.topics for part in (json.dumps(outer), json.dumps(f"{outer}/")[:-1])]
        out.append((" or ".join(["topics = '[]'", *("instr(topics, ?)" for _ in parts)]), tuple(parts)))
    for fact, value in asked.said.items():
        out.append(("instr(named, ?) or not instr(named, ?)", (mark(fact, value), mark(fact))))
    return out


def _between(start: Key, end: Key) -> Condition:
    first, last = micros(start[0]), micros(end[0])
    return "(at, id) >= (?, ?) and (at, id) < (?, ?)", (first, start[1], last, end[1])


_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_APART = str.maketrans("|=", "  ")


def rows(log: Log) -> Iterable[tuple[Any, ...]]:
    """A row for each accepted decision of a log."""
    for record in log.records:
        for entry in entries_of(log.replace(records=(record,))):
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
_ENTRY = f"select {COLUMNS} from accepted where "  # noqa: S608 - our own names
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

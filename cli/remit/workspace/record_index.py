"""The records of the work tree as rows that can be asked: an SQLite file in the git directory, brought up to date when asked.

It is a cache. Where it cannot be written (a read-only git directory, a locked file) the rows are made in memory.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any, NamedTuple

from remit import __version__
from remit.files.cache import Table
from remit.log import ids
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.source import ACT, RECORD, SETTINGS, kind_of
from remit.repo import git
from remit.repo.repository import Repository
from remit.workspace import partial_log, resolve, stamps
from remit.workspace.resolve import Name

_FORMAT = "6"
_TABLES = """
create table if not exists state (key text primary key, value text);
create table if not exists record (
  path text primary key, id text, title text, status text, tier text, boundary text, decider text, team text,
  topic text, intent text, tag text, day text, affects text, alias text, json text, look text
) without rowid;
create table if not exists accepted (
  topics text, budget text, currency text, at integer, id text, path text, boundary text, amount text, named text, facts text,
  primary key (topics, budget, currency, at, id, path)
) without rowid;
"""
MANY = 200
"""More changed files than this, and reading everything is as fast."""
COLUMNS = (
    "path", "id", "title", "status", "tier", "boundary", "decider", "team", "topic", "intent", "tag", "day", "affects", "alias", "json",
    "look",
)  # fmt: skip
"""Lists are kept as `|one|two|`, so that one word can be looked for. `look`: 1 where it may wait for somebody.
The table `accepted` is told in `remit.workspace.accepted_decisions`."""


class Rows(NamedTuple):
    """An open table, and what is not in it."""

    table: sqlite3.Connection
    unread: tuple[str, ...]
    """Paths of records that could not be read."""


def current(repository: Repository) -> Rows:
    """The rows of the work tree as it is now. Raises CannotProceed where there is no log."""
    repository.need_work_tree()
    try:
        table = _opened(repository)
        rows = _brought_up_to_date(repository, table)
        table.commit()
    except (sqlite3.Error, OSError):
        table = sqlite3.connect(":memory:", factory=Table)
        table.executescript(_TABLES)
        rows = _brought_up_to_date(repository, table)
    return rows


def _opened(repository: Repository) -> sqlite3.Connection:
    folder = os.path.join(repository.git_dir, "remit")
    os.makedirs(folder, exist_ok=True)
    table = sqlite3.connect(os.path.join(folder, "rows.sqlite"), timeout=2, factory=Table)
    table.execute("pragma synchronous = off")
    table.executescript(_TABLES)
    return table


def _brought_up_to_date(repository: Repository, table: sqlite3.Connection) -> Rows:
    state = dict(table.execute("select key, value from state"))
    if state.get("version") == f"{__version__} {_FORMAT}":
        now = _storable(stamps.take(repository.top, tuple(json.loads(state["folders"]))))
        same_guards = state["tip"] == _tip(repository, json.loads(state["refs"]))
        if same_guards and now == state["stamps"] and stamps.is_certain(now):
            return Rows(table, tuple(json.loads(state["unread"])))
        if same_guards and _some(repository, table, state, now):
            return Rows(table, tuple(json.loads(state["unread"])))
    return _all(repository, table)


def _tip(repository: Repository, refs: list[str]) -> str:
    feed = "".join(f"{ref}^{{commit}}\n" for ref in refs).encode("utf-8", "surrogateescape")
    out = git.run(repository.top, "cat-file", "--batch-check", feed=feed).decode("utf-8", "replace")
    return next((line.split(" ")[0] for line in out.splitlines() if " commit " in line), "")


def _all(repository: Repository, table: sqlite3.Connection) -> Rows:
    """Every row made anew."""
    from remit.workspace import reading

    settings = reading.settings_on_disk(repository)
    folders = (repository.root, *(source.path for source in settings.sources))
    taken = stamps.take(repository.top, folders)
    written = reading.need_log(repository, reading.read_log(repository))
    log, tip = reading.with_trusted_policy(repository, written)
    refs = reading.candidates(settings)
    state = {
        "version": f"{__version__} {_FORMAT}", "folders": json.dumps(folders), "refs": json.dumps(refs), "stamps": _storable(taken),
        "tip": _tip(repository, refs) if tip else "", "unread": json.dumps(log.unread), "zone": str(log.zone),
    }  # fmt: skip
    table.executescript(f"drop table record; drop table accepted; {_TABLES}")
    _put(table, log)
    _see(repository, log, everything=True)
    table.executemany("insert or replace into state values (?, ?)", state.items())
    return Rows(table, log.unread)


def _some(repository: Repository, table: sqlite3.Connection, state: dict[str, str], now: str) -> bool:
    """Bring the rows of a few changed records up to date; False where everything must be made anew."""
    from remit.authority.procedure.answers import adds_up
    from remit.log.source import ACT, RECORD, kind_of
    from remit.repo.trees import WorkTree
    from remit.workspace import reading

    changed = stamps.changed(state["stamps"], now)
    root = repository.root
    if len(changed) > MANY or any(kind_of(path, root) not in (RECORD, ACT) for path in changed):
        return False
    found = reading.trusted_guards(repository, reading.settings_on_disk(repository))
    if found is None or adds_up(found[0].policies) or json.loads(state["unread"]):
        return False
    touched = {record_id for path in changed if (record_id := ids.id_of_path(path))}
    here = reading.log_in(repository, WorkTree(repository, root))
    log = here.part(file for record_id in touched for file in here.files_of(record_id)).under(found[0])
    if log.unread:
        return False
    gone = json.dumps([*changed, *(record.path for record in log.records)])
    for name in ("record", "accepted"):
        table.execute(f"delete from {name} where path in (select value from json_each(?))", (gone,))  # noqa: S608 - our own names
    _put(table, log)
    _see(repository, log, everything=False)
    table.execute("update state set value = ? where key = 'stamps'", (now,))
    return True


def _see(repository: Repository, log: Any, *, everything: bool) -> None:
    """Tell the hook what is stopped."""
    from remit.workspace import clock, stopped_paths

    stopped_paths.see(repository, log, clock.now(log.zone), everything=everything)


def _put(table: sqlite3.Connection, log: Any) -> None:
    from remit.workspace import accepted_decisions

    places = ", ".join("?" * len(COLUMNS))
    into, rows = accepted_decisions.put(log)
    table.executemany(f"insert or replace into record values ({places})", map(_all_storable, _made(log, log.records)))  # noqa: S608 - question marks alone
    table.executemany(into, map(_all_storable, rows))


def _all_storable(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(_storable(value) if isinstance(value, str) and not value.isascii() else value for value in row)


def _storable(text: str) -> str:
    """A text that a table can hold: a name of a file that is no UTF-8 is told apart, and not found by it again."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def _made(log: Any, records: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """A row for each record: what can be asked about it, and its published fields as JSON."""
    from remit.audits.fields import row
    from remit.authority.procedure.answers import Answers
    from remit.workspace import clock

    answers = Answers(log, clock.now(log.zone))
    for record in records:
        fields = row(log, record, answers)
        yield (
            record.path, record.id, record.title, record.status, record.tier, record.boundary, record.decider, fields["team"],
            listed(record.topics), listed(record.list_of("intent")), listed(record.list_of("tags")),
            (fields["decided"] or fields["raised"] or "")[:10], listed(record.list_of("affects")),
            listed(record.list_of("aliases")), json.dumps(fields, ensure_ascii=False), _look(record),
        )  # fmt: skip


def _look(record: Any) -> str:
    """1 where a record is open, stopped, due for review, an emergency's, or was recorded for somebody."""
    keys = ("review_by", "emergency", "recorded_by", "stops")
    return "1" if record.is_open or any(record.head.get(key) for key in keys) or record.acts_of("stop") else ""


def _waiting(table: sqlite3.Connection) -> list[str]:
    """The paths of all records that may wait for somebody."""
    return [path for (path,) in table.execute("select path from record where look = '1' order by path")]


def kept(repository: Repository) -> tuple[sqlite3.Connection, set[str]] | None:
    """The rows as they were last made, and the paths of the log that changed since; None where nothing can be told."""
    try:
        table = _opened(repository)
        state = dict(table.execute("select key, value from state"))
        if state.get("version") != f"{__version__} {_FORMAT}":
            return None
        now = _storable(stamps.take(repository.top, tuple(json.loads(state["folders"]))))
        same = now == state["stamps"] and stamps.is_certain(now)
        return table, set() if same else stamps.changed(state["stamps"], now)
    except (sqlite3.Error, OSError, KeyError, ValueError):
        return None


def unread(table: sqlite3.Connection) -> tuple[str, ...]:
    """Paths of records that could not be read when the rows were made."""
    found = table.execute("select value from state where key = 'unread'").fetchone()
    return tuple(json.loads(found[0])) if found else ()


def names(table: sqlite3.Connection) -> list[Name]:
    """By what every record can be called, by path."""
    return [
        Name(path, record_id, title, tuple(alias.strip("|").split("|")) if alias else ())
        for path, record_id, title, alias in table.execute("select path, id, title, alias from record order by path")
    ]


def zone(table: sqlite3.Connection) -> str:
    """The zone in which days without a time were read."""
    found = table.execute("select value from state where key = 'zone'").fetchone()
    return str(found[0]) if found else ""


def listed(words: Iterable[str]) -> str:
    """A list as one text in which a word can be looked for."""
    found = [word.replace("|", " ") for word in words]
    return f"|{'|'.join(found)}|" if found else ""


def need_any(rows: Rows) -> None:
    """Raises CannotProceed where nothing could be read though there are records."""
    if rows.unread and not rows.table.execute("select 1 from record limit 1").fetchone():
        raise CannotProceed("no record can be read", "`remit check` says why")


Found = tuple[Connection, set[str]]
"""The rows as they were last made, and the files that changed since."""


def rows_and_changes(repository: Repository) -> Found | None:
    """The rows and the few files that changed since; None where there are none, or more than a few records changed."""
    found = kept(repository)
    if found is None or len(found[1]) > MANY:
        return None
    return None if any(_matters(repository, path) for path in found[1]) else found


def _matters(repository: Repository, path: str) -> bool:
    """Whether a changed file may change other decisions than its own: settings, and what is read with its whole folder."""
    if path.startswith(f"{repository.root}/"):
        return kind_of(path, repository.root) == SETTINGS
    from remit.importers.formats import can_be_read
    from remit.workspace import partial_log

    return can_be_read(path) or path.endswith(partial_log.SETTINGS)


def changed_files(repository: Repository, changed: set[str]) -> list[str]:
    """The files of the records among what changed, as far as they are still there, by path."""
    own = [path for path in changed if path.startswith(f"{repository.root}/")]
    records = [path for path in own if kind_of(path, repository.root) == RECORD]
    return sorted(path for path in records if os.path.isfile(os.path.join(repository.top, path)))


def waiting(repository: Repository, found: Found | None) -> list[str]:
    """The paths of all records that may wait for somebody, by path: those of the rows, and whatever changed since."""
    if found is None:
        return _waiting(current(repository).table)
    table, changed = found
    acted = {ids.id_of_acts(path.split("/")[-2]) for path in changed if kind_of(path, repository.root) == ACT}
    touched = {name.path for name in names(table) if name.id in acted} if acted else set()
    there = {path for path in (*_waiting(table), *touched) if path not in changed}
    return sorted(there.union(changed_files(repository, changed)))


def changed_records(repository: Repository, changed: set[str]) -> tuple[Record, ...]:
    """The records whose files changed, as they are now."""
    return partial_log.read_records(repository, changed_files(repository, changed))


def path_of(repository: Repository, found: Found | None, text: str) -> str | None:
    """The file of the record that `text` means; None where the log itself must be asked. Raises like `resolve.resolve`."""
    if found is None or unread(found[0]):
        return None
    table, changed = found
    read = changed_records(repository, changed)
    if len(read) < len(changed_files(repository, changed)):
        return None  # one cannot be read, and may be meant
    known = [name for name in names(table) if name.path not in changed]
    known += [Name(record.path, record.id, record.title, record.list_of("aliases")) for record in read]
    known.sort(key=lambda name: name.path)
    return known[resolve.find(known, text)].path

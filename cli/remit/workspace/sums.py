"""The accepted decisions of a log for sums and budgets: from the kept rows, where few files changed since; else read anew."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from sqlite3 import Connection

from remit.authority.records import entries_of
from remit.authority.register import Entry
from remit.formats.facts import FactValue, to_fact, to_facts
from remit.formats.log import ACT, RECORD, kind_of
from remit.model.log import Log
from remit.model.policy import Fact
from remit.workspace import frame, rows
from remit.workspace.place import Workspace

MANY = 200
"""More changed files than this, and reading everything is as fast."""
FEW = 500
"""So few records are read faster than the kept rows are opened."""


def entries(workspace: Workspace, log: Log) -> Iterator[Entry] | None:
    """Every accepted decision of the work tree; None where everything must be read. `log`: its settings and zone."""
    found = _usable(workspace)
    if found is None:
        rows.current(workspace).table.close()
        found = _usable(workspace)
    return _entries(workspace, log, *found) if found else None


def _usable(workspace: Workspace) -> tuple[Connection, set[str]] | None:
    """The kept rows and the few records that changed since; None where anything else changed."""
    found = rows.kept(workspace)
    if found is None or len(found[1]) > MANY:
        return None
    kinds = {kind_of(path, workspace.root) for path in found[1] if path.startswith(workspace.root + "/")}
    return found if kinds <= {RECORD, ACT} else None


def _entries(workspace: Workspace, log: Log, table: Connection, changed: set[str]) -> Iterator[Entry]:
    kept = table.execute("select path, id, sum from record where sum is not null").fetchall()
    parsed = json.loads(f"[{','.join(entry[2] for entry in kept)}]")  # all at once: a third of the time
    values, moment = _Values(), datetime.fromisoformat
    for (path, record_id, _), (at, facts, topics, budget, boundary) in zip(kept, parsed, strict=True):
        if path not in changed:
            typed: dict[str, FactValue] = {}
            for name, value in facts.items():
                if value.__class__ is not str:
                    typed = to_facts(facts)
                    break
                typed[name] = values[value]
            yield Entry(record_id, moment(at), typed, tuple(topics) or None, budget, boundary)
    there = [path for path in changed if kind_of(path, workspace.root) == RECORD and _is_file(workspace, path)]
    yield from entries_of(log._replace(records=frame.read_records(workspace, sorted(there))))


class _Values(dict[str, Fact]):
    """Text to its value, looked at once: ten thousand decisions say the same few words again and again."""

    def __missing__(self, text: str) -> Fact:
        value = self[text] = to_fact(text)
        return value


def _is_file(workspace: Workspace, path: str) -> bool:
    return os.path.isfile(os.path.join(workspace.top, path))

"""The data file of the table of decisions: a script with its columns, each value once, rows as numbers."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from remit.log.record import Record
from remit.site.labels import status_word
from remit.site.search_index import script_data
from remit.site.view import View

TABLE_CALL = "remitDecisions"
"""The function of our scripts that takes the data."""


def table_script(view: View, records: Sequence[Record], version: str, overdue: Collection[str] = ()) -> str:
    """The data file: a script, so that it loads from `file://` too. `version` is that of the search shards; `overdue`: paths.

    Search shards count rows in the order of `records`.
    """
    return script_data(TABLE_CALL, {"version": version, **table_data(view, records, overdue)})


def table_data(view: View, records: Sequence[Record], overdue: Collection[str] = ()) -> dict[str, Any]:
    """Columns of the table, dictionary-coded: `{"v": values, "i": index or list of indexes per row}`."""
    labels = view.log.settings.label_of
    titles = {page.id: page.title for page in view.log.context}

    def name(handle: str) -> str:
        return view.names.get(handle, handle)

    return {
        "id": [record.id for record in records],
        "title": [record.title for record in records],
        "href": [view.where.records[record.path].removeprefix("decisions/") for record in records],
        "date": [_day(view, record) for record in records],
        "stopped": [row for row, record in enumerate(records) if record.path in view.stops],
        "overdue": [row for row, record in enumerate(records) if record.path in overdue],
        "mine": _coded([_mine(view, record) for record in records], name),
        "status": _coded([(record.status,) for record in records], status_word),
        "tier": _coded([(record.tier or "",) for record in records], labels),
        "boundary": _coded([(record.boundary or "",) for record in records], lambda name: view.boundary(name).text),
        "decider": _coded([record.deciders for record in records], name),
        "team": _coded([(view.teams.get(record.path, ""),) for record in records]),
        "topic": _coded([record.topics for record in records]),
        "intent": _coded([record.list_of("intent") for record in records], lambda name: titles.get(name, name)),
        "tag": _coded([record.list_of("tags") for record in records]),
    }


def _mine(view: View, record: Record) -> Sequence[str]:
    """Who decided or raised a decision, or is waited for."""
    return tuple(dict.fromkeys((*record.deciders, *record.list_of("raised_by"), *view.waits.get(record.path, ()))))


def _day(view: View, record: Record) -> str:
    moment = record.dated()
    return moment.day_in(view.log.zone).isoformat() if moment else ""


def _coded(column: Iterable[Sequence[str]], label: Callable[[str], str] | None = None) -> dict[str, Any]:
    """A column as values and numbers; `l` has the labels where they differ from the values. Empty text is no value."""
    places: dict[str, int] = {}
    rows: list[int | list[int]] = []
    for values in column:
        found = [places.setdefault(value, len(places)) for value in values if value]
        rows.append(found[0] if len(found) == 1 else (found or -1))
    out: dict[str, Any] = {"v": list(places), "i": rows}
    labels = [label(value) for value in places] if label else list(places)
    if labels != out["v"]:
        out["l"] = labels
    return out

"""A field holds something that it cannot be: an unknown status, a day that is none, a name that is no handle.

The reference page of the record lists every field with its shape. The id in the head is the id in the file's name.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from remit.checks.heads import fields_of
from remit.checks.near import near
from remit.checks.shape import DOCUMENT, Check, Document, Known, Said
from remit.formats import fields, ids
from remit.formats.fields import ACT_KEYS, RECORD_KEYS, Field
from remit.model.finding import ERROR
from remit.model.moment import parse_moment
from remit.model.record import Record

Wrong = Iterator[tuple[str, str, tuple[str | int, ...]]]
"""What is wrong, the way out, and where below the field."""


def _text(value: Any, field: Field) -> Wrong:
    if not isinstance(value, str):
        yield f"`{field.key}` must be one line of text", f"write `{field.key}: …` on one line", ()


def _enum(value: Any, field: Field) -> Wrong:
    if value not in field.values:
        meant = near(value, field.values) if isinstance(value, str) else None
        hint = f"did you mean `{meant}`? " if meant else ""
        yield f"`{field.key}` is {_shown(value)}", f"{hint}it is one of: {', '.join(field.values)}", ()


def _handle(value: Any, field: Field) -> Wrong:
    if not (isinstance(value, str) and ids.is_handle(value)):
        odd = next((char for char in value if not char.isascii()), "") if isinstance(value, str) else ""
        why = f" (character U+{ord(odd):04X})" if odd else ""
        yield (
            f"`{field.key}` is {_shown(value)}, which is not a handle{why}",
            "write the handle that people.yml gives the person",
            (),
        )


def _handles(value: Any, field: Field) -> Wrong:
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        for message, remedy, _ in _handle(entry, field):
            yield message, remedy, (index,) if isinstance(value, list) else ()


def _moment(value: Any, field: Field) -> Wrong:
    if not (isinstance(value, str) and parse_moment(value)):
        yield (
            f"`{field.key}` is {_shown(value)}, which is no day or time",
            "write 2026-11-21, or 2026-11-21T10:12+01:00",
            (),
        )


def _day(value: Any, field: Field) -> Wrong:
    moment = parse_moment(value) if isinstance(value, str) else None
    if moment is None or moment.at is not None:
        yield f"`{field.key}` is {_shown(value)}, which is no day", "write it as 2026-11-21", ()


def _id(value: Any, field: Field) -> Wrong:
    if not (isinstance(value, str) and ids.is_id(value)):
        yield (
            f"`{field.key}` is {_shown(value)}, which is no id",
            "an id is `D-`, a day and six characters: D-20261121-k3f9qz",
            (),
        )


def _list(value: Any, field: Field) -> Wrong:
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(entry, str):
            yield (
                f"`{field.key}` must be a list of words",
                f"write `{field.key}: [one, two]`",
                (index,) if isinstance(value, list) else (),
            )


def _topics(value: Any, field: Field) -> Wrong:
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        if not (isinstance(entry, str) and ids.is_topic(entry)):
            yield (
                f"{_shown(entry)} is no topic",
                "a topic is a path of lower-case words: vendor/software",
                (index,) if isinstance(value, list) else (),
            )


def _facts(value: Any, field: Field) -> Wrong:
    if not isinstance(value, dict):
        yield "`facts` must be a mapping", "write `facts: {amount: 400, currency: EUR}`", ()
        return
    for key, entry in value.items():
        if isinstance(entry, dict) or (isinstance(entry, list) and not all(isinstance(item, str) for item in entry)):
            yield f"the fact `{key}` must be a word, a number or a list of them", f"write `{key}: …`", (key,)


def _entries(value: Any, field: Field) -> Wrong:
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        yield f"`{field.key}` must be a list", f"write `{field.key}: [{{{': …, '.join(field.keys[:3])}: …}}]`", ()
        return
    for index, entry in enumerate(value):
        yield from _entry(entry, field, (index,))


def _entry(value: Any, field: Field, at: tuple[str | int, ...] = ()) -> Wrong:
    if not isinstance(value, dict):
        yield f"an entry of `{field.key}` must have keys", f"its keys are: {', '.join(field.keys)}", at
        return
    for key in value:
        if field.keys and key not in field.keys and not key.startswith("x-"):
            meant = near(key, field.keys)
            remedy = f"did you mean `{meant}`?" if meant else f"its keys are: {', '.join(field.keys)}"
            yield f"`{key}` is not a key of `{field.key}`", remedy, (*at, key)
    who = value.get("who")
    if who is not None:
        for message, remedy, _ in _handle(who, field._replace(key=f"{field.key}: who")):
            yield message, remedy, (*at, "who")


def _free(value: Any, field: Field) -> Wrong:
    return iter(())


_SHAPES: dict[str, Callable[[Any, Field], Wrong]] = {
    fields.TEXT: _text, fields.LINE: _text, fields.HANDLE: _handle, fields.NAMES: _list, fields.MOMENT: _moment, fields.DAY: _day,
    fields.ENUM: _enum, fields.LIST: _list, fields.HANDLES: _handles, fields.ENTRIES: _entries, fields.ENTRY: _entry,
    fields.FACTS: _facts, fields.ID: _id, fields.IDS: _list, fields.TOPICS: _topics, fields.NUMBER: _text, fields.FREE: _free,
}  # fmt: skip
_PLAIN = frozenset((fields.TEXT, fields.LINE, fields.NUMBER))


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"`{value if len(value) < 60 else value[:57] + '...'}`"
    return "empty" if value is None else "a list" if isinstance(value, list) else "a mapping"


def _run(document: Document, known: Known) -> Iterator[Said]:
    table = fields_of(document)
    acts = table is ACT_KEYS
    for key, value in document.head.items():
        field = table.get(key)
        if field is None or value is None or (isinstance(value, str) and _is_fine(acts, key, value)):
            continue
        for message, remedy, below in _SHAPES[field.shape](value, field):
            yield Said(document.path, message, remedy, (key, *below))
    if isinstance(document, Record):
        yield from _same_id(document)


@lru_cache(maxsize=1 << 14)
def _is_fine(acts: bool, key: str, value: str) -> bool:
    """Whether a text can stand under a key of a record or an act: the same few stand in thousands of records."""
    field = (ACT_KEYS if acts else RECORD_KEYS)[key]
    return field.shape in _PLAIN or next(_SHAPES[field.shape](value, field), None) is None


def _same_id(record: Record) -> Iterator[Said]:
    named = ids.id_of_file(record.path.rpartition("/")[2])
    if named and record.id != named and ids.is_id(record.id):
        remedy = "the file's name begins with the id: make them the same again"
        yield Said(record.path, f"`id` is `{record.id}`, but the file's name says {named}", remedy, ("id",))


CHECK = Check("R04", "bad-value", ERROR, DOCUMENT, _run)
